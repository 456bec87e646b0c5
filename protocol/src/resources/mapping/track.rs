//! Puts the points of a track into leaves of evidence, and judges a leaf alone.
//!
//! # A leaf
//! | bytes | |
//! |--:|---|
//! | 8 | who and when: a hash of network, device and epoch, so that no other's and no older leaf will do |
//! | 4 | the leaf's place in the file, from 0 |
//! | 4 | when the point before the first was taken; [`NEVER`] in the first leaf |
//! | 8 | the H3 cell of resolution 8 that all points are in |
//! | 8 | the [sketch](super::sketch) of that cell, so that it is committed to with the track |
//! | 12 × 8 | points |
//!
//! A point is its time in milliseconds since the epoch began (4 bytes), which child of resolution 11 of the
//! cell it is in (2), by H3's order of children, and its accuracy in decimetres (2); all little-endian.
//!
//! # What is checked
//! - The leaf is of this device and of the epoch of travel, and stands at its place in the file: `NotThis`.
//! - It is of the cell and has the sketch that the claim says, and lies in the time that the claim says:
//!   `Contradicts`.
//! - Times grow, with gaps of at most [`LONGEST_GAP_MS`]; no point is less accurate than
//!   [`WORST_ACCURACY_DECIMETRES`]; neighbouring points are no farther apart than
//!   [`FASTEST`] allows, and the points are in at least [`LEAST_PLACES`]
//!   children: `Impossible`.

use super::{FASTEST, MappingClaim, sketch::Sketch};
use crate::{
    CellId, DeviceKey, Epoch, Hash, NetworkId,
    evidence::{Flaw, LEAF_BYTES},
    genesis::Parameters,
};
use h3o::{CellIndex, Resolution};
use std::collections::BTreeSet;

/// Points in a leaf.
pub const POINTS_PER_LEAF: usize = 12;
/// The time of a point that was not taken.
pub const NEVER: u32 = u32::MAX;
/// Longest time between neighbouring points, in ms.
pub const LONGEST_GAP_MS: u32 = 60_000;
/// Worst accuracy of a point, in 0.1 m: as wide as half of a child of resolution 11.
pub const WORST_ACCURACY_DECIMETRES: u16 = 250;
/// Children that a leaf's points are in at least: who stands still maps nothing.
pub const LEAST_PLACES: usize = 3;
/// Resolution of the children: an edge is 29 m on average (h3geo.org, table of cell statistics).
pub const POINT_RESOLUTION: Resolution = Resolution::Eleven;
/// Children of a cell at [`POINT_RESOLUTION`]; a pentagon has fewer.
pub const PLACES: u16 = 343;

/// Two neighbouring children's middles are at least so far apart, in m: the least edge of resolution 11 is
/// about 21 m.
const LEAST_STEP_METRES: u32 = 36;
const HEAD_BYTES: usize = 32;
const POINT_BYTES: usize = 8;

/// A point of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When, in milliseconds since the epoch began.
    pub offset_ms: u32,
    /// Which of the cell's children of [`POINT_RESOLUTION`] it is in.
    pub place: u16,
    /// How far it may be off, in 0.1 m.
    pub accuracy_decimetres: u16,
}

/// Whose track it is, and of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The network.
    pub network: NetworkId,
    /// The device.
    pub device: DeviceKey,
    /// The epoch of travel.
    pub epoch: Epoch,
}

/// A leaf of a track that has the right form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackLeaf {
    /// Names the [`Origin`].
    pub tag: [u8; 8],
    /// Its place in the file.
    pub number: u32,
    /// The time of the point before the first.
    pub previous_ms: u32,
    /// The cell.
    pub cell: CellId,
    /// What was seen there.
    pub sketch: Sketch,
    /// The points.
    pub points: [Point; POINTS_PER_LEAF],
}

impl Origin {
    /// Names it in a leaf.
    pub fn tag(&self) -> [u8; 8] {
        let hash = Hash::of_encoded("outpost track 1", &(self.network, self.device, self.epoch));
        let [a, b, c, d, e, f, g, h, ..] = hash.0;
        [a, b, c, d, e, f, g, h]
    }
}

impl TrackLeaf {
    /// The leaf's bytes.
    pub fn encode(&self) -> [u8; LEAF_BYTES] {
        let mut bytes = Vec::with_capacity(LEAF_BYTES);
        bytes.extend(self.tag);
        bytes.extend(self.number.to_le_bytes());
        bytes.extend(self.previous_ms.to_le_bytes());
        bytes.extend(self.cell.index().to_le_bytes());
        bytes.extend(self.sketch.0);
        for point in self.points {
            bytes.extend(point.offset_ms.to_le_bytes());
            bytes.extend(point.place.to_le_bytes());
            bytes.extend(point.accuracy_decimetres.to_le_bytes());
        }
        // Always as long: 32 and 12 times 8.
        bytes.try_into().unwrap_or([0; LEAF_BYTES])
    }

