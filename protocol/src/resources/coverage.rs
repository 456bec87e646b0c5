//! Judges wireless coverage: beacons sent, and beacons of others witnessed.

use super::{EpochContext, Rule};
use crate::{
    CellId,
    bounded::List,
    evidence::Flaw,
    state::PendingReport,
    tally::ShortId,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most beacons of others that one report can name.
pub const MAX_WITNESSED: usize = 8;

/// An epoch's beacons.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CoverageClaim {
    /// How many beacons the device sent.
    pub beacons: u16,
    /// Beacons of others that it heard.
    pub witnessed: List<Witness, MAX_WITNESSED>,
}

/// A beacon that was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Witness {
    /// Who sent it.
    pub beaconer: ShortId,
    /// Where the sender stands, as its beacon says.
    pub cell: CellId,
    /// Which of the epoch's beacon slots it was sent in.
    pub slot: u16,
    /// Received signal strength, in 0.1 dBm.
    pub signal_decidbm: i16,
    /// Signal to noise ratio, in 0.1 dB.
    pub snr_decidb: i16,
}

impl Rule for CoverageClaim {
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
