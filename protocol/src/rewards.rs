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
//!      `stale_bonus` where there was none for `stale_after` epochs, or ever.
//! 3. A line's weight is `accepted * crowd * freshness / 1000`.
//! 4. The epoch's budget is its [`emission`], as far as the cap on all emission allows. It is split
//!    between the resources by the [market](crate::economy)'s shares, and each resource's part in
//!    proportion to the weights, to the last base unit ([`apportion`]).
//! 5. Where a resource has no weight, its part is not paid: what an epoch does not emit is never made up
//!    for.
//!
//! # Why nothing overflows
//! A weight is below `2^24 * 2^12`, an epoch has fewer than `2^27` reports
//! ([`MAX_SHEETS_PER_EPOCH`](crate::state::MAX_SHEETS_PER_EPOCH) sheets of
//! [`SLOTS_PER_SHEET`](crate::state::SLOTS_PER_SHEET) devices with six resources), and a budget is below
//! `2^64`: a product of a budget and a sum of weights is below `2^127`.

mod apportion;
mod emission;

pub use apportion::apportion;
pub use emission::{budget, emission};

use crate::{resources::EpochContext, statement::Multipliers, tally::Tally};

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
        freshness: FULL_SCALE,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_pays_in_full_up_to_its_capacity_and_its_share_beyond() {
        let scales = [0, 1, 2, 3, 4, 2_000, 2_001, u32::MAX].map(|n| crowd(n, 2));
        assert_eq!(scales, [1_000, 1_000, 1_000, 666, 500, 1, 1, 1]);
    }
}
