//! Remembers what a settled epoch paid.

use crate::{Amount, Hash, report::Resource};
use borsh::{BorshDeserialize, BorshSerialize};

/// What a settled epoch paid, and for how much. Kept for ever: it is the price that a statement's lines
/// can be checked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct EpochSummary {
    /// The draw that the epoch's challenges followed from.
    pub draw: Hash,
    /// By [resource](Resource::index).
    pub resources: [ResourceSummary; Resource::COUNT],
}

impl EpochSummary {
    /// Nothing is paid yet.
    pub fn begin(draw: Hash) -> Self {
        Self {
            draw,
            resources: [ResourceSummary::default(); Resource::COUNT],
        }
    }
}

impl ResourceSummary {
    /// What so many units with this multiplier, in thousandths, are worth at the epoch's price, rounded
    /// down; nothing where nothing was accepted.
    pub fn worth(&self, units: u64, multiplier: u64) -> Amount {
        let weight = u128::from(units).saturating_mul(u128::from(multiplier));
        let worth = self
            .budget
            .units()
            .saturating_mul(weight)
            .checked_div(u128::from(self.weight));
        Amount::from_units(worth.unwrap_or(0))
    }
}

/// What a settled epoch paid for one resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ResourceSummary {
    /// What there was to pay.
    pub budget: Amount,
    /// What was paid: the budget, or nothing.
    pub paid: Amount,
    /// How many reports there were.
    pub reports: u32,
    /// Of how many anything was accepted.
    pub paid_reports: u32,
    /// Accepted units.
    pub accepted: u64,
    /// Accepted units times multipliers.
    pub weight: u64,
}
