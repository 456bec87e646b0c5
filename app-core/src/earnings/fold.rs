//! Folds verified statements into every number about earnings that is shown.
//!
//! There is one ledger, the list of statements, and no running total beside it: so the parts and
//! the total cannot disagree.

use crate::home::names::DeviceNames;
use crate::network::freshness;
use outpost_app_api::{
    EarningsLine, EarningsTotals, EarningsView, EpochEarnings, LossKind, LossView, Money,
    MultipliersView, ResourceKind,
};
use outpost_light_client::{Statements, VerifiedStatement};
use outpost_protocol::{
    Amount, DeviceKey, Epoch, Timestamp,
    genesis::Parameters,
    report::Resource,
    statement::{LossReason, StatementLine},
};
use std::{collections::BTreeMap, ops::Range};

/// What the account earned, in all and in epochs that ended within `today` (milliseconds).
pub(crate) fn totals(
    statements: &Statements,
    parameters: &Parameters,
    today: &Range<u64>,
) -> EarningsTotals {
    let verified = &statements.newest_first;
    let ended_today = |statement: &&VerifiedStatement| {
        today.contains(&parameters.end_of(statement.statement.id.epoch).0)
    };
    EarningsTotals {
        today: sum(verified
            .iter()
            .filter(ended_today)
            .map(|verified| verified.statement.total)),
        all: sum(verified.iter().map(|verified| verified.statement.total)),
        older_are_loading: !statements.complete,
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

/// The newest epoch that each device has a line for.
pub(crate) fn last_epochs(statements: &[VerifiedStatement]) -> BTreeMap<DeviceKey, Epoch> {
    let mut last = BTreeMap::new();
    for verified in statements {
        for line in &verified.statement.lines {
            last.entry(line.device)
                .or_insert(verified.statement.id.epoch);
        }
    }
    last
}

/// The whole ledger, newest first.
pub(crate) fn view(
    statements: &Statements,
    parameters: &Parameters,
    today: &Range<u64>,
    names: &DeviceNames,
    stale_since: Option<Timestamp>,
) -> EarningsView {
    // An account with many devices has several statements for an epoch, one after the other.
    let epochs = statements
        .newest_first
        .chunk_by(|one, next| one.statement.id.epoch == next.statement.id.epoch)
        .filter_map(|pages| epoch_view(pages, parameters, names, stale_since));
    EarningsView {
        epochs: epochs.collect(),
        totals: totals(statements, parameters, today),
    }
}

/// The statements of one epoch; `None` if there are none.
fn epoch_view(
    pages: &[VerifiedStatement],
    parameters: &Parameters,
    names: &DeviceNames,
    stale_since: Option<Timestamp>,
) -> Option<EpochEarnings> {
    let newest = pages.first()?;
    let epoch = newest.statement.id.epoch;
    Some(EpochEarnings {
        epoch: epoch.0,
        ended_ms: parameters.end_of(epoch).0,
        total: sum(pages.iter().map(|page| page.statement.total)),
        lines: pages
            .iter()
            .flat_map(|page| &page.statement.lines)
            .map(|line| line_view(line, names))
            .collect(),
        freshness: freshness(newest.at, stale_since),
    })
}

/// A line of a statement, on its way to the screen.
pub(crate) fn line_view(line: &StatementLine, names: &DeviceNames) -> EarningsLine {
    EarningsLine {
        device: line.device.to_string(),
        device_name: names.of(line.device),
        resource: resource_kind(line.resource),
        possible: line.possible,
        claimed: line.claimed,
        accepted: line.accepted,
        losses: line
            .losses
            .iter()
            .map(|loss| LossView {
                reason: loss_kind(loss.reason),
                units: loss.units,
                amount: money(loss.amount),
            })
            .collect(),
        multipliers: MultipliersView {
            crowd: line.multipliers.crowd,
            freshness: line.multipliers.freshness,
        },
        reward: money(line.reward),
    }
}

fn resource_kind(resource: Resource) -> ResourceKind {
    match resource {
        Resource::Coverage => ResourceKind::Coverage,
        Resource::Storage => ResourceKind::Storage,
        Resource::Compute => ResourceKind::Compute,
        Resource::Sensing => ResourceKind::Sensing,
        Resource::Energy => ResourceKind::Energy,
        Resource::Mapping => ResourceKind::Mapping,
    }
}

/// Why units do not count, on its way to the screen.
pub(crate) fn loss_kind(reason: LossReason) -> LossKind {
    match reason {
        LossReason::JoinedDuringEpoch => LossKind::JoinedDuringEpoch,
        LossReason::FewerReadings => LossKind::FewerReadings,
        LossReason::NoLocation => LossKind::NoLocation,
        LossReason::OutOfRange => LossKind::OutOfRange,
        LossReason::NotShown => LossKind::NotShown,
        LossReason::Flawed => LossKind::Flawed,
        LossReason::Disagrees => LossKind::Disagrees,
        LossReason::Stuck => LossKind::Stuck,
        LossReason::Copied => LossKind::Copied,
        LossReason::SameOwner => LossKind::SameOwner,
        LossReason::FewerBeacons => LossKind::FewerBeacons,
        LossReason::NotScheduled => LossKind::NotScheduled,
        LossReason::TooNear => LossKind::TooNear,
        LossReason::ImpossibleSignal => LossKind::ImpossibleSignal,
        LossReason::NotWitnessed => LossKind::NotWitnessed,
        LossReason::ClosedRing => LossKind::ClosedRing,
        LossReason::BeyondCapacity => LossKind::BeyondCapacity,
        LossReason::NoDaylight => LossKind::NoDaylight,
        LossReason::MeterJumped => LossKind::MeterJumped,
        LossReason::FewerSectors => LossKind::FewerSectors,
        LossReason::Dissent => LossKind::Dissent,
        LossReason::NoQuorum => LossKind::NoQuorum,
        LossReason::FewerJobs => LossKind::FewerJobs,
        LossReason::AlreadyFresh => LossKind::AlreadyFresh,
        LossReason::Unconfirmed => LossKind::Unconfirmed,
        LossReason::TooSparse => LossKind::TooSparse,
        LossReason::NotSealed => LossKind::NotSealed,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parameters;
    use outpost_light_client::VerifiedAt;
    use outpost_protocol::{
        AccountAddress, Height,
        statement::{Multipliers, Statement, StatementId},
    };
    use proptest::prelude::*;

    fn line((device, reward): (u8, u64)) -> StatementLine {
        StatementLine {
            device: DeviceKey::Ed25519([device; 32]),
            resource: Resource::Sensing,
            cell: None,
            possible: 60,
            claimed: 60,
            accepted: 60,
            losses: Vec::new(),
            multipliers: Multipliers {
                crowd: 1_000,
                freshness: 1_000,
            },
            reward: Amount::from_units(reward.into()),
        }
    }

    /// Epochs from 0 on have two statements each.
    fn statement(number: u64, lines: Vec<(u8, u64)>) -> VerifiedStatement {
        let id = |number| StatementId {
            epoch: Epoch(number / 2),
            page: (number % 2) as u32,
        };
        let lines: Vec<StatementLine> = lines.into_iter().map(line).collect();
        VerifiedStatement {
            statement: Statement {
                account: AccountAddress([1; 32]),
                id: id(number),
                previous: number.checked_sub(1).map(id),
                total: Amount::checked_sum(lines.iter().map(|line| line.reward)).unwrap(),
                lines,
            },
            at: VerifiedAt {
                height: Height(number),
                header_time: Timestamp(0),
                agreeing_peers: 1,
            },
        }
    }

    /// An account's statements, newest first: in each some devices with their rewards.
    fn statements() -> impl Strategy<Value = Statements> {
        let lines = prop::collection::vec((0u8..4, any::<u64>()), 0..4);
        prop::collection::vec(lines, 0..24).prop_map(|pages| {
            let numbered = pages.into_iter().enumerate().rev();
            let newest_first = numbered
                .map(|(number, lines)| statement(number as u64, lines))
                .collect();
            Statements {
                newest_first,
                complete: true,
            }
        })
    }

    proptest! {
        #[test]
        fn the_parts_of_the_ledger_are_its_total(statements in statements(), noon in 0u64..15) {
            let parameters = parameters();
            let (before, after) = (0..noon * 100, noon * 100..u64::MAX);
            let folder = tempfile::tempdir().unwrap();
            let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
            let view = view(&statements, &parameters, &before, &names, None);
            let sum = |parts: Vec<Money>| parts.iter().map(|part| part.0).sum::<u128>();

            let all = view.totals.all.0;
            prop_assert_eq!(sum(view.epochs.iter().map(|epoch| epoch.total).collect()), all);
            let lines = view.epochs.iter().flat_map(|epoch| &epoch.lines);
            prop_assert_eq!(sum(lines.map(|line| line.reward).collect()), all);
            prop_assert_eq!(sum(by_device(&statements.newest_first).into_values().collect()), all);
            let epochs: Vec<u64> = view.epochs.iter().map(|epoch| epoch.epoch).collect();
            prop_assert!(epochs.is_sorted_by(|newer, older| newer > older));
            // Each epoch is of exactly one day.
            let rest = totals(&statements, &parameters, &after);
            prop_assert_eq!(view.totals.today.0 + rest.today.0, all);
        }
    }
}
