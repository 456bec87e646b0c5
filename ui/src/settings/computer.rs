//! Draws what the app does on this machine: when it starts and rests, and where it keeps things.

use super::{PartProps, part};
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Look, Problem, Switch},
};
use outpost_app_api::OpenDataFolder;
use yew::prelude::*;

/// Start, battery and data folder.
#[component]
pub(super) fn Computer(props: &PartProps) -> Html {
    let open = use_action::<OpenDataFolder>(Callback::noop());
    let chosen = &props.view.settings.settings;
    let start = props.changes(|chosen, on| chosen.start_at_login = on);
    let rest = props.changes(|chosen, on| chosen.pause_on_battery = on);
    let inside = html! {
        <>
            <Switch name="settings-start" label={t!("settings-start")} hint={t!("settings-start.hint")}
                on={chosen.start_at_login} onchange={start} />
            if props.view.settings.has_battery {
                <Switch name="settings-battery" label={t!("settings-battery")} hint={t!("settings-battery.hint")}
                    on={chosen.pause_on_battery} onchange={rest} />
            }
            <div class="setting">
                <div class="setting-words">
                    <h3>{ t!("settings-folder") }</h3>
                    <p>{ t!("settings-folder.hint") }</p>
                    <p><code data-test="settings-folder-path">{ &props.view.settings.data_folder }</code></p>
                </div>
                <Button label={t!("settings-folder-open")} look={Look::Secondary} test="settings-folder-open"
                    busy={open.working()} onclick={open.sends(OpenDataFolder {})} />
            </div>
            if let Some(error) = open.problem() {
                <Problem error={error.clone()} />
            }
        </>
    };
    part("settings-computer", t!("settings-computer"), inside)
}
