//! Makes up what all who contribute to a practice network feel and see alike: the wind, the access points of a
//! place, and the round that cars drive.
//!
//! What a meter counted or a car passed is confirmed by others who felt and saw the same. Whoever simulates a
//! contributor therefore takes the world from here: the network's own neighbours, and devices that join them.
//! The network's rules know nothing of it.

use crate::{CellId, Hash, Timestamp};

/// Gusts in an epoch: enough to tell meters apart, and few enough to be felt by one that is read 60 times.
const GUSTS_PER_EPOCH: u64 = 15;
/// The mean strength of the wind, and by how much its gusts are above and lulls below it, as parts of
/// [`STRONGEST`].
const MEAN: u64 = 500;
const GUST: std::ops::RangeInclusive<u64> = 200..=400;
/// What strengths are parts of.
pub const STRONGEST: u64 = 1_000;

/// The wind of a practice network. It is the same everywhere, so that meters that were put up far from each other
/// agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wind {
    /// How long the wind blows harder than usual, and then less hard, in milliseconds.
    half_ms: u64,
}

impl Wind {
    /// The wind of a network with epochs of this length.
    pub fn of_epochs(epoch_ms: u64) -> Self {
        Self {
            half_ms: (epoch_ms / GUSTS_PER_EPOCH / 2).max(1),
        }
    }

    /// How hard it blows at a time, in parts of [`STRONGEST`].
    pub fn strength(self, at: Timestamp) -> u64 {
        let (part, gust) = self.part_of_gust(at);
        let half = u128::from(self.half_ms);
        // A parabola over half a gust, which is nothing at both ends and all in the middle.
        let change = |part: u128| narrow(4 * gust * part * (half - part) / (half * half));
        match part.checked_sub(half) {
            None => MEAN.saturating_add(change(part)),
            Some(part) => MEAN.saturating_sub(change(part)),
        }
    }

    /// How much wind there was from 1970 to a time, in parts of [`STRONGEST`] times milliseconds: what a turbine's
    /// register counts.
    pub fn blown(self, at: Timestamp) -> u64 {
        let (part, gust) = self.part_of_gust(at);
        let half = u128::from(self.half_ms);
        // What is above the mean in the first half of a gust, up to a part of it, is below it in the second.
        let above =
            |part: u128| narrow(2 * gust * part * part * (3 * half - 2 * part) / (3 * half * half));
        let above = match part.checked_sub(half) {
            None => above(part),
            Some(part) => above(half).saturating_sub(above(part)),
        };
        at.0.saturating_mul(MEAN).saturating_add(above)
    }

    /// How long the gust of this time lasts already, and how hard it is.
    fn part_of_gust(self, at: Timestamp) -> (u128, u128) {
        let whole = self.half_ms.saturating_mul(2);
        let number = at.0 / whole;
        let spread = GUST.end().saturating_sub(*GUST.start()).saturating_add(1);
        let Hash([a, b, ..]) = Hash::of_encoded("outpost practice gust 1", &(self.half_ms, number));
        let gust = u64::from(u16::from_le_bytes([a, b])) % spread;
        let gust = GUST.start().saturating_add(gust);
        (u128::from(at.0 % whole), u128::from(gust))
    }
}

fn narrow(value: u128) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// Access points that are in reach anywhere in a cell.
const ACCESS_POINTS: u8 = 24;

/// The addresses of the access points in reach in a cell, which say that they stand still (IEEE 802, 8.2.2).
pub fn access_points(cell: CellId) -> impl Iterator<Item = [u8; 6]> {
    (0..ACCESS_POINTS).map(move |number| {
        let Hash([a, b, c, d, e, ..]) =
            Hash::of_encoded("outpost practice access point 1", &(cell, number));
        [0, a, b, c, d, e]
    })
}

/// The middle of the round: Hamburg, as latitude and longitude in 1e-7 degrees.
const MIDDLE: (i64, i64) = (535_500_000, 99_900_000);
/// How far the round's sides are from its middle, in the same: 1.5 km.
const TO_SIDE: (i64, i64) = (134_900, 227_050);
/// How long each of the four sides takes: 3 km at [`SPEED_MM_S`].
const SIDE_MS: u64 = 200_000;
/// How fast all drive, in mm/s.
pub const SPEED_MM_S: u32 = 15_000;

