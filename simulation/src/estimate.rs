//! Holds the protocol's estimate of what one more device would earn against the simulated economy.
//!
//! At several moments of each scenario the estimate is asked for many places and resources. Then the
//! device is put there, in a copy of that world, and what it is paid is compared. It is somebody's
//! device: how reliable it is, nobody knew.

use crate::economy::{Placement, Scenario, World};
use outpost_protocol::Amount;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// How long the simulated worlds last, in days; what happens in them depends on it.
const DAYS: u64 = 3_652;
/// When estimates are asked for, in days; the third is amid the collapse of demand.
const MOMENTS: [u64; 4] = [200, 900, 1_480, 2_500];
/// How many places are asked about at each moment.
const PLACES: usize = 40;

/// How well estimates for some days ahead did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtest {
    /// The scenario.
    pub scenario: Scenario,
    /// For how many days.
    pub days: u64,
    /// How many were made.
    pub estimates: usize,
    /// By how much half of them missed at most, as a part of the truth.
    pub median_error: f64,
    /// By how much nine tenths of them missed at most.
    pub p90_error: f64,
    /// Of how many the truth was in the range from the 10th to the 90th in a hundred.
    pub in_range: f64,
}

/// For how many days estimates are made.
const HORIZONS: [u64; 2] = [1, 30];

/// An estimate and what came true, in base units.
struct Outcome {
    days: u64,
    low: f64,
    middle: f64,
    high: f64,
    truth: f64,
}

/// Makes estimates for a day and for a month in each scenario, and compares them.
pub fn backtest(seed: u64) -> Vec<Backtest> {
    Scenario::ALL
        .into_iter()
        .flat_map(|scenario| {
            let outcomes = play(scenario, &MOMENTS, seed);
            HORIZONS.map(|days| summarise(scenario, days, &outcomes))
        })
        .collect()
}

fn play(scenario: Scenario, moments: &[u64], seed: u64) -> Vec<Outcome> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World::new(scenario, DAYS, seed);
    let mut outcomes = Vec::new();
    let mut lived = 0;
    for &moment in moments {
        for _ in lived..moment {
            world.live_a_day();
        }
        lived = moment;
        let places: Vec<Placement> = world.placements().collect();
        for _ in 0..PLACES {
            let place = places.get(random.random_range(0..places.len()));
            let seed = random.random();
            outcomes.extend(
                place
                    .into_iter()
                    .flat_map(|place| try_place(&world, *place, seed)),
            );
        }
    }
    outcomes
}

fn try_place(world: &World, place: Placement, seed: u64) -> Vec<Outcome> {
    let longest = HORIZONS.into_iter().max().unwrap_or(0);
    let mut paid = 0.0;
    let mut outcomes = Vec::new();
    for (days, reward) in (1..=longest).zip(world.with_one_more(place, seed)) {
        paid += units(reward);
        if HORIZONS.contains(&days)
            && let Some(estimate) = world.estimate(place, days)
        {
            outcomes.push(Outcome {
                days,
                low: units(estimate.low),
                middle: units(estimate.middle),
                high: units(estimate.high),
                truth: paid,
            });
        }
    }
    outcomes
}

fn units(amount: Amount) -> f64 {
    amount.units() as f64
}

fn summarise(scenario: Scenario, days: u64, outcomes: &[Outcome]) -> Backtest {
    let compared: Vec<&Outcome> = outcomes.iter().filter(|it| it.days == days).collect();
    let mut errors: Vec<f64> = compared
        .iter()
        // A device that was off all the time earned nothing, and of nothing no error is a part.
        .filter(|it| it.truth > 0.0)
        .map(|it| (it.middle - it.truth).abs() / it.truth)
        .collect();
    errors.sort_unstable_by(f64::total_cmp);
    let at = |part: f64| {
        let index = (errors.len() as f64 * part) as usize;
        errors.get(index).copied().unwrap_or(f64::NAN)
    };
    let right = compared
        .iter()
        .filter(|it| (it.low..=it.high).contains(&it.truth));
    Backtest {
        scenario,
        days,
        estimates: compared.len(),
        median_error: at(0.5),
        p90_error: at(0.9),
        in_range: right.count() as f64 / compared.len() as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_months_estimate_is_near_what_comes_true_and_its_range_holds_more_often_than_not() {
        let outcomes = play(Scenario::Growth, &[200], 3);
        let month = summarise(Scenario::Growth, 30, &outcomes);
        assert_eq!(month.estimates, PLACES);
        assert!(month.median_error < 0.2, "{month:?}");
        assert!(month.in_range > 0.5, "{month:?}");
    }
}
