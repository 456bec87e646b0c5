//! Reads any text as the key of a BTHome sensor.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::bthome::BindKey;

fuzz_target!(|text: &[u8]| {
    if let Ok(text) = str::from_utf8(text) {
        let is_key = text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit());
        assert_eq!(text.parse::<BindKey>().is_ok(), is_key);
    }
});
