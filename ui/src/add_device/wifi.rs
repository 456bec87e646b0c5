//! Draws the second step: which Wi-Fi?

use super::{DeviceInHand, StepProps, stepper::Path};
use crate::{
    bridge::use_action,
    text::t,
    widgets::{
        Button, Glyph, Heading, Look, Problem, Secret, SubmitButton, TextField, icon, notice,
    },
};
use outpost_app_api::{KeepWifi, OnboardingView, ScanWifi, SendWifi, WifiNetwork};
use yew::prelude::*;

/// Which network was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    None,
    /// One that the device sees.
    Seen(WifiNetwork),
    /// One that does not tell its name, which is typed.
    Typed,
}

impl Choice {
    /// The network that was tried before, if any.
    fn remembered(onboarding: &OnboardingView) -> Self {
        let Some(ssid) = &onboarding.ssid else {
            // Where there is nothing to pick, the name is typed.
            return match &onboarding.networks {
                Some(seen) if seen.is_empty() => Self::Typed,
                _ => Self::None,
            };
        };
        let mut seen = onboarding.networks.iter().flatten();
        match seen.find(|network| network.ssid == *ssid) {
            Some(network) => Self::Seen(network.clone()),
            None => Self::Typed,
        }
    }
}

/// The step. It has the device look for networks as soon as it can.
#[component]
pub fn Wifi(props: &StepProps) -> Html {
    let scan = use_action::<ScanWifi>(Callback::noop());
    let keep = use_action::<KeepWifi>(Callback::noop());
    let send = use_action::<SendWifi>(Callback::noop());
    let choice = use_state(|| Choice::remembered(&props.onboarding));
    let name = use_state(|| props.onboarding.ssid.clone().unwrap_or_default());
    let password = use_state(String::new);
    let onboarding = &props.onboarding;
    let busy = onboarding.working.is_some() || send.working() || keep.working();
    {
        let scan = scan.send.clone();
        let fresh = onboarding.networks.is_none() && !busy && onboarding.problem.is_none();
        // The device may still be busy when the step opens.
        use_effect_with(fresh, move |fresh| {
            if *fresh {
                scan.emit(ScanWifi {});
            }
        });
    }
    {
        let choice = choice.clone();
        let nothing_seen = onboarding.networks.as_ref().is_some_and(Vec::is_empty);
        use_effect_with(nothing_seen, move |nothing_seen| {
            if *nothing_seen && *choice == Choice::None {
                choice.set(Choice::Typed);
            }
        });
    }
    let choose = {
        let (choice, password) = (choice.setter(), password.setter());
        Callback::from(move |picked| {
            choice.set(picked);
            password.set(String::new());
        })
    };
    let ssid = match &*choice {
        Choice::None => String::new(),
        Choice::Seen(network) => network.ssid.clone(),
        Choice::Typed => name.trim().to_owned(),
    };
    let wants_password = match &*choice {
        Choice::None => false,
        Choice::Seen(network) => network.secured != Some(false),
        Choice::Typed => true,
    };
    let incomplete = ssid.is_empty()
        || matches!(&*choice, Choice::Seen(network) if network.secured == Some(true) && password.is_empty());
    let onsubmit = {
        let (send, password) = (send.send.clone(), password.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(SendWifi {
                ssid: ssid.clone(),
                password: (*password).clone(),
            });
        })
    };
    let setter = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    let told = onboarding.problem.is_some();
    let path = Path::of(onboarding);
    let online = onboarding
        .device
        .as_ref()
        .is_some_and(|device| device.info.online);
    html! {
        <form {onsubmit}>
            <Heading title={t!("wifi-title")} lead={match path {
                Path::ToAClaim => t!("wifi-lead"),
                Path::ToWifi => t!("wifi-lead.unkeyed"),
            }} />
            if let Some(device) = &onboarding.device {
                <DeviceInHand device={device.clone()} {busy} />
            }
            if path == Path::ToWifi {
                { notice(Glyph::Alert, html! { <p data-test="wifi-unkeyed">{ t!("wifi-unkeyed") }</p> }) }
            }
            if online {
                { notice(Glyph::Wifi, html! { <>
                    <p>{ t!("wifi-online") }</p>
                    <Button label={t!("wifi-keep")} test="wifi-keep" disabled={busy} busy={keep.working()}
                        onclick={keep.sends(KeepWifi {})} />
                </> }) }
            }
            <fieldset class="options" disabled={busy}>
                <legend>{ t!("wifi-networks") }</legend>
                { for onboarding.networks.iter().flatten().enumerate().map(|(index, network)| {
                    option(index, network, *choice == Choice::Seen(network.clone()), &choose)
                }) }
                if onboarding.networks.as_ref().is_some_and(Vec::is_empty) {
                    <p class="empty">{ t!("wifi-none") }</p>
                }
                <label class="option">
                    <input type="radio" name="wifi" data-test="wifi-other" checked={*choice == Choice::Typed}
                        onchange={choose.reform(|_: Event| Choice::Typed)} />
                    <span class="row-words"><strong>{ t!("wifi-other") }</strong></span>
                </label>
            </fieldset>
            if *choice == Choice::Typed {
                <TextField name="wifi-ssid" label={t!("wifi-ssid")} value={(*name).clone()} onchange={setter(&name)} />
            }
            if wants_password {
                <Secret name="wifi-password" label={t!("wifi-password")} value={(*password).clone()}
                    onchange={setter(&password)} hint={t!("wifi-password-hint")} />
            }
            if let Some(error) = scan.problem().or(keep.problem()).or(send.problem()).filter(|_| !told) {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} glyph={Glyph::Refresh} label={t!("wifi-scan")} test="wifi-scan"
                    disabled={busy} busy={scan.working()} onclick={scan.sends(ScanWifi {})} />
                <SubmitButton label={t!("wifi-connect")} test="wifi-connect" busy={send.working()}
                    disabled={busy || incomplete} />
            </div>
        </form>
    }
}

