//! Reads any text as a file with a track, GPX or GeoJSON; what is read is within bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::receivers::recorded::{MAX_POINTS, RecordedTrack};

fuzz_target!(|text: &[u8]| {
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    if let Ok(track) = RecordedTrack::read(text) {
        let points: usize = track.lines.iter().map(Vec::len).sum();
        assert!(points <= MAX_POINTS);
        assert!(track.lines.iter().all(|line| line.len() > 1));
    }
});
