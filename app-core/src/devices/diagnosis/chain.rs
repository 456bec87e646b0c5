//! Judges the rungs that the network proves: whose a device is, where it stands, what its epoch came to.

use super::{fails, fails_by, holds, unknown};
use crate::{earnings::loss_kind, home::misses_epochs};
use outpost_app_api::{Evidence, Fault, RungState, Unknown};
use outpost_protocol::{
    AccountAddress, Epoch, Timestamp,
    genesis::Parameters,
    state::Device,
    statement::{Loss, LossReason, StatementLine},
};

/// Below this multiplier, in thousandths, a cell is called crowded: its devices are paid less than half.
const CROWDED_BELOW: u32 = 500;

/// What the network proves of a device, at one block.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// Whose the device should be.
    pub(crate) me: AccountAddress,
    /// The block's time.
    pub(crate) now: Timestamp,
    /// The rules' numbers.
    pub(crate) parameters: Parameters,
    /// The device; `None`: nobody's.
    pub(crate) device: Option<Device>,
    /// The newest epoch that statements have lines of it for, and those lines.
    pub(crate) last: Option<(Epoch, Vec<StatementLine>)>,
}

/// Whether a device's reports arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reports {
    /// The last one that was due is in.
    Arrive,
    /// One that was due is not.
    Missing,
    /// None was due yet.
    NotDue,
    /// The network takes none of it.
    NotTaken,
}

impl Chain {
    pub(super) fn reports(&self) -> Reports {
        let Some(device) = self.taken() else {
            return Reports::NotTaken;
        };
        let last = self.last.as_ref().map(|(epoch, _)| *epoch);
        if misses_epochs(device, last, &self.parameters, self.now) {
            return Reports::Missing;
        }
        match last {
            Some(_) => Reports::Arrive,
            None => Reports::NotDue,
        }
    }

    pub(super) fn registration(&self) -> RungState {
        match &self.device {
            None => fails(Fault::NotClaimed),
            Some(device) if device.owner != self.me => fails(Fault::OwnedByAnother),
            Some(device) => match self.suspended_until(device) {
                Some(until) => RungState::Fails {
                    fault: Fault::Suspended,
                    loss: None,
                    until_ms: Some(self.parameters.start_of(until).0),
                },
                None => holds(Evidence::Proven),
            },
        }
    }

    pub(super) fn coverage(&self) -> RungState {
        if self.device.as_ref().is_some_and(|it| it.cell.is_none()) {
            return fails(Fault::NoPlace);
        }
        match self.greatest_loss() {
            Some(loss) if self.is_for_nothing() && is_about_the_place(loss.reason) => {
                return fails_by(Fault::PlaceCountsNothing, Some(loss_kind(loss.reason)));
            }
            _ => {}
        }
        let crowd = self.lines().map(|line| line.multipliers.crowd).min();
        match crowd {
            Some(..CROWDED_BELOW) => fails(Fault::Crowded),
            _ => holds(Evidence::Proven),
        }
    }

    pub(super) fn last_epoch(&self) -> RungState {
        if self.last.is_none() {
            return unknown(Unknown::FirstEpoch);
        }
        if self.is_for_nothing() {
            let loss = self.greatest_loss().map(|loss| loss_kind(loss.reason));
            return fails_by(Fault::NothingCounted, loss);
        }
        holds(Evidence::Proven)
    }

    /// The device, if the network takes reports of it for this account.
    fn taken(&self) -> Option<&Device> {
        let mine = self.device.as_ref().filter(|it| it.owner == self.me)?;
        self.suspended_until(mine).is_none().then_some(mine)
    }

    fn suspended_until(&self, device: &Device) -> Option<Epoch> {
        let running = self.parameters.epoch_at(self.now);
        device
            .record
            .suspended_until
            .filter(|&until| running < until)
    }

    fn lines(&self) -> impl Iterator<Item = &StatementLine> {
        self.last.iter().flat_map(|(_, lines)| lines)
    }

    /// Whether the last epoch was reported for and none of it counted.
    fn is_for_nothing(&self) -> bool {
        self.lines().any(|line| line.possible > 0) && self.lines().all(|line| line.accepted == 0)
    }

    fn greatest_loss(&self) -> Option<&Loss> {
        let losses = self.lines().flat_map(|line| &line.losses);
        losses.max_by_key(|loss| loss.units)
    }
}

/// Whether units would count, or could, if the device stood somewhere else.
fn is_about_the_place(reason: LossReason) -> bool {
    matches!(
        reason,
        LossReason::NoLocation
            | LossReason::SameOwner
            | LossReason::TooNear
            | LossReason::ImpossibleSignal
            | LossReason::NotWitnessed
            | LossReason::ClosedRing
            | LossReason::AlreadyFresh
            | LossReason::Disagrees
    )
}
