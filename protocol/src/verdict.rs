//! Judges contributions: how many of the possible units count, and why the others do not.

use crate::{
    Epoch,
    genesis::Parameters,
    report::Claim,
    sensing,
    state::PendingReport,
    statement::{Loss, LossReason},
};

/// How a report was judged. Losses can only be made by [`lose`](Self::lose), so that they always sum to
/// `possible - accepted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    possible: u64,
    claimed: u64,
    accepted: u64,
    losses: Vec<Loss>,
}

/// Judges a report by the rule of its resource.
pub fn judge(report: &PendingReport, epoch: Epoch, parameters: &Parameters) -> Verdict {
    match &report.claim {
        Claim::Sensing(claim) => sensing::judge(claim, report, epoch, parameters),
    }
}

impl Verdict {
    /// Nothing is lost yet.
    pub fn new(possible: u64, claimed: u64) -> Self {
        Self {
            possible,
            claimed,
            accepted: possible,
            losses: Vec::new(),
        }
    }

    /// Takes away at most `units` of what is still accepted. A loss of nothing is not noted.
    pub fn lose(&mut self, reason: LossReason, units: u64) {
        let units = units.min(self.accepted);
        if units > 0 {
            self.accepted = self.accepted.saturating_sub(units);
            self.losses.push(Loss { reason, units });
        }
    }

    /// Takes away everything that is still accepted.
    pub fn lose_all(&mut self, reason: LossReason) {
        self.lose(reason, self.accepted);
    }

    /// The most units the epoch had room for.
    pub fn possible(&self) -> u64 {
        self.possible
    }

    /// Units the device claimed.
    pub fn claimed(&self) -> u64 {
        self.claimed
    }

    /// Units that count.
    pub fn accepted(&self) -> u64 {
        self.accepted
    }

    /// Why the others do not, in the order in which they were judged.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }
}
