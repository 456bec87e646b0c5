//! Draws the end of setting up a device without a key: it has its Wi-Fi, and why that is all.

use super::{StepProps, device_name};
use crate::{
    app::Route,
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Heading, Look, Problem, icon, notice},
};
use outpost_app_api::FinishOnboarding;
use yew::prelude::*;

/// The step.
#[component]
pub fn Joined(props: &StepProps) -> Html {
    let finish = use_action::<FinishOnboarding>(props.navigate.reform(|()| Route::Home));
    let device = props.onboarding.device.as_ref();
    let name = device.map(device_name).unwrap_or_default();
    let lead = match &props.onboarding.ssid {
        Some(ssid) => t!("joined-lead", name = name, ssid = ssid.as_str()),
        None => t!("joined-lead.kept", name = name),
    };
    html! {
        <>
            <Heading title={t!("joined-title")} {lead} />
            { notice(Glyph::Alert, html! { <>
                <p><strong>{ t!("joined-unkeyed") }</strong></p>
                <p data-test="joined-unkeyed">{ t!("joined-unkeyed.body") }</p>
            </> }) }
            <h2>{ t!("joined-next") }</h2>
            <ul class="stages">
                { way(Glyph::Wifi, t!("joined-use"), t!("joined-use.body")) }
                { way(Glyph::Key, t!("joined-firmware"), t!("joined-firmware.body")) }
                { way(Glyph::Device, t!("joined-bthome"), t!("joined-bthome.body")) }
            </ul>
            if let Some(error) = finish.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Primary} label={t!("done-finish")} test="done-finish" busy={finish.working()}
                    onclick={finish.sends(FinishOnboarding {})} />
            </div>
        </>
    }
}

fn way(glyph: Glyph, title: String, body: String) -> Html {
    html! {
        <li class="stage stage-next">
            <span class="stepper-mark" aria-hidden="true">{ icon(glyph) }</span>
            <div><strong>{ title }</strong><p>{ body }</p></div>
        </li>
    }
}
