//! Makes the track of a drive, and the reports that commit to it and claim it.
//!
//! # The rule
//! Points come in the order of time. Those that are worse than
//! [`WORST_ACCURACY_DECIMETRES`], and those that say nothing new of somebody who stands still
//! ([`Thinner`]), are left out. A stay is a run of points in one cell. Of each cell the first stay counts that
//! gives [`LEAST_LEAVES`] leaves: points without a gap between them are cut into leaves, and a leaf that nobody
//! can have travelled, such as after a leap of the receiver, is left out. Nothing is claimed of a cell
//! in which nothing was seen.

use super::{
    LEAST_LEAVES, MAX_CELLS, MappedCell, MappingClaim, is_reachable,
    sketch::Sketch,
    track::{
        LONGEST_GAP_MS, NEVER, Origin, PLACES, POINT_RESOLUTION, POINTS_PER_LEAF, Point, TrackLeaf,
        WORST_ACCURACY_DECIMETRES,
    },
};
use crate::{
    CellId, Hash, Timestamp, bounded::List, evidence::EvidenceRoot, genesis::Parameters,
    place::DEVICE_RESOLUTION,
};
use borsh::{BorshDeserialize, BorshSerialize};
use h3o::CellIndex;

/// Points that are kept of a place at once, however often somebody is seen there.
const AT_ONCE: usize = 3;
/// When one more is kept of somebody who stands still: so that a way on foot, which takes up to two minutes
/// through a place, has no gap.
const STANDING_MS: u64 = 45_000;
/// Most leaves of one cell: more show nothing more.
const MOST_LEAVES: usize = 16;

/// An H3 cell of [`POINT_RESOLUTION`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FinePlace {
    cell: CellId,
    child: u16,
}

/// Where a device was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Waypoint {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub place: FinePlace,
    /// How far it may be off, in 0.1 m.
    pub accuracy_decimetres: u16,
}

/// Something that stands still and names itself, such as a radio beacon by its address.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sighting {
    /// When it was seen.
    pub at: Timestamp,
    /// Its name.
    pub name: Vec<u8>,
}

/// A device's track of an epoch: the report for that epoch commits to it, the next one claims it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Track {
    cells: List<MappedCell, MAX_CELLS>,
    evidence: Vec<u8>,
}

/// Leaves out points that say nothing new.
#[derive(Clone, Copy, Debug, Default)]
pub struct Thinner {
    last: Option<Waypoint>,
    here: usize,
}

impl FinePlace {
    /// The cell of this H3 index; `None` if it is none of [`POINT_RESOLUTION`].
    pub fn new(index: u64) -> Option<Self> {
        let place = CellIndex::try_from(index).ok()?;
        if place.resolution() != POINT_RESOLUTION {
            return None;
        }
        let cell = place.parent(DEVICE_RESOLUTION)?;
        let child = u16::try_from(place.child_position(DEVICE_RESOLUTION)?).ok()?;
        Some(Self {
            cell: CellId::try_from(u64::from(cell)).ok()?,
            child,
        })
        .filter(|place| place.child < PLACES)
    }

    /// The cell that it lies in.
    pub fn cell(self) -> CellId {
        self.cell
    }
}

impl Thinner {
    /// Whether a point, given in the order of time, is kept.
    pub fn keeps(&mut self, point: &Waypoint) -> bool {
        let Some(last) = self.last else {
            return self.keep(point, 1);
        };
        if point.accuracy_decimetres > WORST_ACCURACY_DECIMETRES || point.at <= last.at {
            return false;
        }
        let stood_ms = point.at.0.saturating_sub(last.at.0);
        if point.place != last.place {
            self.keep(point, 1)
        } else if self.here < AT_ONCE || self.here == AT_ONCE && stood_ms >= STANDING_MS {
            self.keep(point, self.here.saturating_add(1))
        } else {
            false
        }
    }