fn option(index: usize, network: &WifiNetwork, checked: bool, choose: &Callback<Choice>) -> Html {
    let onchange = {
        let network = network.clone();
        choose.reform(move |_: Event| Choice::Seen(network.clone()))
    };
    html! {
        <label class="option">
            <input type="radio" name="wifi" data-test={format!("wifi-network-{index}")} data-ssid={network.ssid.clone()}
                {checked} {onchange} />
            <span class="row-words">
                <strong>{ &network.ssid }</strong>
                if let Some(dbm) = network.signal_dbm {
                    <span>{ signal(dbm) }</span>
                }
            </span>
            if network.secured == Some(true) {
                <span class="option-lock" title={t!("wifi-secured")}>{ icon(Glyph::Lock) }</span>
            }
        </label>
    }
}

/// A signal in words. From -67 dBm on, video calls work; below -80, little does.
fn signal(dbm: i16) -> String {
    match dbm {
        -67.. => t!("wifi-strong"),
        -80..-67 => t!("wifi-fair"),
        _ => t!("wifi-weak"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn check(view: &str, expected: Option<&str>) {
        let onboarding = gallery::view(view).onboarding.expect("the wizard is open");
        let name = match Choice::remembered(&onboarding) {
            Choice::None => None,
            Choice::Typed => onboarding.ssid.clone(),
            Choice::Seen(network) => Some(network.ssid),
        };
        assert_eq!(name.as_deref(), expected);
    }

    #[test]
    fn the_network_that_was_tried_is_picked_when_the_step_opens_again() {
        check("wifi", None);
        check("wifi-failed", Some("Lighthouse"));
    }

    #[test]
    fn a_network_that_told_no_name_is_typed_again() {
        let mut onboarding = gallery::view("wifi")
            .onboarding
            .expect("the wizard is open");
        onboarding.ssid = Some("Hidden".to_owned());
        assert_eq!(Choice::remembered(&onboarding), Choice::Typed);
    }

    #[test]
    fn the_name_is_typed_where_the_device_tells_no_networks() {
        let mut onboarding = gallery::view("wifi-stock")
            .onboarding
            .expect("the wizard is open");
        assert_eq!(Choice::remembered(&onboarding), Choice::None);
        onboarding.networks = Some(Vec::new());
        assert_eq!(Choice::remembered(&onboarding), Choice::Typed);
    }
}
