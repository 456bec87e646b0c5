//! Says what a reporter wants done, and what it is told of it.

use super::Craft;
use outpost_protocol::{
    Epoch, Timestamp,
    evidence::Challenge,
    genesis::Parameters,
    report::{Report, SignedReport},
    state::{Device, Draw, Sheet, StateKey},
    transaction::{Rejection, ReportId},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be done. Each is answered by the method of [`Reporter`](super::Reporter) that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task<H> {
    /// Have parameters, device, and the sheets and draws of some epochs proven: [`proven`](super::Reporter::proven) or
    /// [`not_proven`](super::Reporter::not_proven).
    Prove {
        /// Where the reports wait that the network should have.
        sheets: Vec<(Epoch, StateKey)>,
        /// The epochs whose draws are wanted.
        draws: BTreeSet<Epoch>,
    },
    /// Take a reading: [`measured`](super::Reporter::measured) or [`not_measured`](super::Reporter::not_measured).
    Measure {
        /// The epoch it belongs to.
        epoch: Epoch,
        /// Its time.
        at: Timestamp,
    },
    /// Sign and keep a report with its evidence: [`sealed`](super::Reporter::sealed).
    Seal {
        /// To be signed.
        report: Box<Report>,
        /// To be kept.
        evidence: Vec<u8>,
        /// To be kept, and told with the next report.
        held: Option<H>,
    },
    /// Hand a report to the network: [`sent`](super::Reporter::sent).
    Send(Box<SignedReport>),
    /// Show parts of an epoch's evidence on chain. Needs no answer: it is asked for again while the device
    /// is proven to be accused.
    Show {
        /// The epoch.
        epoch: Epoch,
        /// Which report is accused.
        report: ReportId,
        /// The parts, in order.
        challenges: Vec<Challenge>,
    },
    /// Tell the network where the evidence is: [`offered`](super::Reporter::offered) or [`not_offered`](super::Reporter::not_offered).
    Offer(Epoch),
    /// Forget what is kept of an epoch. Needs no answer.
    Discard(Epoch),
}

/// What a reporter of this craft wants done.
pub type TaskOf<C> = Task<<C as Craft>::Held>;

/// What the network proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The rules' numbers.
    pub rules: Parameters,
    /// The device; `None` if nobody claimed it.
    pub device: Option<Device>,
    /// Those of the sheets that were asked for that there are.
    pub sheets: BTreeMap<Epoch, Sheet>,
    /// The draws that were asked for; `None`: proven not to have been made.
    pub draws: BTreeMap<Epoch, Option<Draw>>,
}

/// What became of a report that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A peer took it. Not final.
    Taken,
    /// The network refused it.
    Refused(Rejection),
    /// No peer took it.
    NotSent,
}
