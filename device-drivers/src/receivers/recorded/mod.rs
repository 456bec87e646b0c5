//! Reads tracks that something else recorded, from the files that phones and receivers write.
//!
//! A file is anybody's: it is bounded before it is parsed, and what it says is only ever where somebody went.

mod geojson;
mod gpx;

use crate::protocols::nmea::Position;

/// Largest file, in bytes: a day's ride with a point each second is about as large.
pub const MAX_FILE_BYTES: usize = 16 << 20;
/// Most points of a file.
pub const MAX_POINTS: usize = 200_000;

/// A track: unbroken lines, each of at least two points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedTrack {
    /// The lines, in the file's order.
    pub lines: Vec<Vec<Position>>,
}

/// A file that is no track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackFileError {
    /// Beyond [`MAX_FILE_BYTES`].
    #[error("a file of {found} bytes, at most {MAX_FILE_BYTES} are read")]
    TooLarge {
        /// Its length.
        found: usize,
    },
    /// Beyond [`MAX_POINTS`].
    #[error("more than {MAX_POINTS} points")]
    TooManyPoints,
    /// Neither GPX nor GeoJSON.
    #[error("neither GPX nor GeoJSON")]
    UnknownFormat,
    /// It begins as one of them and goes on as something else.
    #[error("the file is damaged")]
    Damaged,
    /// A place that is none on Earth.
    #[error("a place that is none on earth")]
    NotOnEarth,
    /// No line of two points.
    #[error("there is no track in the file")]
    NoTrack,
}

impl RecordedTrack {
    /// Reads a GPX or GeoJSON file, whatever its name is.
    ///
    /// # Errors
    /// Why it is no track.
    pub fn read(text: &str) -> Result<Self, TrackFileError> {
        if text.len() > MAX_FILE_BYTES {
            return Err(TrackFileError::TooLarge { found: text.len() });
        }
        // Some programs put a byte order mark before both.
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let mut lines = Lines::default();
        match text.chars().next() {
            Some('<') => gpx::read(text, &mut lines)?,
            Some('{') => geojson::read(text, &mut lines)?,
            _ => return Err(TrackFileError::UnknownFormat),
        }
        lines.finish()
    }
}

/// Lines in the making, bounded.
#[derive(Debug, Default)]
struct Lines {
    lines: Vec<Vec<Position>>,
    line: Vec<Position>,
    points: usize,
}

impl Lines {
    /// One more point, in degrees north and east.
    fn point(&mut self, latitude: f64, longitude: f64) -> Result<(), TrackFileError> {
        self.points = self.points.saturating_add(1);
        if self.points > MAX_POINTS {
            return Err(TrackFileError::TooManyPoints);
        }
        let position = position(latitude, longitude).ok_or(TrackFileError::NotOnEarth)?;
        self.line.push(position);
        Ok(())
    }

    /// What follows is another line.
    fn cut(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.len() > 1 {
            self.lines.push(line);
        }
    }

    fn finish(mut self) -> Result<RecordedTrack, TrackFileError> {
        self.cut();
        match self.lines.is_empty() {
            true => Err(TrackFileError::NoTrack),
            false => Ok(RecordedTrack { lines: self.lines }),
        }
    }
}

fn position(latitude: f64, longitude: f64) -> Option<Position> {
    let within = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    // Both are within the type then, and no number fails the comparison.
    within.then(|| {
        let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
        Position::new(e7(latitude), e7(longitude))
    })?
}

#[cfg(test)]
mod tests {
    use super::*;
    use TrackFileError::{Damaged, NoTrack, NotOnEarth, UnknownFormat};

    const GPX: &str = r#"<?xml version="1.0"?>
<gpx version="1.1" creator="a watch" xmlns="http://www.topografix.com/GPX/1/1">
  <wpt lat="1" lon="2"><name>Home</name></wpt>
  <trk><name>Walk</name><trkseg>
    <trkpt lat="52.52" lon="13.405"><ele>40</ele><time>2026-11-26T10:00:00Z</time></trkpt>
    <trkpt lon="13.406" lat="52.521"/>
  </trkseg><trkseg><trkpt lat="1" lon="1"/></trkseg></trk>
  <rte><rtept lat="-33.87" lon="151.2"/><rtept lat="-33.88" lon="151.21"/></rte>
</gpx>"#;

