//! Judges mapping: cells travelled through, by freshness and by the agreement of others.
//!
//! # The rule
//! A unit is a thousandth of a mapped cell; a report names up to [`MAX_CELLS`] cells, in the order of
//! travel. From each cell's units are taken away, in this order:
//!
//! 1. `JoinedDuringEpoch`: as everywhere, from all cells together.
//! 2. `NotShown`: all, when the evidence is not the track that the device committed to in its report
//!    before, see below.
//! 3. `TooSparse`: all of a cell that has fewer than [`LEAST_LEAVES`] leaves of evidence, is named twice,
//!    or was reached from the one before it faster than [`FASTEST`].
//! 4. `NotShown` and `Flawed`: all, by the [evidence](track).
//! 5. `Unconfirmed`: all of a cell in which nobody else's [sketch](sketch) agrees, or less than a third of
//!    them; a quarter where one owner's does. Owners speak with one voice each.
//! 6. `AlreadyFresh`: up to half of a cell that was mapped before, less for each epoch since, none after
//!    `stale_after` epochs; and where more than `cell_capacity` devices mapped it in this epoch, what is
//!    left is shared by them.
//!
//! # Commit first, tell later
//! A sketch is of no use to who wants to make up a track, unless it is known before the track must be
//! committed to. So a report for an epoch commits to the track of that epoch by its hash alone, and it is
//! the next epoch's report that claims its cells, with that track as its evidence. When sketches become
//! public, all tracks of their epoch are committed to. Sketches of other epochs don't help, since each
//! epoch salts them anew.
//!
//! # Places
//! What the chain keeps are cells of resolution 8. Points of a track, in cells of resolution 11, about 50 m
//! wide, are in the evidence alone, of which a few leaves are shown to those who check.

pub mod drive;
pub mod sketch;
pub mod track;

use super::{EpochContext, Rule};
use crate::{
    CellId, Epoch, Hash,
    bounded::List,
    evidence::Flaw,
    genesis::Parameters,
    place::CELL_RADIUS_METRES,
    state::{DeviceRecord, PendingReport},
    statement::LossReason,
    tally::{Sample, ShortId, Subject, Tallies, Tally},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use sketch::Sketch;
use std::collections::BTreeMap;
use track::{Origin, TrackLeaf};

/// Most cells that one report can name.
pub const MAX_CELLS: usize = 16;
/// Units of one cell.
pub const UNITS_PER_CELL: u64 = 1_000;
/// Leaves without which a cell is not mapped: two dozen points.
pub const LEAST_LEAVES: u16 = 2;
/// The fastest that is believed, in m/s: about 250 km/h.
pub const FASTEST: u32 = 70;

/// The cells that a track went through in the epoch before.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MappingClaim {
    /// One for each cell, in the order of travel.
    pub cells: List<MappedCell, MAX_CELLS>,
    /// BLAKE3 of the track of this epoch, which the next report may claim.
    pub track: Option<Hash>,
}

/// What was seen in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct MappedCell {
    /// The cell.
    pub cell: CellId,
    /// When the track entered it, in seconds since its epoch began.
    pub entered_s: u32,
    /// When it left it, in seconds since its epoch began.
    pub left_s: u32,
    /// How many leaves of the evidence are about it.
    pub leaves: u16,
    /// What was seen there.
    pub sketch: Sketch,
}

