//! Judges mapping: cells travelled through, by freshness and by the agreement of others.

use super::{EpochContext, Rule};
use crate::{
    CellId,
    bounded::List,
    evidence::Flaw,
    state::PendingReport,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most cells that one report can name.
pub const MAX_CELLS: usize = 16;

/// The cells that a track went through in an epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingClaim {
    /// One for each cell.
    pub cells: List<MappedCell, MAX_CELLS>,
}

/// What was seen in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct MappedCell {
    /// The cell.
    pub cell: CellId,
    /// How many points of the track lie in it.
    pub points: u16,
    /// A summary of what was seen there, which those who saw the same places share in most bits.
    pub sketch: u32,
}

impl Rule for MappingClaim {
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
