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
use outpost_light_client::{Statements, VerifiedStatement};
use outpost_protocol::{
    Amount, DeviceKey, Timestamp,
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
        today.contains(&parameters.end_of(statement.statement.epoch).0)
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

/// The whole ledger, newest first.
pub(crate) fn view(
    statements: &Statements,
    parameters: &Parameters,
    today: &Range<u64>,
    names: &DeviceNames,
    stale_since: Option<Timestamp>,
) -> EarningsView {
    let epochs = statements
        .newest_first
        .iter()
        .map(|verified| EpochEarnings {
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

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_light_client::VerifiedAt;
    use outpost_protocol::{AccountAddress, Epoch, Height, statement::Statement};
    use proptest::prelude::*;

    /// Epochs of 100 ms from 0 on.
    fn parameters() -> Parameters {
        Parameters {
            genesis_time: Timestamp(0),
            epoch_ms: 100,
            report_window_ms: 20,
            minimum_fee: Amount::ZERO,
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            reading_interval_ms: 10,
            cell_capacity: 1,
        }
    }

    fn line((device, reward): (u8, u64)) -> StatementLine {
        StatementLine {
            device: DeviceKey::Ed25519([device; 32]),
            resource: Resource::Sensing,
            cell: None,
            possible: 60,
            claimed: 60,
            accepted: 60,
            losses: Vec::new(),
            cell_scale: 1_000,
            reward: Amount::from_units(reward.into()),
        }
    }

    fn statement(epoch: u64, lines: Vec<(u8, u64)>) -> VerifiedStatement {
        let lines: Vec<StatementLine> = lines.into_iter().map(line).collect();
        VerifiedStatement {
            statement: Statement {
                account: AccountAddress([1; 32]),
                epoch: Epoch(epoch),
                previous: epoch.checked_sub(1).map(Epoch),
                total: Amount::checked_sum(lines.iter().map(|line| line.reward)).unwrap(),
                lines,
            },
            at: VerifiedAt {
                height: Height(epoch),
                header_time: Timestamp(0),
                agreeing_peers: 1,
            },
        }
    }

    /// An account's statements, newest first: for each epoch some devices with their rewards.
    fn statements() -> impl Strategy<Value = Statements> {
        let lines = prop::collection::vec((0u8..4, any::<u64>()), 0..4);
        prop::collection::vec(lines, 0..12).prop_map(|epochs| {
            let numbered = epochs.into_iter().enumerate().rev();
            let newest_first = numbered
                .map(|(epoch, lines)| statement(epoch as u64, lines))
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
            // Each epoch is of exactly one day.
            let rest = totals(&statements, &parameters, &after);
            prop_assert_eq!(view.totals.today.0 + rest.today.0, all);
        }
    }
}