    fn keep(&mut self, point: &Waypoint, here: usize) -> bool {
        let is_kept = point.accuracy_decimetres <= WORST_ACCURACY_DECIMETRES;
        if is_kept {
            (self.last, self.here) = (Some(*point), here);
        }
        is_kept
    }
}

impl Track {
    /// The track of these points and of what was seen, both in the order of time, in the epoch of `origin`;
    /// `schedule` is [that epoch's](crate::execute::schedule). `None` where no cell was mapped.
    pub fn of(
        points: &[Waypoint],
        seen: &[Sighting],
        schedule: &Hash,
        origin: &Origin,
        parameters: &Parameters,
    ) -> Option<Self> {
        let epoch = parameters.start_of(origin.epoch)..parameters.end_of(origin.epoch);
        let mut thinner = Thinner::default();
        let kept: Vec<Waypoint> = points
            .iter()
            .filter(|point| epoch.contains(&point.at) && thinner.keeps(point))
            .copied()
            .collect();
        let mut cutting = Cutting {
            origin,
            parameters,
            start: epoch.start,
            cells: Vec::new(),
            evidence: Vec::new(),
            number: 0,
            previous_ms: NEVER,
        };
        for stay in kept.chunk_by(|a, b| a.place.cell == b.place.cell) {
            let ([first, ..], [.., last]) = (stay, stay) else {
                continue;
            };
            let cell = first.place.cell;
            if !cutting.has_room_for(cell) {
                continue;
            }
            let names = seen
                .iter()
                .filter(|it| (first.at..=last.at).contains(&it.at))
                .map(|it| it.name.as_slice());
            if let Some(sketch) = Sketch::of(schedule, cell, names) {
                cutting.add(cell, sketch, stay);
            }
        }
        (!cutting.cells.is_empty()).then_some(())?;
        Some(Self {
            cells: List::try_from(cutting.cells).ok()?,
            evidence: cutting.evidence,
        })
    }

    /// The cells that it maps, in the order of travel.
    pub fn cells(&self) -> impl Iterator<Item = CellId> {
        self.cells.iter().map(|mapped| mapped.cell)
    }
}

impl MappingClaim {
    /// What is claimed with a report for an epoch in which a device drove `now`, and what shows it: it commits
    /// to that, and claims the track of the epoch `before`, to which the report for that epoch committed.
    /// `None` where there is neither.
    pub fn of(before: Option<&Track>, now: Option<&Track>) -> Option<(Self, Vec<u8>)> {
        before.or(now)?;
        let (cells, evidence) = match before {
            Some(track) => (track.cells.clone(), track.evidence.clone()),
            None => (List::default(), Vec::new()),
        };
        let root = now.and_then(|track| EvidenceRoot::of(&track.evidence));
        let claim = Self {
            cells,
            track: root.map(|root| root.hash),
        };
        Some((claim, evidence))
    }
}

/// A track in the making.
struct Cutting<'a> {
    origin: &'a Origin,
    parameters: &'a Parameters,
    start: Timestamp,
    cells: Vec<MappedCell>,
    evidence: Vec<u8>,
    /// Of the next leaf.
    number: u32,
    previous_ms: u32,
}

