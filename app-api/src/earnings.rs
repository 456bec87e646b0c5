//! What was earned, by epoch, down to the line.

use crate::{Freshness, LossKind, Money, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Every statement of the account, newest first.
    "earnings" => GetEarnings {} -> EarningsView;
}

/// Sums over statements. Each is the fold of verified lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningsTotals {
    /// Epochs that ended today, by this device's clock and zone.
    pub today: Money,
    /// All epochs.
    pub all: Money,
    /// Whether older statements are not here yet, so that the sums will grow.
    pub older_are_loading: bool,
}

/// Every statement of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningsView {
    /// Newest first.
    pub epochs: Vec<EpochEarnings>,
    /// The sums; `all` equals the sum of the epochs' totals.
    pub totals: EarningsTotals,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochEarnings {
    /// The epoch.
    pub epoch: u64,
    /// When it ended, in milliseconds since 1970 UTC.
    pub ended_ms: u64,
    /// The sum of the lines.
    pub total: Money,
    /// A line for each device and resource.
    pub lines: Vec<EarningsLine>,
    /// How it was proven.
    pub freshness: Freshness,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningsLine {
    /// `opd1…`
    pub device: String,
    /// What the person or the device calls it.
    pub device_name: String,
    /// What was contributed.
    pub resource: ResourceKind,
    /// The most units the epoch had room for.
    pub possible: u64,
    /// Units the device claimed.
    pub claimed: u64,
    /// Units that count.
    pub accepted: u64,
    /// Why the others do not.
    pub losses: Vec<LossView>,
    /// What the units are multiplied by.
    pub multipliers: MultipliersView,
    /// What was paid.
    pub reward: Money,
}

/// What a line's units are multiplied by, each in thousandths: 1000 changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultipliersView {
    /// Below 1000 where the cell is crowded.
    pub crowd: u32,
    /// Above 1000 where the cell had no contribution for a while.
    pub freshness: u32,
}

/// A kind of contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// Wireless coverage, in beacons.
    Coverage,
    /// Space kept for others, in MiB through an epoch.
    Storage,
    /// Jobs run for others.
    Compute,
    /// Temperature and humidity, in readings.
    Sensing,
    /// Energy fed in, in Wh.
    Energy,
    /// Streets mapped, in cells.
    Mapping,
}

/// Units that do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossView {
    /// Why.
    pub reason: LossKind,
    /// How many.
    pub units: u64,
    /// What they would have been paid.
    pub amount: Money,
}
