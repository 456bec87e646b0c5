//! Says what an epoch may pay, and whether that is new or comes back from users.
//!
//! # The rule
//! 1. The **emission** is what the [schedule](crate::rewards::emission) says, at most what is left of the
//!    cap on all emission.
//! 2. **Recycled** is `recycled` millionths of the credits that users spent. It is minted again after it
//!    was burned, so it does not count against the cap.
//! 3. Both together are at most [`MAX_BUDGET`]; what users spent beyond stays burned.
//! 4. Where less is paid than could be, because nobody contributed some resource, what is paid counts as
//!    recycled first. The rest of the emission stays below the cap, for later epochs; the rest of what
//!    was spent stays burned.

use super::MILLION;
use crate::{Amount, Epoch, genesis::Parameters, rewards::emission, state::Supply};

/// The most that one epoch may pay, which bounds every product of the rewards' arithmetic.
pub const MAX_BUDGET: Amount = Amount::from_units(u64::MAX as u128);

/// What an epoch may pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// New, under the cap on all emission.
    pub emission: Amount,
    /// Burned by users before, and paid out again.
    pub recycled: Amount,
}

impl Budget {
    /// What `epoch` may pay when the supply is this and so many credits were spent.
    pub fn of(parameters: &Parameters, epoch: Epoch, supply: &Supply, spent: u128) -> Self {
        let cap = parameters.emission_cap;
        let left = cap.checked_sub(supply.emitted).unwrap_or(Amount::ZERO);
        let emission = emission(parameters, epoch).min(left).min(MAX_BUDGET);
        let room = MAX_BUDGET.checked_sub(emission).unwrap_or(Amount::ZERO);
        let recycled = Amount::from_units(millionths(spent, parameters.economy.recycled));
        Self {
            emission,
            recycled: recycled.min(room),
        }
    }

    /// Both together, at most [`MAX_BUDGET`].
    pub fn total(&self) -> Amount {
        self.emission
            .checked_add(self.recycled)
            .unwrap_or(MAX_BUDGET)
    }

    /// Counts `paid` of it, at most the total, in `supply`. `None` when a sum exceeds 128 bits.
    pub fn count(&self, paid: Amount, supply: &mut Supply) -> Option<()> {
        let recycled = paid.min(self.recycled);
        supply.recycled = supply.recycled.checked_add(recycled)?;
        supply.emitted = supply.emitted.checked_add(paid.checked_sub(recycled)?)?;
        Some(())
    }
}

/// So many millionths of a number, rounded down; a million of them at most.
fn millionths(of: u128, parts: u32) -> u128 {
    let (parts, whole) = (u128::from(parts.min(MILLION)), u128::from(MILLION));
    // In two steps, since the product may exceed 128 bits.
    let (quotient, remainder) = (of / whole, of % whole);
    quotient
        .saturating_mul(parts)
        .saturating_add(remainder.saturating_mul(parts) / whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    /// First emission 400 and cap 1000, of which so much is emitted.
    #[track_caller]
    fn check(emitted: u128, spent: u128, expected: (u128, u128)) {
        let parameters = Parameters {
            first_emission: Amount::from_units(400),
            emission_cap: Amount::from_units(1_000),
            ..testing::parameters()
        };
        let supply = Supply {
            emitted: Amount::from_units(emitted),
            ..Supply::default()
        };
        let budget = Budget::of(&parameters, Epoch(0), &supply, spent);
        assert_eq!((budget.emission.units(), budget.recycled.units()), expected);
    }

    #[test]
    fn emission_stops_at_the_cap() {
        check(0, 0, (400, 0));
        check(700, 0, (300, 0));
        check(1_000, 0, (0, 0));
        check(1_001, 0, (0, 0));
    }

    #[test]
    fn a_part_of_what_was_spent_is_paid_again_beyond_the_cap() {
        check(0, 9, (400, 4));
        check(1_000, 1_000_001, (0, 500_000));
    }

    #[test]
    fn a_budget_has_a_bound_however_much_was_spent() {
        check(0, u128::MAX, (400, u128::from(u64::MAX) - 400));
    }

    #[test]
    fn what_is_paid_counts_as_recycled_first() {
        let budget = Budget {
            emission: Amount::from_units(10),
            recycled: Amount::from_units(5),
        };
        for (paid, expected) in [(0, (0, 0)), (3, (0, 3)), (7, (2, 5)), (15, (10, 5))] {
            let mut supply = Supply::default();
            budget.count(Amount::from_units(paid), &mut supply).unwrap();
            assert_eq!((supply.emitted.units(), supply.recycled.units()), expected);
        }
    }

    proptest! {
        #[test]
        fn a_part_is_never_more_than_the_whole(of: u128, parts in 0..=MILLION) {
            let part = millionths(of, parts);
            prop_assert!(part <= of);
            prop_assert!(part >= (of / 1_000_000) * u128::from(parts));
            prop_assert_eq!(millionths(of, MILLION), of);
        }
    }
}
