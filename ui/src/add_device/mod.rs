//! Draws the wizard that sets up a device: find, Wi-Fi, place, claim, done. One without a key is done after its
//! Wi-Fi.
//!
//! The app keeps a journal of it, so what is drawn is always where the app says it stands; a
//! window that was closed half way opens on the same step.

mod antenna;
mod claim;
mod done;
mod ending;
mod find;
mod joined;
mod place;
mod stepper;
mod wifi;

use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::{t, words},
    widgets::{Button, Glyph, Look, Problem, icon, spinner},
};
use claim::{Claim, confirm_at_device};
use done::Done;
use find::Find;
use joined::Joined;
use outpost_app_api::{
    Back, CancelOnboarding, ChosenDevice, IdentifyDevice, NetworkView, OnboardingView,
    StartOnboarding, Step, Working,
};
use place::Place;
use std::rc::Rc;
use stepper::{Path, stepper};
use wifi::Wifi;
use yew::prelude::*;

/// Properties of a step.
#[derive(Properties, PartialEq)]
pub struct StepProps {
    /// Where the wizard stands.
    pub onboarding: Rc<OnboardingView>,
    /// For money and times.
    pub network: NetworkView,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The screen.
#[component]
pub fn AddDevice(props: &ScreenProps) -> Html {
    let start = use_action::<StartOnboarding>(Callback::noop());
    {
        let (send, closed) = (start.send.clone(), props.view.onboarding.is_none());
        use_effect_with((), move |()| {
            if closed {
                send.emit(StartOnboarding {});
            }
        });
    }
    match (&props.view.onboarding, start.problem()) {
        (Some(onboarding), _) => html! {
            { wizard(&StepProps {
                onboarding: Rc::new(onboarding.clone()),
                network: props.view.network.clone(),
                navigate: props.navigate.clone(),
            }) }
        },
        (None, Some(error)) => {
            html! { <Problem error={error.clone()} retry={start.sends(StartOnboarding {})} /> }
        }
        (None, None) => spinner(t!("wizard-opening")),
    }
}

/// The steps, the one at hand, and the ways out.
fn wizard(props: &StepProps) -> Html {
    let onboarding = &props.onboarding;
    let path = Path::of(onboarding);
    let body = match onboarding.step {
        Step::Find => html! { <Find ..step(props) /> },
        Step::Wifi => html! { <Wifi ..step(props) /> },
        Step::Place => html! { <Place ..step(props) /> },
        Step::Claim => html! { <Claim ..step(props) /> },
        Step::Done => match path {
            Path::ToAClaim => html! { <Done ..step(props) /> },
            Path::ToWifi => html! { <Joined ..step(props) /> },
        },
    };
    html! {
        <div class="wizard" data-test="wizard" data-step={step_name(onboarding.step)}
            data-working={onboarding.working.map(working_name).unwrap_or_default()}>
            { stepper(path, onboarding.step) }
            if let Some(error) = onboarding.problem.as_ref().filter(|_| onboarding.working.is_none()) {
                <Problem error={error.clone()} />
            }
            <div class="wizard-step" key={step_name(onboarding.step)}>
                { body }
                if let Some(working) = onboarding.working {
                    <div class="wizard-status">{ status(working) }</div>
                }
            </div>
            if onboarding.step != Step::Done {
                <WaysOut ..step(props) />
            }
        </div>
    }
}

/// What is going on. It stays in sight while the step scrolls.
fn status(working: Working) -> Html {
    match working {
        Working::WaitingForConfirmation => confirm_at_device(),
        working => spinner(words::working(working)),
    }
}

fn step(props: &StepProps) -> StepProps {
    StepProps {
        onboarding: props.onboarding.clone(),
        network: props.network.clone(),
        navigate: props.navigate.clone(),
    }
}

/// Back a step, later, or not at all.
#[component]
fn WaysOut(props: &StepProps) -> Html {
    let back = use_action::<Back>(Callback::noop());
    let cancel = use_action::<CancelOnboarding>(props.navigate.reform(|()| Route::Home));
    html! {
        <div class="ways-out">
            if props.onboarding.step != Step::Find {
                <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wizard-back")} test="wizard-back"
                    busy={back.working()} onclick={back.sends(Back {})} />
            }
            <Button look={Look::Plain} label={t!("wizard-later")} test="wizard-later"
                onclick={props.navigate.reform(|()| Route::Home)} />
            <Button look={Look::Plain} label={t!("wizard-cancel")} test="wizard-cancel" busy={cancel.working()}
                onclick={cancel.sends(CancelOnboarding {})} />
            if let Some(error) = back.problem().or(cancel.problem()) {
                <Problem error={error.clone()} />
            }
        </div>
    }
}

/// Properties of [`DeviceInHand`].
#[derive(Properties, PartialEq)]
pub struct DeviceInHandProps {
    /// The device that is being set up.
    pub device: ChosenDevice,
    /// Whether the device is at work, and cannot be asked to blink.
    pub busy: bool,
}

/// The device that is being set up, and a way to see which one it is.
#[component]
pub fn DeviceInHand(props: &DeviceInHandProps) -> Html {
    let identify = use_action::<IdentifyDevice>(Callback::noop());
    let hardware = &props.device.info.hardware;
    html! {
        <div class="device-in-hand">
            <span class="choice-icon">{ icon(Glyph::Device) }</span>
            <span class="row-words">
                <strong>{ device_name(&props.device) }</strong>
                if !hardware.is_empty() {
                    <span>{ hardware }</span>
                }
            </span>
            <Button look={Look::Plain} label={t!("wizard-identify")} test="wizard-identify" disabled={props.busy}
                busy={identify.working()} onclick={identify.sends(IdentifyDevice {})} />
        </div>
    }
}

/// What to call a device; not every one tells its name.
fn device_name(device: &ChosenDevice) -> String {
    match device.info.name.as_str() {
        "" => t!("find-nearby"),
        name => name.to_owned(),
    }
}

/// What tests call a step; the same as in the API's JSON.
fn step_name(step: Step) -> &'static str {
    match step {
        Step::Find => "find",
        Step::Wifi => "wifi",
        Step::Place => "place",
        Step::Claim => "claim",
        Step::Done => "done",
    }
}

/// What tests call a work in progress; the same as in the API's JSON.
fn working_name(working: Working) -> &'static str {
    match working {
        Working::Searching => "searching",
        Working::Connecting => "connecting",
        Working::Identifying => "identifying",
        Working::ScanningWifi => "scanning_wifi",
        Working::JoiningWifi => "joining_wifi",
        Working::WaitingForConfirmation => "waiting_for_confirmation",
        Working::SendingClaim => "sending_claim",
        Working::WaitingForClaim => "waiting_for_claim",
        Working::SendingPlace => "sending_place",
        Working::WaitingForPlace => "waiting_for_place",
        Working::SendingAntenna => "sending_antenna",
        Working::WaitingForAntenna => "waiting_for_antenna",
    }
}
