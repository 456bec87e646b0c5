//! Estimates what one more device would earn, from values that each have a proof.
//!
//! # The rule
//! 1. The device is taken to have as many units accepted as [comparable ones](Today::units) had.
//! 2. They are multiplied by what the cell would say with it there: one contributor more, and after its
//!    first epoch as fresh as can be.
//! 3. It is paid its part of what the resource is paid in an epoch by the newest budget and the shares in
//!    force, where the total weight is the newest, with the device and less by what it takes from those
//!    whose cell it crowds.
//! 4. Nobody knows how the price of a unit of weight goes on. It is taken to move as it moved before: for
//!    the next `n` epochs on average by one of the factors that it moved by within `n / 2` epochs of the
//!    [history](Today::history).
//! 5. Every such factor with every number of units gives one outcome. The range is from the 10th to the
//!    90th of a hundred outcomes in order, and the middle is the median.
//!
//! Nothing here is consensus; it is in integers because all sums of money are.

mod outlook;

pub use outlook::{MONTH_DAYS, Outlook, Payback};

use super::{FULL_SCALE, crowd, freshness, missed};
use crate::{
    Amount, Epoch,
    economy::{EpochSummary, Market, ResourceSummary},
    genesis::Parameters,
    report::Resource,
    statement::Multipliers,
    tally::Tally,
};

/// How many epochs of history are looked at: with days, two months.
pub const HISTORY: usize = 60;
/// How many devices' units are looked at.
pub const COMPARED_DEVICES: usize = 64;
/// Binary places of a price.
const PLACES: u32 = 24;
/// Parts of a factor.
const WHOLE: u128 = 1 << 20;

/// What is known of the network today.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// The network's numbers.
    pub parameters: &'a Parameters,
    /// The shares in force.
    pub market: &'a Market,
    /// Settled epochs in order, the newest last; [`HISTORY`] of them are looked at.
    pub history: &'a [(Epoch, EpochSummary)],
    /// What the device would contribute.
    pub resource: Resource,
    /// The newest tally of that resource in the device's cell, if there ever was one.
    pub home: Option<&'a Tally>,
    /// Accepted units of some devices in the newest epoch, [`COMPARED_DEVICES`] of them are looked at.
    /// Where there are none, the average of that epoch is.
    pub units: &'a [u64],
}

/// What a device would earn over some epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// One time in ten it is less.
    pub low: Amount,
    /// As often more as less.
    pub middle: Amount,
    /// One time in ten it is more.
    pub high: Amount,
}

