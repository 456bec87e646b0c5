//! Knows how far an epoch's report is.

use super::Craft;
use crate::evidence::Recovered;
use outpost_protocol::{
    Epoch, Hash, Timestamp,
    evidence::Challenge,
    report::SignedReport,
    state::{Case, Device, Draw, PendingReport, SheetId},
    transaction::{MAX_PROOFS, ReportId},
};

/// What was taken down in an epoch, and what became of it.
#[derive(Debug)]
pub(super) struct Work<C: Craft> {
    pub(super) readings: Vec<C::Reading>,
    pub(super) held: Option<C::Held>,
    /// What the epoch's schedules follow from, once that is proven.
    pub(super) schedule: Option<Hash>,
    pub(super) stage: Stage,
}

/// How far the report for an epoch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Readings are taken, or wait to be made a report of.
    Measuring,
    /// It is signed, and not proven to be with the network.
    Sealed,
    /// It is proven to be with the network.
    Reported,
    /// There was nothing to say.
    Empty,
    /// The network refused it for good.
    Refused,
    /// The network takes none for that epoch any more, and is not proven to have it.
    TooLate,
}

#[derive(Debug, Default)]
pub(super) enum Stage {
    #[default]
    Measuring,
    Sealed {
        report: Box<SignedReport>,
        send_at: Timestamp,
        failures: u32,
    },
    /// Proven to be with the network, where it may still be accused.
    Reported { accused: Option<Box<Accusation>> },
    /// Nothing is left to do.
    Done(Standing),
}

/// What the network wants to see.
#[derive(Debug)]
pub(super) struct Accusation {
    pub(super) report: ReportId,
    pub(super) challenges: Vec<Challenge>,
}

impl<C: Craft> Default for Work<C> {
    fn default() -> Self {
        Self {
            readings: Vec::new(),
            held: None,
            schedule: None,
            stage: Stage::default(),
        }
    }
}

impl<C: Craft> From<Recovered<C::Reading, C::Held>> for Work<C> {
    fn from(recovered: Recovered<C::Reading, C::Held>) -> Self {
        Self {
            readings: recovered.readings,
            held: recovered.held,
            schedule: None,
            stage: recovered.report.map_or(Stage::Measuring, Stage::sealed),
        }
    }
}

impl Stage {
    pub(super) fn sealed(report: SignedReport) -> Self {
        Self::Sealed {
            report: Box::new(report),
            send_at: Timestamp(0),
            failures: 0,
        }
    }

    pub(super) fn standing(&self) -> Standing {
        match self {
            Self::Measuring => Standing::Measuring,
            Self::Sealed { .. } => Standing::Sealed,
            Self::Reported { .. } => Standing::Reported,
            Self::Done(end) => *end,
        }
    }

    /// Whether the network has the report, or is to have it.
    pub(super) fn is_reported(&self) -> bool {
        matches!(self, Self::Sealed { .. } | Self::Reported { .. })
    }
}

impl Accusation {
    /// What must be shown next of a report; `None` if nothing must.
    pub(super) fn of(
        report: &PendingReport,
        epoch: Epoch,
        draw: &Draw,
        device: &Option<Device>,
    ) -> Option<Self> {
        let answered = match report.case {
            Case::Accused => 0,
            Case::Answered(challenges) => usize::from(challenges),
            _ => return None,
        };
        let rule = report.claim.rule();
        let challenges = rule.challenges(report, epoch, &draw.randomness);
        Some(Self {
            report: ReportId {
                sheet: SheetId {
                    owner: report.owner,
                    page: device.as_ref()?.sheet(epoch).page,
                },
                device: report.device,
                resource: report.resource(),
            },
            challenges: challenges
                .into_iter()
                .skip(answered)
                .take(MAX_PROOFS)
                .collect(),
        })
    }
}
