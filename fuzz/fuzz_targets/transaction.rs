//! Decodes any bytes as a signed transaction.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::transaction::SignedTransaction;

fuzz_target!(|bytes: &[u8]| outpost_fuzz::check_message(bytes, SignedTransaction::decode(bytes)));
