//! Reads any text as a wallet that is sealed for another device, and any as the words that open one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_wallet::{OneTimeWords, PairingCode};

fuzz_target!(|text: &[u8]| {
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    if let Ok(code) = text.parse::<PairingCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    if let Ok(words) = OneTimeWords::parse(text) {
        let written: Vec<&str> = words.iter().collect();
        assert!(OneTimeWords::parse(&written.join(" ")).is_ok());
    }
});
