//! Cuts any bytes into NMEA sentences, at once and in pieces, and follows them as a receiver's.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::nmea::{Damage, Event, Framer, Incoming, Receiver, report};

fuzz_target!(|input: &[u8]| {
    let [length, bytes @ ..] = input else {
        return;
    };
    let bytes = with_right_checksums(bytes);
    let mut whole = Framer::default();
    let mut cut = Framer::default();
    let expected = whole.feed(&bytes);
    let pieces = bytes.chunks(usize::from(*length).max(1));
    let found: Vec<Incoming> = pieces.flat_map(|piece| cut.feed(piece)).collect();
    assert_eq!(found, expected);
    assert_eq!(cut.noise(), whole.noise());
    for incoming in found {
        if let Incoming::Sentence(sentence) = incoming {
            assert_eq!(Framer::default().feed(&sentence.encode()), [incoming]);
        }
    }
    let mut receiver = Receiver::default();
    let mut events = receiver.receive(&bytes);
    events.extend(receiver.pause());
    for event in events {
        // What is less exact cannot be said in the millimetres of a sentence.
        if let Event::Fix(fix) = event
            && fix.accuracy_cm <= u32::MAX / 10
        {
            let mut receiver = Receiver::default();
            assert_eq!(receiver.receive(&report(&fix)), []);
            assert_eq!(receiver.pause(), Some(event));
        }
    }
});

/// Puts the checksum that is asked for where a sentence has another: nobody guesses them all.
fn with_right_checksums(bytes: &[u8]) -> Vec<u8> {
    let mut righted = bytes.to_vec();
    for line in righted.split_mut(|byte| *byte == b'\n') {
        let mut framer = Framer::default();
        if let [Incoming::Damaged(Damage::Checksum { expected, .. }), ..] = framer.feed(line)[..]
            && let Some(star) = line.iter().position(|byte| *byte == b'*')
            && let Some(digits) = line.get_mut(star + 1..star + 3)
        {
            digits.copy_from_slice(format!("{expected:02X}").as_bytes());
        }
    }
    righted
}
