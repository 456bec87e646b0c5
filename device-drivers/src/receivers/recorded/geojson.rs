//! Reads the lines of GeoJSON (RFC 7946): of a geometry, a feature or a collection of features.
//!
//! Nothing but points is kept while a file is read. What a member means depends on `type`, which may
//! follow it: so members are found first, as pieces of the text, and read when that is known.

use super::{Lines, TrackFileError};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{fmt, marker::PhantomData};

/// Where an object's members are in the text.
#[derive(Deserialize)]
struct Object<'a> {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(borrow)]
    features: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
}

#[derive(Deserialize)]
enum Kind {
    FeatureCollection,
    Feature,
    LineString,
    MultiLineString,
    /// Points and areas are no tracks.
    #[serde(other)]
    Other,
}

/// Gives the points to `lines`.
pub(super) fn read(text: &str, lines: &mut Lines) -> Result<(), TrackFileError> {
    let file: Object<'_> = parse(text)?;
    match file.kind {
        Kind::FeatureCollection => each(file.features, |Feature { geometry }| {
            geometry.map_or(Ok(()), |it| draw(&parse(it.get())?, lines))
        }),
        Kind::Feature => match file.geometry {
            Some(geometry) => draw(&parse(geometry.get())?, lines),
            None => Ok(()),
        },
        Kind::LineString | Kind::MultiLineString => draw(&file, lines),
        Kind::Other => Err(TrackFileError::Damaged),
    }
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, TrackFileError> {
    serde_json::from_str(text).map_err(|_| TrackFileError::Damaged)
}

/// Draws a geometry. One within another is none that is drawn, so that none can be nested deeper.
fn draw(geometry: &Object<'_>, lines: &mut Lines) -> Result<(), TrackFileError> {
    match geometry.kind {
        Kind::LineString => line(geometry.coordinates, lines),
        Kind::MultiLineString => each(geometry.coordinates, |it| line(Some(it), lines)),
        Kind::FeatureCollection | Kind::Feature | Kind::Other => Ok(()),
    }
}

fn line(places: Option<&RawValue>, lines: &mut Lines) -> Result<(), TrackFileError> {
    lines.cut();
    each(places, |place: Place| {
        lines.point(place.latitude, place.longitude)
    })
}

/// Gives each member of a list to `take`, one after the other.
fn each<'a, T: Deserialize<'a>>(
    list: Option<&'a RawValue>,
    mut take: impl FnMut(T) -> Result<(), TrackFileError>,
) -> Result<(), TrackFileError> {
    let list = list.ok_or(TrackFileError::Damaged)?;
    let mut refused = TrackFileError::Damaged;
    let members = Each {
        take: |member| take(member).map_err(|error| refused = error),
        member: PhantomData,
    };
    let mut reader = serde_json::Deserializer::from_str(list.get());
    let read = reader.deserialize_seq(members);
    read.map_err(|_| refused)
}

struct Each<T, F> {
    take: F,
    member: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Result<(), ()>> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(member) = list.next_element()? {
            (self.take)(member).map_err(|()| A::Error::custom("a member is refused"))?;
        }
        Ok(())
    }
}

/// Degrees east, degrees north, and whatever follows.
struct Place {
    longitude: f64,
    latitude: f64,
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_seq(Numbers)
    }
}

struct Numbers;

impl<'de> Visitor<'de> for Numbers {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a place of two numbers or more")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Place, A::Error> {
        let mut next = || {
            let number = numbers.next_element()?;
            number.ok_or_else(|| A::Error::custom("a place of less than two numbers"))
        };
        let (longitude, latitude) = (next()?, next()?);
        while numbers.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Place {
            longitude,
            latitude,
        })
    }
}
