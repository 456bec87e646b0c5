//! Makes up cities: where people stand and how warm it is.

use h3o::{CellIndex, LatLng, Resolution};
use outpost_protocol::CellId;
use std::f64::consts::TAU;

/// How far from a city's centre people stand, in cells.
const RADIUS: u32 = 5;
/// How far from it hotspots stand, in km: those beside each other then hear each other well.
const CIRCLE_KM: f64 = 6.0;
const KM_PER_DEGREE: f64 = 111.2;

/// A city and its weather.
#[derive(Debug)]
pub(super) struct City {
    /// Latitude and longitude, in degrees.
    position: (f64, f64),
    /// Mean temperature, in 0.01 °C.
    pub(super) temperature: i32,
    /// Mean relative humidity, in 0.01 %.
    pub(super) humidity: i32,
}

/// Where people with sensors live. What needs others nearby is in the first.
pub(super) const CITIES: [City; 5] = [
    // Berlin
    City {
        position: (52.520, 13.405),
        temperature: 900,
        humidity: 7_600,
    },
    // Lisbon
    City {
        position: (38.722, -9.139),
        temperature: 1_700,
        humidity: 7_000,
    },
    // Denver
    City {
        position: (39.739, -104.990),
        temperature: 1_100,
        humidity: 4_200,
    },
    // Nairobi
    City {
        position: (-1.286, 36.817),
        temperature: 1_900,
        humidity: 6_500,
    },
    // Singapore
    City {
        position: (1.352, 103.820),
        temperature: 2_750,
        humidity: 8_300,
    },
];

impl City {
    /// The `index`-th cell around the centre.
    pub(super) fn cell(&self, index: u32) -> Option<CellId> {
        let around: Vec<_> = self.centre()?.grid_disk::<Vec<_>>(RADIUS);
        // A step that shares no factor with their number spreads them before they share cells.
        let place = (index as usize * 37) % around.len().max(1);
        let cell = around.get(place)?;
        CellId::try_from(u64::from(*cell)).ok()
    }

    /// The `index`-th cell of those that are so near to each other that clouds and wind are the same.
    pub(super) fn cell_of_one_area(&self, index: u32) -> Option<CellId> {
        let area = self.centre()?.parent(Resolution::Seven)?;
        let cells: Vec<CellIndex> = area.children(Resolution::Eight).collect();
        let cell = cells.get(index as usize % cells.len().max(1))?;
        CellId::try_from(u64::from(*cell)).ok()
    }

    /// The `index`-th of `count` cells on a wide circle around the centre.
    pub(super) fn cell_on_circle(&self, index: u32, count: u32) -> Option<CellId> {
        let (latitude, longitude) = self.position;
        let angle = TAU * f64::from(index) / f64::from(count.max(1));
        let north = CIRCLE_KM * angle.cos() / KM_PER_DEGREE;
        let east = CIRCLE_KM * angle.sin() / KM_PER_DEGREE / latitude.to_radians().cos();
        let at = LatLng::new(latitude + north, longitude + east).ok()?;
        CellId::try_from(u64::from(at.to_cell(Resolution::Eight))).ok()
    }

    fn centre(&self) -> Option<CellIndex> {
        let (latitude, longitude) = self.position;
        Some(
            LatLng::new(latitude, longitude)
                .ok()?
                .to_cell(Resolution::Eight),
        )
    }
}

/// How far apart the middles of two cells are, in metres.
pub(super) fn metres_between(one: CellId, other: CellId) -> Option<f64> {
    let middle = |cell: CellId| Some(LatLng::from(CellIndex::try_from(cell.index()).ok()?));
    Some(middle(one)?.distance_m(middle(other)?))
}
