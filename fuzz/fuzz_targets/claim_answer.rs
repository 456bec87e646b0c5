//! Reads any strings as a device's answers to who it is and to a claim.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    claim::{CLAIM, ClaimAnswer, IDENTITY, identity_result, read_identity},
    improv::RpcResult,
};

const NONCE: [u8; 16] = [7; 16];

fuzz_target!(|input: &[u8]| {
    let strings = outpost_fuzz::strings(input);
    if let Ok(result) = RpcResult::new(IDENTITY, &strings)
        && let Some(device) = read_identity(&result)
    {
        assert_eq!(
            read_identity(&identity_result(device).unwrap()),
            Some(device)
        );
    }
    if let Ok(result) = RpcResult::new(CLAIM, &strings)
        && let Some(answer) = ClaimAnswer::from_improv(&result, NONCE)
    {
        let written = answer.to_improv(NONCE).unwrap();
        assert_eq!(ClaimAnswer::from_improv(&written, NONCE), Some(answer));
        assert_eq!(ClaimAnswer::from_improv(&written, [8; 16]), None);
    }
});
