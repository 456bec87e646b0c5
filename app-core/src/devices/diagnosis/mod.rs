//! Finds out why a device does not earn: folds what is known of it into a ladder that stops at the first
//! rung that fails.
//!
//! # What counts as known
//! - What the device said to this app over Bluetooth or a cable, which is newer than anything that it
//!   reported.
//! - That its last report is in: then everything that a report needs holds.
//! - What the network proves: whose it is, where it stands, what its last epoch came to.
//!
//! A rung of which none of these says anything is not known. It does not end the ladder, since a rung above
//! it may be known to fail; but once one fails, nothing is said of those above: that one is put right first.

mod chain;
#[cfg(test)]
mod tests;

pub(crate) use chain::{Chain, Reports};

use super::nearby::Nearby;
use outpost_app_api::{Evidence, Fault, LossKind, Rung, RungState, RungView, Unknown};

/// What is known of a device.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// What the network proves; `None` while this app has no proof that is fresh enough.
    pub(crate) chain: Option<Chain>,
    /// What was found when somebody last looked nearby.
    pub(crate) nearby: Option<Nearby>,
}

/// The ladder, from the lowest rung to the highest.
pub(crate) fn ladder(known: &Known) -> Vec<RungView> {
    climb(Rung::ALL, |rung| known.judge(rung))
}

/// The ladder of the app's own device: it is here, so nobody looks for it, and it reports only what was walked.
pub(crate) fn roaming_ladder(known: &Known) -> Vec<RungView> {
    climb(Rung::ROAMING, |rung| known.judge_roaming(rung))
}

fn climb(rungs: &[Rung], judge: impl Fn(Rung) -> RungState) -> Vec<RungView> {
    let mut failed = false;
    let rungs = rungs.iter().map(|&rung| {
        let state = match failed {
            true => unknown(Unknown::AfterFailure),
            false => judge(rung),
        };
        failed |= matches!(state, RungState::Fails { .. });
        RungView { rung, state }
    });
    rungs.collect()
}

impl Known {
    fn judge(&self, rung: Rung) -> RungState {
        match rung {
            Rung::Power => self.power(),
            Rung::Bluetooth => self.bluetooth(),
            Rung::Wifi => self.wifi(),
            Rung::Internet => self.internet(),
            Rung::Node => self.node(),
            Rung::Registration => self.on_chain(Chain::registration),
            Rung::Coverage => self.on_chain(Chain::coverage),
            Rung::Epoch => self.on_chain(Chain::last_epoch),
        }
    }

    fn judge_roaming(&self, rung: Rung) -> RungState {
        let Some(chain) = &self.chain else {
            return unknown(Unknown::AppOffline);
        };
        match rung {
            Rung::Internet => holds(Evidence::Here),
            Rung::Node | Rung::Epoch if chain.last.is_none() => unknown(Unknown::NoWalk),
            Rung::Node => holds(Evidence::Reported),
            rung => self.judge(rung),
        }
    }

    fn power(&self) -> RungState {
        match &self.nearby {
            Some(Nearby::Reached { .. }) => holds(Evidence::Nearby),
            _ if self.reports() == Reports::Arrive => holds(Evidence::Reported),
            Some(Nearby::NotFound { bluetooth: Some(_) }) => unknown(Unknown::NoBluetoothHere),
            // A device that has to report by now and is not heard either is off, or far away.
            Some(Nearby::NotFound { bluetooth: None }) if self.reports() == Reports::Missing => {
                fails(Fault::NotHeard)
            }
            Some(_) => unknown(Unknown::NotTold),
            None => unknown(Unknown::NotChecked),
        }
    }

    fn bluetooth(&self) -> RungState {
        match &self.nearby {
            Some(Nearby::Reached { .. }) => holds(Evidence::Nearby),
            _ if self.reports() == Reports::Arrive => unknown(Unknown::NotNeeded),
            Some(Nearby::Failed) => fails(Fault::NotAnswering),
            Some(Nearby::NotFound { bluetooth: Some(_) }) => unknown(Unknown::NoBluetoothHere),
            Some(Nearby::NotFound { bluetooth: None }) => unknown(Unknown::NotTold),
            None => unknown(Unknown::NotChecked),
        }
    }

    fn wifi(&self) -> RungState {
        match &self.nearby {
            Some(Nearby::Reached { online: true, .. }) => holds(Evidence::Told),
            Some(Nearby::Reached { online: false, .. }) => fails(Fault::NoWifi),
            _ => self.as_reported(),
        }
    }

    fn internet(&self) -> RungState {
        let Some(Nearby::Reached { condition, .. }) = &self.nearby else {
            return self.as_reported();
        };
        match (condition.has_address, condition.connected) {
            (Some(false), _) => fails(Fault::NoAddress),
            (_, Some(true)) => holds(Evidence::Told),
            _ if self.reports() == Reports::Arrive => holds(Evidence::Reported),
            _ => unknown(Unknown::NotTold),
        }
    }

    fn node(&self) -> RungState {
        if let Some(Nearby::Reached { condition, .. }) = &self.nearby {
            if condition.storage_works == Some(false) {
                return fails(Fault::StorageWorn);
            }
            if condition.connected == Some(false) {
                return fails(Fault::NotConnected);
            }
        }
        match self.reports() {
            Reports::Arrive => holds(Evidence::Reported),
            Reports::Missing => fails(Fault::NoReports),
            Reports::NotDue if self.chain.is_none() => unknown(Unknown::AppOffline),
            Reports::NotDue => unknown(Unknown::FirstEpoch),
            Reports::NotTaken => unknown(Unknown::NotTold),
        }
    }

    /// For what a report needs, and a device that was not asked cannot tell.
    fn as_reported(&self) -> RungState {
        match (self.reports(), &self.nearby) {
            (Reports::Arrive, _) => holds(Evidence::Reported),
            (_, None) => unknown(Unknown::NotChecked),
            (_, Some(_)) => unknown(Unknown::NotTold),
        }
    }

    fn reports(&self) -> Reports {
        self.chain.as_ref().map_or(Reports::NotDue, Chain::reports)
    }

    fn on_chain(&self, judge: impl Fn(&Chain) -> RungState) -> RungState {
        match &self.chain {
            Some(chain) => judge(chain),
            None => unknown(Unknown::AppOffline),
        }
    }
}

fn holds(evidence: Evidence) -> RungState {
    RungState::Holds { evidence }
}

fn unknown(why: Unknown) -> RungState {
    RungState::Unknown { why }
}

fn fails(fault: Fault) -> RungState {
    RungState::Fails {
        fault,
        loss: None,
        until_ms: None,
    }
}

fn fails_by(fault: Fault, loss: Option<LossKind>) -> RungState {
    RungState::Fails {
        fault,
        loss,
        until_ms: None,
    }
}
