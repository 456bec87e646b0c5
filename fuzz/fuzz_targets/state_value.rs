//! Decodes any bytes as the values of the state.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_fuzz::{STATE_VALUES, run_one_of};

fuzz_target!(|input: &[u8]| run_one_of(&STATE_VALUES, input));
