//! Draws the first step: which device?

use super::StepProps;
use crate::{
    bridge::use_action,
    text::{t, words},
    widgets::{Button, Glyph, Heading, Icon, Look, Problem},
};
use outpost_app_api::{Candidate, ChooseDevice, FindDevices};
use yew::prelude::*;

/// The step. It looks for devices by itself when it opens with none.
#[component]
pub fn Find(props: &StepProps) -> Html {
    let find = use_action::<FindDevices>(Callback::noop());
    let choose = use_action::<ChooseDevice>(Callback::noop());
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
    html! {
        <>
            <Heading title={t!("find-title")} lead={t!("find-lead")} />
            <ul class="rows" aria-label={t!("find-candidates")}>
                { for candidates.iter().enumerate().map(|(index, candidate)| {
                    row(index, candidate, busy || choose.working(), &choose.send)
                }) }
            </ul>
            if let Some(error) = find.problem().or(choose.problem()).filter(|_| !told) {
                <Problem error={error.clone()} />
            }
            <Button look={Look::Secondary} glyph={Glyph::Search} test="find-search" disabled={busy}
                busy={find.working()} onclick={find.sends(FindDevices {})}
                label={if candidates.is_empty() { t!("find-search") } else { t!("find-search-again") }} />
        </>
    }
}

fn row(index: usize, candidate: &Candidate, busy: bool, choose: &Callback<ChooseDevice>) -> Html {
    let test = format!("candidate-{index}");
    let Candidate {
        port,
        label,
        device,
        problem,
    } = candidate;
    let Some(device) = device else {
        let (what, next) = match problem.as_ref().map(words::error) {
            Some(error) => (error.what, error.next),
            None => (t!("find-unknown"), t!("find-unknown.next")),
        };
        return html! {
            <li class="row row-quiet" data-test={test} data-port={port.clone()}>
                <Icon glyph={Glyph::Alert} />
                <span class="row-words">
                    <strong>{ label.as_ref().unwrap_or(port) }</strong><span>{ what }</span><span>{ next }</span>
                </span>
            </li>
        };
    };
    let onclick = {
        let port = port.clone();
        choose.reform(move |_: MouseEvent| ChooseDevice { port: port.clone() })
    };
    html! {
        <li>
            <button type="button" class="row" data-test={test} data-port={port.clone()} disabled={busy} {onclick}>
                <span class="choice-icon"><Icon glyph={Glyph::Device} /></span>
                <span class="row-words">
                    <strong>{ &device.name }</strong>
                    <span>{ t!("find-device", hardware = device.hardware.as_str(), firmware = device.firmware.as_str()) }</span>
                    <span>{ if device.online { t!("find-online") } else { t!("find-offline") } }</span>
                </span>
                <Icon glyph={Glyph::Chevron} />
            </button>
        </li>
    }
}
