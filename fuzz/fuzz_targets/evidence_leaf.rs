//! Decodes any bytes as leaves of evidence.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_fuzz::{LEAVES, run_one_of};

fuzz_target!(|input: &[u8]| run_one_of(&LEAVES, input));
