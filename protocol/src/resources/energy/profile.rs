//! Sketches how an epoch's energy came, so that those who felt the same clouds can be told from those who
//! did not.
//!
//! # The rule
//! The time in which there can be energy, which for the sun is its day, is cut into [`SLOTS`] equal slots.
//! Of each the sketch says whether more or less came in it than in the middle between the slots around it,
//! by more than a [`DEADBAND`]th of the best slot. A clear sky is flat; a cloud is a dip, the same at once
//! for all below it. How energy changes within a quarter of an hour is alike for places that are nearer to
//! each other than clouds move meanwhile (T. E. Hoff and R. Perez, "Modeling PV fleet output variability",
//! Solar Energy 86, 2012), and no forecast says it.
//!
//! What a device's neighbours felt together is each slot in which those who say one outnumber those who say
//! the other by more than half of all. Where they felt fewer than [`TELLING_SLOTS`] dips or as many rises
//! together, the day tells nothing: even a clear sky rises and sets. Else a device agrees when, of those
//! slots, it says the same in so many more than it says the opposite, that it is a third of all.

use crate::Timestamp;
use borsh::{BorshDeserialize, BorshSerialize};

/// Slots of a profile.
pub const SLOTS: usize = 56;
/// Slots in a byte.
const PER_BYTE: usize = 4;
/// Changes smaller than the best slot by this are none.
pub const DEADBAND: u64 = 16;
/// Dips, and rises, that neighbours must have felt alike for a day to tell anything.
pub const TELLING_SLOTS: usize = 6;
/// Others that are needed to tell anything.
pub const NEIGHBOURS: usize = 3;

/// How an epoch's energy came: two bits for each slot, from the lowest of the first byte up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Profile(pub [u8; SLOTS / PER_BYTE]);

/// What neighbours tell of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The device felt what they felt.
    Agrees,
    /// It did not.
    Disagrees,
    /// They felt nothing together, or there are too few.
    Nothing,
}

impl Profile {
    /// Sketches what a register counted between two times, given when it was read and what it showed, in
    /// the order of time. Between readings it is taken to have counted evenly, so that all sketch alike
    /// however their readings and the slots fall.
    pub fn of_register(readings: &[(Timestamp, u64)], from: Timestamp, to: Timestamp) -> Self {
        let length = to.0.saturating_sub(from.0);
        let bound = |slot: usize| {
            let part = u128::from(length) * (slot as u128) / (SLOTS as u128);
            Timestamp(from.0.saturating_add(u64::try_from(part).unwrap_or(0)))
        };
        let mut energy = [0; SLOTS];
        let mut before = register_at(readings, from);
        for (slot, energy) in energy.iter_mut().enumerate() {
            let after = register_at(readings, bound(slot.saturating_add(1)));
            *energy = after.saturating_sub(before);
            before = after;
        }
        Self::of(&energy)
    }

    /// Sketches the energy of the slots, in any unit.
    pub fn of(energy: &[u64; SLOTS]) -> Self {
        let best = energy.iter().copied().max().unwrap_or(0);
        let mut profile = Self::default();
        for (slot, around) in energy.array_windows().enumerate() {
            let &[before, at, after] = around;
            let (twice, sum) = (u128::from(at) * 2, u128::from(before) + u128::from(after));
            let change = match twice.abs_diff(sum) * u128::from(DEADBAND) > u128::from(best) {
                true if twice > sum => 1,
                true => 2,
                false => 0,
            };
            let slot = slot.saturating_add(1);
            if let Some(byte) = profile.0.get_mut(slot / PER_BYTE) {
                *byte |= change << (2 * (slot % PER_BYTE));
            }
        }
        profile
    }

    /// What each slot says: 1 for more, -1 for less, 0 for neither.
    fn changes(&self) -> impl Iterator<Item = i64> {
        self.0.iter().flat_map(|byte| {
            (0..PER_BYTE).map(move |place| match byte >> (2 * place) & 3 {
                1 => 1,
                2 => -1,
                _ => 0,
            })
        })
    }

    /// What the profiles of others tell of this one.
    pub fn told_by(&self, others: &[Self]) -> Told {
        if others.len() < NEIGHBOURS {
            return Told::Nothing;
        }
        let mut sums = [0_i64; SLOTS];
        for other in others {
            for (sum, change) in sums.iter_mut().zip(other.changes()) {
                *sum = sum.saturating_add(change);
            }
        }
        let most = (others.len() / 2).saturating_add(1) as u64;
        let felt = || sums.iter().filter(move |sum| sum.unsigned_abs() >= most);
        let dips = felt().filter(|sum| sum.is_negative()).count();
        let slots = felt().count();
        if dips < TELLING_SLOTS || slots.saturating_sub(dips) < TELLING_SLOTS {
            return Told::Nothing;
        }
        let score: i64 = sums
            .iter()
            .zip(self.changes())
            .filter(|(sum, _)| sum.unsigned_abs() >= most)
            .map(|(sum, change)| sum.signum().saturating_mul(change))
            .sum();
        if u64::try_from(score).is_ok_and(|score| score.saturating_mul(3) >= slots as u64) {
            Told::Agrees
        } else {
            Told::Disagrees
        }
    }
}

