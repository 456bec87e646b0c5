//! Reads the points of GPX 1.0 and 1.1 (topografix.com): tracks' segments and routes, nothing else.

use super::{Lines, TrackFileError};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Gives the points to `lines`.
pub(super) fn read(text: &str, lines: &mut Lines) -> Result<(), TrackFileError> {
    let damaged = |_| TrackFileError::Damaged;
    // Entities are not expanded: nothing of a point has any.
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "trkpt" | "rtept" => point(&tag, lines)?,
                "trkseg" | "rte" => lines.cut(),
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn point(tag: &BytesStart<'_>, lines: &mut Lines) -> Result<(), TrackFileError> {
    let degrees = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok().flatten()?;
        attribute.value.trim().parse().ok()
    };
    match (degrees("lat"), degrees("lon")) {
        (Some(latitude), Some(longitude)) => lines.point(latitude, longitude),
        _ => Err(TrackFileError::Damaged),
    }
}