impl Today<'_> {
    /// What one more device would earn over the next `epochs`. `None` where no epoch was settled yet, or
    /// nothing was ever accepted for the resource and no [units](Self::units) are given.
    pub fn estimate(&self, epochs: u64) -> Option<Estimate> {
        let (_, newest) = self.history.last()?;
        let average = average(&self.summary(newest));
        let units: Vec<u64> = if self.units.is_empty() {
            vec![average.filter(|average| *average > 0)?]
        } else {
            self.units.iter().copied().take(COMPARED_DEVICES).collect()
        };
        let budget = self.budget(newest)?;
        let weight = self.weight_of_others(&self.summary(newest), average.unwrap_or(0));
        let [first, later] = self.multipliers()?;
        let factors = self.factors(epochs);
        let mut outcomes = Vec::with_capacity(units.len().saturating_mul(factors.len()));
        for units in units {
            let paid = |multipliers: Multipliers| {
                let own = u128::from(units.saturating_mul(multipliers.product()));
                budget
                    .units()
                    .saturating_mul(own)
                    .checked_div(weight.saturating_add(own))
                    .unwrap_or(0)
            };
            let after = u128::from(epochs.saturating_sub(1));
            let sum = paid(later)
                .saturating_mul(after)
                .saturating_add(paid(first));
            outcomes.extend(
                factors
                    .iter()
                    .map(|factor| sum.saturating_mul(*factor) / WHOLE),
            );
        }
        outcomes.sort_unstable();
        Some(Estimate {
            low: quantile(&outcomes, 10)?,
            middle: quantile(&outcomes, 50)?,
            high: quantile(&outcomes, 90)?,
        })
    }

    /// What the cell would multiply the device's units by, in its first epoch and after it.
    pub fn multipliers(&self) -> Option<[Multipliers; 2]> {
        let next = self.history.last()?.0.next();
        let crowd = crowd(
            self.neighbours().saturating_add(1),
            self.parameters.cell_capacity,
        );
        let missed = missed(self.home.map(|home| home.epoch), next);
        let first = freshness(missed, &self.parameters.economy);
        Some([first, FULL_SCALE].map(|freshness| Multipliers { crowd, freshness }))
    }

    /// How many devices contributed in the cell in the newest epoch.
    pub fn neighbours(&self) -> u32 {
        let newest = self.history.last().map(|(epoch, _)| *epoch);
        self.home
            .filter(|home| Some(home.epoch) == newest)
            .map_or(0, |home| home.contributors)
    }

    fn summary(&self, epoch: &EpochSummary) -> ResourceSummary {
        epoch
            .resources
            .get(self.resource.index())
            .copied()
            .unwrap_or_default()
    }

    /// What there is to pay for the resource if the next epoch may pay as much as the newest.
    fn budget(&self, newest: &EpochSummary) -> Option<Amount> {
        let total = Amount::checked_sum(newest.resources.iter().map(|it| it.budget))?;
        let parts = self.market.split(total)?;
        parts.get(self.resource.index()).copied()
    }

    /// What all others weigh, less by what the device crowds out.
    fn weight_of_others(&self, newest: &ResourceSummary, average: u64) -> u128 {
        let neighbours = self.neighbours();
        let capacity = self.parameters.cell_capacity;
        let before = crowd(neighbours, capacity);
        let after = crowd(neighbours.saturating_add(1), capacity);
        let lost = u128::from(neighbours)
            .saturating_mul(u128::from(average))
            .saturating_mul(u128::from(before.saturating_sub(after)));
        u128::from(newest.weight).saturating_sub(lost)
    }

    /// By what the price of a unit of weight moved within half of so many epochs; in [`WHOLE`]s.
    fn factors(&self, epochs: u64) -> Vec<u128> {
        let begin = self.history.len().saturating_sub(HISTORY);
        let prices: Vec<u128> = self
            .history
            .iter()
            .skip(begin)
            .filter_map(|(_, epoch)| price(&self.summary(epoch)))
            .collect();
        let half = usize::try_from(epochs / 2).unwrap_or(usize::MAX);
        let ahead = half.min(prices.len() / 2).max(1);
        let moved: Vec<u128> = prices
            .iter()
            .zip(prices.iter().skip(ahead))
            .filter_map(|(from, to)| to.saturating_mul(WHOLE).checked_div(*from))
            .collect();
        if moved.is_empty() { vec![WHOLE] } else { moved }
    }
}

/// Accepted units of a report of which anything was accepted.
fn average(summary: &ResourceSummary) -> Option<u64> {
    summary
        .accepted
        .checked_div(u64::from(summary.paid_reports))
}

/// What a unit of weight was paid, with [`PLACES`] binary places.
fn price(summary: &ResourceSummary) -> Option<u128> {
    // A budget is below 2^64.
    let budget = summary.budget.units().checked_shl(PLACES)?;
    budget
        .checked_div(u128::from(summary.weight))
        .filter(|price| *price > 0)
}

