//! What an account earned in an epoch, and why not more.
//!
//! A statement is state, so that it has a proof, and "nothing" has one too. Its lines sum to the
//! credit exactly. An account with more than [`SLOTS_PER_SHEET`](crate::state::SLOTS_PER_SHEET) devices
//! has several for an epoch, one for each sheet of reports; each names the one before it, whatever its
//! epoch, so that nobody can leave one out.

use crate::{AccountAddress, Amount, CellId, DeviceKey, Epoch, report::Resource};
use borsh::{BorshDeserialize, BorshSerialize};

/// Names a statement among an account's.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct StatementId {
    /// The epoch it is for.
    pub epoch: Epoch,
    /// Which of the account's sheets of reports it pays.
    pub page: u32,
}

/// An account's rewards for one epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Statement {
    /// Whose it is.
    pub account: AccountAddress,
    /// Which one it is.
    pub id: StatementId,
    /// The account's statement before this one.
    pub previous: Option<StatementId>,
    /// A line for each device and resource that reported, ordered by both.
    pub lines: Vec<StatementLine>,
    /// What was credited: the sum of the lines' rewards.
    pub total: Amount,
}

/// One device's rewards for one resource.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct StatementLine {
    /// The device.
    pub device: DeviceKey,
    /// The resource.
    pub resource: Resource,
    /// Where the device stood.
    pub cell: Option<CellId>,
    /// The most units the epoch had room for.
    pub possible: u64,
    /// Units the device claimed.
    pub claimed: u64,
    /// Units that count: `possible` less all losses.
    pub accepted: u64,
    /// Why units do not count; the sum of their units is `possible - accepted`.
    pub losses: Vec<Loss>,
    /// What the units are multiplied by.
    pub multipliers: Multipliers,
    /// What is paid.
    pub reward: Amount,
}

/// Units that do not count, and why.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Loss {
    /// Why.
    pub reason: LossReason,
    /// How many units.
    pub units: u64,
    /// What they would have been paid at this epoch's price, rounded down.
    pub amount: Amount,
}

/// What a line's units are multiplied by, each in thousandths: 1000 changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Multipliers {
    /// Below 1000 where the cell is crowded.
    pub crowd: u32,
    /// Above 1000 where the cell had no contribution for a while.
    pub freshness: u32,
}

/// Why units do not count.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum LossReason {
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
    /// What is claimed was not sealed with the report for the epoch before.
    NotSealed,
}

impl LossReason {
    /// All of them, in their order.
    pub const ALL: [Self; Self::NotSealed as usize + 1] = [
        Self::JoinedDuringEpoch,
        Self::FewerReadings,
        Self::NoLocation,
        Self::OutOfRange,
        Self::NotShown,
        Self::Flawed,
        Self::Disagrees,
        Self::Stuck,
        Self::Copied,
        Self::SameOwner,
        Self::FewerBeacons,
        Self::NotScheduled,
        Self::TooNear,
        Self::ImpossibleSignal,
        Self::NotWitnessed,
        Self::ClosedRing,
        Self::BeyondCapacity,
        Self::NoDaylight,
        Self::MeterJumped,
        Self::FewerSectors,
        Self::Dissent,
        Self::NoQuorum,
        Self::FewerJobs,
        Self::AlreadyFresh,
        Self::Unconfirmed,
        Self::TooSparse,
        Self::NotSealed,
    ];
}
