//! Drives around in each epoch and notes which access points are to be seen.

use super::{
    city::City,
    craft::{Craft, Made, Past},
};
use h3o::{CellIndex, LatLng};
use outpost_protocol::{
    CellId, Epoch, Hash, Timestamp, practice,
    report::Claim,
    resources::mapping::{
        MappingClaim,
        drive::{FinePlace, Sighting, Track, Waypoint},
        track::{Origin, POINT_RESOLUTION},
    },
};

/// Points of a drive through one cell: two dozen more than are needed.
const POINTS: usize = 48;
/// In less nobody drives through a cell.
const SHORTEST_EPOCH_MS: u64 = 30_000;
/// How often who drives with the convoy notes where that is, as GPS receivers do.
const POINT_MS: u64 = 1_000;
/// More points of an epoch show nothing more.
const MOST_POINTS: usize = 3_600;
const ACCURACY_DECIMETRES: u16 = 40;

/// A van with a camera.
pub(super) struct Van {
    pub(super) way: Way,
    /// The track of the epoch that was reported last.
    pub(super) driven: Option<(Epoch, Track)>,
}

/// Where a van drives.
pub(super) enum Way {
    /// Through another cell of a city in each epoch, the same for all of its vans.
    Through(&'static City),
    /// With the [convoy](practice::convoy), in which whoever simulates a receiver drives as well.
    WithTheConvoy,
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
        let points = match self.way {
            Way::Through(city) => {
                through(city.cell(u32::try_from(past.epoch.0 % 1_000).ok()?)?, past)
            }
            Way::WithTheConvoy => with_the_convoy(past),
        };
        let seen: Vec<Sighting> = points
            .chunk_by(|one, next| one.place.cell() == next.place.cell())
            .filter_map(|stay| stay.get(stay.len() / 2))
            .flat_map(|point| sightings(past, point))
            .collect();
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        Track::of(&points, &seen, &past.schedule, &origin, past.parameters)
    }
}

/// The access points around, but for a few which are hidden behind a truck, for each van others.
fn sightings(past: &Past<'_>, point: &Waypoint) -> impl Iterator<Item = Sighting> {
    let (key, epoch, at) = (past.key, past.epoch, point.at);
    practice::access_points(point.place.cell())
        .filter(move |address| {
            let Hash([hidden, ..]) = Hash::of_encoded("practice truck", &(key, epoch, address));
            hidden >= 16
        })
        .map(move |address| Sighting {
            at,
            name: address.to_vec(),
        })
}

fn waypoint(at: Timestamp, place: FinePlace) -> Waypoint {
    Waypoint {
        at,
        place,
        accuracy_decimetres: ACCURACY_DECIMETRES,
    }
}

/// Points from one side of a cell to the other.
fn through(cell: CellId, past: &Past<'_>) -> Vec<Waypoint> {
    let way = way_through(cell).unwrap_or_default();
    let start = past.parameters.start_of(past.epoch).0;
    let length = past.parameters.epoch_ms;
    let time =
        |number: usize| Timestamp(start + (2 * number as u64 + 1) * length / (2 * POINTS as u64));
    (0..POINTS)
        .filter_map(|number| {
            let place = way.get(number * way.len() / POINTS)?;
            Some(waypoint(time(number), *place))
        })
        .collect()
}

/// Points where the convoy is.
fn with_the_convoy(past: &Past<'_>) -> Vec<Waypoint> {
    let start = past.parameters.start_of(past.epoch).0;
    let end = past.parameters.end_of(past.epoch).0;
    (start..end)
        .step_by(POINT_MS as usize)
        .take(MOST_POINTS)
        .filter_map(|at| {
            let (latitude, longitude) = practice::convoy(Timestamp(at));
            let degrees = |e7: i32| f64::from(e7) / 1e7;
            let here = LatLng::new(degrees(latitude), degrees(longitude)).ok()?;
            let place = FinePlace::new(u64::from(here.to_cell(POINT_RESOLUTION)))?;
            Some(waypoint(Timestamp(at), place))
        })
        .collect()
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
