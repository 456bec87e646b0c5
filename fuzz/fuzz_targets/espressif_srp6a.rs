//! Plays any bytes for either side of a handshake of Espressif's security 2.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    espressif::{Credentials, Endpoint, Handshake, Next, Nonces},
    gatt::Service,
};
use outpost_fuzz::espressif;

fuzz_target!(|input: &[u8]| {
    let [side, messages @ ..] = input else {
        return;
    };
    let messages = outpost_fuzz::values(messages);
    match side {
        0 => play_device(Nonces::Fixed, &messages),
        1 => play_device(Nonces::Counted, &messages),
        _ => play_client(&messages),
    }
});

/// Nobody guesses a proof within a run, so that no client is taken in.
fn play_device(nonces: Nonces, answers: &[(u8, &[u8])]) {
    let credentials = Credentials::Account(espressif::account(), nonces);
    let (mut handshake, _) = Handshake::begin(&credentials, [7; 32]);
    for (_, answer) in answers {
        match handshake.take(answer) {
            Ok(Next::Exchange(next, _)) => handshake = next,
            Ok(Next::Established(_)) => panic!("a client was taken in"),
            Err(_) => return,
        }
    }
}

/// Nor lets the device anybody in.
fn play_client(requests: &[(u8, &[u8])]) {
    let mut device = espressif::with_security2();
    let session = espressif::id(&device, Endpoint::Session);
    let scan = espressif::id(&device, Endpoint::Scan);
    for (_, request) in requests {
        let _ = device.write(session, request);
        assert!(device.write(scan, request).is_err());
    }
}
