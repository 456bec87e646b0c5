//! Writes any values to a device that has the claim's own service, and reads any values as its answers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    claim::{
        ClaimCommand,
        service::{
            ABOUT, ANSWER, COMMAND, ClaimService, Demand, read_about, read_answer, write_command,
        },
    },
    gatt::{MAX_VALUE_BYTES, Service},
    improv::DeviceInfo,
};
use outpost_protocol::{DeviceKey, Signature};

fuzz_target!(|input: &[u8]| {
    let info = DeviceInfo {
        firmware: "weather".to_owned(),
        version: "1.2".to_owned(),
        hardware: "board".to_owned(),
        name: "Balcony".to_owned(),
    };
    let mut device = ClaimService::new(DeviceKey::Ed25519([1; 32]), &info).unwrap();
    for (to, value) in outpost_fuzz::values(input) {
        let _ = read_about(value);
        let _ = read_answer(value);
        let to = [COMMAND, ANSWER, ABOUT][usize::from(to) % 3];
        let demands = device.write(to, value).map(|reply| reply.demands);
        for demand in demands.unwrap_or_default() {
            match demand {
                Demand::Confirm(request) if request.owner.0[0] % 2 == 0 => {
                    device.refuse(&request).unwrap();
                }
                Demand::Confirm(request) => device.agree(&request, Signature([1; 64])).unwrap(),
                Demand::Blink => {}
            }
        }
        let answer = device.read(ANSWER).unwrap();
        assert!(answer.len() <= MAX_VALUE_BYTES);
        assert_eq!(read_answer(&answer).is_none(), answer.is_empty());
    }
    // Whatever that was, who asks is answered.
    let identity = write_command(&ClaimCommand::Identity).unwrap();
    device.write(COMMAND, &identity).unwrap();
    assert!(read_answer(&device.read(ANSWER).unwrap()).is_some());
    assert_eq!(read_about(&device.read(ABOUT).unwrap()), Some(info));
});
