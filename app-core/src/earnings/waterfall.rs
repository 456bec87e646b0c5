//! Folds lines from what was possible to what was paid, and finds the one action that recovers most.

use super::{lines, sums::total};
use crate::home::names::DeviceNames;
use outpost_app_api::{LossView, Money, Recovery, ResourceWaterfall, WaterfallView};
use outpost_protocol::{
    DeviceKey,
    report::Resource,
    statement::{LossReason, StatementLine},
};
use std::collections::BTreeMap;

/// A multiplier that changes nothing, in thousandths.
const FULL: u32 = 1_000;

/// Lines, folded so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waterfall {
    resources: BTreeMap<Resource, OfResource>,
    /// What each device lost, in base units.
    lost: BTreeMap<LossReason, BTreeMap<DeviceKey, u128>>,
}

#[derive(Clone, Debug, Default)]
struct OfResource {
    possible: u64,
    accepted: u64,
    paid: u128,
    losses: BTreeMap<LossReason, Lost>,
    crowded_lines: u64,
    bonus_lines: u64,
    lines: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Lost {
    units: u64,
    amount: u128,
}

impl Waterfall {
    /// Adds a line.
    pub(crate) fn add(&mut self, line: &StatementLine) {
        let sum = self.resources.entry(line.resource).or_default();
        sum.possible = sum.possible.saturating_add(line.possible);
        sum.accepted = sum.accepted.saturating_add(line.accepted);
        sum.paid = sum.paid.saturating_add(line.reward.units());
        sum.crowded_lines += u64::from(line.multipliers.crowd < FULL);
        sum.bonus_lines += u64::from(line.multipliers.freshness > FULL);
        sum.lines += 1;
        for loss in &line.losses {
            sum.losses.entry(loss.reason).or_default().add(Lost {
                units: loss.units,
                amount: loss.amount.units(),
            });
            let devices = self.lost.entry(loss.reason).or_default();
            let lost = devices.entry(line.device).or_default();
            *lost = lost.saturating_add(loss.amount.units());
        }
    }

    /// What the screen shows of it.
    pub(crate) fn view(&self, names: &DeviceNames) -> WaterfallView {
        let mut all: BTreeMap<LossReason, Lost> = BTreeMap::new();
        for (reason, lost) in self.resources.values().flat_map(|sum| &sum.losses) {
            all.entry(*reason).or_default().add(*lost);
        }
        let paid = total(self.resources.values().map(|sum| sum.paid));
        let lost = total(all.values().map(|lost| lost.amount));
        let mut resources: Vec<ResourceWaterfall> =
            self.resources.iter().map(OfResource::view).collect();
        resources.sort_by_key(|waterfall| std::cmp::Reverse(waterfall.paid));
        WaterfallView {
            possible: Money(paid.saturating_add(lost)),
            losses: dearest_first(&all),
            paid: Money(paid),
            resources,
            best: self.best(names),
            lines: self.resources.values().map(|sum| sum.lines).sum(),
        }
    }

    /// The reason that costs most, and the device that it costs most.
    fn best(&self, names: &DeviceNames) -> Option<Recovery> {
        let sums = self
            .lost
            .iter()
            .map(|(reason, devices)| (total(devices.values().copied()), *reason, devices));
        // Of two that cost the same, the one that is named first.
        let (amount, reason, devices) =
            sums.max_by_key(|(amount, reason, _)| (*amount, std::cmp::Reverse(*reason)))?;
        let (device, _) = devices
            .iter()
            .max_by_key(|(device, lost)| (**lost, std::cmp::Reverse(**device)))?;
        (amount > 0).then(|| Recovery {
            reason: lines::loss_kind(reason),
            amount: Money(amount),
            device: device.to_string(),
            device_name: names.of(*device),
            devices: u64::try_from(devices.len()).unwrap_or(u64::MAX),
        })
    }
}

impl OfResource {
    fn view((resource, sum): (&Resource, &Self)) -> ResourceWaterfall {
        ResourceWaterfall {
            resource: lines::resource_kind(*resource),
            possible: sum.possible,
            losses: dearest_first(&sum.losses),
            accepted: sum.accepted,
            paid: Money(sum.paid),
            crowded_lines: sum.crowded_lines,
            bonus_lines: sum.bonus_lines,
            lines: sum.lines,
        }
    }
}

impl Lost {
    fn add(&mut self, other: Self) {
        self.units = self.units.saturating_add(other.units);
        self.amount = self.amount.saturating_add(other.amount);
    }
}

fn dearest_first(losses: &BTreeMap<LossReason, Lost>) -> Vec<LossView> {
    let mut views: Vec<LossView> = losses
        .iter()
        .map(|(reason, lost)| LossView {
            reason: lines::loss_kind(*reason),
            units: lost.units,
            amount: Money(lost.amount),
        })
        .collect();
    views.sort_by_key(|loss| std::cmp::Reverse((loss.amount, loss.units)));
    views
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::statement;
    use outpost_app_api::LossKind;
    use outpost_protocol::{Amount, statement::Loss};
    use proptest::prelude::*;

    fn names() -> (tempfile::TempDir, DeviceNames) {
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        (folder, names)
    }

    proptest! {
        #[test]
        fn what_was_possible_less_what_was_lost_is_what_was_paid(
            lines in prop::collection::vec((0u8..9, any::<u64>()), 1..40),
        ) {
            let mut waterfall = Waterfall::default();
            let statement = statement(0, lines).statement;
            statement.lines.iter().for_each(|line| waterfall.add(line));
            let (_folder, names) = names();
            let view = waterfall.view(&names);
            prop_assert_eq!(view.paid.0, statement.total.units());
            let lost: u128 = view.losses.iter().map(|loss| loss.amount.0).sum();
            prop_assert_eq!(view.possible.0, view.paid.0 + lost);
            let paid: u128 = view.resources.iter().map(|sum| sum.paid.0).sum();
            prop_assert_eq!(paid, view.paid.0);
            for sum in &view.resources {
                let lost: u64 = sum.losses.iter().map(|loss| loss.units).sum();
                prop_assert_eq!(sum.possible - lost, sum.accepted);
            }
        }
    }

    #[test]
    fn the_action_that_recovers_most_is_about_what_costs_most_in_all() {
        let mut lines = statement(0, vec![(1, 0), (2, 0), (3, 0)]).statement.lines;
        let loss = |reason, amount| Loss {
            reason,
            units: 1,
            amount: Amount::from_units(amount),
        };
        lines[0].losses = vec![loss(LossReason::NoLocation, 50)];
        lines[1].losses = vec![loss(LossReason::FewerReadings, 30)];
        lines[2].losses = vec![loss(LossReason::FewerReadings, 31)];
        let mut waterfall = Waterfall::default();
        lines.iter().for_each(|line| waterfall.add(line));
        let (_folder, names) = names();
        let best = waterfall.view(&names).best.unwrap();
        assert_eq!(best.reason, LossKind::FewerReadings);
        assert_eq!(best.amount, Money(61));
        assert_eq!(best.device, lines[2].device.to_string());
        assert_eq!(best.devices, 2);
    }

    #[test]
    fn where_nothing_was_lost_there_is_nothing_to_do() {
        let (_folder, names) = names();
        assert_eq!(Waterfall::default().view(&names).best, None);
    }
}
