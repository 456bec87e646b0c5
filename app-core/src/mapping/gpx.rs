//! Writes a walk as GPX 1.1, so that it is the person's whatever becomes of it here.

use super::walk::Walk;
use crate::earnings::moment;
use std::fmt::Write;

/// The whole file. A point is its place and its time; a pause begins another segment.
pub(super) fn write(walk: &Walk) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gpx version=\"1.1\" creator=\"Outpost\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<trk>\n",
    );
    for line in walk.lines() {
        text.push_str("<trkseg>\n");
        for point in line {
            // Writing into a string cannot fail.
            let _ = writeln!(
                text,
                "<trkpt lat=\"{}\" lon=\"{}\"><time>{}</time></trkpt>",
                degrees(point.north_e7),
                degrees(point.east_e7),
                moment(point.at_ms)
            );
        }
        text.push_str("</trkseg>\n");
    }
    text.push_str("</trk>\n</gpx>\n");
    text
}

/// The day of a time in milliseconds since 1970 UTC, such as `2026-06-01`.
pub(super) fn date(at_ms: u64) -> String {
    moment(at_ms).strftime("%Y-%m-%d").to_string()
}

fn degrees(e7: i32) -> String {
    format!("{:.7}", f64::from(e7) / 1e7)
}

#[cfg(test)]
mod tests {
    use super::{
        super::walk::{Point, tests::walk},
        *,
    };
    use outpost_device_drivers::receivers::recorded::RecordedTrack;

    #[test]
    fn a_walk_is_read_back_from_its_file_point_for_point() {
        let walk = walk(30, 1_000);
        let text = write(&walk);
        assert!(text.contains("<time>1970-01-01T00:00:29Z</time>"), "{text}");
        let read = RecordedTrack::read(&text).unwrap();
        let points = |e7: fn(&Point) -> i32| {
            let line: Vec<i32> = walk.lines().flatten().map(e7).collect();
            line
        };
        let [line] = &read.lines[..] else {
            panic!("one line: {read:?}");
        };
        let north: Vec<i32> = line.iter().map(|it| it.latitude_e7()).collect();
        let east: Vec<i32> = line.iter().map(|it| it.longitude_e7()).collect();
        assert_eq!(north, points(|it| it.north_e7));
        assert_eq!(east, points(|it| it.east_e7));
    }
}
