//! Judges contributions: how many of the possible units count, and why the others do not.

use crate::{resources::EpochContext, state::PendingReport, statement::LossReason};

/// Most units that one report can be accepted for. Keeps every product of the rewards' arithmetic within
/// 128 bits, see [`rewards`](crate::rewards).
pub const MAX_UNITS: u64 = 1 << 24;

/// How a report was judged. Losses can only be made by [`lose`](Self::lose), so that they always sum to
/// `possible - accepted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    possible: u64,
    claimed: u64,
    accepted: u64,
    losses: Vec<(LossReason, u64)>,
}

impl Verdict {
    /// Nothing is lost yet. At most [`MAX_UNITS`] are possible.
    pub fn new(possible: u64, claimed: u64) -> Self {
        let possible = possible.min(MAX_UNITS);
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
            self.losses.push((reason, units));
        }
    }

    /// Takes away everything that is still accepted.
    pub fn lose_all(&mut self, reason: LossReason) {
        self.lose(reason, self.accepted);
    }

    /// Takes away the part of an epoch that was over when the device's owner claimed it: of the possible
    /// units those count that fit, in proportion, between the claim and the epoch's end; rounded down.
    pub fn lose_before_claim(&mut self, report: &PendingReport, context: &EpochContext<'_>) {
        let end = context.parameters.end_of(context.epoch);
        let since_claim = end.0.saturating_sub(report.claimed_at.0);
        let fit = share(self.possible, since_claim, context.parameters.epoch_ms);
        self.lose(
            LossReason::JoinedDuringEpoch,
            self.possible.saturating_sub(fit),
        );
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
    pub fn losses(&self) -> &[(LossReason, u64)] {
        &self.losses
    }
}

/// `units * part / whole`, rounded down; all of them when the part is the whole or more.
fn share(units: u64, part: u64, whole: u64) -> u64 {
    if part >= whole {
        return units;
    }
    let product = u128::from(units) * u128::from(part);
    let quotient = product.checked_div(u128::from(whole)).unwrap_or(0);
    // Below `units`, since the part is below the whole.
    u64::try_from(quotient).unwrap_or(units)
}
