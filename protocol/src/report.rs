//! What a device says it contributed in an epoch.
//!
//! A device submits one signed report for each epoch and resource. Its cost to the chain is
//! constant whatever the evidence's size: the claim's summary and the BLAKE3 root of the evidence.
//! A report for epoch *e* is accepted from the end of *e* until
//! [`Parameters::report_window_ms`](crate::genesis::Parameters) later.

use crate::{DeviceKey, Epoch, Hash, NetworkId, Signature, hash::encode};
use borsh::{BorshDeserialize, BorshSerialize};

/// A kind of contribution.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Resource {
    /// Readings of the physical world.
    Sensing,
}

/// What is claimed, with what the rule of that resource needs to check it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Claim {
    /// Readings of temperature and humidity, see [`crate::sensing`].
    Sensing(SensingClaim),
}

/// A summary of an epoch's temperature and humidity readings.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SensingClaim {
    /// How many readings were taken.
    pub readings: u32,
    /// Lowest and highest temperature, in 0.01 °C.
    pub temperature_centi: (i32, i32),
    /// Lowest and highest relative humidity, in 0.01 %.
    pub humidity_centi: (u16, u16),
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
    /// BLAKE3 root of the evidence.
    pub evidence: Hash,
}

impl Claim {
    /// The resource it is about.
    pub fn resource(&self) -> Resource {
        match self {
            Self::Sensing(_) => Resource::Sensing,
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

impl SignedReport {
    /// Whether the device named in the report signed it.
    pub fn is_signed(&self) -> bool {
        self.report
            .device
            .verify(&self.report.signing_bytes(), &self.signature)
    }

    /// Length of the encoding, in bytes.
    pub fn encoded_len(&self) -> usize {
        encode(self).len()
    }
}
