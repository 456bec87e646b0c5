//! Draws how far the wizard got.

use crate::{
    text::{t, words},
    widgets::{Glyph, icon},
};
use outpost_app_api::{OnboardingView, Step};
use yew::prelude::*;

/// Where the wizard leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// To a device that is claimed.
    ToAClaim,
    /// To one that is on a Wi-Fi and cannot be claimed.
    ToWifi,
}

impl Path {
    /// At the first step another device may be chosen than before.
    pub fn of(onboarding: &OnboardingView) -> Self {
        match &onboarding.device {
            Some(device) if device.address.is_none() && onboarding.step != Step::Find => {
                Self::ToWifi
            }
            _ => Self::ToAClaim,
        }
    }

    fn steps(self) -> &'static [Step] {
        match self {
            Self::ToAClaim => &[Step::Find, Step::Wifi, Step::Place, Step::Claim, Step::Done],
            Self::ToWifi => &[Step::Find, Step::Wifi, Step::Done],
        }
    }
}

/// The steps in a line.
pub fn stepper(path: Path, at: Step) -> Html {
    html! {
        <ol class="stepper" aria-label={t!("wizard-steps")}>
            { for path.steps().iter().zip(1u32..).map(|(step, number)| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn a_device_without_a_key_is_led_to_its_wifi_and_no_further() {
        for (view, path) in [
            ("find", Path::ToAClaim),
            ("wifi", Path::ToAClaim),
            ("done", Path::ToAClaim),
            ("wifi-stock", Path::ToWifi),
            ("joined", Path::ToWifi),
        ] {
            let onboarding = gallery::view(view).onboarding.expect("the wizard is open");
            assert_eq!(Path::of(&onboarding), path, "{view}");
        }
    }
}