    /// Reads a leaf.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] when it is not one of a track.
    pub fn decode(leaf: &[u8]) -> Result<Self, Flaw> {
        if leaf.len() != LEAF_BYTES {
            return Err(Flaw::Malformed);
        }
        let (head, body) = leaf
            .split_first_chunk::<HEAD_BYTES>()
            .ok_or(Flaw::Malformed)?;
        let ([tag, middle, cell, sketch], []) = head.as_chunks::<8>() else {
            return Err(Flaw::Malformed);
        };
        let [n0, n1, n2, n3, p0, p1, p2, p3] = *middle;
        let cell = CellId::try_from(u64::from_le_bytes(*cell)).map_err(|_| Flaw::Malformed)?;
        let (rows, _) = body.as_chunks::<POINT_BYTES>();
        let points: Vec<Point> = rows
            .iter()
            .map(|&[t0, t1, t2, t3, p, q, a, b]| Point {
                offset_ms: u32::from_le_bytes([t0, t1, t2, t3]),
                place: u16::from_le_bytes([p, q]),
                accuracy_decimetres: u16::from_le_bytes([a, b]),
            })
            .collect();
        Ok(Self {
            tag: *tag,
            number: u32::from_le_bytes([n0, n1, n2, n3]),
            previous_ms: u32::from_le_bytes([p0, p1, p2, p3]),
            cell,
            sketch: Sketch(*sketch),
            points: points.try_into().map_err(|_| Flaw::Malformed)?,
        })
    }

    /// Whether this leaf, at `index` of the evidence, is what `claim` says.
    ///
    /// # Errors
    /// The first flaw, in the order of the module's text.
    pub fn check(
        &self,
        claim: &MappingClaim,
        origin: &Origin,
        index: u32,
        parameters: &Parameters,
    ) -> Result<(), Flaw> {
        let is_first = index == 0;
        if self.tag != origin.tag()
            || self.number != index
            || is_first != (self.previous_ms == NEVER)
        {
            return Err(Flaw::NotThis);
        }
        let mapped = claim.cell_of(index).ok_or(Flaw::NotThis)?;
        let visit = u64::from(mapped.entered_s) * 1_000..=u64::from(mapped.left_s) * 1_000;
        let is_in_time = self
            .points
            .iter()
            .all(|point| visit.contains(&point.offset_ms.into()));
        if self.cell != mapped.cell || self.sketch != mapped.sketch || !is_in_time {
            return Err(Flaw::Contradicts);
        }
        if !self.is_possible(parameters) {
            return Err(Flaw::Impossible);
        }
        Ok(())
    }

    /// Whether somebody can have travelled so.
    pub(super) fn is_possible(&self, parameters: &Parameters) -> bool {
        self.is_timely(parameters) && self.is_travelled()
    }

    fn is_timely(&self, parameters: &Parameters) -> bool {
        let is_after_previous = self
            .points
            .first()
            .is_some_and(|first| self.previous_ms == NEVER || first.offset_ms > self.previous_ms);
        is_after_previous
            && self.pairs().all(|(a, b)| {
                a.offset_ms < b.offset_ms && b.offset_ms - a.offset_ms <= LONGEST_GAP_MS
            })
            && self
                .points
                .iter()
                .all(|point| u64::from(point.offset_ms) < parameters.epoch_ms)
    }

    fn is_travelled(&self) -> bool {
        let is_accurate = self
            .points
            .iter()
            .all(|point| point.accuracy_decimetres <= WORST_ACCURACY_DECIMETRES);
        let places: BTreeSet<u16> = self.points.iter().map(|point| point.place).collect();
        is_accurate
            && places.len() >= LEAST_PLACES
            && self.pairs().all(|(a, b)| self.is_slow_enough(a, b))
    }

    /// Whether one gets from one point to the next in time. From within one child to within another `n`
    /// steps away it may be a step less than `n`, and each point may be off.
    fn is_slow_enough(&self, a: &Point, b: &Point) -> bool {
        let (Some(from), Some(to)) = (child(self.cell, a.place), child(self.cell, b.place)) else {
            return false;
        };
        let Ok(steps) = from.grid_distance(to) else {
            return false;
        };
        let steps = steps.unsigned_abs().saturating_sub(2);
        let metres = steps.saturating_mul(LEAST_STEP_METRES);
        let most = u64::from(b.offset_ms - a.offset_ms) * u64::from(FASTEST) / 1_000;
        u64::from(metres) <= most
    }

