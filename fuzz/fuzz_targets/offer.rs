//! Decodes any bytes as an offer of evidence.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::offer::SignedOffer;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, SignedOffer::decode(bytes)));
