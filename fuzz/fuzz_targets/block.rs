//! Decodes any bytes as a block.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::Block;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, Block::decode(bytes)));
