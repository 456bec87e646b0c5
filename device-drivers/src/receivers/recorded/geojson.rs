//! Reads the lines of GeoJSON (RFC 7946): as a geometry, a feature or a collection of features.

use super::{Lines, TrackFileError};
use serde::Deserialize;

/// What a file may be. No type holds itself, so that none can be nested deeper than this.
#[derive(Deserialize)]
#[serde(tag = "type")]
enum File {
    FeatureCollection { features: Vec<Feature> },
    Feature { geometry: Option<Geometry> },
    LineString { coordinates: Vec<Place> },
    MultiLineString { coordinates: Vec<Vec<Place>> },
}

#[derive(Deserialize)]
struct Feature {
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    LineString {
        coordinates: Vec<Place>,
    },
    MultiLineString {
        coordinates: Vec<Vec<Place>>,
    },
    /// Points and areas are no tracks.
    #[serde(other)]
    Other,
}

/// Degrees east, degrees north, and whatever follows.
#[derive(Deserialize)]
#[serde(transparent)]
struct Place(Vec<f64>);

/// Gives the points to `lines`.
pub(super) fn read(text: &str, lines: &mut Lines) -> Result<(), TrackFileError> {
    let file = serde_json::from_str(text).map_err(|_| TrackFileError::Damaged)?;
    match file {
        File::FeatureCollection { features } => {
            let mut geometries = features.into_iter().filter_map(|it| it.geometry);
            geometries.try_for_each(|geometry| draw(geometry, lines))
        }
        File::Feature { geometry } => geometry.map_or(Ok(()), |it| draw(it, lines)),
        File::LineString { coordinates } => line(&coordinates, lines),
        File::MultiLineString { coordinates } => {
            coordinates.iter().try_for_each(|it| line(it, lines))
        }
    }
}

fn draw(geometry: Geometry, lines: &mut Lines) -> Result<(), TrackFileError> {
    match geometry {
        Geometry::LineString { coordinates } => line(&coordinates, lines),
        Geometry::MultiLineString { coordinates } => {
            coordinates.iter().try_for_each(|it| line(it, lines))
        }
        Geometry::Other => Ok(()),
    }
}

fn line(places: &[Place], lines: &mut Lines) -> Result<(), TrackFileError> {
    lines.cut();
    for Place(numbers) in places {
        let [longitude, latitude, ..] = numbers[..] else {
            return Err(TrackFileError::Damaged);
        };
        lines.point(latitude, longitude)?;
    }
    Ok(())
}
