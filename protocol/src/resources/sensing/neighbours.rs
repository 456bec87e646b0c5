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
