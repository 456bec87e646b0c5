//! Decodes any bytes as a request to a full node.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::wire::Request;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, Request::decode(bytes)));
