//! Turns an epoch's judged reports into rewards.
//!
//! # The rule
//! 1. Each report is judged by the rule of its resource ([`resources`](crate::resources)): so many units
//!    are accepted, at most [`MAX_UNITS`](crate::verdict::MAX_UNITS).
//! 2. They are multiplied by what their cell says, in thousandths:
//!    - **crowd**: 1000 while at most `cell_capacity` devices contributed this resource there in this
//!      epoch, `cell_capacity * 1000 / n` when there were `n`, but at least 1. So a crowd shares what the
//!      capacity would be paid, and nobody can crowd others out to nothing.
//!    - **freshness**: 1000 where there was a contribution in the epoch before, rising evenly to
//!      `stale_bonus` where there was none for `stale_after` epochs. A cell that never had one counts as
//!      if it had one right before epoch 0: a network that begins pays nobody for being the first.
//! 3. A line's weight is `accepted * crowd * freshness / 1000`.
//! 4. The epoch's [budget](crate::economy::Budget) is its [`emission`] and a part of what users spent. It
//!    is split between the resources by the [market](crate::economy)'s shares, and each resource's part
//!    in proportion to the weights, to the last base unit ([`apportion`]).
//! 5. Where a resource has no weight, its part is not paid.
//!
//! # Why nothing overflows
//! A weight is below `2^24 * 2^12`, an epoch has fewer than `2^27` reports
//! ([`MAX_SHEETS_PER_EPOCH`](crate::state::MAX_SHEETS_PER_EPOCH) sheets of
//! [`SLOTS_PER_SHEET`](crate::state::SLOTS_PER_SHEET) devices with six resources), and a budget is below
//! `2^64` ([`MAX_BUDGET`](crate::economy::MAX_BUDGET)): a product of a budget and a sum of weights is below `2^127`.

mod apportion;
mod emission;
pub mod estimate;

pub use apportion::apportion;
pub use emission::emission;

use crate::{
    Epoch,
    economy::Economy,
    resources::EpochContext,
    statement::{Multipliers, StatementLine},
    tally::Tally,
};

/// A multiplier that changes nothing.
pub const FULL_SCALE: u32 = 1_000;
/// Largest [`stale_bonus`](crate::economy::Economy::stale_bonus), so that a weight is below `2^36`.
pub const MAX_STALE_BONUS: u32 = 4_000;

/// What a line's units are multiplied by, given its home cell's tally.
pub fn multipliers(home: Option<&Tally>, context: &EpochContext<'_>) -> Multipliers {
    let Some(home) = home else {
        return Multipliers {
            crowd: FULL_SCALE,
            freshness: FULL_SCALE,
        };
    };
    Multipliers {
        crowd: crowd(home.contributors, context.parameters.cell_capacity),
        freshness: freshness(
            missed(home.previous, context.epoch),
            &context.parameters.economy,
        ),
    }
}

/// Epochs in a row without a contribution, up to the one before `epoch`, given the newest with one.
pub fn missed(previous: Option<Epoch>, epoch: Epoch) -> u64 {
    let since = previous.map_or(0, |previous| previous.0.saturating_add(1));
    epoch.0.saturating_sub(since)
}

/// What a cell pays for a unit that had no contribution for so many epochs, in thousandths.
pub fn freshness(missed: u64, economy: &Economy) -> u32 {
    let bonus = economy
        .stale_bonus
        .min(MAX_STALE_BONUS)
        .saturating_sub(FULL_SCALE);
    let stale_after = u64::from(economy.stale_after);
    let risen = u64::from(bonus)
        .saturating_mul(missed.min(stale_after))
        .checked_div(stale_after)
        .and_then(|risen| u32::try_from(risen).ok());
    FULL_SCALE.saturating_add(risen.unwrap_or(bonus))
}

/// What a cell with so many contributing devices pays for a unit, in thousandths.
pub fn crowd(devices: u32, capacity: u32) -> u32 {
    if devices <= capacity {
        return FULL_SCALE;
    }
    let shared = u64::from(capacity) * u64::from(FULL_SCALE);
    shared
        .checked_div(u64::from(devices))
        .and_then(|scale| u32::try_from(scale).ok())
        .map_or(1, |scale| scale.max(1))
}

impl Multipliers {
    /// Both together, in thousandths.
    pub fn product(&self) -> u64 {
        u64::from(self.crowd).saturating_mul(u64::from(self.freshness)) / u64::from(FULL_SCALE)
    }
}

impl StatementLine {
    /// What the line weighs when its resource's budget is split: accepted units times multipliers.
    pub fn weight(&self) -> u64 {
        self.accepted.saturating_mul(self.multipliers.product())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::economy;

    #[test]
    fn a_cell_pays_in_full_up_to_its_capacity_and_its_share_beyond() {
        let scales = [0, 1, 2, 3, 4, 2_000, 2_001, u32::MAX].map(|n| crowd(n, 2));
        assert_eq!(scales, [1_000, 1_000, 1_000, 666, 500, 1, 1, 1]);
    }

    #[test]
    fn a_cell_pays_more_the_longer_nobody_contributed_up_to_the_bonus() {
        let scales = [0, 1, 5, 9, 10, 11, u64::MAX].map(|missed| freshness(missed, &economy()));
        assert_eq!(scales, [1_000, 1_100, 1_500, 1_900, 2_000, 2_000, 2_000]);
    }

    #[test]
    fn a_cell_that_nobody_ever_served_is_as_old_as_the_network() {
        assert_eq!(missed(None, Epoch(0)), 0);
        assert_eq!(missed(None, Epoch(7)), 7);
        assert_eq!(missed(Some(Epoch(6)), Epoch(7)), 0);
        assert_eq!(missed(Some(Epoch(2)), Epoch(7)), 4);
    }
}
