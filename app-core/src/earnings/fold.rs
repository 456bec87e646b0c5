//! Folds verified statements into every number about earnings that is shown.
//!
//! There is one ledger, the list of statements, and no running total beside it: so the parts and
//! the total cannot disagree.

use crate::home::names::DeviceNames;
use crate::network::freshness;
use outpost_app_api::{
    EarningsLine, EarningsTotals, EarningsView, EpochEarnings, LossKind, LossView, Money,
    ResourceKind,
};
use outpost_light_client::VerifiedStatement;
use outpost_protocol::{
    Amount, DeviceKey, Timestamp,
    genesis::Parameters,
    report::Resource,
    statement::{LossReason, StatementLine},
};
use std::{collections::BTreeMap, ops::Range};

/// What the account earned, in all and in epochs that ended within `today` (milliseconds).
pub(crate) fn totals(
    statements: &[VerifiedStatement],
    parameters: &Parameters,
    today: &Range<u64>,
) -> EarningsTotals {
    let ended_today = |statement: &&VerifiedStatement| {
        today.contains(&parameters.end_of(statement.statement.epoch).0)
    };
    EarningsTotals {
        today: sum(statements
            .iter()
            .filter(ended_today)
            .map(|verified| verified.statement.total)),
        all: sum(statements.iter().map(|verified| verified.statement.total)),
    }
}

/// What each device earned.
pub(crate) fn by_device(statements: &[VerifiedStatement]) -> BTreeMap<DeviceKey, Money> {
    let mut earned: BTreeMap<DeviceKey, Money> = BTreeMap::new();
    for line in statements
        .iter()
        .flat_map(|verified| &verified.statement.lines)
    {
        let so_far = earned.entry(line.device).or_default();
        so_far.0 = so_far.0.saturating_add(line.reward.units());
    }
    earned
}

/// The whole ledger, newest first.
pub(crate) fn view(
    statements: &[VerifiedStatement],
    parameters: &Parameters,
    today: &Range<u64>,
    names: &DeviceNames,
    stale_since: Option<Timestamp>,
) -> EarningsView {
    let epochs = statements.iter().map(|verified| EpochEarnings {
        epoch: verified.statement.epoch.0,
        ended_ms: parameters.end_of(verified.statement.epoch).0,
        total: money(verified.statement.total),
        lines: verified
            .statement
            .lines
            .iter()
            .map(|line| line_view(line, names))
            .collect(),
        freshness: freshness(verified.at, stale_since),
    });
    EarningsView {
        epochs: epochs.collect(),
        totals: totals(statements, parameters, today),
    }
}

fn line_view(line: &StatementLine, names: &DeviceNames) -> EarningsLine {
    EarningsLine {
        device: line.device.to_string(),
        device_name: names.of(line.device),
        resource: match line.resource {
            Resource::Sensing => ResourceKind::Sensing,
        },
        possible: line.possible,
        claimed: line.claimed,
        accepted: line.accepted,
        losses: line
            .losses
            .iter()
            .map(|loss| LossView {
                reason: loss_kind(loss.reason),
                units: loss.units,
            })
            .collect(),
        cell_scale: line.cell_scale,
        reward: money(line.reward),
    }
}

fn loss_kind(reason: LossReason) -> LossKind {
    match reason {
        LossReason::JoinedDuringEpoch => LossKind::JoinedDuringEpoch,
        LossReason::FewerReadings => LossKind::FewerReadings,
        LossReason::NoLocation => LossKind::NoLocation,
        LossReason::OutOfRange => LossKind::OutOfRange,
    }
}

/// An amount on its way to the screen.
pub(crate) fn money(amount: Amount) -> Money {
    Money(amount.units())
}

/// Sums are of proven amounts, which the emission's cap keeps far below the limit of the type.
fn sum(amounts: impl Iterator<Item = Amount>) -> Money {
    Money(amounts.fold(0, |total, amount| total.saturating_add(amount.units())))
}
