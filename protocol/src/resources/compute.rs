//! Judges compute: jobs run, by the agreement of those who ran the same.
//!
//! # The rule
//! A unit is a job that the schedule gave to the device. From these are taken away:
//!
//! 1. `FewerJobs`: those that the device has no result for. Results of other jobs are passed over.
//! 2. `NotSealed`: all, when the results are not what the device [sealed](crate::seal) with its report for
//!    the epoch before.
//! 3. For each result, by what the others who ran the job say, an owner counting once however many of the
//!    devices are its own:
//!    - `NoQuorum`: the job, when no result is that of [`QUORUM`] owners and of more than half of all.
//!    - `Dissent`: when the result is another than that one, **all** that is left if that one is of at
//!      least [three quarters](CLEAR_PARTS), else the job. Who guesses one result loses the epoch; who is
//!      outvoted where others conspire mostly does not.
//!    - `SameOwner`: the job, when another device of the owner has the result too.
//!
//! # Who runs what, and when
//! An epoch's jobs are scheduled by the draw of two epochs before ([`Work`]), and run during the epoch
//! before: their results are sealed with the report for that epoch, and opened with the report for the
//! epoch itself. So nobody can copy a result: when the first is opened, the last is sealed. A device that
//! reports without results says that it is there to run some; the next schedules count it.
//!
//! # What this does not show
//! That each of those who agree has run the job. Devices that are secretly one person's and were given the
//! same job can run it once. The schedule leaves them few such jobs.

use super::{EpochContext, Rule};
use crate::{
    AccountAddress, CellId, Epoch, Hash,
    bounded::List,
    evidence::Flaw,
    report::Resource,
    seal::{Salt, Seal, SealHash},
    state::{DeviceRecord, PendingReport},
    statement::LossReason,
    tally::{Sample, ShortId, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most jobs that one device runs in an epoch.
pub const MAX_RESULTS: usize = 8;
/// How many devices run a job, on average.
pub const RUNS: u32 = 8;
/// How many owners must have the same result.
pub const QUORUM: usize = 3;
/// A result of at least so many of so many owners leaves no doubt who dissents.
pub const CLEAR_PARTS: (usize, usize) = (3, 4);
/// Most jobs that run in an epoch.
pub const MAX_JOBS: u32 = 1_024;

/// Which jobs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Jobs {
    /// How many there are, at the places from 0. A place is another job's after a draw at which the job
    /// was over.
    pub places: u32,
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
    /// The first epoch whose draw does not schedule it any more.
    pub until: Epoch,
}

/// What a draw schedules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Work {
    /// How many jobs there were; they stay at their places until the next draw.
    pub jobs: u32,
    /// How many devices there were to run them.
    pub runners: u32,
}

impl Work {
    /// The places of the jobs that `schedule` gives to a device, in ascending order: each job to
    /// [`RUNS`] devices on average, and at most [`MAX_RESULTS`] to each. Where there are more jobs than
    /// can be run so often, some of them wait for another epoch.
    pub fn of(&self, device: &ShortId, schedule: &Hash) -> BTreeSet<u32> {
        let runs = self.runners.saturating_mul(MAX_RESULTS as u32);
        let seats = runs.div_ceil(RUNS).max(1);
        let first = schedule.below(self.jobs);
        (0..MAX_RESULTS as u32)
            .map(|turn| Hash::of_encoded("outpost job 1", &(schedule, device, turn)).below(seats))
            .filter(|&seat| seat < self.jobs)
            .filter_map(|seat| first.saturating_add(seat).checked_rem(self.jobs))
            .collect()
    }
}

/// The jobs that a device ran.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ComputeClaim {
    /// The results that were sealed with the report for the epoch before, of this epoch's jobs.
    pub results: List<JobResult, MAX_RESULTS>,
    /// What they were sealed under.
    pub salt: Salt,
    /// Seals the results of the next epoch's jobs.
    pub sealed: SealHash,
}

/// What a job gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct JobResult {
    /// The job's place.
    pub place: u32,
    /// Says what the run gave, see [`output_hash`].
    pub output: [u8; 16],
}

/// The first 16 bytes of the hash of what a run of `job` gave: the BLAKE3 hash of its output, or of
/// nothing where it failed, and the fuel it took.
pub fn output_hash(job: &Job, output: &Hash, fuel: u64) -> [u8; 16] {
    let full = Hash::of_encoded("outpost job output 1", &(job, output, fuel));
    let mut short = [0; 16];
    for (short, byte) in short.iter_mut().zip(full.0) {
        *short = byte;
    }
    short
}

