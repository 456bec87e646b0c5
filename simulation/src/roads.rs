//! Makes drives through a town, and what is seen on them.
//!
//! Every cell has things that stand still and name themselves, such as radio beacons. Who drives through
//! sees most of them, no two drivers quite the same.

use crate::chance::Chance;
use h3o::CellIndex;
use outpost_protocol::{
    CellId, Hash,
    resources::{
        mapping::{
            MappedCell,
            sketch::Sketch,
            track::{NEVER, Origin, POINT_RESOLUTION, POINTS_PER_LEAF, Point, TrackLeaf},
        },
        sensing::neighbours::around,
    },
};

/// Beacons in a cell.
const BEACONS: u8 = 40;
/// Share of a cell's beacons that a driver sees.
const SEEN: f64 = 0.8;
/// Leaves of points that a driver records in a cell.
const LEAVES: u16 = 3;
/// Cells of a drive.
const CELLS: (usize, usize) = (8, 14);
/// Seconds between points.
const SECONDS: (f64, f64) = (3.0, 6.0);

/// Where somebody was, in which order.
#[derive(Clone)]
pub struct Drive(pub Vec<CellId>);

/// A drive as it is claimed, with its evidence.
#[derive(Clone)]
pub struct Track {
    /// The claim's cells.
    pub cells: Vec<MappedCell>,
    /// The evidence's leaves.
    pub leaves: Vec<[u8; 128]>,
}

impl Drive {
    /// From one of the cells that roads go through to the next, through none twice.
    pub fn along(roads: &[CellId], chance: &mut Chance) -> Self {
        let length = CELLS.0 + chance.below(CELLS.1 - CELLS.0 + 1);
        let mut cells = Vec::new();
        let mut onwards = roads.to_vec();
        while cells.len() < length
            && let Some(&next) = chance.pick(&onwards)
        {
            cells.push(next);
            onwards = around(next)
                .filter(|it| roads.contains(it) && !cells.contains(it))
                .collect();
        }
        Self(cells)
    }

    /// The track of this drive, with what `sketch` says of each cell. `origin` names who drove when.
    pub fn record(
        &self,
        origin: &Origin,
        chance: &mut Chance,
        mut sketch: impl FnMut(CellId, &mut Chance) -> Option<Sketch>,
    ) -> Track {
        let mut track = Track {
            cells: Vec::new(),
            leaves: Vec::new(),
        };
        let mut now_ms = (chance.between(6.0, 20.0) * 3_600_000.0) as u32;
        let mut previous_ms = NEVER;
        for &cell in &self.0 {
            let Some(sketch) = sketch(cell, chance) else {
                continue;
            };
            let entered_s = now_ms / 1_000;
            for _ in 0..LEAVES {
                let points = drive_through(cell, &mut now_ms, chance);
                let leaf = TrackLeaf {
                    tag: origin.tag(),
                    number: track.leaves.len() as u32,
                    previous_ms,
                    cell,
                    sketch,
                    points,
                };
                track.leaves.push(leaf.encode());
                previous_ms = points[POINTS_PER_LEAF - 1].offset_ms;
            }
            track.cells.push(MappedCell {
                cell,
                entered_s,
                left_s: now_ms / 1_000 + 1,
                leaves: LEAVES,
                sketch,
            });
            now_ms += 20_000;
        }
        track
    }
}

/// What a driver who is there sees, in the epoch of this salt.
pub fn seen(salt: &Hash, cell: CellId, chance: &mut Chance) -> Option<Sketch> {
    let beacons: Vec<[u8; 9]> = (0..BEACONS)
        .filter(|_| chance.happens(SEEN))
        .map(|beacon| {
            let [a, b, c, d, e, f, g, h] = cell.index().to_le_bytes();
            [a, b, c, d, e, f, g, h, beacon]
        })
        .collect();
    Sketch::of(salt, cell, beacons.iter().map(<[u8; 9]>::as_slice))
}

/// From one child to the next beside it.
fn drive_through(cell: CellId, now_ms: &mut u32, chance: &mut Chance) -> [Point; POINTS_PER_LEAF] {
    let parent = CellIndex::try_from(cell.index()).ok();
    let children: Vec<CellIndex> = parent
        .into_iter()
        .flat_map(|it| it.children(POINT_RESOLUTION))
        .collect();
    let mut here = chance.below(children.len());
    [(); POINTS_PER_LEAF].map(|()| {
        let beside: Vec<usize> = children
            .get(here)
            .into_iter()
            .flat_map(|it| it.grid_disk::<Vec<_>>(1))
            .filter_map(|it| children.iter().position(|&child| child == it))
            .collect();
        here = chance.pick(&beside).copied().unwrap_or(here);
        *now_ms += (chance.between(SECONDS.0, SECONDS.1) * 1_000.0) as u32;
        Point {
            offset_ms: *now_ms,
            place: here as u16,
            accuracy_decimetres: chance.between(20.0, 150.0) as u16,
        }
    })
}
