//! Turns cells, devices, plans and positions into the GeoJSON that the map draws.

use super::{canvas::Drawing, layer::Layer};
use outpost_app_api::{CellStateView, CellView, Money, PlacesView, PositionView};
use serde::Serialize;

/// Corners of the ring around a position.
const CORNERS: u32 = 48;
/// Metres of a degree north.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// What there is to draw.
#[derive(Debug, Default)]
pub struct Scene<'a> {
    /// Cells with their level.
    pub cells: Vec<(&'a CellView, u8)>,
    /// The person's devices and plans.
    pub places: Option<&'a PlacesView>,
    /// The chosen cell.
    pub chosen: Option<&'a CellView>,
    /// Where the person is, with how far that may be off.
    pub position: Option<&'a PositionView>,
    /// Where somebody went: degrees north and east.
    pub tracks: &'a [Vec<(f64, f64)>],
}

/// The cells of a layer, where one more device earns at `most` so much.
pub fn levels<'a>(
    layer: Layer,
    most: Option<Money>,
    cells: impl Iterator<Item = &'a CellStateView>,
) -> Vec<(&'a CellView, u8)> {
    cells
        .map(|cell| (&cell.place, layer.level(cell, most.unwrap_or_default())))
        .collect()
}

/// GeoJSON (RFC 7946), as far as it is drawn.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Shape {
    Point { coordinates: [f64; 2] },
    LineString { coordinates: Vec<[f64; 2]> },
    Polygon { coordinates: [Vec<[f64; 2]>; 1] },
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Feature {
    Feature {
        geometry: Shape,
        properties: Properties,
    },
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Features {
    FeatureCollection { features: Vec<Feature> },
}

/// What a feature is painted by.
#[derive(Serialize)]
#[serde(untagged)]
enum Properties {
    Cell { level: u8 },
    Mark { kind: Kind },
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Reach,
    Track,
    Chosen,
    Plan,
    Device,
}

impl Scene<'_> {
    /// As the map takes it.
    pub fn draw(&self) -> Drawing {
        let cell = |(cell, level): &(&CellView, u8)| Feature::Feature {
            geometry: polygon(ring(&cell.boundary)),
            properties: Properties::Cell { level: *level },
        };
        Drawing {
            cells: collection(self.cells.iter().map(cell).collect()),
            marks: collection(self.marks()),
        }
    }

    /// What lies over the cells, the topmost last.
    fn marks(&self) -> Vec<Feature> {
        let reach = self
            .position
            .map(|it| mark(polygon(reach(it)), Kind::Reach));
        let tracks = self.tracks.iter().map(|track| {
            let coordinates = line(track);
            mark(Shape::LineString { coordinates }, Kind::Track)
        });
        let chosen = self
            .chosen
            .map(|cell| mark(polygon(ring(&cell.boundary)), Kind::Chosen));
        let places = self.places.iter();
        let plans = places.clone().flat_map(|it| &it.plans);
        let devices = places.flat_map(|it| &it.devices);
        reach
            .into_iter()
            .chain(tracks)
            .chain(chosen)
            .chain(plans.map(|plan| mark(point(&plan.place), Kind::Plan)))
            .chain(devices.map(|device| mark(point(&device.place), Kind::Device)))
            .collect()
    }
}

/// Whether a place is in a cell.
pub fn is_within(cell: &CellView, (latitude, longitude): (f64, f64)) -> bool {
    let corners = ring(&cell.boundary);
    let Some([first, _]) = corners.first() else {
        return false;
    };
    let east = unwrapped(longitude, *first);
    let edges = corners.iter().zip(corners.iter().skip(1));
    let crossed = edges.filter(|([ax, ay], [bx, by])| {
        (*ay > latitude) != (*by > latitude) && east < ax + (latitude - ay) / (by - ay) * (bx - ax)
    });
    crossed.count() % 2 == 1
}

/// A closed ring, each corner as east and north; it does not jump at the date line.
fn ring(corners: &[(f64, f64)]) -> Vec<[f64; 2]> {
    let mut ring = line(corners);
    ring.extend(ring.first().copied());
    ring
}

