//! Reads any text as a cell.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::CellId;

fuzz_target!(|text: &[u8]| outpost_fuzz::check_text::<CellId>(text));
