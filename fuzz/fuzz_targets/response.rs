//! Decodes any bytes as a full node's response.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::wire::Response;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, Response::decode(bytes)));
