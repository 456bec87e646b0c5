//! Reads any bytes as a P-256 key, compressed and by x alone, and as a signature.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::{DeviceKey, P256Key, Signature};

fuzz_target!(|bytes: &[u8]| {
    outpost_fuzz::reads::<DeviceKey>(bytes);
    if let Some(compressed) = bytes.first_chunk()
        && let Ok(key) = P256Key::from_compressed(*compressed)
    {
        assert_eq!(key.to_compressed(), *compressed);
        let compact = P256Key::from_compact(key.x()).unwrap();
        assert_eq!(compact.x(), key.x());
        let device = DeviceKey::P256(key);
        assert_eq!(device.to_string().parse(), Ok(device));
        if let Some(signature) = bytes.last_chunk() {
            device.verify(bytes, &Signature(*signature));
        }
    }
    if let Some(r_and_s) = bytes.first_chunk()
        && let Some(signature) = Signature::from_p256(*r_and_s)
    {
        assert_eq!(Signature::from_p256(signature.0), Some(signature));
    }
});
