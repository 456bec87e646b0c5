//! Reads any text as the place of a device.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::reach::DevicePlace;

fuzz_target!(|text: &[u8]| outpost_fuzz::check_text::<DevicePlace>(text));
