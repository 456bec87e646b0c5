//! Answers any bytes for a device of Espressif's in a handshake of security 0 or 1.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::espressif::{Credentials, Handshake, Next, Secret};

fuzz_target!(|input: &[u8]| {
    let [which, answers @ ..] = input else {
        return;
    };
    let credentials = match which {
        0 => Credentials::None,
        1 => Credentials::Possession(Secret::new("")),
        _ => Credentials::Possession(Secret::new("abcd1234")),
    };
    let (mut handshake, _) = Handshake::begin(&credentials, [7; 32]);
    for (_, answer) in outpost_fuzz::values(answers) {
        match handshake.take(answer) {
            Ok(Next::Exchange(next, _)) => handshake = next,
            Ok(Next::Established(_)) => {
                // Nobody guesses a key within a run.
                assert_eq!(*which, 0);
                return;
            }
            Err(_) => return,
        }
    }
});
