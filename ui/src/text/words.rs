//! Puts the API's kinds into words.

use super::{format, lookup, t};
use fluent_bundle::FluentArgs;
use outpost_app_api::{
    AppError, DeviceState, Evidence, Fault, LossKind, Money, ResourceKind, Rung, Step, Unknown,
    Working,
};

/// What somebody must know who can do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreeSentences {
    /// What happened.
    pub what: String,
    /// What it means for you.
    pub means: String,
    /// What to do.
    pub next: String,
}

/// The details that words may name. One that is missing must not show as a hole in a sentence.
const DETAILS: &[&str] = &[
    "balance",
    "command",
    "name",
    "needed",
    "path",
    "port",
    "position",
    "reason",
    "reference",
    "ssid",
    "word",
    "zone",
];

/// The words for a failure, with its values filled in. Amounts among them are shaped as money.
pub fn error(error: &AppError) -> ThreeSentences {
    let mut values = FluentArgs::new();
    for name in DETAILS {
        values.set(*name, "none");
    }
    for (name, value) in &error.details {
        let amount = ["balance", "needed"]
            .contains(&name.as_str())
            .then(|| value.parse().ok());
        match amount.flatten() {
            Some(units) => values.set(name.as_str(), format::money(Money(units))),
            None => values.set(name.as_str(), value.as_str()),
        }
    }
    three_sentences(&format!("error-{}", error.code.key()), &values)
}

fn three_sentences(message: &str, values: &FluentArgs) -> ThreeSentences {
    let part = |attribute| lookup(&format!("{message}.{attribute}"), values);
    ThreeSentences {
        what: part("what"),
        means: part("means"),
        next: part("next"),
    }
}

/// What was contributed.
pub fn resource(kind: ResourceKind) -> String {
    match kind {
        ResourceKind::Coverage => t!("resource-coverage"),
        ResourceKind::Storage => t!("resource-storage"),
        ResourceKind::Compute => t!("resource-compute"),
        ResourceKind::Sensing => t!("resource-sensing"),
        ResourceKind::Energy => t!("resource-energy"),
        ResourceKind::Mapping => t!("resource-mapping"),
    }
}

/// What its units are.
pub fn unit(kind: ResourceKind) -> String {
    match kind {
        ResourceKind::Coverage => t!("resource-coverage.unit"),
        ResourceKind::Storage => t!("resource-storage.unit"),
        ResourceKind::Compute => t!("resource-compute.unit"),
        ResourceKind::Sensing => t!("resource-sensing.unit"),
        ResourceKind::Energy => t!("resource-energy.unit"),
        ResourceKind::Mapping => t!("resource-mapping.unit"),
    }
}

/// Why units do not count.
pub fn loss(kind: LossKind) -> ThreeSentences {
    three_sentences(&format!("loss-{}", kind.key()), &FluentArgs::new())
}

/// A rung of the ladder.
pub fn rung(rung: Rung) -> String {
    lookup(&format!("rung-{}", rung.key()), &FluentArgs::new())
}

/// What is wrong at a rung.
pub fn fault(fault: Fault) -> ThreeSentences {
    three_sentences(&format!("fault-{}", fault.key()), &FluentArgs::new())
}

/// Why it is not known whether a rung holds.
pub fn unknown(why: Unknown) -> String {
    lookup(&format!("unknown-{}", why.key()), &FluentArgs::new())
}

/// How it is known that a rung holds.
pub fn evidence(evidence: Evidence) -> String {
    lookup(&format!("evidence-{}", evidence.key()), &FluentArgs::new())
}

/// How a device is, in a word or two.
pub fn device_state(state: DeviceState) -> String {
    match state {
        DeviceState::Suspended => t!("device-suspended"),
        DeviceState::Silent => t!("device-silent"),
        DeviceState::NeedsPlace => t!("device-needs-place"),
        DeviceState::Waiting => t!("device-waiting"),
        DeviceState::Working => t!("device-working"),
    }
}

/// What its state means and what to do about it.
pub fn device_advice(state: DeviceState) -> String {
    match state {
        DeviceState::Suspended => t!("device-suspended.advice"),
        DeviceState::Silent => t!("device-silent.advice"),
        DeviceState::NeedsPlace => t!("device-needs-place.advice"),
        DeviceState::Waiting => t!("device-waiting.advice"),
        DeviceState::Working => t!("device-working.advice"),
    }
}

/// A step of the wizard.
pub fn step(step: Step) -> String {
    match step {
        Step::Find => t!("step-find"),
        Step::Wifi => t!("step-wifi"),
        Step::Place => t!("step-place"),
        Step::Claim => t!("step-claim"),
        Step::Done => t!("step-done"),
    }
}

/// What the wizard is doing, and how long that takes.
pub fn working(working: Working) -> String {
    match working {
        Working::Searching => t!("working-searching"),
        Working::Connecting => t!("working-connecting"),
        Working::Identifying => t!("working-identifying"),
        Working::ScanningWifi => t!("working-scanning-wifi"),
        Working::JoiningWifi => t!("working-joining-wifi"),
        Working::WaitingForConfirmation => t!("working-waiting-for-confirmation"),
        Working::SendingClaim => t!("working-sending-claim"),
        Working::WaitingForClaim => t!("working-waiting-for-claim"),
        Working::SendingPlace => t!("working-sending-place"),
        Working::WaitingForPlace => t!("working-waiting-for-place"),
        Working::SendingAntenna => t!("working-sending-antenna"),
        Working::WaitingForAntenna => t!("working-waiting-for-antenna"),
    }
}
