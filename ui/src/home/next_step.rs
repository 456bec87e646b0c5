//! Picks the one next step, and draws it.
//!
//! The order is the order of loss: what is half done, what earns nothing though it could, what
//! could be lost for ever, and only then what could be added.

use crate::{
    app::{Route, use_clock},
    bridge::use_action,
    text::{format, t, words},
    widgets::{Button, Glyph, Look, Problem, icon},
};
use outpost_app_api::{
    AppView, DeviceState, Money, RequestPracticeTokens, StopLookingAround, WalletState,
};
use std::rc::Rc;
use yew::prelude::*;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Make a wallet: one only looks around.
    CreateWallet,
    /// Go on with the set-up that was left half way.
    ResumeSetUp,
    /// Look after a device: its name, its address and how it is.
    AttendTo(String, String, DeviceState),
    /// Write the words down: there is something to lose.
    BackUp,
    /// Get tokens to pay a fee with.
    GetTokens,
    /// Set up the first device.
    AddFirstDevice,
    /// Nothing; the next rewards are paid then (milliseconds since 1970 UTC).
    WaitForReward(u64),
    /// Nothing at all.
    Nothing,
}

impl NextStep {
    /// The next step for what there is.
    pub fn of(view: &AppView) -> Self {
        if view.wallet.state == WalletState::LookingAround {
            return Self::CreateWallet;
        }
        if view.onboarding.is_some() {
            return Self::ResumeSetUp;
        }
        let mut devices = view.devices.iter();
        if let Some(device) = devices.find(|device| device.state.needs_attention()) {
            return Self::AttendTo(device.name.clone(), device.address.clone(), device.state);
        }
        if view.wallet.backup_due {
            return Self::BackUp;
        }
        if view.devices.is_empty() {
            let balance = view.money.as_ref().map(|money| money.balance);
            return match balance {
                Some(Money(0)) if view.network.practice => Self::GetTokens,
                _ => Self::AddFirstDevice,
            };
        }
        match view.network.epoch {
            Some(epoch) => Self::WaitForReward(epoch.paid_ms),
            None => Self::Nothing,
        }
    }
}

/// Properties of [`NextStepCard`].
#[derive(Properties, PartialEq)]
pub struct NextStepCardProps {
    /// Decides what it is.
    pub view: Rc<AppView>,
    /// Goes to the screen of the step.
    pub navigate: Callback<Route>,
}

/// The one next step.
#[component]
pub fn NextStepCard(props: &NextStepCardProps) -> Html {
    let clock = use_clock();
    let tokens = use_action::<RequestPracticeTokens>(Callback::noop());
    let leave = use_action::<StopLookingAround>(props.navigate.reform(|()| Route::Welcome));
    let go = |route: Route| props.navigate.reform(move |()| route.clone());
    let primary = |label: String, test: &'static str, busy: bool, onclick: Callback<()>| {
        html! { <Button look={Look::Primary} {label} {test} {busy} {onclick} /> }
    };
    let (glyph, title, body, action) = match NextStep::of(&props.view) {
        NextStep::CreateWallet => (
            Glyph::Wallet,
            t!("next-create"),
            t!("next-create.body"),
            primary(
                t!("next-create.do"),
                "leave-looking-around",
                leave.working(),
                leave.sends(StopLookingAround {}),
            ),
        ),
        NextStep::ResumeSetUp => (
            Glyph::Device,
            t!("next-resume"),
            t!("next-resume.body"),
            primary(
                t!("next-resume.do"),
                "add-device",
                false,
                go(Route::AddDevice),
            ),
        ),
        NextStep::AttendTo(name, address, state) => (
            Glyph::Alert,
            t!(
                "next-attend",
                name = name,
                state = words::device_state(state)
            ),
            words::device_advice(state),
            primary(
                t!("next-attend.do"),
                "next-attend",
                false,
                go(Route::Device(address)),
            ),
        ),
        NextStep::BackUp => (
            Glyph::Key,
            t!("next-back-up"),
            t!("next-back-up.body"),
            primary(
                t!("next-back-up.do"),
                "next-back-up",
                false,
                go(Route::Backup),
            ),
        ),
        NextStep::GetTokens => (
            Glyph::Earnings,
            t!("next-tokens"),
            t!("next-tokens.body"),
            html! {
                <>
                    { primary(t!("next-tokens.do"), "get-tokens", tokens.working(), tokens.sends(RequestPracticeTokens {})) }
                    <Button label={t!("next-add.do")} test="add-device" onclick={go(Route::AddDevice)} />
                </>
            },
        ),
        NextStep::AddFirstDevice => (
            Glyph::Device,
            t!("next-add"),
            t!("next-add.body"),
            primary(t!("next-add.do"), "add-device", false, go(Route::AddDevice)),
        ),
        NextStep::WaitForReward(paid_ms) => (
            Glyph::Check,
            t!("next-wait"),
            t!(
                "next-wait.body",
                when = format::until(clock.now_ms, paid_ms)
            ),
            html! {},
        ),
        NextStep::Nothing => (Glyph::Check, t!("next-wait"), t!("next-nothing"), html! {}),
    };
    html! {
        <section class="card next-step" data-test="next-step" aria-labelledby="next-step-title">
            <span class="next-step-icon">{ icon(glyph) }</span>
            <div>
                <h2 id="next-step-title">{ title }</h2>
                <p>{ body }</p>
                <div class="next-step-actions">{ action }</div>
                if let Some(error) = tokens.problem().or(leave.problem()) {
                    <Problem error={error.clone()} />
                }
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn check(view: &str, expected: NextStep) {
        assert_eq!(NextStep::of(&gallery::view(view)), expected);
    }

    #[test]
    fn the_next_step_is_the_one_that_saves_most() {
        check("looking", NextStep::CreateWallet);
        check("wifi", NextStep::ResumeSetUp);
        check("new", NextStep::BackUp);
        check("empty", NextStep::GetTokens);
        check("equipped", NextStep::AddFirstDevice);
        check("unsaved", NextStep::BackUp);
    }

    #[test]
    fn a_device_in_need_comes_before_all_that_could_be_added() {
        let NextStep::AttendTo(name, _, DeviceState::Silent) =
            NextStep::of(&gallery::view("stale"))
        else {
            panic!("a silent device needs attention");
        };
        assert_eq!(name, "Balcony sensor");
    }

    #[test]
    fn with_all_well_there_is_only_the_next_reward_to_wait_for() {
        let view = gallery::view("working");
        let epoch = view.network.epoch.expect("an epoch is running");
        check("working", NextStep::WaitForReward(epoch.paid_ms));
    }
}
