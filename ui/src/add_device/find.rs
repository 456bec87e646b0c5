//! Draws the first step: which device?

use super::StepProps;
use crate::{
    bridge::use_action,
    text::{format, t, words},
    widgets::{Button, Glyph, Heading, Look, Problem, SubmitButton, TextField, icon, notice},
};
use outpost_app_api::{
    AppError, Candidate, CandidateLink, ChooseDevice, ErrorCode, FindDevices, Found,
    IdentifyCandidate, ReceiverKind,
};
use yew::prelude::*;

/// The step. It looks for devices by itself when it opens with none.
#[component]
pub fn Find(props: &StepProps) -> Html {
    let find = use_action::<FindDevices>(Callback::noop());
    let choose = use_action::<ChooseDevice>(Callback::noop());
    let identify = use_action::<IdentifyCandidate>(Callback::noop());
    // Where the device is that was last asked to show itself.
    let asked = use_state(|| None::<String>);
    let shows = (*asked).as_deref().filter(|_| identify.working());
    let ask = {
        let (asked, send) = (asked.setter(), identify.send.clone());
        Callback::from(move |call: IdentifyCandidate| {
            asked.set(Some(call.port.clone()));
            send.emit(call);
        })
    };
    // Where the device is that was picked last: it may ask for the code on its label.
    let tried = use_state(|| None::<String>);
    let candidates = &props.onboarding.candidates;
    let busy = props.onboarding.working.is_some();
    {
        let send = find.send.clone();
        let fresh = candidates.is_empty() && !busy && props.onboarding.problem.is_none();
        use_effect_with((), move |()| {
            if fresh {
                send.emit(FindDevices {});
            }
        });
    }
    let told = props.onboarding.problem.is_some();
    let wants_proof = (*tried).clone().filter(|_| {
        let problem = props
            .onboarding
            .problem
            .as_ref()
            .map(|problem| problem.code);
        matches!(
            problem,
            Some(ErrorCode::DeviceProofNeeded | ErrorCode::DeviceProofWrong)
        )
    });
    let pick = {
        let (tried, send) = (tried.setter(), choose.send.clone());
        Callback::from(move |call: ChooseDevice| {
            tried.set(Some(call.port.clone()));
            send.emit(call);
        })
    };
    html! {
        <>
            <Heading title={t!("find-title")} lead={t!("find-lead")} />
            <details class="notice prepare" data-test="find-prepare" open={candidates.is_empty()}>
                <summary>{ icon(Glyph::Check) }<span>{ t!("find-prepare") }</span></summary>
                <ul>
                    <li>{ t!("find-prepare-power") }</li>
                    <li>{ t!("find-prepare-wifi") }</li>
                    <li>{ t!("find-prepare-place") }</li>
                    <li>{ match props.onboarding.fee {
                        Some(fee) => t!("find-prepare-fee", fee = format::money(fee)),
                        None => t!("find-prepare-fee.unknown"),
                    } }</li>
                    <li>{ t!("find-prepare-time") }</li>
                </ul>
            </details>
            <ul class="rows" aria-label={t!("find-candidates")}>
                { for candidates.iter().enumerate().map(|(index, candidate)| {
                    row(index, candidate, busy || choose.working(), shows, &pick, &ask)
                }) }
            </ul>
            if let Some(error) = &props.onboarding.bluetooth {
                { bluetooth_notice(error) }
            }
            if let Some(port) = wants_proof {
                <ProofForm busy={busy || choose.working()} onproof={choose.send.reform(move |proof| ChooseDevice {
                    port: port.clone(), proof,
                })} />
            }
            if let Some(error) = find.problem().or(choose.problem()).or(identify.problem()).filter(|_| !told) {
                <Problem error={error.clone()} />
            }
            <Button look={Look::Secondary} glyph={Glyph::Search} test="find-search" busy={busy || find.working()}
                onclick={find.sends(FindDevices {})}
                label={if candidates.is_empty() { t!("find-search") } else { t!("find-search-again") }} />
        </>
    }
}

/// Properties of [`ProofForm`].
#[derive(Properties, PartialEq)]
struct ProofProps {
    busy: bool,
    onproof: Callback<String>,
}

/// Asks for the code on the device.
#[component]
fn ProofForm(props: &ProofProps) -> Html {
    let proof = use_state(String::new);
    let onsubmit = {
        let (proof, onproof) = (proof.clone(), props.onproof.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onproof.emit((*proof).trim().to_owned());
        })
    };
    let onchange = {
        let proof = proof.setter();
        Callback::from(move |typed: String| proof.set(typed))
    };
    html! {
        <form {onsubmit}>
            <TextField name="find-proof" label={t!("find-proof")} hint={t!("find-proof.hint")} value={(*proof).clone()}
                {onchange} />
            <SubmitButton label={t!("find-proof-go")} test="find-proof-go" busy={props.busy}
                disabled={props.busy || proof.trim().is_empty()} />
        </form>
    }
}

/// Not an alert: a cable does as well.
fn bluetooth_notice(error: &AppError) -> Html {
    let words = words::error(error);
    html! {
        { notice(Glyph::Alert, html! { <>
            <p data-test="bluetooth-problem" data-code={error.code.key()}><strong>{ words.what }</strong></p>
            <p>{ words.means }</p>
            <p>{ words.next }</p>
        </> }) }
    }
}

