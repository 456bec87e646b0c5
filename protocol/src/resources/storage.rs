//! Judges storage: sectors kept for others.

use super::{EpochContext, Rule};
use crate::{
    AccountAddress, Epoch, Hash,
    evidence::Flaw,
    state::PendingReport,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Length of a sector, in bytes.
pub const SECTOR_BYTES: u32 = 1 << 20;

/// A sector that a device keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sector {
    /// BLAKE3 of its bytes.
    pub root: Hash,
    /// Who pays for it.
    pub payer: AccountAddress,
    /// The first epoch in which it need not be kept any more.
    pub until: Epoch,
}

/// The sectors that a device kept through an epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct StorageClaim {
    /// How many of the device's sectors are kept.
    pub sectors: u32,
}

impl Rule for StorageClaim {
    fn screen(&self, _: &PendingReport, _: &EpochContext<'_>) -> Verdict {
        Verdict::new(0, 0)
    }

    fn samples(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<(Subject, Sample)> {
        Vec::new()
    }

    fn subjects(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        Vec::new()
    }

    fn compare(&self, _: &PendingReport, _: &Tallies, _: &EpochContext<'_>, _: &mut Verdict) {}

    fn check_leaf(
        &self,
        _: &PendingReport,
        _: u32,
        _: &[u8],
        _: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        Ok(())
    }
}
