//! Judges wireless coverage: beacons of others that a device heard, and others that heard its own.
//!
//! # The rule
//! An epoch has [`SLOTS`] slots. Randomness drawn before it says in which [`BEACONS`] of them a device sends
//! its beacon, and in which order a listener reports what it heard ([`Turn`]): the first
//! [`MAX_WITNESSED`]. There are 16 units: 8 for beacons heard, and 2 for each of 4 listeners.
//!
//! The report alone loses, in this order:
//! 1. `JoinedDuringEpoch`, and all for `NoLocation`.
//! 2. `NotShown`: all, unless the evidence has a leaf for each beacon heard.
//! 3. `FewerBeacons`: the listeners' units for beacons not sent, and a unit for each that it could have heard.
//! 4. For each beacon heard: `NotScheduled`, if it was not due in that slot or is not in its turn, which
//!    also refuses it twice; `TooNear`, below [`NEAREST_METRES`]; `ImpossibleSignal` ([`flaw`]).
//!
//! Compared with what others report, it loses:
//! 5. `SameOwner`: beacons heard of its owner's devices, as far as those listen nearby.
//! 6. `ImpossibleSignal`: all, if the times of arrival at those who heard it are of another place.
//! 7. `NotWitnessed`: all, if neighbours who had the turn to report it are silent, or it about them.
//! 8. `FewerBeacons`: all, if those who heard it are too few or all on one side, so that they do not tell where
//!    it is; else the units for which there are too few listeners.
//! 9. `ClosedRing`: half, if only those two owners' devices heard it that it heard.
//! 10. `SameOwner`: all but 1 of n² parts, if its beacons came from the very place that n - 1 other devices'
//!    came from: many devices in a room are worth less than one.
//!
//! How crowded its cell is scales the pay besides, as for all resources.
//!
//! # What it takes, and cannot tell
//! Listeners need satellite time to some ten nanoseconds, as gateways with fine timestamps have (Semtech
//! SX1303). Where made-up devices outnumber the real ones around, their word stands against nobody's: what
//! such an attack is paid, `simulation` measures.

mod beacon;
mod neighbours;
mod position;
mod schedule;
mod signal;
#[cfg(test)]
mod tests;

pub use beacon::{Airtime, Beacon, Heard, claim, signing_bytes};
pub use schedule::{BEACONS, SLOTS, Turn, lot, nonce, slots};
pub use signal::{FARTHEST_METRES, MAX_GAIN_DECIDBI, NEAREST_METRES, flaw, free_space_loss_decidb};

use super::{EpochContext, Rule};
use crate::{
    CellId,
    bounded::List,
    evidence::Flaw,
    state::PendingReport,
    statement::LossReason,
    tally::ShortId,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use neighbours::{Count, Hearing, Neighbours};
use position::Position;
use std::collections::BTreeSet;

/// Most beacons of others that one report can name.
pub const MAX_WITNESSED: usize = 8;
/// Units for beacons heard, one each, and as many for being heard.
const UNITS: u64 = MAX_WITNESSED as u64;
/// Units that each independent listener is worth; it also vouches for as many of the beacons heard.
const UNITS_PER_LISTENER: u64 = 2;
/// Neighbours that must be silent before silence counts.
const SILENT_NEIGHBOURS: usize = 5;
/// How many silent ones outweigh one that is linked. So strict that a third of liars does not outweigh the
/// honest around a device.
const SILENT_PER_LINKED: usize = 3;
/// With fewer other owners than this the device belongs to a closed ring.
const RING_OWNERS: usize = 3;

/// An epoch's beacons.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CoverageClaim {
    /// How many beacons the device sent.
    pub beacons: u16,
    /// Beacons of others that it heard, by [`Turn`]: the first ones of all that it heard.
    pub witnessed: List<Witness, MAX_WITNESSED>,
}

/// A beacon that was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Witness {
    /// Who sent it.
    pub beaconer: ShortId,
    /// Where the sender stands, as its beacon says.
    pub cell: CellId,
    /// Which of the epoch's beacon slots it was sent in.
    pub slot: u16,
    /// Received signal strength, in 0.1 dBm.
    pub signal_decidbm: i16,
    /// Signal to noise ratio, in 0.1 dB.
    pub snr_decidb: i16,
    /// When it arrived, in nanoseconds after the slot began, by satellite time.
    pub arrival_ns: u32,
}

