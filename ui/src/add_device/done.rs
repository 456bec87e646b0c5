//! Draws the last step: what happens next, and how long it takes.

use super::{
    StepProps, device_name,
    ending::{Finish, stage},
};
use crate::{
    app::use_clock,
    text::{format, t},
    widgets::{Glyph, Heading, icon},
};
use yew::prelude::*;

/// The step.
#[component]
pub fn Done(props: &StepProps) -> Html {
    let clock = use_clock();
    let device = props.onboarding.device.as_ref();
    let name = device.map(device_name).unwrap_or_default();
    let (first_epoch, first_reward) = match props.network.epoch {
        // The device counts from the next epoch on, whose reward comes an epoch after its own.
        Some(epoch) => (
            t!(
                "done-epoch.body",
                when = format::until(clock.now_ms, epoch.ends_ms)
            ),
            t!(
                "done-reward.body",
                when = format::until(clock.now_ms, epoch.paid_ms + epoch.length_ms)
            ),
        ),
        None => (t!("done-epoch.soon"), t!("done-reward.soon")),
    };
    html! {
        <>
            <Heading title={t!("done-title")} lead={t!("done-lead", name = name)} />
            <ol class="stages">
                { stage("stage-done", icon(Glyph::Check), t!("done-claimed"), t!("done-claimed.body")) }
                { stage("stage-next", html! { 1 }, t!("done-epoch"), first_epoch) }
                { stage("stage-next", html! { 2 }, t!("done-report"), t!("done-report.body")) }
                { stage("stage-next", html! { 3 }, t!("done-reward"), first_reward) }
            </ol>
            <Finish navigate={props.navigate.clone()} />
        </>
    }
}
