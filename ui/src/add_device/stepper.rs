//! Draws how far the wizard got.

use crate::{
    text::{t, words},
    widgets::{Glyph, icon},
};
use outpost_app_api::Step;
use yew::prelude::*;

const STEPS: [Step; 5] = [Step::Find, Step::Wifi, Step::Place, Step::Claim, Step::Done];

/// The steps in a line.
pub fn stepper(at: Step) -> Html {
    html! {
        <ol class="stepper" aria-label={t!("wizard-steps")}>
            { for STEPS.iter().zip(1u32..).map(|(step, number)| {
                let (class, mark) = match step.cmp(&at) {
                    std::cmp::Ordering::Less => ("stepper-done", icon(Glyph::Check)),
                    std::cmp::Ordering::Equal => ("stepper-now", html! { number }),
                    std::cmp::Ordering::Greater => ("stepper-next", html! { number }),
                };
                html! {
                    <li {class} aria-current={(*step == at).then_some("step")}>
                        <span class="stepper-mark">{ mark }</span><span class="stepper-label">{ words::step(*step) }</span>
                    </li>
                }
            }) }
        </ol>
    }
}
