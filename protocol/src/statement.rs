//! What an account earned in an epoch, and why not more.
//!
//! A statement is state, so that it has a proof, and "nothing" has one too. Its lines sum to the
//! credit exactly.

use crate::{AccountAddress, Amount, CellId, DeviceKey, Epoch, report::Resource};
use borsh::{BorshDeserialize, BorshSerialize};

/// An account's rewards for one epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Statement {
    /// Whose it is.
    pub account: AccountAddress,
    /// The epoch.
    pub epoch: Epoch,
    /// The epoch of the account's statement before this one.
    pub previous: Option<Epoch>,
    /// A line for each device and resource that reported, ordered by device.
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
    /// What the cell pays for a unit, in thousandths: 1000 is full pay, crowded cells pay less.
    pub cell_scale: u32,
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
}

/// Why units do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum LossReason {
    /// The device was claimed after the epoch began.
    JoinedDuringEpoch,
    /// The device took fewer readings than it could.
    FewerReadings,
    /// No cell was asserted for the device.
    NoLocation,
    /// Readings outside of what the sensor can measure.
    OutOfRange,
}
