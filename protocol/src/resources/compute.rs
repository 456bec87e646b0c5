//! Judges compute: jobs run, by the agreement of those who ran the same.

use super::{EpochContext, Rule};
use crate::{
    AccountAddress, Epoch, Hash,
    bounded::List,
    evidence::Flaw,
    state::PendingReport,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most jobs that one device runs in an epoch.
pub const MAX_RESULTS: usize = 8;

/// Which jobs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Jobs {
    /// How many were ever posted; they are numbered from 0.
    pub posted: u32,
    /// The oldest that still runs.
    pub oldest: u32,
}

/// A deterministic WebAssembly job, run in each epoch by those whom the schedule picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Job {
    /// Who pays for it.
    pub payer: AccountAddress,
    /// BLAKE3 of the module.
    pub module: Hash,
    /// BLAKE3 of the input.
    pub input: Hash,
    /// Most fuel that a run may take.
    pub fuel: u64,
    /// The first epoch in which it need not be run any more.
    pub until: Epoch,
}

/// The jobs that a device ran in an epoch.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ComputeClaim {
    /// One for each job.
    pub results: List<JobResult, MAX_RESULTS>,
}

/// What a job gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct JobResult {
    /// The job's number.
    pub job: u32,
    /// The first 16 bytes of the BLAKE3 hash of its output and of the fuel it took.
    pub output: [u8; 16],
}

impl Rule for ComputeClaim {
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