impl Rule for MappingClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let named = self.cells.len() as u64;
        let possible = named.saturating_mul(UNITS_PER_CELL);
        let mut verdict = Verdict::new(possible, possible);
        verdict.lose_before_claim(report, context);
        if report.record.track != Some(report.evidence.hash) {
            verdict.lose_all(LossReason::NotShown);
        }
        let dense = self.dense_cells(report).count() as u64;
        let sparse = named.saturating_sub(dense).saturating_mul(UNITS_PER_CELL);
        verdict.lose(LossReason::TooSparse, sparse);
        verdict
    }

    fn samples(&self, report: &PendingReport, _: &EpochContext<'_>) -> Vec<(Subject, Sample)> {
        self.dense_cells(report)
            .map(|mapped| {
                let [low, high] = mapped.sketch.to_values();
                let sample = Sample {
                    device: ShortId::from(&report.device),
                    owner: ShortId::from(&report.owner),
                    values: [low, high, 0, 0],
                };
                (Subject::Cell(mapped.cell), sample)
            })
            .collect()
    }

    fn subjects(&self, report: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        self.dense_cells(report)
            .map(|mapped| Subject::Cell(mapped.cell))
            .collect()
    }

    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    ) {
        let owner = ShortId::from(&report.owner);
        let mut unconfirmed = 0_u64;
        let mut fresh = 0_u64;
        for mapped in self.dense_cells(report) {
            let Some(tally) = tallies.get(Subject::Cell(mapped.cell)) else {
                continue;
            };
            let confirmed = confirmed_units(&mapped.sketch, owner, tally);
            let paid = scarce_units(confirmed, tally, context);
            unconfirmed = unconfirmed.saturating_add(UNITS_PER_CELL.saturating_sub(confirmed));
            fresh = fresh.saturating_add(confirmed.saturating_sub(paid));
        }
        verdict.lose(LossReason::Unconfirmed, unconfirmed);
        verdict.lose(LossReason::AlreadyFresh, fresh);
    }

    fn home(&self, _: &PendingReport) -> Option<CellId> {
        None
    }

    fn remember(&self, _: Epoch, record: DeviceRecord) -> DeviceRecord {
        DeviceRecord {
            track: self.track,
            ..record
        }
    }

    fn check_leaf(
        &self,
        report: &PendingReport,
        index: u32,
        leaf: &[u8],
        context: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        let origin = Origin {
            network: context.network,
            device: report.device,
            // A track of before the first epoch is nobody's.
            epoch: context.epoch.previous().unwrap_or(Epoch(u64::MAX)),
        };
        TrackLeaf::decode(leaf)?.check(self, &origin, index, context.parameters)
    }
}

impl MappingClaim {
    /// The cells that are mapped densely enough, once each, and could be reached in time.
    fn dense_cells<'a>(
        &'a self,
        report: &'a PendingReport,
    ) -> impl Iterator<Item = &'a MappedCell> {
        let held = self.cells.iter().map(|it| u32::from(it.leaves)).sum();
        let is_held = report.evidence.leaves >= held;
        self.cells
            .iter()
            .enumerate()
            .filter(move |&(place, mapped)| {
                let mut before = self.cells.iter().take(place);
                let is_reached = before
                    .next_back()
                    .is_none_or(|last| is_reachable(last, mapped));
                is_held
                    && is_reached
                    && mapped.entered_s <= mapped.left_s
                    && mapped.leaves >= LEAST_LEAVES
                    && !self
                        .cells
                        .iter()
                        .take(place)
                        .any(|it| it.cell == mapped.cell)
            })
            .map(|(_, mapped)| mapped)
    }

    /// The cell that the leaf at `index` is about: a cell's leaves follow those of the cell before it.
    fn cell_of(&self, index: u32) -> Option<&MappedCell> {
        let mut end = 0_u32;
        self.cells.iter().find(|mapped| {
            end = end.saturating_add(mapped.leaves.into());
            index < end
        })
    }
}

/// Whether one can be in `to` when the track entered it, having left `from` when it did. The distance of
/// cells is right to a quarter, and nobody has to be in their middle.
fn is_reachable(from: &MappedCell, to: &MappedCell) -> bool {
    let Some(seconds) = to.entered_s.checked_sub(from.left_s) else {
        return false;
    };
    from.cell.distance_metres(to.cell).is_some_and(|metres| {
        let at_least = (metres / 4 * 3).saturating_sub(2 * CELL_RADIUS_METRES);
        at_least <= seconds.saturating_mul(FASTEST)
    })
}

/// What the agreement of others leaves of a cell's units.
fn confirmed_units(own: &Sketch, owner: ShortId, tally: &Tally) -> u64 {
    let mut voices = BTreeMap::<ShortId, bool>::new();
    for sample in tally.samples.iter().filter(|it| it.owner != owner) {
        let [low, high, ..] = sample.values;
        voices
            .entry(sample.owner)
            .or_insert_with(|| own.agrees(&Sketch::from_values([low, high])));
    }
    let agreeing = voices.values().filter(|&&agrees| agrees).count();
    match agreeing {
        0 => 0,
        _ if agreeing < voices.len().div_ceil(3) => 0,
        1 => UNITS_PER_CELL / 4 * 3,
        _ => UNITS_PER_CELL,
    }
}

