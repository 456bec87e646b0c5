//! The rules of the six resources: what a device claims, and how much of it counts.
//!
//! Each resource has a [`Rule`], asked in three passes over an epoch's reports:
//! 1. **gather**: [`Rule::screen`] judges a report by itself. What is left of it puts
//!    [samples](Rule::samples) into [tallies](crate::tally), each about one subject: a cell, a device
//!    or a job.
//! 2. **weigh**: screened again, then [compared](Rule::compare) with the tallies of its
//!    [subjects](Rule::subjects). What is accepted has a weight; the weights of an epoch are summed.
//! 3. **pay**: what was accepted is paid.
//!
//! Besides, the [evidence](crate::evidence) of a report is challenged: [`Rule::challenges`] says which
//! leaves must be shown and [`Rule::check_leaf`] whether one is what the claim says.

pub mod compute;
pub mod coverage;
pub mod energy;
pub mod mapping;
pub mod sensing;
pub mod storage;

use crate::{
    CellId, Epoch, Hash, NetworkId,
    evidence::{self, Challenge, Flaw},
    genesis::Parameters,
    report::Claim,
    state::{DeviceRecord, PendingReport},
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use compute::Work;

/// Most samples of one report.
pub const MAX_SAMPLES: usize = 16;
/// Most tallies that one report is compared with.
pub const MAX_SUBJECTS: usize = 16;

/// What the rules are told of the epoch that is settled.
#[derive(Clone, Copy, Debug)]
pub struct EpochContext<'a> {
    /// The network.
    pub network: NetworkId,
    /// The epoch that the reports are for.
    pub epoch: Epoch,
    /// The network's numbers.
    pub parameters: &'a Parameters,
    /// Randomness that was drawn before the epoch began: who beacons when and who runs which job
    /// follow from it.
    pub schedule: Hash,
    /// The jobs that this randomness schedules.
    pub work: Work,
    /// Randomness that was drawn after the window for the epoch's reports closed: which evidence must
    /// be shown follows from it.
    pub draw: Hash,
}

/// How one resource's contributions are judged. Pure: the same report, tallies and context give the
/// same verdict on every machine.
pub trait Rule {
    /// Judges the report by itself: possible and claimed units, and what the report alone loses.
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict;

    /// What the report says about subjects, at most [`MAX_SAMPLES`]. Only asked of reports of which
    /// something is accepted so far.
    fn samples(&self, report: &PendingReport, context: &EpochContext<'_>)
    -> Vec<(Subject, Sample)>;

    /// Whose tallies [`compare`](Self::compare) needs, at most [`MAX_SUBJECTS`].
    fn subjects(&self, report: &PendingReport, context: &EpochContext<'_>) -> Vec<Subject>;

    /// Takes away from `verdict` what others' samples contradict.
    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    );

    /// The cell whose crowd and freshness scale the pay; `None` where the rule itself looks at cells.
    fn home(&self, report: &PendingReport) -> Option<CellId> {
        report.cell
    }

    /// What the network remembers of the device from its report for `epoch` on.
    fn remember(&self, _epoch: Epoch, record: DeviceRecord) -> DeviceRecord {
        record
    }

    /// What the network remembers of the device once its report is judged.
    fn learn(&self, _verdict: &Verdict, record: DeviceRecord) -> DeviceRecord {
        record
    }

    /// What must be shown of a report for `epoch`, once its `draw` is known.
    fn challenges(&self, report: &PendingReport, _epoch: Epoch, draw: &Hash) -> Vec<Challenge> {
        evidence::challenges(report, draw)
    }

    /// Whether the leaf at `index` of the evidence, [`LEAF_BYTES`](evidence::LEAF_BYTES) long, is what
    /// the claim says.
    fn check_leaf(
        &self,
        report: &PendingReport,
        index: u32,
        leaf: &[u8],
        context: &EpochContext<'_>,
    ) -> Result<(), Flaw>;
}

impl Claim {
    /// The rule that judges this claim.
    pub fn rule(&self) -> &dyn Rule {
        match self {
            Self::Coverage(claim) => claim,
            Self::Storage(claim) => claim,
            Self::Compute(claim) => claim,
            Self::Sensing(claim) => claim,
            Self::Energy(claim) => claim,
            Self::Mapping(claim) => claim,
        }
    }
}

/// Judges a report by itself and by its case: a report whose evidence was not shown, or was shown to be
/// wrong, has nothing left.
pub fn screen(report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
    let mut verdict = report.claim.rule().screen(report, context);
    if let Some(reason) = report.case.loss() {
        verdict.lose_all(reason);
    }
    verdict
}

/// Judges a report by itself and by the tallies of its subjects.
pub fn judge(report: &PendingReport, tallies: &Tallies, context: &EpochContext<'_>) -> Verdict {
    let mut verdict = screen(report, context);
    if verdict.accepted() > 0 {
        report
            .claim
            .rule()
            .compare(report, tallies, context, &mut verdict);
    }
    verdict
}
