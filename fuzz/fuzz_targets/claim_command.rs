//! Sends any extension of Improv to a device that can be claimed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    claim::{ClaimCommand, ClaimDevice, ClaimStep},
    improv::Extension,
};
use outpost_protocol::{DeviceKey, Signature};

fuzz_target!(|input: &[u8]| {
    let [id, arguments @ ..] = input else {
        return;
    };
    let Ok(extension) = Extension::new(*id, arguments.to_vec()) else {
        return;
    };
    if let Some(command) = ClaimCommand::from_improv(&extension) {
        let written = command.to_extension().unwrap();
        assert_eq!(ClaimCommand::from_improv(&written), Some(command));
    }
    let mut device = ClaimDevice::new(DeviceKey::Ed25519([1; 32]));
    if let Ok(ClaimStep::AskPerson { request, .. }) = device.take(&extension) {
        assert!(
            device
                .agree(&request, Signature([2; 64]))
                .unwrap()
                .is_some()
        );
    }
});
