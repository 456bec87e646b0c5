//! Reads any text as the address of an account, and as that of a device.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_fuzz::check_text;
use outpost_protocol::{AccountAddress, DeviceKey};

fuzz_target!(|text: &[u8]| {
    check_text::<AccountAddress>(text);
    check_text::<DeviceKey>(text);
});
