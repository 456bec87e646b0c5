//! Decodes any bytes as a header and its certificate.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::CertifiedHeader;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, CertifiedHeader::decode(bytes)));
