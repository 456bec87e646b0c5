//! Judges energy: what a meter counted, bounded by capacity and daylight.

use super::{EpochContext, Rule};
use crate::{
    evidence::Flaw,
    state::PendingReport,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// What a meter counted in an epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct EnergyClaim {
    /// The meter's register at the epoch's first reading, in Wh.
    pub first_wh: u64,
    /// The register at the last reading, in Wh.
    pub last_wh: u64,
    /// How many readings were taken.
    pub readings: u32,
    /// The highest mean power between two readings, in W.
    pub peak_watts: u32,
}

impl Rule for EnergyClaim {
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
