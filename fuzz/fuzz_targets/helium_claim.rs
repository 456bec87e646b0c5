//! Answers any bytes for hotspots that are asked to belong to somebody.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::helium::read_claim;
use outpost_fuzz::helium::{request, with_ed25519, with_p256};

fuzz_target!(|value: &[u8]| {
    let request = request();
    for device in [with_ed25519(), with_p256()] {
        if let Ok(claim) = read_claim(&request, device, value) {
            assert_eq!((claim.device, claim.nonce), (device, request.nonce));
            let signed = claim.signing_bytes(request.network, request.owner);
            assert!(device.verify(&signed, &claim.signature));
        }
    }
});
