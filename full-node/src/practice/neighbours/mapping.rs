//! Drives through a cell in each epoch and notes what is to be seen there.

use super::{
    city::City,
    craft::{Craft, Made, Past},
};
use h3o::CellIndex;
use outpost_protocol::{
    CellId, Epoch, Hash, Timestamp,
    report::Claim,
    resources::mapping::{
        MappingClaim,
        drive::{FinePlace, Sighting, Track, Waypoint},
        track::{Origin, POINT_RESOLUTION},
    },
};

/// Points of a drive: two dozen more than are needed.
const POINTS: usize = 48;
/// In less nobody drives through a cell.
const SHORTEST_EPOCH_MS: u64 = 30_000;
/// Things that can be seen in a cell.
const THINGS: u32 = 24;
const ACCURACY_DECIMETRES: u16 = 40;

/// A van with a camera.
pub(super) struct Van {
    pub(super) city: &'static City,
    /// The track of the epoch that was reported last.
    pub(super) driven: Option<(Epoch, Track)>,
}

impl Craft for Van {
    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        if past.parameters.epoch_ms < SHORTEST_EPOCH_MS {
            return None;
        }
        let driven = self.drive(past);
        let before = self.driven.take();
        let told = before.filter(|(epoch, _)| epoch.next() == past.epoch);
        let told = told.map(|(_, track)| track);
        let (claim, evidence) = MappingClaim::of(told.as_ref(), driven.as_ref())?;
        self.driven = driven.map(|track| (past.epoch, track));
        Some(Made {
            claim: Claim::Mapping(claim),
            evidence,
        })
    }
}

impl Van {
    fn drive(&self, past: &Past<'_>) -> Option<Track> {
        // Another cell in each epoch, the same for all vans of the city.
        let cell = self.city.cell(u32::try_from(past.epoch.0 % 1_000).ok()?)?;
        let way = way_through(cell)?;
        let start = past.parameters.start_of(past.epoch).0;
        let length = past.parameters.epoch_ms;
        let time = |number: usize| {
            Timestamp(start + (2 * number as u64 + 1) * length / (2 * POINTS as u64))
        };
        let points: Vec<Waypoint> = (0..POINTS)
            .filter_map(|number| {
                Some(Waypoint {
                    at: time(number),
                    place: *way.get(number * way.len() / POINTS)?,
                    accuracy_decimetres: ACCURACY_DECIMETRES,
                })
            })
            .collect();
        let seen: Vec<Sighting> = (0..THINGS)
            .filter(|thing| {
                // A few are hidden behind a truck, for each van others.
                let Hash([hidden, ..]) =
                    Hash::of_encoded("practice truck", &(past.key, past.epoch, thing));
                hidden >= 16
            })
            .map(|thing| Sighting {
                at: time(POINTS / 2),
                name: (cell.index() ^ u64::from(thing)).to_le_bytes().to_vec(),
            })
            .collect();
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        Track::of(&points, &seen, &past.schedule, &origin, past.parameters)
    }
}

/// The places in `cell` that one passes from one side to the other.
fn way_through(cell: CellId) -> Option<Vec<FinePlace>> {
    let middle = CellIndex::try_from(cell.index())
        .ok()?
        .center_child(POINT_RESOLUTION)?;
    // Two steps short of the edge on both sides.
    let ends: Vec<CellIndex> = middle.grid_ring_fast(6).flatten().collect();
    let (from, to) = (ends.first()?, ends.get(ends.len() / 2)?);
    let places: Vec<FinePlace> = from
        .grid_path_cells(*to)
        .ok()?
        .filter_map(|place| FinePlace::new(u64::from(place.ok()?)))
        .filter(|place| place.cell() == cell)
        .collect();
    Some(places)
}
