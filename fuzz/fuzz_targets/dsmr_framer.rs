//! Cuts any bytes into telegrams of a smart meter, at once and in pieces.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::dsmr::{Damage, Framer, Incoming};

fuzz_target!(|input: &[u8]| {
    let [length, bytes @ ..] = input else {
        return;
    };
    let bytes = with_right_checksum(bytes);
    let mut whole = Framer::default();
    let mut cut = Framer::default();
    let expected = whole.feed(&bytes);
    let pieces = bytes.chunks(usize::from(*length).max(1));
    let found: Vec<Incoming> = pieces.flat_map(|piece| cut.feed(piece)).collect();
    assert_eq!(found, expected);
    assert_eq!(cut.noise(), whole.noise());
    for incoming in found {
        if let Incoming::Telegram(telegram) = &incoming {
            assert_eq!(Framer::default().feed(&telegram.encode()), [incoming]);
        }
    }
});

/// Puts the checksum that is asked for where the first telegram has another: nobody guesses it.
fn with_right_checksum(bytes: &[u8]) -> Vec<u8> {
    let mut righted = bytes.to_vec();
    if let Some(Incoming::Damaged(Damage::Checksum { expected, .. })) =
        Framer::default().feed(bytes).first()
        && let Some(begin) = bytes.iter().position(|byte| *byte == b'/')
        && let Some(end) = bytes[begin..].iter().position(|byte| *byte == b'!')
        && let Some(digits) = righted.get_mut(begin + end + 1..begin + end + 5)
    {
        digits.copy_from_slice(format!("{expected:04X}").as_bytes());
    }
    righted
}