fn line(points: &[(f64, f64)]) -> Vec<[f64; 2]> {
    let mut before = points.first().map_or(0.0, |(_, longitude)| *longitude);
    points
        .iter()
        .map(|(latitude, longitude)| {
            before = unwrapped(*longitude, before);
            [before, *latitude]
        })
        .collect()
}

/// The same longitude, less than half of the Earth away from another.
fn unwrapped(longitude: f64, near: f64) -> f64 {
    near + (longitude - near + 540.0).rem_euclid(360.0) - 180.0
}

/// The ring that somebody is within, most likely.
fn reach(position: &PositionView) -> Vec<[f64; 2]> {
    let north = position.accuracy_m / METRES_PER_DEGREE;
    let east = north / position.latitude.to_radians().cos().max(0.01);
    let corner = |number: u32| {
        let angle = std::f64::consts::TAU * f64::from(number % CORNERS) / f64::from(CORNERS);
        [
            position.longitude + east * angle.cos(),
            position.latitude + north * angle.sin(),
        ]
    };
    (0..=CORNERS).map(corner).collect()
}

fn polygon(ring: Vec<[f64; 2]>) -> Shape {
    Shape::Polygon {
        coordinates: [ring],
    }
}

fn point(cell: &CellView) -> Shape {
    let (latitude, longitude) = cell.centre;
    Shape::Point {
        coordinates: [longitude, latitude],
    }
}

fn mark(geometry: Shape, kind: Kind) -> Feature {
    Feature::Feature {
        geometry,
        properties: Properties::Mark { kind },
    }
}

/// Numbers and names are all there is, which JSON always has words for.
fn collection(features: Vec<Feature>) -> String {
    serde_json::to_string(&Features::FeatureCollection { features }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(boundary: &[(f64, f64)]) -> CellView {
        CellView {
            cell: "881f1d4887fffff".to_owned(),
            centre: (0.0, 0.0),
            boundary: boundary.to_vec(),
        }
    }

    #[test]
    fn what_is_drawn_is_geojson_with_what_it_is_painted_by() {
        let square = cell(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]);
        let scene = Scene {
            cells: vec![(&square, 3)],
            chosen: Some(&square),
            ..Scene::default()
        };
        let Drawing { cells, marks } = scene.draw();
        let ring = "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]";
        let drawn = |properties: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":{ring}}},"properties":{properties}}}]}}"#
            )
        };
        assert_eq!(cells, drawn(r#"{"level":3}"#));
        assert_eq!(marks, drawn(r#"{"kind":"chosen"}"#));
    }

    #[test]
    fn a_cell_at_the_date_line_is_drawn_in_one_piece() {
        let corners = [(1.0, 179.9), (0.0, -179.9), (-1.0, 179.8)];
        let drawn = ring(&corners);
        assert_eq!(drawn.len(), 4);
        assert!(
            drawn.iter().all(|[east, _]| (179.0..181.0).contains(east)),
            "{drawn:?}"
        );
    }

    #[test]
    fn a_place_is_in_the_cell_that_surrounds_it_at_the_date_line_too() {
        let square = cell(&[(1.0, 179.0), (1.0, -179.0), (-1.0, -179.0), (-1.0, 179.0)]);
        assert!(is_within(&square, (0.5, 179.5)));
        assert!(is_within(&square, (0.5, -179.5)));
        assert!(!is_within(&square, (0.5, 178.5)));
        assert!(!is_within(&square, (1.5, 180.0)));
        assert!(!is_within(&cell(&[]), (0.0, 0.0)));
    }

    #[test]
    fn the_ring_around_a_position_is_as_wide_as_it_may_be_off() {
        let position = PositionView {
            latitude: 60.0,
            longitude: 10.0,
            accuracy_m: 1_111.95,
        };
        let ring = reach(&position);
        let [east, _] = ring[0];
        let [_, north] = ring[CORNERS as usize / 4];
        assert!((east - 10.02).abs() < 1e-6, "{east}");
        assert!((north - 60.01).abs() < 1e-6, "{north}");
        assert_eq!(ring.first(), ring.last());
    }
}
