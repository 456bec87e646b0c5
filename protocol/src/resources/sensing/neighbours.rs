//! Tells who contradicts the neighbours, by median and median absolute deviation.
//!
//! # The rule
//! The neighbours are the owners of the other devices in the cell and in those around it, each with the
//! first of its devices that is kept: whoever has many devices has one voice. With fewer than
//! [`ENOUGH_NEIGHBOURS`] nobody is judged. Else a report disagrees when its median temperature or humidity
//! is farther from the median of the neighbours' than [`MOST_DEVIATIONS`] times their median absolute
//! deviation, and farther than what places and good sensors may differ by: [`TEMPERATURE_SLACK_CENTI`] and
//! [`HUMIDITY_SLACK_CENTI`].
//!
//! Median and MAD are those of F. R. Hampel, "The influence curve and its role in robust estimation"
//! (1974): up to half of the neighbours may say anything. Five standard deviations of a normal
//! distribution are 7.4 MAD.

use super::course::Witness;
use crate::{CellId, tally::ShortId};
use h3o::CellIndex;
use std::collections::BTreeMap;

/// Owners around a device that can judge it.
pub const ENOUGH_NEIGHBOURS: usize = 3;
/// Median absolute deviations from the median that are a contradiction: five standard deviations.
pub const MOST_DEVIATIONS: u32 = 8;
/// How far a day's median temperature may be from the neighbours', in 0.01 °C: the shade of a valley or
/// the wall of a house, and twice the ±1 °C of a BME280 (datasheet BST-BME280-DS002).
pub const TEMPERATURE_SLACK_CENTI: u32 = 400;
/// The same of humidity, in 0.01 %: twice what 4 °C change in the relative humidity of mild air.
pub const HUMIDITY_SLACK_CENTI: u32 = 2_500;

/// Whether `own` contradicts those around it.
pub fn disagrees<'a>(own: &Witness, around: impl Iterator<Item = &'a Witness>) -> bool {
    let mut voices = BTreeMap::<ShortId, &Witness>::new();
    for other in around.filter(|other| other.owner != own.owner) {
        voices.entry(other.owner).or_insert(other);
    }
    if voices.len() < ENOUGH_NEIGHBOURS {
        return false;
    }
    let is_far = |value: fn(&Witness) -> i32, slack: u32| {
        let values: Vec<i32> = voices.values().map(|other| value(other)).collect();
        let Some(median) = median(values.clone()) else {
            return false;
        };
        let deviations = values.iter().map(|it| it.abs_diff(median)).collect();
        let typical: u32 = self::median(deviations).unwrap_or(0);
        let most = typical.saturating_mul(MOST_DEVIATIONS).max(slack);
        value(own).abs_diff(median) > most
    };
    is_far(|it| it.temperature_centi, TEMPERATURE_SLACK_CENTI)
        || is_far(|it| it.humidity_centi, HUMIDITY_SLACK_CENTI)
}

/// The one in the middle; of an even number the lower of the two; `None` of none.
fn median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

/// The cells around `cell`: six, or five around a pentagon.
pub fn around(cell: CellId) -> impl Iterator<Item = CellId> {
    CellIndex::try_from(cell.index())
        .ok()
        .into_iter()
        .flat_map(|index| index.grid_disk::<Vec<_>>(1))
        .filter_map(|index| CellId::try_from(u64::from(index)).ok())
        .filter(move |&it| it != cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{resources::sensing::course::Course, testing::cell};

    fn witness(owner: u8, temperature_centi: i32, humidity_centi: i32) -> Witness {
        Witness {
            device: ShortId([owner; 8]),
            owner: ShortId([owner; 8]),
            temperature_centi,
            humidity_centi,
            reported_ms: 0,
            course: Course::of(&[0; super::super::PARTS]),
        }
    }

    #[track_caller]
    fn check(own: Witness, around: &[(u8, i32)], expected: bool) {
        let around: Vec<Witness> = around
            .iter()
            .map(|&(owner, temperature)| witness(owner, temperature, 5_000))
            .collect();
        assert_eq!(disagrees(&own, around.iter()), expected);
    }

    const MILD: [(u8, i32); 5] = [(1, 1_980), (2, 2_000), (3, 2_010), (4, 2_050), (5, 1_900)];

    #[test]
    fn who_is_far_from_the_neighbours_disagrees() {
        check(witness(9, 2_400, 5_000), &MILD, false);
        check(witness(9, 2_401, 5_000), &MILD, true);
        check(witness(9, 1_599, 5_000), &MILD, true);
        check(witness(9, 2_000, 7_500), &MILD, false);
        check(witness(9, 2_000, 7_501), &MILD, true);
    }

    #[test]
    fn where_the_neighbours_differ_more_may_differ() {
        let apart = [(1, 1_000), (2, 1_400), (3, 2_000), (4, 2_200), (5, 2_900)];
        check(witness(9, 6_800, 5_000), &apart, false);
        check(witness(9, 6_801, 5_000), &apart, true);
    }

    #[test]
    fn a_minority_of_liars_moves_nobody() {
        let around = [(1, 1_980), (2, 2_000), (3, 2_010), (4, 8_000), (5, 8_000)];
        check(witness(9, 2_000, 5_000), &around, false);
        check(witness(9, 8_000, 5_000), &around, true);
    }

    #[test]
    fn who_has_too_few_neighbours_is_not_judged_and_an_owner_has_one_voice() {
        check(witness(9, 8_000, 5_000), &[], false);
        check(witness(9, 8_000, 5_000), &MILD[..2], false);
        check(
            witness(9, 8_000, 5_000),
            &[(1, 0), (1, 0), (1, 0), (2, 0)],
            false,
        );
        check(witness(1, 8_000, 5_000), &MILD[..3], false);
        check(witness(9, 8_000, 5_000), &MILD[..3], true);
    }

    #[test]
    fn a_cell_has_six_others_around_it() {
        let found: Vec<CellId> = around(cell()).collect();
        assert_eq!(found.len(), 6);
        assert!(!found.contains(&cell()));
    }
}
