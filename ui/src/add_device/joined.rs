//! Draws the end of setting up a device without a key: it has its Wi-Fi, and why that is all.

use super::{
    StepProps, device_name,
    ending::{Finish, stage},
};
use crate::{
    text::t,
    widgets::{Glyph, Heading, icon, notice},
};
use yew::prelude::*;

/// The step.
#[component]
pub fn Joined(props: &StepProps) -> Html {
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
            <Finish navigate={props.navigate.clone()} />
        </>
    }
}

fn way(glyph: Glyph, title: String, body: String) -> Html {
    stage("stage-next", icon(glyph), title, body)
}
