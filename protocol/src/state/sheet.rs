//! Says how an account's reports wait for the settlement of their epoch: on sheets, of a few devices each,
//! which lie beside the account.

#[cfg(doc)]
use super::SheetPage;
use super::{DeviceRecord, Equipment};
use crate::{
    AccountAddress, CellId, DeviceKey, Timestamp,
    evidence::EvidenceRoot,
    report::{Claim, Resource},
    statement::LossReason,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Devices of one owner whose reports share a sheet, and whose lines share a statement, which bounds
/// both.
pub const SLOTS_PER_SHEET: u32 = 4;

/// An account's reports that wait for their epoch's settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sheet {
    /// The number of the [`SheetPage`] that has a copy.
    pub page: u32,
    /// In the order of arrival; one for each device and resource at most.
    pub reports: Vec<PendingReport>,
}

/// Names a sheet of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct SheetId {
    /// Whose reports are in it.
    pub owner: AccountAddress,
    /// Which of the owner's sheets.
    pub page: u32,
}

/// A report that waits for its epoch's settlement, with what was known of the device when it was
/// made. So whoever owned the device then is paid, even if it is released or moved before settlement.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PendingReport {
    /// The device.
    pub device: DeviceKey,
    /// Its owner.
    pub owner: AccountAddress,
    /// When that owner claimed it.
    pub claimed_at: Timestamp,
    /// The time of the block that took the report. Of two reports that say the same, the later may be a
    /// copy.
    pub reported_at: Timestamp,
    /// Its cell, if one was asserted.
    pub cell: Option<CellId>,
    /// Its equipment.
    pub equipment: Equipment,
    /// What the rules remembered of it, from before this report.
    pub record: DeviceRecord,
    /// What it claims.
    pub claim: Claim,
    /// Commits to what shows that it is true.
    pub evidence: EvidenceRoot,
    /// Whether its evidence is in doubt.
    pub case: Case,
}

/// Whether a report's evidence is in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Case {
    /// Nobody doubts it.
    #[default]
    Undisputed,
    /// These validators, a bit for each, could not get it or found it wrong; too few to count.
    Doubted(u128),
    /// More than a third of the validators did: it must be shown on chain.
    Accused,
    /// It is accused, and its first challenges, so many, were shown on chain and are right.
    Answered(u8),
    /// It was shown on chain and is right.
    Shown,
    /// It was shown on chain and is wrong.
    Flawed,
}

impl Case {
    /// What the report loses everything for, if this is how the case stands at settlement.
    pub fn loss(self) -> Option<LossReason> {
        match self {
            Self::Undisputed | Self::Doubted(_) | Self::Shown => None,
            Self::Accused | Self::Answered(_) => Some(LossReason::NotShown),
            Self::Flawed => Some(LossReason::Flawed),
        }
    }
}

impl PendingReport {
    /// The resource it is about.
    pub fn resource(&self) -> Resource {
        self.claim.resource()
    }

    /// Whether it is this device's report about this resource.
    pub fn is_of(&self, device: DeviceKey, resource: Resource) -> bool {
        self.device == device && self.resource() == resource
    }
}
