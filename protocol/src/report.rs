//! What a device says it contributed in an epoch.
//!
//! A device submits one signed report for each epoch and resource. Its cost to the chain is
//! constant whatever the evidence's size: the claim, which is bounded, and the BLAKE3 root of the
//! evidence. A report for epoch *e* is accepted from the end of *e* until
//! [`Parameters::report_window_ms`](crate::genesis::Parameters) later.

use crate::{
    DeviceKey, Epoch, Hash, NetworkId, Signature,
    evidence::EvidenceRoot,
    resources::{
        compute::ComputeClaim, coverage::CoverageClaim, energy::EnergyClaim, mapping::MappingClaim,
        sensing::SensingClaim, storage::StorageClaim,
    },
};
use borsh::{BorshDeserialize, BorshSerialize};

/// A kind of contribution.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Resource {
    /// Wireless coverage, shown by beacons that others witness.
    Coverage,
    /// Bytes kept for others.
    Storage,
    /// Jobs run for others.
    Compute,
    /// Readings of the physical world.
    Sensing,
    /// Energy fed in, by a meter.
    Energy,
    /// Streets mapped.
    Mapping,
}

impl Resource {
    /// What files and folders call it, which stays.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Storage => "storage",
            Self::Compute => "compute",
            Self::Sensing => "sensing",
            Self::Energy => "energy",
            Self::Mapping => "mapping",
        }
    }

    /// How many there are.
    pub const COUNT: usize = 6;
    /// All of them, in the order of the state's lists.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Coverage,
        Self::Storage,
        Self::Compute,
        Self::Sensing,
        Self::Energy,
        Self::Mapping,
    ];

    /// Its place in [`ALL`](Self::ALL).
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What is claimed, with what the rule of that resource needs to check it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Claim {
    /// See [`crate::resources::coverage`].
    Coverage(CoverageClaim),
    /// See [`crate::resources::storage`].
    Storage(StorageClaim),
    /// See [`crate::resources::compute`].
    Compute(ComputeClaim),
    /// See [`crate::resources::sensing`].
    Sensing(SensingClaim),
    /// See [`crate::resources::energy`].
    Energy(EnergyClaim),
    /// See [`crate::resources::mapping`].
    Mapping(MappingClaim),
}

/// One device's contribution of one resource in one epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Report {
    /// The network it is for.
    pub network: NetworkId,
    /// The device.
    pub device: DeviceKey,
    /// The epoch.
    pub epoch: Epoch,
    /// The claim.
    pub claim: Claim,
    /// Commits to what shows that the claim is true.
    pub evidence: EvidenceRoot,
}

impl Claim {
    /// The resource it is about.
    pub fn resource(&self) -> Resource {
        match self {
            Self::Coverage(_) => Resource::Coverage,
            Self::Storage(_) => Resource::Storage,
            Self::Compute(_) => Resource::Compute,
            Self::Sensing(_) => Resource::Sensing,
            Self::Energy(_) => Resource::Energy,
            Self::Mapping(_) => Resource::Mapping,
        }
    }
}

impl Report {
    /// The bytes that the device signs.
    pub fn signing_bytes(&self) -> Vec<u8> {
        Hash::of_encoded("outpost report 1", self).0.to_vec()
    }
}

/// A report with its device's signature.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedReport {
    /// The report.
    pub report: Report,
    /// The device's signature of [`Report::signing_bytes`].
    pub signature: Signature,
}