impl Rule for CoverageClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let heard = self.witnessed.len() as u64;
        let mut verdict = Verdict::new(2 * UNITS, UNITS + heard);
        verdict.lose_before_claim(report, context);
        let Some(cell) = report.cell else {
            verdict.lose_all(LossReason::NoLocation);
            return verdict;
        };
        if u64::from(report.evidence.leaves) != heard {
            verdict.lose_all(LossReason::NotShown);
        }
        let unsent = BEACONS.saturating_sub(self.beacons);
        let unsent_units = u64::from(unsent) * UNITS / u64::from(BEACONS);
        let missing = unsent_units + UNITS.saturating_sub(heard);
        verdict.lose(LossReason::FewerBeacons, missing);
        for flaw in self
            .judged(report, cell, context)
            .filter_map(|(_, flaw)| flaw)
        {
            verdict.lose(flaw, 1);
        }
        verdict
    }

    fn samples(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Vec<(Subject, Sample)> {
        let Some(cell) = report.cell else {
            return Vec::new();
        };
        let last = self.last_turn(ShortId::from(&report.device), context);
        self.judged(report, cell, context)
            .filter(|(_, flaw)| flaw.is_none())
            .filter_map(|(heard, _)| {
                let steps = heard.cell.steps_to(cell)?;
                Some(neighbours::heard_sample(report, heard, steps, context))
            })
            .chain([neighbours::listener_sample(report, cell, last)])
            .collect()
    }

    fn subjects(&self, report: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        report.cell.map(neighbours::subjects).unwrap_or_default()
    }

    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    ) {
        let Some(cell) = report.cell else { return };
        let neighbours = Neighbours::of(report, self, cell, tallies, context);
        verdict.lose(LossReason::SameOwner, neighbours.of_same_owner() as u64);
        let heard = neighbours.in_one_slot();
        let (located, position) = position::locate(cell, &heard);
        if position == Position::Refuted {
            verdict.lose_all(LossReason::ImpossibleSignal);
        }
        let (heard_near, hears_near) = (neighbours.heard_near(), neighbours.hears_near());
        if [heard_near, hears_near].iter().any(is_contradicted) {
            verdict.lose_all(LossReason::NotWitnessed);
        }
        if position == Position::Open {
            verdict.lose_all(LossReason::FewerBeacons);
        }
        let owners: BTreeSet<ShortId> = located.iter().map(|it| it.owner).collect();
        vouch(owners.len() as u64, verdict);
        if owners.len() < RING_OWNERS && self.is_ring(&located) {
            verdict.lose(LossReason::ClosedRing, verdict.accepted() / 2);
        }
        let together = neighbours.in_one_place(&located) as u64 + 1;
        let left = verdict.accepted() / (together * together);
        verdict.lose(LossReason::SameOwner, verdict.accepted() - left);
    }

    fn check_leaf(
        &self,
        _: &PendingReport,
        index: u32,
        leaf: &[u8],
        context: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        let heard = Heard::from_leaf(leaf)?;
        let index = usize::try_from(index).map_err(|_| Flaw::NotThis)?;
        let claimed = self.witnessed.get(index).ok_or(Flaw::NotThis)?;
        if heard.witness() != *claimed {
            return Err(Flaw::Contradicts);
        }
        let air = Airtime::from(context);
        if !schedule::is_due(claimed.beaconer, claimed.slot, &air.schedule) {
            return Err(Flaw::Impossible);
        }
        if !heard.beacon.is_due(&air) {
            return Err(Flaw::BadSignature);
        }
        Ok(())
    }
}

/// Whether neighbours' silence outweighs their word.
fn is_contradicted(near: &Count) -> bool {
    near.silent >= SILENT_NEIGHBOURS && near.silent > near.linked * SILENT_PER_LINKED
}

/// Takes away what no listener vouches for.
fn vouch(listeners: u64, verdict: &mut Verdict) {
    let vouched = (listeners * UNITS_PER_LISTENER).min(UNITS);
    let missing = UNITS - vouched;
    let left = verdict.accepted().saturating_sub(missing);
    let unvouched = left.saturating_sub(2 * vouched);
    verdict.lose(LossReason::FewerBeacons, missing + unvouched);
}

impl CoverageClaim {
    /// The beacons heard, each with what is wrong with it by itself.
    fn judged<'a>(
        &'a self,
        report: &'a PendingReport,
        cell: CellId,
        context: &'a EpochContext<'_>,
    ) -> impl Iterator<Item = (&'a Witness, Option<LossReason>)> {
        let listener = ShortId::from(&report.device);
        let mut before = None;
        self.witnessed.iter().map(move |heard| {
            let turn = Turn::of_witness(listener, heard, &context.schedule);
            // Later turns only: none twice, none before its turn.
            let is_in_turn = before.is_none_or(|before| before < turn);
            before = before.max(Some(turn));
            let is_due = schedule::is_due(heard.beaconer, heard.slot, &context.schedule);
            let flaw = if is_in_turn && is_due {
                signal::flaw(cell, &report.equipment, heard)
            } else {
                Some(LossReason::NotScheduled)
            };
            (heard, flaw)
        })
    }

    /// Up to which turn the list holds all that was heard.
    fn last_turn(&self, listener: ShortId, context: &EpochContext<'_>) -> Turn {
        match self.witnessed.last() {
            Some(last) if self.witnessed.len() >= MAX_WITNESSED => {
                Turn::of_witness(listener, last, &context.schedule)
            }
            _ => Turn::LAST,
        }
    }

    /// Whether the device heard nobody but those who heard it.
    fn is_ring(&self, located: &[Hearing]) -> bool {
        self.witnessed
            .iter()
            .all(|heard| located.iter().any(|it| it.listener == heard.beaconer))
    }
}