    fn pairs(&self) -> impl Iterator<Item = (&Point, &Point)> {
        self.points.iter().zip(self.points.iter().skip(1))
    }
}

/// The child of `cell` with this number, below [`PLACES`].
fn child(cell: CellId, place: u16) -> Option<CellIndex> {
    let cell = CellIndex::try_from(cell.index()).ok()?;
    if place >= PLACES {
        return None;
    }
    cell.child_at(place.into(), POINT_RESOLUTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bounded::List,
        resources::mapping::MappedCell,
        testing::{cell, parameters},
    };

    const ORIGIN: Origin = Origin {
        network: NetworkId([9; 32]),
        device: DeviceKey::Ed25519([1; 32]),
        epoch: Epoch(3),
    };

    fn claim() -> MappingClaim {
        let mapped = MappedCell {
            cell: cell(),
            entered_s: 10,
            left_s: 50,
            leaves: 2,
            sketch: Sketch([7; 8]),
        };
        MappingClaim {
            cells: List::try_from(vec![mapped]).unwrap(),
            track: None,
        }
    }

    /// Points of two seconds apart, in the first children of the cell, which are beside each other.
    fn leaf() -> TrackLeaf {
        let mut number = 0_u16;
        let points = [(); POINTS_PER_LEAF].map(|()| {
            number += 1;
            Point {
                offset_ms: 20_000 + u32::from(number) * 2_000,
                place: number % 7,
                accuracy_decimetres: 100,
            }
        });
        TrackLeaf {
            tag: ORIGIN.tag(),
            number: 1,
            previous_ms: 20_000,
            cell: cell(),
            sketch: Sketch([7; 8]),
            points,
        }
    }

    #[track_caller]
    fn check(change: fn(&mut TrackLeaf), expected: Result<(), Flaw>) {
        let mut leaf = leaf();
        change(&mut leaf);
        let shown = TrackLeaf::decode(&leaf.encode()).unwrap();
        assert_eq!(shown.check(&claim(), &ORIGIN, 1, &parameters()), expected);
    }

    #[test]
    fn a_leaf_of_a_drive_is_what_the_claim_says() {
        check(|_| {}, Ok(()));
    }

    #[test]
    fn a_leaf_of_another_track_or_place_is_not_this() {
        check(|leaf| leaf.tag = [0; 8], Err(Flaw::NotThis));
        check(|leaf| leaf.number = 0, Err(Flaw::NotThis));
        check(|leaf| leaf.previous_ms = NEVER, Err(Flaw::NotThis));
        let beyond = leaf().check(&claim(), &ORIGIN, 2, &parameters());
        assert_eq!(beyond, Err(Flaw::NotThis));
    }

    #[test]
    fn another_cell_sketch_or_time_contradicts_the_claim() {
        let other = "8828308281fffff".parse().unwrap();
        assert_ne!(cell(), other);
        check(
            |leaf| leaf.cell = "8828308281fffff".parse().unwrap(),
            Err(Flaw::Contradicts),
        );
        check(|leaf| leaf.sketch = Sketch([8; 8]), Err(Flaw::Contradicts));
        check(
            |leaf| leaf.points[11].offset_ms = 50_001,
            Err(Flaw::Contradicts),
        );
    }

    #[test]
    fn gaps_steps_back_and_bad_accuracy_are_impossible() {
        check(|leaf| leaf.previous_ms = 22_000, Err(Flaw::Impossible));
        check(
            |leaf| leaf.points[3].offset_ms = leaf.points[2].offset_ms,
            Err(Flaw::Impossible),
        );
        check(
            |leaf| leaf.points[3].accuracy_decimetres = WORST_ACCURACY_DECIMETRES + 1,
            Err(Flaw::Impossible),
        );
        check(|leaf| leaf.points[3].place = PLACES, Err(Flaw::Impossible));
    }

    #[test]
    fn who_stands_still_or_flies_maps_nothing() {
        check(
            |leaf| leaf.points.iter_mut().for_each(|it| it.place %= 2),
            Err(Flaw::Impossible),
        );
        // Across the cell, about a kilometre, in two seconds.
        check(|leaf| leaf.points[5].place = 342, Err(Flaw::Impossible));
    }

    #[test]
    fn bytes_of_another_form_are_no_leaf() {
        let bytes = leaf().encode();
        assert!(TrackLeaf::decode(&bytes).is_ok());
        assert_eq!(TrackLeaf::decode(&bytes[1..]), Err(Flaw::Malformed));
        assert_eq!(TrackLeaf::decode(&[0; LEAF_BYTES]), Err(Flaw::Malformed));
    }
}
