//! Reads from others' samples whether a device is where it says.
//!
//! # The samples
//! - Of a **cell**: who heard which of its devices, how far away, when and in which slot.
//! - Of an **area**: who listens there, and how far down the list of what it heard goes.
//!
//! # Why they tell
//! Signals can be weakened and sent late at will. But a beacon reaches each listener later by the time that
//! light takes, so the *differences* between the arrivals at several listeners say where it came from,
//! whatever the sender does. And a listener who reports others before it had the turn to report this device
//! did not hear it.

use super::{
    CoverageClaim, Witness,
    schedule::{Turn, district_number, lot, lot_number},
    signal::NEAREST_METRES,
};
use crate::{
    CellId, Hash,
    resources::EpochContext,
    state::PendingReport,
    tally::{MAX_KEPT, Sample, ShortId, Subject, Tallies},
};
use std::collections::{BTreeMap, BTreeSet};

/// Listeners within this distance should hear each other.
const NEAR_METRES: u32 = 3_500;
/// Arrivals of two devices that differ at all listeners by the same time, but for this, came from one
/// place: 100 m.
const ONE_PLACE_NS: i32 = 170;
/// How many listeners it takes to tell that.
const ONE_PLACE_LISTENERS: usize = 4;

/// A beacon of the judged device in another's report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hearing {
    pub listener: ShortId,
    pub owner: ShortId,
    pub steps: [i16; 2],
    pub arrival_ns: u32,
    slot: u16,
}

fn steps_of(packed: i32) -> [i16; 2] {
    let [j0, j1, i0, i1] = packed.to_le_bytes();
    [i16::from_le_bytes([i0, i1]), i16::from_le_bytes([j0, j1])]
}

/// Neighbours by whether they are linked with a device or silent about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub linked: usize,
    pub silent: usize,
}

/// What others' samples say of a device.
pub(super) struct Neighbours<'a> {
    claim: &'a CoverageClaim,
    context: &'a EpochContext<'a>,
    tallies: &'a Tallies,
    me: ShortId,
    owner: ShortId,
    cell: CellId,
    hearings: Vec<Hearing>,
    around: Vec<Listener>,
}

/// Another owner's device around, which listens.
#[derive(Clone, Copy, Debug)]
struct Listener {
    device: ShortId,
    cell: CellId,
    metres: u32,
    /// The last turn in its list.
    last: Turn,
}

/// The sample of a district about a beacon that was heard so many steps away.
pub(super) fn heard_sample(
    report: &PendingReport,
    heard: &Witness,
    [i, j]: [i16; 2],
    context: &EpochContext<'_>,
) -> (Subject, Sample) {
    let lot = lot(heard.beaconer, heard.cell, &context.schedule);
    let values = [
        lot.cast_signed(),
        heard.arrival_ns.cast_signed(),
        i32::from(heard.slot),
        i32::from(i) << 16 | i32::from(j.cast_unsigned()),
    ];
    (Subject::Cell(heard.cell), sample(report, values))
}

/// The sample of an area about a listener in it.
pub(super) fn listener_sample(
    report: &PendingReport,
    cell: CellId,
    last: Turn,
) -> (Subject, Sample) {
    let [low, high] = ShortId(cell.index().to_le_bytes()).to_values();
    let values = [
        low,
        high,
        last.district.cast_signed(),
        last.lot.cast_signed(),
    ];
    (Subject::Area(cell.area()), sample(report, values))
}

fn sample(report: &PendingReport, values: [i32; 4]) -> Sample {
    Sample {
        device: ShortId::from(&report.device),
        owner: ShortId::from(&report.owner),
        values,
    }
}

/// The district's and the areas' tallies that a device in `cell` is compared with.
pub(super) fn subjects(cell: CellId) -> Vec<Subject> {
    let cells = cell.cells_of_district().into_iter().map(Subject::Cell);
    let areas = cell.areas_around().into_iter().map(Subject::Area);
    cells.chain(areas).collect()
}

