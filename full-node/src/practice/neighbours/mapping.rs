//! Drives through a cell in each epoch and notes what is to be seen there.

use super::{
    city::City,
    craft::{Craft, Made, Past},
};
use h3o::CellIndex;
use outpost_protocol::{
    CellId, Epoch, Hash,
    bounded::List,
    evidence::EvidenceRoot,
    report::Claim,
    resources::mapping::{
        MappedCell, MappingClaim,
        sketch::Sketch,
        track::{NEVER, Origin, POINT_RESOLUTION, POINTS_PER_LEAF, Point, TrackLeaf},
    },
};

/// Leaves of a track: two dozen points more than are needed.
const LEAVES: usize = 4;
/// In less nobody drives through a cell.
const SHORTEST_EPOCH_MS: u64 = 30_000;
/// Things that can be seen in a cell.
const THINGS: u32 = 24;
const ACCURACY_DECIMETRES: u16 = 40;

/// A van with a camera.
pub(super) struct Van {
    pub(super) city: &'static City,
    /// The track of the epoch that was reported last.
    pub(super) driven: Option<(Epoch, Driven)>,
}

/// A track, with what it shows.
pub(super) struct Driven {
    mapped: MappedCell,
    evidence: Vec<u8>,
}

impl Craft for Van {
    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        if past.parameters.epoch_ms < SHORTEST_EPOCH_MS {
            return None;
        }
        let driven = self.drive(past);
        let track = driven
            .as_ref()
            .and_then(|driven| EvidenceRoot::of(&driven.evidence))
            .map(|root| root.hash);
        let before = std::mem::replace(&mut self.driven, driven.map(|driven| (past.epoch, driven)));
        let told = before.filter(|(epoch, _)| epoch.next() == past.epoch);
        let mut cells = List::default();
        let mut evidence = Vec::new();
        if let Some((_, driven)) = told {
            cells.push(driven.mapped).ok()?;
            evidence = driven.evidence;
        }
        Some(Made {
            claim: Claim::Mapping(MappingClaim { cells, track }),
            evidence,
        })
    }
}

impl Van {
    fn drive(&self, past: &Past<'_>) -> Option<Driven> {
        // Another cell in each epoch, the same for all vans of the city.
        let cell = self.city.cell(u32::try_from(past.epoch.0 % 1_000).ok()?)?;
        let things: Vec<[u8; 8]> = (0..THINGS)
            .filter(|thing| {
                // A few are hidden behind a truck, for each van others.
                let Hash([hidden, ..]) =
                    Hash::of_encoded("practice truck", &(past.key, past.epoch, thing));
                hidden >= 16
            })
            .map(|thing| (cell.index() ^ u64::from(thing)).to_le_bytes())
            .collect();
        let sketch = Sketch::of(&past.schedule, cell, things.iter().map(<[u8; 8]>::as_slice))?;
        let points = points(cell, past.parameters.epoch_ms)?;
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        let mut evidence = Vec::new();
        let mut previous_ms = NEVER;
        let (chunks, _) = points.as_chunks::<POINTS_PER_LEAF>();
        for (number, points) in (0_u32..).zip(chunks) {
            let leaf = TrackLeaf {
                tag: origin.tag(),
                number,
                previous_ms,
                cell,
                sketch,
                points: *points,
            };
            previous_ms = points.last().map_or(NEVER, |last| last.offset_ms);
            evidence.extend(leaf.encode());
        }
        let (first, last) = (points.first()?, points.last()?);
        Some(Driven {
            mapped: MappedCell {
                cell,
                entered_s: first.offset_ms / 1_000,
                left_s: last.offset_ms.div_ceil(1_000),
                leaves: u16::try_from(chunks.len()).ok()?,
                sketch,
            },
            evidence,
        })
    }
}

/// Points on a way through `cell`, evenly through the epoch.
fn points(cell: CellId, epoch_ms: u64) -> Option<Vec<Point>> {
    let way = way_through(cell)?;
    let count = LEAVES * POINTS_PER_LEAF;
    (0..count)
        .map(|number| {
            let place = way.get(number * way.len() / count)?;
            let offset = (2 * number as u64 + 1) * epoch_ms / (2 * count as u64);
            Some(Point {
                offset_ms: u32::try_from(offset).ok()?,
                place: *place,
                accuracy_decimetres: ACCURACY_DECIMETRES,
            })
        })
        .collect()
}

/// The places in `cell` that one passes from one side to the other.
fn way_through(cell: CellId) -> Option<Vec<u16>> {
    let cell = CellIndex::try_from(cell.index()).ok()?;
    let middle = cell.center_child(POINT_RESOLUTION)?;
    // Two steps short of the edge on both sides.
    let ends: Vec<CellIndex> = middle.grid_ring_fast(6).flatten().collect();
    let (from, to) = (ends.first()?, ends.get(ends.len() / 2)?);
    let places: Vec<u16> = from
        .grid_path_cells(*to)
        .ok()?
        .filter_map(Result::ok)
        .filter(|place| place.parent(cell.resolution()) == Some(cell))
        .filter_map(|place| u16::try_from(place.child_position(cell.resolution())?).ok())
        .collect();
    Some(places)
}
