//! Names what a device does for one resource: what it takes down, and what it says of that.

use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{
    DeviceKey, Epoch, Hash, NetworkId, Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    seal::Salt,
    state::Device,
};
use std::fmt;

/// What a device does for one resource.
pub trait Craft: fmt::Debug + Send + 'static {
    /// What is taken down at a time.
    type Reading: BorshSerialize + BorshDeserialize + Clone + PartialEq + Eq + fmt::Debug + Send;
    /// What is found in an epoch and told with the report for the next one only.
    type Held: BorshSerialize + BorshDeserialize + Clone + PartialEq + Eq + fmt::Debug + Send;

    /// The resource.
    const RESOURCE: Resource;
    /// Whether a report needs to know the schedule of its epoch.
    const IS_SCHEDULED: bool;

    /// Milliseconds from one reading to the next.
    fn interval_ms(rules: &Parameters) -> u64;

    /// When a reading was taken.
    fn time_of(reading: &Self::Reading) -> Timestamp;

    /// What is reported for an epoch that ended; `None` where there is nothing to say.
    fn report(past: &Past<'_, Self>) -> Option<Made<Self::Held>>;
}

/// An epoch that ended, as a device knows it.
#[derive(Debug)]
pub struct Past<'a, C: Craft + ?Sized> {
    /// The network.
    pub network: NetworkId,
    /// Who reports.
    pub key: DeviceKey,
    /// The device as it is proven to be.
    pub device: &'a Device,
    /// The rules' numbers.
    pub rules: &'a Parameters,
    /// The epoch.
    pub epoch: Epoch,
    /// What its schedules follow from, where the craft asks for that.
    pub schedule: Hash,
    /// Hides what is sealed; nobody else knows it.
    pub salt: Salt,
    /// What was taken down in it, in the order of time.
    pub readings: &'a [C::Reading],
    /// What was held back with the report for the epoch before.
    pub before: Option<&'a C::Held>,
}

/// A report in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made<H> {
    /// What is claimed.
    pub claim: Claim,
    /// What shows it: a file of whole leaves.
    pub evidence: Vec<u8>,
    /// What is told with the next report.
    pub held: Option<H>,
}
