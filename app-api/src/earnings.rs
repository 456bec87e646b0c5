//! What was earned, by epoch, down to the line.

use crate::{Freshness, Money, call::calls};
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

/// Why units do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// The device was claimed after the epoch began.
    JoinedDuringEpoch,
    /// The device took fewer readings than it could.
    FewerReadings,
    /// No cell was asserted for the device.
    NoLocation,
    /// Readings outside of what the sensor can measure.
    OutOfRange,
    /// The evidence that was asked for was not shown in time.
    NotShown,
    /// The evidence that was shown is not what the report says.
    Flawed,
    /// The values contradict those of most neighbours.
    Disagrees,
    /// The sensor shows the same value all the time.
    Stuck,
    /// The values are those of another device.
    Copied,
    /// Another device of the same owner covers the same.
    SameOwner,
    /// Fewer beacons were sent than were scheduled.
    FewerBeacons,
    /// Beacons that were not scheduled.
    NotScheduled,
    /// Beacons of devices that stand too near.
    TooNear,
    /// A signal that is impossible at the distance.
    ImpossibleSignal,
    /// Nobody independent heard the device, or was heard by it.
    NotWitnessed,
    /// Devices that hear only each other.
    ClosedRing,
    /// More energy than the declared equipment can give.
    BeyondCapacity,
    /// Solar energy without daylight.
    NoDaylight,
    /// The meter counted backwards, or from another place than it stopped at.
    MeterJumped,
    /// Fewer sectors kept than the device agreed to keep.
    FewerSectors,
    /// The job's result contradicts that of most others who ran it.
    Dissent,
    /// Too few ran the same job to tell whose result is right.
    NoQuorum,
    /// Fewer jobs run than were assigned.
    FewerJobs,
    /// The cell was mapped lately.
    AlreadyFresh,
    /// Nobody else saw the same yet.
    Unconfirmed,
    /// Too few points to map a cell.
    TooSparse,
}
