//! Prices contributions: what an epoch may pay, and which resource gets how much of it.

use crate::{Amount, Hash, report::Resource, rewards::apportion};
use borsh::{BorshDeserialize, BorshSerialize};

/// Parts of a whole that is counted in millionths.
pub const MILLION: u32 = 1_000_000;

/// The economy's numbers, part of the [`Parameters`](crate::genesis::Parameters).
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Economy {
    /// The least and the most that a resource gets of an epoch's budget, in millionths, by
    /// [resource](Resource::index).
    pub share_bounds: [(u32, u32); Resource::COUNT],
    /// How much of the way from the old shares to those of the demand is gone in an epoch, in
    /// millionths.
    pub share_speed: u32,
    /// How much of what users spend in an epoch is paid to contributors, in millionths; the rest stays
    /// burned.
    pub recycled: u32,
    /// Epochs after which a cell is as stale as it can be.
    pub stale_after: u32,
    /// What a stale cell pays for a unit, in thousandths; at least 1000.
    pub stale_bonus: u32,
    /// Strikes until a device is suspended.
    pub strikes: u32,
    /// For how many epochs it is.
    pub suspension: u32,
}

/// What users want from the network, and how much of the budget each resource gets for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Market {
    /// Shares of an epoch's budget, in millionths, by [resource](Resource::index); they sum to
    /// [`MILLION`].
    pub shares: [u32; Resource::COUNT],
    /// Credits spent since the last settlement, by resource.
    pub spent: [u128; Resource::COUNT],
}

impl Market {
    /// The market of a network that begins: nobody wanted anything yet, so all get the same.
    pub fn begin(_: &Economy) -> Self {
        let even = MILLION / Resource::COUNT as u32;
        let mut shares = [even; Resource::COUNT];
        if let Some(first) = shares.first_mut() {
            *first = MILLION - even * (Resource::COUNT as u32 - 1);
        }
        Self {
            shares,
            spent: [0; Resource::COUNT],
        }
    }
}

/// Splits what an epoch may pay between the resources.
pub fn split(total: Amount, market: &Market) -> Option<[Amount; Resource::COUNT]> {
    apportion(total, &market.shares.map(u64::from))?
        .try_into()
        .ok()
}

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