/// What is left of so many units of a cell that was mapped before, or by many.
fn scarce_units(units: u64, tally: &Tally, context: &EpochContext<'_>) -> u64 {
    let aged = aged_units(units, tally.previous, context.epoch, context.parameters);
    let capacity = u64::from(context.parameters.cell_capacity);
    let devices = u64::from(tally.samples_seen).max(capacity);
    aged.saturating_mul(capacity)
        .checked_div(devices)
        .unwrap_or(0)
}

/// What is left in `epoch` of so many units of a cell that was last mapped in `previous`: half of them, more
/// for each epoch since, and all after `stale_after`.
pub fn aged_units(
    units: u64,
    previous: Option<Epoch>,
    epoch: Epoch,
    parameters: &Parameters,
) -> u64 {
    let stale_after = u64::from(parameters.economy.stale_after).max(1);
    let age = previous.map_or(stale_after, |previous| {
        epoch.0.saturating_sub(previous.0).min(stale_after)
    });
    let stale = units.saturating_mul(age) / stale_after;
    units.saturating_add(stale) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AccountAddress, DeviceKey, Timestamp,
        evidence::EvidenceRoot,
        report::Claim,
        resources::{judge, sensing::neighbours::around},
        testing::{cell, context, parameters, report},
    };
    use LossReason::{AlreadyFresh, JoinedDuringEpoch, NotShown, TooSparse, Unconfirmed};

    const ROOT: Hash = Hash([5; 32]);

    fn mapped(cell: CellId, entered_s: u32, sketch: u8) -> MappedCell {
        MappedCell {
            cell,
            entered_s,
            left_s: entered_s + 20,
            leaves: 2,
            sketch: Sketch([sketch; 8]),
        }
    }

    /// A driver of this number who mapped these cells, and had committed to that.
    fn drive(number: u8, cells: &[MappedCell]) -> PendingReport {
        let claim = MappingClaim {
            cells: List::try_from(cells.to_vec()).unwrap(),
            track: Some(Hash([6; 32])),
        };
        let mut report = report(Claim::Mapping(claim));
        report.device = DeviceKey::Ed25519([number; 32]);
        report.owner = AccountAddress([number; 32]);
        report.record.track = Some(ROOT);
        report.evidence = EvidenceRoot {
            hash: ROOT,
            leaves: cells.iter().map(|it| u32::from(it.leaves)).sum(),
        };
        report
    }

    /// What the first report loses beside the others, in cells that were last mapped in `previous`.
    #[track_caller]
    fn check_since(
        previous: Option<Epoch>,
        reports: &[PendingReport],
        expected: &[(LossReason, u64)],
    ) {
        let parameters = parameters();
        let context = context(&parameters, Epoch(20));
        let mut tallies = Tallies::default();
        for report in reports {
            for (subject, sample) in report.claim.rule().samples(report, &context) {
                let tally = tallies.0.entry(subject).or_default();
                tally.previous = previous;
                tally.take(sample, &context.draw);
            }
        }
        let verdict = judge(&reports[0], &tallies, &context);
        assert_eq!(verdict.losses(), expected);
    }

    /// The same in cells that nobody mapped before.
    #[track_caller]
    fn check(reports: &[PendingReport], expected: &[(LossReason, u64)]) {
        check_since(None, reports, expected);
    }

    /// Drivers of whom each saw in the cell what its number of this list says.
    fn saw(sketches: &[u8]) -> Vec<PendingReport> {
        (1..)
            .zip(sketches)
            .map(|(number, &sketch)| drive(number, &[mapped(cell(), 10, sketch)]))
            .collect()
    }

    #[test]
    fn a_cell_pays_by_how_many_others_agree() {
        check(&saw(&[1]), &[(Unconfirmed, 1_000)]);
        check(&saw(&[1, 2]), &[(Unconfirmed, 1_000)]);
        check(&saw(&[1, 1]), &[(Unconfirmed, 250)]);
        check(&saw(&[1, 1, 1]), &[(AlreadyFresh, 334)]);
    }

    #[test]
    fn less_than_a_third_that_agree_confirm_nothing() {
        check(
            &saw(&[1, 1, 2, 3]),
            &[(Unconfirmed, 250), (AlreadyFresh, 375)],
        );
        check(&saw(&[1, 1, 2, 3, 4]), &[(Unconfirmed, 1_000)]);
    }

    #[test]
    fn the_owner_s_other_devices_confirm_nothing() {
        let mut reports = saw(&[1, 1]);
        reports[1].owner = reports[0].owner;
        check(&reports, &[(Unconfirmed, 1_000)]);
    }

    #[test]
    fn a_cell_pays_less_the_more_lately_it_was_mapped() {
        let two = saw(&[1, 1]);
        check_since(
            Some(Epoch(19)),
            &two,
            &[(Unconfirmed, 250), (AlreadyFresh, 338)],
        );
        check_since(
            Some(Epoch(15)),
            &two,
            &[(Unconfirmed, 250), (AlreadyFresh, 188)],
        );
        check_since(Some(Epoch(10)), &two, &[(Unconfirmed, 250)]);
    }

    #[test]
    fn a_track_that_was_not_committed_to_is_nobodys() {
        let mut reports = saw(&[1, 1]);
        reports[0].record.track = Some(Hash([6; 32]));
        check(&reports, &[(NotShown, 1_000)]);
        reports[0].record.track = None;
        check(&reports, &[(NotShown, 1_000)]);
    }

    #[test]
    fn a_report_commits_to_the_track_that_the_next_may_claim() {
        let drive = drive(1, &[]);
        let record = drive.claim.rule().remember(Epoch(20), drive.record);
        assert_eq!(record.track, Some(Hash([6; 32])));
    }

    #[test]
    fn who_came_during_the_epoch_is_paid_from_then_on() {
        let mut reports = saw(&[1, 1]);
        // Half an epoch before the end of epoch 20.
        reports[0].claimed_at = Timestamp(21 * 60_000 - 30_000);
        check(&reports, &[(JoinedDuringEpoch, 500), (Unconfirmed, 250)]);
    }

    #[test]
    fn cells_that_are_sparse_or_named_twice_are_not_mapped() {
        let next = around(cell()).next().unwrap();
        let sparse = MappedCell {
            leaves: LEAST_LEAVES - 1,
            ..mapped(next, 40, 1)
        };
        let twice = mapped(cell(), 70, 1);
        let others = saw(&[9, 1, 1]);
        for bad in [sparse, twice] {
            let mut reports = vec![drive(1, &[mapped(cell(), 10, 1), bad])];
            reports.extend_from_slice(&others[1..]);
            check(&reports, &[(TooSparse, 1_000), (AlreadyFresh, 334)]);
        }
    }

    #[test]
    fn evidence_without_room_for_the_cells_maps_nothing() {
        let mut reports = saw(&[1, 1]);
        reports[0].evidence.leaves = 1;
        check(&reports, &[(TooSparse, 1_000)]);
    }

    #[test]
    fn nobody_gets_from_cell_to_cell_faster_than_is_believed() {
        // In the same city, some kilometres away.
        let far: CellId = "881f1d4a01fffff".parse().unwrap();
        let metres = cell().distance_metres(far).unwrap();
        assert!(metres > 4_000, "{metres}");
        let at = |entered_s| {
            let cells = [mapped(cell(), 10, 1), mapped(far, entered_s, 1)];
            let parameters = parameters();
            let drive = drive(1, &cells);
            let verdict = drive
                .claim
                .rule()
                .screen(&drive, &context(&parameters, Epoch(20)));
            verdict.losses().to_vec()
        };
        assert_eq!(at(30 + metres / FASTEST), []);
        assert_eq!(at(31), [(TooSparse, 1_000)]);
        assert_eq!(at(29), [(TooSparse, 1_000)]);
    }
}
