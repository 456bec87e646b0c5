//! Turns a recorded track into cells and a length: pure.

use h3o::{LatLng, Resolution};
use outpost_device_drivers::{protocols::nmea::Position, receivers::recorded::RecordedTrack};
use outpost_protocol::{
    CellId, place::DEVICE_RESOLUTION, resources::mapping::track::POINT_RESOLUTION,
};
use serde::{Deserialize, Serialize};

/// Most points that are kept; a point for each 50 m is as fine as the network looks.
pub(super) const MOST_POINTS: usize = 20_000;
/// Most cells of a track.
const MOST_CELLS: usize = 500;
/// So near, the cells between two points are those of both ends and of what lies between at this step.
const STEP_METRES: f64 = 100.0;
/// Farther apart, two points are not of one way.
pub(super) const GAP_METRES: f64 = 2_000.0;

/// A track as it is kept: lines of points, each in 1e-7 degrees north and east.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Track {
    lines: Vec<Vec<(i32, i32)>>,
}

/// A track that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unkept {
    /// More points or cells than are kept.
    #[error("more than {MOST_POINTS} points or {MOST_CELLS} cells")]
    TooLarge,
    /// Whoever recorded it stood still, or it has nothing but leaps.
    #[error("it goes through no cell")]
    Nowhere,
}

impl Track {
    /// Keeps one point of each place as fine as the network looks.
    pub(super) fn of(recorded: &RecordedTrack) -> Result<Self, Unkept> {
        let point = |it: &Position| (it.latitude_e7(), it.longitude_e7());
        let line = |line: &Vec<Position>| line.iter().map(point).collect();
        let track = Self::of_lines(recorded.lines.iter().map(line).collect());
        let points: usize = track.lines.iter().map(Vec::len).sum();
        let cells = track.cells().len();
        if points > MOST_POINTS || cells > MOST_CELLS {
            return Err(Unkept::TooLarge);
        }
        if cells == 0 {
            return Err(Unkept::Nowhere);
        }
        Ok(track)
    }

    /// The same of lines as they are kept, however many.
    pub(super) fn of_lines(mut lines: Vec<Vec<(i32, i32)>>) -> Self {
        for points in &mut lines {
            let last = points.last().copied();
            points.dedup_by_key(|point| fine_place(*point));
            // Where it ends counts as well, for its length.
            points.extend(last.filter(|last| points.last() != Some(last)));
        }
        lines.retain(|line| line.len() > 1);
        Self { lines }
    }

    /// Degrees north and east.
    pub(super) fn lines(&self) -> Vec<Vec<(f64, f64)>> {
        let degrees =
            |(north, east): &(i32, i32)| (f64::from(*north) / 1e7, f64::from(*east) / 1e7);
        let line = |line: &Vec<(i32, i32)>| line.iter().map(degrees).collect();
        self.lines.iter().map(line).collect()
    }

    /// How far it goes.
    pub(super) fn metres(&self) -> f64 {
        self.ways().map(|(from, to)| from.distance_m(to)).sum()
    }

    /// The cells that it goes through, each once, in the order of travel.
    pub(super) fn cells(&self) -> Vec<CellId> {
        let mut cells: Vec<CellId> = Vec::new();
        for (from, to) in self.ways() {
            let metres = from.distance_m(to);
            if metres > GAP_METRES {
                continue;
            }
            let steps = (metres / STEP_METRES).ceil().max(1.0) as u32;
            for step in 0..=steps {
                let cell = between(from, to, f64::from(step) / f64::from(steps));
                if let Some(cell) = cell.filter(|cell| !cells.contains(cell)) {
                    cells.push(cell);
                    if cells.len() > MOST_CELLS {
                        return cells;
                    }
                }
            }
        }
        cells
    }

    fn ways(&self) -> impl Iterator<Item = (LatLng, LatLng)> {
        let pairs = self
            .lines
            .iter()
            .flat_map(|line| line.iter().zip(line.iter().skip(1)));
        pairs.filter_map(|(from, to)| Some((place(*from)?, place(*to)?)))
    }
}

fn place((north, east): (i32, i32)) -> Option<LatLng> {
    LatLng::new(f64::from(north) / 1e7, f64::from(east) / 1e7).ok()
}

fn fine_place(point: (i32, i32)) -> Option<u64> {
    place(point).map(|place| place.to_cell(POINT_RESOLUTION).into())
}

/// The cell at a part of the way; so short a way is straight on any map.
fn between(from: LatLng, to: LatLng, part: f64) -> Option<CellId> {
    let east = (to.lng() - from.lng() + 540.0).rem_euclid(360.0) - 180.0;
    let latitude = from.lat() + (to.lat() - from.lat()) * part;
    let longitude = from.lng() + east * part;
    let cell = LatLng::new(latitude, longitude)
        .ok()?
        .to_cell(DEVICE_RESOLUTION);
    debug_assert_eq!(cell.resolution(), Resolution::Eight);
    CellId::try_from(u64::from(cell)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(points: &[(f64, f64)]) -> RecordedTrack {
        let point = |(north, east): &(f64, f64)| {
            Position::new((north * 1e7) as i32, (east * 1e7) as i32).unwrap()
        };
        RecordedTrack {
            lines: vec![points.iter().map(point).collect()],
        }
    }

    #[test]
    fn a_way_through_a_town_is_cut_into_its_cells_once_each() {
        // 2.2 km to the north and back.
        let there = [(52.52, 13.4), (52.53, 13.4), (52.54, 13.4)];
        let back = [(52.53, 13.4), (52.52, 13.4)];
        let track = Track::of(&recorded(&[there.as_slice(), &back].concat())).unwrap();
        assert!(
            (track.metres() - 4_450.0).abs() < 30.0,
            "{}",
            track.metres()
        );
        let cells = track.cells();
        assert!((3..=6).contains(&cells.len()), "{cells:?}");
        assert_eq!(Track::of(&recorded(&there)).unwrap().cells(), cells);
    }

    #[test]
    fn who_stands_still_or_only_leaps_goes_nowhere() {
        let still = Track::of(&recorded(&[(52.52, 13.4); 1_000]));
        assert_eq!(still, Err(Unkept::Nowhere));
        let leap = Track::of(&recorded(&[(52.52, 13.4), (48.1, 11.6)]));
        assert_eq!(leap, Err(Unkept::Nowhere));
    }

    #[test]
    fn a_way_over_the_date_line_is_short() {
        let track = Track::of(&recorded(&[(0.0, 179.995), (0.0, -179.995)])).unwrap();
        assert!(track.metres() < 1_200.0);
        assert!((1..=4).contains(&track.cells().len()));
    }

    #[test]
    fn more_cells_than_are_kept_are_refused() {
        let far: Vec<(f64, f64)> = (0..900)
            .map(|step| (40.0, f64::from(step) * 0.015))
            .collect();
        assert_eq!(Track::of(&recorded(&far)), Err(Unkept::TooLarge));
    }
}