impl ComputeClaim {
    /// Seals the results of `epoch`'s jobs, with the report for the epoch before it; `None` for epoch 0.
    pub fn seal(
        device: &crate::DeviceKey,
        epoch: Epoch,
        results: &List<JobResult, MAX_RESULTS>,
        salt: &Salt,
    ) -> Option<Seal> {
        let sealed_in = epoch.previous()?;
        Some(Seal::of(
            Resource::Compute,
            device,
            sealed_in,
            results,
            salt,
        ))
    }

    /// The results of jobs that were given to the device, one for each.
    fn counted(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> BTreeMap<u32, [u8; 16]> {
        let given = given_to(report, context);
        self.results
            .iter()
            .filter(|result| given.contains(&result.place))
            .map(|result| (result.place, result.output))
            .collect()
    }
}

fn given_to(report: &PendingReport, context: &EpochContext<'_>) -> BTreeSet<u32> {
    let device = ShortId::from(&report.device);
    context.work.of(&device, &context.schedule)
}

impl Rule for ComputeClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let given = given_to(report, context).len() as u64;
        let counted = self.counted(report, context).len() as u64;
        let mut verdict = Verdict::new(given, self.results.len() as u64);
        verdict.lose(LossReason::FewerJobs, given.saturating_sub(counted));
        let opened = Self::seal(&report.device, context.epoch, &self.results, &self.salt);
        if opened.is_none() || report.record.sealed_results != opened {
            verdict.lose_all(LossReason::NotSealed);
        }
        verdict
    }

    fn samples(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Vec<(Subject, Sample)> {
        let device = ShortId::from(&report.device);
        let owner = ShortId::from(&report.owner);
        self.counted(report, context)
            .into_iter()
            .map(|(place, output)| {
                let sample = Sample {
                    device,
                    owner,
                    values: values_of(output),
                };
                (Subject::Job(place), sample)
            })
            .collect()
    }

    fn subjects(&self, report: &PendingReport, context: &EpochContext<'_>) -> Vec<Subject> {
        let counted = self.counted(report, context);
        counted.into_keys().map(Subject::Job).collect()
    }

    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    ) {
        let device = ShortId::from(&report.device);
        let owner = ShortId::from(&report.owner);
        let counted = self.counted(report, context);
        let mut dissents = false;
        for (place, output) in counted {
            let samples = tallies.samples(Subject::Job(place));
            match agreed(samples) {
                None => verdict.lose(LossReason::NoQuorum, 1),
                Some(agreed) if agreed.values != values_of(output) => {
                    verdict.lose(LossReason::Dissent, 1);
                    dissents |= agreed.is_clear;
                }
                Some(_) => {
                    let is_second = samples
                        .iter()
                        .any(|other| other.owner == owner && other.device < device);
                    verdict.lose(LossReason::SameOwner, u64::from(is_second));
                }
            }
        }
        if dissents {
            verdict.lose_all(LossReason::Dissent);
        }
    }

    /// A job is worth the same wherever it runs.
    fn home(&self, _: &PendingReport) -> Option<CellId> {
        None
    }

    fn remember(&self, epoch: Epoch, record: DeviceRecord) -> DeviceRecord {
        DeviceRecord {
            sealed_results: Some(Seal {
                epoch,
                hash: self.sealed,
            }),
            ..record
        }
    }

    fn check_leaf(
        &self,
        _: &PendingReport,
        _: u32,
        _: &[u8],
        _: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        // The results are all there is.
        Err(Flaw::Malformed)
    }
}

/// A result that enough owners have.
struct Agreed {
    values: [i32; 4],
    is_clear: bool,
}

fn agreed(samples: &[Sample]) -> Option<Agreed> {
    let votes: BTreeSet<([i32; 4], ShortId)> = samples
        .iter()
        .map(|sample| (sample.values, sample.owner))
        .collect();
    let mut owners = BTreeMap::<[i32; 4], usize>::new();
    for (values, _) in &votes {
        let count = owners.entry(*values).or_default();
        *count = count.saturating_add(1);
    }
    let (values, count) = owners
        .into_iter()
        .find(|(_, count)| *count >= QUORUM && count.saturating_mul(2) > votes.len())?;
    let (parts, whole) = CLEAR_PARTS;
    Some(Agreed {
        values,
        is_clear: count.saturating_mul(whole) >= votes.len().saturating_mul(parts),
    })
}

fn values_of(output: [u8; 16]) -> [i32; 4] {
    let mut values = [0; 4];
    for (value, bytes) in values.iter_mut().zip(output.as_chunks::<4>().0) {
        *value = i32::from_le_bytes(*bytes);
    }
    values
}

#[cfg(test)]
mod tests;