impl<'a> Neighbours<'a> {
    pub(super) fn of(
        report: &'a PendingReport,
        claim: &'a CoverageClaim,
        cell: CellId,
        tallies: &'a Tallies,
        context: &'a EpochContext<'a>,
    ) -> Self {
        let mut it = Self {
            claim,
            context,
            tallies,
            me: ShortId::from(&report.device),
            owner: ShortId::from(&report.owner),
            cell,
            hearings: Vec::new(),
            around: Vec::new(),
        };
        it.around = it.listeners();
        let lot = lot(it.me, cell, &context.schedule).cast_signed();
        it.hearings = it
            .district()
            .filter(|(sample_lot, hearing)| {
                *sample_lot == lot && hearing.owner != it.owner && hearing.listener != it.me
            })
            .map(|(_, hearing)| hearing)
            .collect();
        it
    }

    /// Who heard which device of the district.
    fn district(&self) -> impl Iterator<Item = (i32, Hearing)> + '_ {
        let cells = self.cell.cells_of_district().into_iter();
        let samples = cells.flat_map(|cell| self.tallies.samples(Subject::Cell(cell)));
        samples.map(|sample| {
            let [lot, arrival, slot, steps] = sample.values;
            let hearing = Hearing {
                listener: sample.device,
                owner: sample.owner,
                steps: steps_of(steps),
                arrival_ns: arrival.cast_unsigned(),
                slot: u16::try_from(slot).unwrap_or(u16::MAX),
            };
            (lot, hearing)
        })
    }

    /// The hearings in the slot that most heard.
    pub(super) fn in_one_slot(&self) -> Vec<Hearing> {
        let mut by_slot = BTreeMap::<u16, Vec<Hearing>>::new();
        for hearing in &self.hearings {
            by_slot.entry(hearing.slot).or_default().push(*hearing);
        }
        by_slot
            .into_values()
            .max_by_key(Vec::len)
            .unwrap_or_default()
    }

    /// How many listeners nearby report the device, and how many had the turn to do so but do not.
    pub(super) fn heard_near(&self) -> Count {
        let (schedule, district) = (&self.context.schedule, self.cell.district());
        let last_kept = self.last_kept();
        let mut count = Count::default();
        for listener in self.within(NEAR_METRES) {
            let device = listener.device;
            let has_turn = || {
                let number = district_number(device, district, schedule);
                comes_before(number, listener.last, || {
                    lot_number(device, self.me, self.cell, schedule)
                })
            };
            // Whether the cell's tally would hold what this listener heard.
            let is_kept = || last_kept.is_none_or(|last| self.priority(device) < last);
            if self.hearings.iter().any(|it| it.listener == device) {
                count.linked += 1;
            } else if has_turn() && is_kept() {
                count.silent += 1;
            }
        }
        count
    }

    /// How many devices nearby the device reports, and how many it had the turn to report but does not.
    pub(super) fn hears_near(&self) -> Count {
        let schedule = &self.context.schedule;
        let own_last = self.claim.last_turn(self.me, self.context);
        let mut numbers = BTreeMap::<CellId, u32>::new();
        let mut count = Count::default();
        for Listener { device, cell, .. } in self.within(self.reach_metres()) {
            let mut heard = self.claim.witnessed.iter();
            if heard.any(|it| it.beaconer == *device) {
                count.linked += 1;
                continue;
            }
            let district = cell.district();
            let number = *numbers
                .entry(district)
                .or_insert_with(|| district_number(self.me, district, schedule));
            if comes_before(number, own_last, || {
                lot_number(self.me, *device, *cell, schedule)
            }) {
                count.silent += 1;
            }
        }
        count
    }

    /// How far the device must hear by what it says itself: half of its list came from beyond.
    fn reach_metres(&self) -> u32 {
        let cells = self.claim.witnessed.iter().map(|it| it.cell);
        let mut metres: Vec<u32> = cells
            .filter_map(|it| self.cell.distance_metres(it))
            .collect();
        metres.sort_unstable();
        let median = metres.get(metres.len() / 2).copied().unwrap_or(0);
        median.max(NEAR_METRES)
    }

    fn within(&self, reach_metres: u32) -> impl Iterator<Item = &Listener> {
        let reach = NEAREST_METRES..=reach_metres;
        self.around
            .iter()
            .filter(move |it| reach.contains(&it.metres))
    }

    /// How many beacons of its own owner's devices the device reports, as far as their owner is known.
    pub(super) fn of_same_owner(&self) -> usize {
        let own: BTreeSet<ShortId> = self
            .area_samples()
            .filter(|sample| sample.owner == self.owner)
            .map(|sample| sample.device)
            .collect();
        self.claim
            .witnessed
            .iter()
            .filter(|it| own.contains(&it.beaconer))
            .count()
    }

    /// How many devices of the district sent from the very place that this one sent from.
    pub(super) fn in_one_place(&self, located: &[Hearing]) -> usize {
        let mut others = BTreeMap::<(i32, u16), Vec<i32>>::new();
        let own = lot(self.me, self.cell, &self.context.schedule).cast_signed();
        for (lot, other) in self.district().filter(|(lot, _)| *lot != own) {
            if let Some(mine) = located.iter().find(|it| it.listener == other.listener) {
                let apart = mine.arrival_ns.wrapping_sub(other.arrival_ns).cast_signed();
                others.entry((lot, other.slot)).or_default().push(apart);
            }
        }
        let places: BTreeSet<i32> = others
            .into_iter()
            .filter(|(_, apart)| is_one_place(apart))
            .map(|((lot, _), _)| lot)
            .collect();
        places.len()
    }

    fn area_samples(&self) -> impl Iterator<Item = &'a Sample> + '_ {
        let areas = self.cell.areas_around();
        let tallies = self.tallies;
        areas
            .into_iter()
            .flat_map(move |area| tallies.samples(Subject::Area(area)))
    }

    /// Others' listeners around.
    fn listeners(&self) -> Vec<Listener> {
        // Of those who stand together the way is found once.
        let mut ways = BTreeMap::<CellId, u32>::new();
        self.area_samples()
            .filter(|sample| sample.owner != self.owner && sample.device != self.me)
            .filter_map(|sample| {
                let [low, high, district, lot] = sample.values;
                let index = u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32;
                let cell = CellId::try_from(index).ok()?;
                let metres = *ways
                    .entry(cell)
                    .or_insert_with(|| self.cell.distance_metres(cell).unwrap_or(u32::MAX));
                Some(Listener {
                    device: sample.device,
                    cell,
                    metres,
                    last: Turn {
                        district: district.cast_unsigned(),
                        lot: lot.cast_unsigned(),
                    },
                })
            })
            .collect()
    }

    /// The priority of the last sample that the cell's tally keeps, where it keeps no more.
    fn last_kept(&self) -> Option<Hash> {
        let tally = self
            .tallies
            .get(Subject::Cell(self.cell.district()))
            .filter(|tally| tally.samples.len() >= MAX_KEPT)?;
        tally.samples.last().map(|last| self.priority(last.device))
    }

    /// The [priority](Sample::priority) of a device's samples.
    fn priority(&self, device: ShortId) -> Hash {
        let sample = Sample {
            device,
            owner: device,
            values: [0; 4],
        };
        sample.priority(&self.context.draw)
    }
}

/// Whether the turn of these numbers comes before another. The lot is drawn only where the district does
/// not tell.
fn comes_before(district: u32, other: Turn, lot: impl FnOnce() -> u32) -> bool {
    district < other.district || district == other.district && lot() < other.lot
}

/// Whether times between two devices' arrivals are the same at enough listeners, but for one in four.
fn is_one_place(apart: &[i32]) -> bool {
    let mut apart = apart.to_vec();
    apart.sort_unstable();
    let median = apart.get(apart.len() / 2).copied().unwrap_or(0);
    let same = apart
        .iter()
        .filter(|it| it.wrapping_sub(median).unsigned_abs() <= ONE_PLACE_NS.unsigned_abs())
        .count();
    same >= ONE_PLACE_LISTENERS && same * 8 >= apart.len() * 7
}