    const GEOJSON: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"Walk"},"geometry":
            {"type":"LineString","coordinates":[[13.405,52.52,40.0],[13.406,52.521]]}},
        {"type":"Feature","geometry":null,"properties":null},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,1]}},
        {"type":"Feature","properties":{},"geometry":
            {"type":"MultiLineString","coordinates":[[[151.2,-33.87],[151.21,-33.88]]]}}]}"#;

    fn walk() -> RecordedTrack {
        let line = |points: [(i32, i32); 2]| {
            let point = |(north, east)| Position::new(north, east).unwrap();
            points.map(point).to_vec()
        };
        RecordedTrack {
            lines: vec![
                line([(525_200_000, 134_050_000), (525_210_000, 134_060_000)]),
                line([(-338_700_000, 1_512_000_000), (-338_800_000, 1_512_100_000)]),
            ],
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Result<RecordedTrack, TrackFileError>) {
        assert_eq!(RecordedTrack::read(text), expected, "{text}");
    }

    #[test]
    fn both_formats_give_the_same_lines_and_leave_out_lonely_points() {
        check(GPX, Ok(walk()));
        check(GEOJSON, Ok(walk()));
        check(&format!("\u{feff}\n {GPX}"), Ok(walk()));
    }

    #[test]
    fn a_geometry_or_a_feature_alone_is_geojson_too() {
        let geometry = r#"{"type":"LineString","coordinates":[[1,2],[1,3]]}"#;
        assert!(RecordedTrack::read(geometry).is_ok());
        let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#);
        assert!(RecordedTrack::read(&feature).is_ok());
        // Members come in any order.
        let late = r#"{"coordinates":[[1,2,3,[]],[1,3]],"type":"LineString"}"#;
        let collection = format!(
            r#"{{"features":[{{"geometry":{late}}}],"bbox":[1,2,1,3],"type":"FeatureCollection"}}"#
        );
        assert_eq!(
            RecordedTrack::read(&collection),
            RecordedTrack::read(geometry)
        );
    }

    #[test]
    fn what_is_no_track_is_refused_with_the_reason() {
        check("", Err(UnknownFormat));
        check("latitude,longitude\n1,2", Err(UnknownFormat));
        check("<html><body>", Err(NoTrack));
        check("<gpx><trk></gpx>", Err(Damaged));
        check(r#"{"type":"Topology"}"#, Err(Damaged));
        check(r#"{"type":"LineString"}"#, Err(Damaged));
        check(r#"{"type":"FeatureCollection"}"#, Err(Damaged));
        check(
            r#"{"type":"LineString","coordinates":[[1,2]]}"#,
            Err(NoTrack),
        );
        check(
            r#"{"type":"LineString","coordinates":[[1],[2]]}"#,
            Err(Damaged),
        );
        check(r#"<gpx><trkpt lat="91" lon="0"/></gpx>"#, Err(NotOnEarth));
        check(r#"<gpx><trkpt lat="NaN" lon="0"/></gpx>"#, Err(NotOnEarth));
        check(r#"<gpx><trkpt lat="north" lon="0"/></gpx>"#, Err(Damaged));
        check(r#"<gpx><trkpt lat="1"/></gpx>"#, Err(Damaged));
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        check(
            &format!(r#"{{"type":"LineString","coordinates":{deep}}}"#),
            Err(Damaged),
        );
    }

    #[test]
    fn what_is_too_large_is_not_even_parsed() {
        let large = " ".repeat(MAX_FILE_BYTES + 1);
        check_large(&large);
        let points = r#"<trkpt lat="1" lon="1"/>"#.repeat(MAX_POINTS + 1);
        let many = RecordedTrack::read(&format!("<gpx>{points}</gpx>"));
        assert_eq!(many, Err(TrackFileError::TooManyPoints));
        let places = vec!["[1,1]"; MAX_POINTS + 1].join(",");
        let many = RecordedTrack::read(&format!(
            r#"{{"type":"LineString","coordinates":[{places}]}}"#
        ));
        assert_eq!(many, Err(TrackFileError::TooManyPoints));
    }

    #[track_caller]
    fn check_large(text: &str) {
        let found = text.len();
        assert_eq!(
            RecordedTrack::read(text),
            Err(TrackFileError::TooLarge { found })
        );
    }
}
