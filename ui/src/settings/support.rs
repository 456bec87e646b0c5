//! Draws the support bundle: a warning first, then all of it to read, and only then a file.

use super::part;
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Problem, notice},
};
use outpost_app_api::{PreviewSupport, SaveSupport};
use yew::prelude::*;

/// The support bundle.
#[component]
pub(super) fn Support() -> Html {
    let text = use_state(|| None::<String>);
    let path = use_state(|| None::<String>);
    let preview = use_action::<PreviewSupport>({
        let (text, path) = (text.clone(), path.clone());
        Callback::from(move |said| {
            text.set(Some(said));
            path.set(None);
        })
    });
    let save = use_action::<SaveSupport>({
        let path = path.clone();
        Callback::from(move |saved| path.set(Some(saved)))
    });
    let inside = html! {
        <div class="setting-block">
            { notice(Glyph::Alert, html! { <>
                <strong>{ t!("support-warning") }</strong>
                <p>{ t!("support-warning.body") }</p>
            </> }) }
            <p>{ t!("support-what") }</p>
            <Button label={t!("support-preview")} test="support-preview" busy={preview.working()}
                onclick={preview.sends(PreviewSupport {})} />
            if let Some(error) = preview.problem().or(save.problem()) {
                <Problem error={error.clone()} />
            }
            if let Some(text) = &*text {
                <pre class="support-text" tabindex="0" role="region" aria-label={t!("support-text")}
                    data-test="support-text">{ text }</pre>
                <Button label={t!("support-save")} test="support-save" busy={save.working()}
                    onclick={save.sends(SaveSupport {})} />
            }
            <p role="status" data-test="support-saved">
                if let Some(path) = &*path {
                    { t!("support-saved", path = path.as_str()) }
                }
            </p>
        </div>
    };
    part("settings-support", t!("support-title"), inside)
}