fn row(
    index: usize,
    candidate: &Candidate,
    busy: bool,
    shows: Option<&str>,
    choose: &Callback<ChooseDevice>,
    identify: &Callback<IdentifyCandidate>,
) -> Html {
    let test = format!("candidate-{index}");
    let port = &candidate.port;
    let (name, lines) = match &candidate.found {
        Found::Device(device) => (
            device.name.clone(),
            vec![
                t!(
                    "find-device",
                    hardware = device.hardware.as_str(),
                    firmware = device.firmware.as_str()
                ),
                online(device.online),
            ],
        ),
        Found::Advertised {
            name,
            online: is_online,
        } => (
            name.clone().unwrap_or_else(|| t!("find-nearby")),
            vec![link(&candidate.link), online(*is_online)],
        ),
        Found::Receiver(kind) => {
            let lines = match kind {
                ReceiverKind::Gps => [t!("find-gps"), t!("find-gps.next")],
                ReceiverKind::Meter => [t!("find-meter"), t!("find-meter.next")],
                ReceiverKind::Bthome => [t!("find-bthome"), t!("find-bthome.next")],
            };
            return quiet_row(test, candidate, lines);
        }
        Found::Problem(error) => {
            let words = words::error(error);
            return quiet_row(test, candidate, [words.what, words.next]);
        }
        Found::Nothing => {
            return quiet_row(
                test,
                candidate,
                [t!("find-unknown"), t!("find-unknown.next")],
            );
        }
    };
    let onclick = {
        let (port, choose) = (port.clone(), choose.clone());
        Callback::from(move |_: MouseEvent| {
            if !busy {
                choose.emit(ChooseDevice {
                    port: port.clone(),
                    proof: String::new(),
                });
            }
        })
    };
    // Not `disabled`, which would take the focus from whoever just pressed it.
    let disabled = busy.then_some("true");
    let shows_itself = shows == Some(port.as_str());
    let identify = {
        let port = port.clone();
        identify.reform(move |()| IdentifyCandidate { port: port.clone() })
    };
    html! {
        <li class="candidate">
            <button type="button" class="row" data-test={test.clone()} data-port={port.clone()} aria-disabled={disabled} {onclick}>
                <span class="choice-icon">{ icon(Glyph::Device) }</span>
                <span class="row-words">
                    <strong>{ name.clone() }</strong>
                    { for lines.into_iter().map(|line| html! { <span>{ line }</span> }) }
                </span>
                { icon(Glyph::Chevron) }
            </button>
            if candidate.can_blink {
                <Button look={Look::Plain} label={t!("find-identify", name = name)} test={format!("{test}-identify")}
                    busy={shows_itself} disabled={busy && !shows_itself} onclick={identify} />
            }
        </li>
    }
}

fn quiet_row(test: String, candidate: &Candidate, lines: [String; 2]) -> Html {
    let port = &candidate.port;
    let name = match &candidate.link {
        CandidateLink::Usb { label: Some(label) } => label.clone(),
        CandidateLink::Usb { label: None } => port.clone(),
        CandidateLink::Bluetooth { .. } => link(&candidate.link),
    };
    html! {
        <li class="row row-quiet" data-test={test} data-port={port.clone()}>
            { icon(Glyph::Alert) }
            <span class="row-words">
                // A port's name runs from the left in every language.
                <strong><bdi>{ name }</bdi></strong>
                { for lines.into_iter().map(|line| html! { <span>{ line }</span> }) }
            </span>
        </li>
    }
}

fn online(online: bool) -> String {
    if online {
        t!("find-online")
    } else {
        t!("find-offline")
    }
}

/// How far a device is away, in words: decibels say nothing to most people.
fn link(link: &CandidateLink) -> String {
    match link {
        CandidateLink::Bluetooth {
            signal_dbm: Some(-60..),
        } => t!("find-signal-strong"),
        CandidateLink::Bluetooth {
            signal_dbm: Some(-80..),
        } => t!("find-signal-fair"),
        CandidateLink::Bluetooth {
            signal_dbm: Some(_),
        } => t!("find-signal-weak"),
        CandidateLink::Bluetooth { signal_dbm: None } => t!("find-signal-unknown"),
        CandidateLink::Usb { label } => label.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    #[component]
    fn Rows() -> Html {
        let wizard = gallery::view("find").onboarding.unwrap();
        let rows = wizard.candidates.iter().enumerate();
        html! { { for rows.map(|(index, found)| row(index, found, false, None, &Callback::noop(), &Callback::noop())) } }
    }

    #[tokio::test]
    async fn only_what_can_show_itself_is_offered_to() {
        let renderer = LocalServerRenderer::<Rows>::new().hydratable(false);
        let html = renderer.render().await;
        let wizard = gallery::view("find").onboarding.unwrap();
        let offered: Vec<bool> = wizard
            .candidates
            .iter()
            .map(|found| found.can_blink)
            .collect();
        assert!(offered.contains(&true) && offered.contains(&false));
        for (index, can_blink) in offered.into_iter().enumerate() {
            let hook = format!("data-test=\"candidate-{index}-identify\"");
            assert_eq!(html.contains(&hook), can_blink, "{index}");
        }
    }
}