/// Where everybody drives at a time, as latitude and longitude in 1e-7 degrees: in one convoy, since only who passes
/// a cell in the same epoch confirms it.
pub fn convoy(at: Timestamp) -> (i32, i32) {
    let (north, east) = TO_SIDE;
    let gone = i64::try_from(at.0 % SIDE_MS).unwrap_or(0);
    let side = i64::try_from(SIDE_MS).unwrap_or(i64::MAX);
    // From one end of a side to the other.
    let on = |to: i64| 2 * to * gone / side - to;
    let (up, right) = match at.0 / SIDE_MS % 4 {
        0 => (north, on(east)),
        1 => (-on(north), east),
        2 => (-north, -on(east)),
        _ => (on(north), -east),
    };
    let narrow = |value: i64| i32::try_from(value).unwrap_or(0);
    (narrow(MIDDLE.0 + up), narrow(MIDDLE.1 + right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::cell;
    use h3o::CellIndex;
    use std::collections::BTreeSet;

    const NOW_MS: u64 = 1_790_000_000_000;

    #[test]
    fn a_register_counts_what_the_wind_gave() {
        for epoch_ms in [1, 20_000, 60_000, 86_400_000] {
            let wind = Wind::of_epochs(epoch_ms);
            let step = (epoch_ms / 1_000).max(1);
            let times = (0..2_000).map(|number| NOW_MS + number * step);
            let mut before = wind.blown(Timestamp(NOW_MS));
            let mut sum = 0;
            for at in times.map(|at| Timestamp(at + step)) {
                let blown = wind.blown(at);
                sum += wind.strength(Timestamp(at.0 - step / 2)) * step;
                assert!(blown > before, "at {at:?}");
                before = blown;
            }
            let counted = before - wind.blown(Timestamp(NOW_MS));
            assert!(counted.abs_diff(sum) <= sum / 100, "{counted} {sum}");
        }
    }

    #[test]
    fn gusts_differ_and_stay_within_what_is_strongest() {
        let wind = Wind::of_epochs(60_000);
        // In the middle of the first half of each.
        let gusts: BTreeSet<u64> = (0..100)
            .map(|number| wind.strength(Timestamp(NOW_MS / 4_000 * 4_000 + number * 4_000 + 1_000)))
            .collect();
        assert!(gusts.len() > 50, "{gusts:?}");
        assert!(gusts.iter().all(|gust| (700..=900).contains(gust)));
        let lull = wind.strength(Timestamp(NOW_MS / 4_000 * 4_000 + 3_000));
        assert!((100..=300).contains(&lull));
    }

    #[test]
    fn the_convoy_goes_round_without_a_leap() {
        let mut before = convoy(Timestamp(NOW_MS));
        let start = before;
        for second in 1..=4 * SIDE_MS / 1_000 {
            let here = convoy(Timestamp(NOW_MS + second * 1_000));
            let (north, east) = (here.0 - before.0, here.1 - before.1);
            // 15 m on one side, or round a corner.
            let gone = north.abs() * 111 / 10_000 + east.abs() * 66 / 10_000;
            assert!((13..=16).contains(&gone), "{gone} m");
            before = here;
        }
        assert_eq!(before, start);
    }

    #[test]
    fn a_cell_has_access_points_of_its_own_that_stand_still() {
        let here: BTreeSet<[u8; 6]> = access_points(cell()).collect();
        assert_eq!(here.len(), usize::from(ACCESS_POINTS));
        assert!(here.iter().all(|[first, ..]| *first == 0));
        let index = CellIndex::try_from(cell().index()).unwrap();
        let beside = index.grid_ring_fast(1).next().flatten().unwrap();
        let there = CellId::try_from(u64::from(beside)).unwrap();
        assert!(access_points(there).all(|point| !here.contains(&point)));
    }
}
