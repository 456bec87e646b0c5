//! Draws the last step: what happens next, and how long it takes.

use super::StepProps;
use crate::{
    app::{Route, use_clock},
    bridge::use_action,
    text::{format, t},
    widgets::{Button, Glyph, Heading, Look, Problem, icon},
};
use outpost_app_api::FinishOnboarding;
use yew::prelude::*;

/// The step.
#[component]
pub fn Done(props: &StepProps) -> Html {
    let clock = use_clock();
    let finish = use_action::<FinishOnboarding>(props.navigate.reform(|()| Route::Home));
    let name = props
        .onboarding
        .device
        .as_ref()
        .map(|device| device.info.name.clone())
        .unwrap_or_default();
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
                { item("stage stage-done", icon(Glyph::Check), t!("done-claimed"), t!("done-claimed.body")) }
                { item("stage stage-next", html! { 1 }, t!("done-epoch"), first_epoch) }
                { item("stage stage-next", html! { 2 }, t!("done-report"), t!("done-report.body")) }
                { item("stage stage-next", html! { 3 }, t!("done-reward"), first_reward) }
            </ol>
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

fn item(class: &'static str, mark: Html, title: String, body: String) -> Html {
    html! {
        <li {class}>
            <span class="stepper-mark" aria-hidden="true">{ mark }</span>
            <div><strong>{ title }</strong><p>{ body }</p></div>
        </li>
    }
}