impl Cutting<'_> {
    fn has_room_for(&self, cell: CellId) -> bool {
        self.cells.len() < MAX_CELLS && self.cells.iter().all(|mapped| mapped.cell != cell)
    }

    /// Adds a stay in a cell that [there is room for](Self::has_room_for), if it maps that.
    fn add(&mut self, cell: CellId, sketch: Sketch, stay: &[Waypoint]) {
        let leaves = self.leaves(cell, sketch, stay);
        let points = || leaves.iter().flat_map(|leaf| leaf.points);
        let (Some(first), Some(last)) = (points().next(), points().last()) else {
            return;
        };
        let mapped = MappedCell {
            cell,
            entered_s: first.offset_ms / 1_000,
            left_s: last.offset_ms.div_ceil(1_000),
            leaves: u16::try_from(leaves.len()).unwrap_or(u16::MAX),
            sketch,
        };
        let before = self.cells.last();
        if mapped.leaves < LEAST_LEAVES || before.is_some_and(|it| !is_reachable(it, &mapped)) {
            return;
        }
        self.cells.push(mapped);
        self.number = self.number.saturating_add(mapped.leaves.into());
        self.previous_ms = last.offset_ms;
        self.evidence
            .extend(leaves.iter().flat_map(TrackLeaf::encode));
    }

    fn leaves(&self, cell: CellId, sketch: Sketch, stay: &[Waypoint]) -> Vec<TrackLeaf> {
        let left_s = self.cells.last().map_or(0, |mapped| mapped.left_s);
        let points: Vec<Point> = stay
            .iter()
            .filter_map(|waypoint| {
                Some(Point {
                    offset_ms: u32::try_from(waypoint.at.0.checked_sub(self.start.0)?).ok()?,
                    place: waypoint.place.child,
                    accuracy_decimetres: waypoint.accuracy_decimetres,
                })
            })
            .filter(|point| point.offset_ms / 1_000 >= left_s)
            .collect();
        let mut number = self.number;
        let mut previous_ms = self.previous_ms;
        points
            .chunk_by(|a, b| b.offset_ms.saturating_sub(a.offset_ms) <= LONGEST_GAP_MS)
            .flat_map(|without_gap| without_gap.as_chunks::<POINTS_PER_LEAF>().0)
            .filter_map(|points| {
                let leaf = TrackLeaf {
                    tag: self.origin.tag(),
                    number,
                    previous_ms,
                    cell,
                    sketch,
                    points: *points,
                };
                leaf.is_possible(self.parameters).then(|| {
                    number = number.saturating_add(1);
                    previous_ms = points.last().map_or(NEVER, |last| last.offset_ms);
                    leaf
                })
            })
            .take(MOST_LEAVES)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        DeviceKey, Epoch, NetworkId,
        evidence::LEAF_BYTES,
        report::Claim,
        resources::{Rule as _, screen},
        testing::{cell, context, parameters, report},
    };
    use h3o::Resolution;

    const ORIGIN: Origin = Origin {
        network: NetworkId([9; 32]),
        device: DeviceKey::Ed25519([1; 32]),
        epoch: Epoch(3),
    };
    const SCHEDULE: Hash = Hash([5; 32]);

    /// Epochs of an hour.
    fn hours() -> Parameters {
        Parameters {
            epoch_ms: 3_600_000,
            ..parameters()
        }
    }

    fn start() -> u64 {
        3 * 3_600_000
    }

    /// A straight way of places from far on one side of the cell to far on its other side.
    fn way() -> Vec<FinePlace> {
        let middle = CellIndex::try_from(cell().index()).unwrap();
        let middle = middle.center_child(Resolution::Eleven).unwrap();
        let ends: Vec<CellIndex> = middle.grid_ring_fast(40).flatten().collect();
        let (from, to) = (ends[0], ends[ends.len() / 2]);
        from.grid_path_cells(to)
            .unwrap()
            .map(|place| FinePlace::new(u64::from(place.unwrap())).unwrap())
            .collect()
    }

    /// Goes that way, so many points in each place and so long between two, from the epoch's start on.
    fn drive(points_in_a_place: usize, pause_ms: u64) -> Vec<Waypoint> {
        let places = way();
        let passed = places
            .iter()
            .flat_map(|place| std::iter::repeat_n(*place, points_in_a_place));
        (0..)
            .zip(passed)
            .map(|(number, place)| Waypoint {
                at: Timestamp(start() + number * pause_ms),
                place,
                accuracy_decimetres: 40,
            })
            .collect()
    }

    /// Something is seen each second.
    fn beacons() -> Vec<Sighting> {
        (0..3_600)
            .map(|second| Sighting {
                at: Timestamp(start() + second * 1_000),
                name: vec![(second / 100) as u8],
            })
            .collect()
    }

    /// How many cells are mapped. Each leaf is what the claim says, and the claim loses nothing by itself.
    #[track_caller]
    fn check(points: &[Waypoint], seen: &[Sighting], expected: usize) {
        let parameters = hours();
        let track = Track::of(points, seen, &SCHEDULE, &ORIGIN, &parameters);
        assert_eq!(track.iter().flat_map(Track::cells).count(), expected);
        let Some(track) = track else { return };
        let (commitment, nothing) = MappingClaim::of(None, Some(&track)).unwrap();
        assert!(nothing.is_empty() && commitment.cells.is_empty());
        let (claim, evidence) = MappingClaim::of(Some(&track), None).unwrap();
        let mut report = report(Claim::Mapping(claim));
        report.record = commitment.remember(Epoch(3), report.record);
        report.evidence = EvidenceRoot::of(&evidence).unwrap();
        let context = context(&parameters, Epoch(4));
        assert_eq!(screen(&report, &context).losses(), []);
        for (index, leaf) in (0..).zip(evidence.as_chunks::<LEAF_BYTES>().0) {
            let rule = report.claim.rule();
            assert_eq!(rule.check_leaf(&report, index, leaf, &context), Ok(()));
        }
    }

    #[test]
    fn who_drives_or_walks_through_cells_maps_them() {
        // 43 km/h and a point a second; on foot, and a point every 17 s.
        check(&drive(4, 1_000), &beacons(), 5);
        check(&drive(2, 17_000), &beacons(), 5);
    }

    #[test]
    fn who_stands_still_or_sees_nothing_maps_nothing() {
        let parked: Vec<Waypoint> = drive(3_000, 1_000)[..3_000].to_vec();
        check(&parked, &beacons(), 0);
        check(&drive(4, 1_000), &[], 0);
        check(&[], &beacons(), 0);
    }

    #[test]
    fn a_stop_on_the_way_and_a_leap_of_the_receiver_spoil_no_cell() {
        let mut points = drive(4, 1_000);
        let half = points.len() / 2;
        for point in &mut points[half..] {
            point.at.0 += 300_000;
        }
        let stop = points[half - 1];
        let stood = (1..300).map(|second| Waypoint {
            at: Timestamp(stop.at.0 + second * 1_000),
            ..stop
        });
        points.splice(half..half, stood);
        check(&points, &beacons(), 5);
        let far = points[points.len() - 1].place;
        points[30].place = far;
        check(&points, &beacons(), 5);
    }

    #[test]
    fn a_cell_that_is_passed_twice_is_mapped_once() {
        let there = drive(4, 1_000);
        let last = there[there.len() - 1].at.0;
        let back = (1..)
            .zip(there.iter().rev())
            .map(|(number, point)| Waypoint {
                at: Timestamp(last + number * 1_000),
                ..*point
            });
        let both: Vec<Waypoint> = there.iter().copied().chain(back).collect();
        check(&both, &beacons(), 5);
    }

    #[test]
    fn inaccurate_points_and_those_of_other_epochs_are_left_out() {
        let mut points = drive(4, 1_000);
        for point in &mut points {
            point.accuracy_decimetres = WORST_ACCURACY_DECIMETRES + 1;
        }
        check(&points, &beacons(), 0);
        let mut points = drive(4, 1_000);
        for point in &mut points {
            point.at.0 -= 3_600_000;
        }
        check(&points, &beacons(), 0);
    }

    #[test]
    fn thinning_what_is_thinned_changes_nothing() {
        let mut points = drive(9, 7_000);
        let thin = |points: &mut Vec<Waypoint>| {
            let mut thinner = Thinner::default();
            points.retain(|point| thinner.keeps(point));
        };
        thin(&mut points);
        let once = points.clone();
        thin(&mut points);
        assert_eq!(points, once);
    }

    #[test]
    fn only_cells_of_the_resolution_of_points_are_places() {
        assert_eq!(FinePlace::new(cell().index()), None);
        assert_eq!(FinePlace::new(0), None);
        assert!(way().iter().any(|place| place.cell() == cell()));
    }
}
