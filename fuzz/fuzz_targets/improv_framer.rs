//! Cuts any bytes into Improv frames, at once and in pieces.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::improv::serial::{Framer, Incoming};

fuzz_target!(|input: &[u8]| {
    let [length, bytes @ ..] = input else {
        return;
    };
    let mut whole = Framer::default();
    let mut cut = Framer::default();
    let expected = whole.feed(bytes);
    let found: Vec<Incoming> = bytes
        .chunks(usize::from(*length).max(1))
        .flat_map(|chunk| cut.feed(chunk))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(cut.noise(), whole.noise());
});