/// What a register showed at a time, in mWh, so that even the slots of a minute differ.
fn register_at(readings: &[(Timestamp, u64)], at: Timestamp) -> u64 {
    let next = readings.partition_point(|(time, _)| *time <= at);
    let after = readings.get(next);
    let before = next.checked_sub(1).and_then(|last| readings.get(last));
    let milli = |wh: u64| u128::from(wh) * 1_000;
    let shown = match (before, after) {
        (Some((from, low)), Some((to, high))) => {
            let (since, whole) = (at.0.abs_diff(from.0), to.0.abs_diff(from.0));
            let counted = milli(high.saturating_sub(*low)).saturating_mul(since.into());
            let counted = counted.checked_div(whole.into()).unwrap_or(0);
            milli(*low).saturating_add(counted)
        }
        (Some((_, only)), None) | (None, Some((_, only))) => milli(*only),
        (None, None) => 0,
    };
    u64::try_from(shown).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day's energy with dips in these slots.
    fn day(dips: impl Fn(usize) -> bool) -> Profile {
        let mut energy = [1_000; SLOTS];
        for (slot, energy) in energy.iter_mut().enumerate() {
            if dips(slot) {
                *energy = 300;
            }
        }
        Profile::of(&energy)
    }

    #[track_caller]
    fn check(own: Profile, others: &[Profile], expected: Told) {
        assert_eq!(own.told_by(others), expected);
    }

    #[test]
    fn a_dip_is_less_and_what_is_beside_it_more() {
        let dip = day(|slot| slot == 10);
        let changes: Vec<i64> = dip.changes().collect();
        assert_eq!(changes[9..12], [1, -1, 1]);
        assert_eq!(changes.iter().filter(|&&change| change != 0).count(), 3);
    }

    #[test]
    fn an_even_or_steadily_changing_day_is_flat() {
        let rising: [u64; SLOTS] = std::array::from_fn(|slot| slot as u64 * 20);
        for energy in [[0; SLOTS], [500; SLOTS], rising] {
            assert_eq!(Profile::of(&energy), Profile::default());
        }
        assert_ne!(
            Profile::of(&std::array::from_fn(|slot| u64::MAX * (slot as u64 % 2))),
            Profile::default()
        );
    }

    #[test]
    fn readings_at_any_times_sketch_the_same() {
        let counted = |at: u64| at / 10 + if at > 5_000 { 300 } else { 0 };
        let every = |step: usize| {
            let readings: Vec<_> = (0..=10_000)
                .step_by(step)
                .map(|at| (Timestamp(at), counted(at)))
                .collect();
            Profile::of_register(&readings, Timestamp(0), Timestamp(10_000))
        };
        assert_ne!(every(50), Profile::default());
        assert_eq!(every(50), every(100));
        let even: Vec<_> = (0..100).map(|at| (Timestamp(at * 97), at)).collect();
        let flat = Profile::of_register(&even, Timestamp(100), Timestamp(9_000));
        assert_eq!(flat, Profile::default());
        assert_eq!(Profile::of_register(&[], Timestamp(0), Timestamp(9)), flat);
    }

    #[test]
    fn who_felt_the_same_clouds_agrees() {
        let clouds = day(|slot| slot % 7 == 3);
        let nearly = day(|slot| slot % 7 == 3 && slot != 10);
        check(clouds, &[clouds; 3], Told::Agrees);
        check(nearly, &[clouds; 3], Told::Agrees);
        check(clouds, &[clouds, nearly, Profile::default()], Told::Agrees);
    }

    #[test]
    fn who_felt_none_or_other_clouds_disagrees() {
        let clouds = day(|slot| slot % 7 == 3);
        check(day(|_| false), &[clouds; 3], Told::Disagrees);
        check(day(|slot| slot % 7 == 6), &[clouds; 3], Told::Disagrees);
    }

    #[test]
    fn two_neighbours_or_a_clear_day_tell_nothing() {
        let clouds = day(|slot| slot % 7 == 3);
        let clear = day(|_| false);
        check(clear, &[clouds; 2], Told::Nothing);
        check(clouds, &[clear; 9], Told::Nothing);
        check(clouds, &[clouds, clear, clear], Told::Nothing);
    }
}