/// The value below which `percent` of the sorted values are, by the nearest rank.
fn quantile(sorted: &[u128], percent: usize) -> Option<Amount> {
    let last = sorted.len().checked_sub(1)?;
    let rank = last.saturating_mul(percent).saturating_add(50) / 100;
    sorted.get(rank).copied().map(Amount::from_units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hash, testing};
    use proptest::prelude::*;

    const RESOURCE: Resource = Resource::Sensing;
    const MARKET: Market = Market {
        shares: [200_000, 160_000, 160_000, 160_000, 160_000, 160_000],
        spent: [0; Resource::COUNT],
    };

    /// An epoch in which two devices had 60 units accepted each, at this budget for each resource.
    fn epoch(number: u64, budget: u128) -> (Epoch, EpochSummary) {
        let mut summary = EpochSummary::begin(Hash::ZERO);
        for resource in &mut summary.resources {
            *resource = ResourceSummary {
                budget: Amount::from_units(budget),
                paid: Amount::from_units(budget),
                reports: 2,
                paid_reports: 2,
                accepted: 120,
                weight: 120_000,
            };
        }
        (Epoch(number), summary)
    }

    fn home(epoch: u64, contributors: u32) -> Tally {
        Tally {
            epoch: Epoch(epoch),
            contributors,
            ..Tally::default()
        }
    }

    /// Low, middle and high.
    fn estimate(
        history: &[(Epoch, EpochSummary)],
        home: Option<&Tally>,
        units: &[u64],
        epochs: u64,
    ) -> Option<[u128; 3]> {
        let parameters = testing::parameters();
        let today = Today {
            parameters: &parameters,
            market: &MARKET,
            history,
            resource: RESOURCE,
            home,
            units,
        };
        let estimate = today.estimate(epochs)?;
        Some([estimate.low, estimate.middle, estimate.high].map(Amount::units))
    }

    #[test]
    fn before_anything_was_paid_nothing_is_known() {
        assert_eq!(estimate(&[], None, &[], 1), None);
        let nobody = (Epoch(0), EpochSummary::begin(Hash::ZERO));
        assert_eq!(estimate(&[nobody], None, &[], 1), None);
    }

    #[test]
    fn one_more_device_like_the_others_takes_its_part() {
        // 160 thousandths of 6 * 3000, between three.
        let history = [epoch(0, 3_000)];
        let fresh = home(0, 0);
        let found = estimate(&history, Some(&fresh), &[], 1);
        assert_eq!(found, Some([960, 960, 960]));
        assert_eq!(estimate(&history, Some(&fresh), &[], 10), Some([9_600; 3]));
    }

    #[test]
    fn an_outlook_is_the_estimate_of_a_day_and_of_thirty() {
        let mut parameters = testing::parameters();
        parameters.epoch_ms = 8 * 3_600_000;
        let history = [epoch(0, 3_000)];
        let fresh = home(0, 0);
        let today = Today {
            parameters: &parameters,
            market: &MARKET,
            history: &history,
            resource: RESOURCE,
            home: Some(&fresh),
            units: &[],
        };
        let outlook = today.outlook().unwrap();
        let middles = [outlook.epoch, outlook.day, outlook.month].map(|it| it.middle.units());
        assert_eq!(middles, [960, 3 * 960, 90 * 960]);
        // 86,400 in thirty days are 2,880 a day, of which power takes 880.
        let [price, power] = [20_001, 880].map(Amount::from_units);
        assert_eq!(outlook.payback(price, power).middle, Some(11));
    }

    #[test]
    fn the_first_epoch_in_a_stale_cell_pays_the_bonus_once() {
        let history = [epoch(20, 3_000)];
        // 2880 * 120 / 240, then 2880 * 60 / 180.
        assert_eq!(estimate(&history, None, &[], 1), Some([1_440; 3]));
        assert_eq!(estimate(&history, None, &[], 2), Some([1_440 + 960; 3]));
    }

    #[test]
    fn a_crowded_cell_pays_the_device_and_its_neighbours_less() {
        let history = [epoch(0, 3_000)];
        let full = home(0, 2);
        // All three at 666 thousandths: each a third.
        assert_eq!(estimate(&history, Some(&full), &[], 1), Some([960; 3]));
        let elsewhere = home(0, 1);
        assert_eq!(estimate(&history, Some(&elsewhere), &[], 1), Some([960; 3]));
    }

    #[test]
    fn the_range_is_that_of_comparable_devices_and_of_past_prices() {
        let fresh = home(9, 0);
        let even: Vec<_> = (0..10).map(|number| epoch(number, 3_000)).collect();
        let [low, middle, high] = estimate(&even, Some(&fresh), &[30, 60, 60, 60, 90], 1).unwrap();
        assert_eq!([low, middle, high], [576, 960, 1_234]);
        let falling: Vec<_> = (0..10).map(|it| epoch(it, 3_000_000 >> it)).collect();
        let [_, middle, _] = estimate(&falling, Some(&fresh), &[60], 1).unwrap();
        // Half of the 960 of 3000 that the newest paid, 3,000,000 / 2^9.
        assert_eq!(middle, 937);
    }

    proptest! {
        #[test]
        fn low_is_below_middle_and_middle_below_high_for_any_history(
            budgets in prop::collection::vec(0..u128::from(u64::MAX) / 6, 1..80),
            units in prop::collection::vec(0..crate::verdict::MAX_UNITS, 1..80),
            contributors: u32,
            epochs: u64,
        ) {
            let history: Vec<_> = (0..).zip(budgets).map(|(number, it)| epoch(number, it)).collect();
            let cell = home(history.len() as u64 - 1, contributors);
            let [low, middle, high] = estimate(&history, Some(&cell), &units, epochs).unwrap();
            prop_assert!(low <= middle && middle <= high);
        }
    }
}
