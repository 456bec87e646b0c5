//! Sends any bytes to a device that speaks Improv.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::improv::{
    Command, Demand, DeviceInfo, Event, State,
    serial::{Client, Device, MAX_FRAME_BYTES, Packet},
};

fuzz_target!(|bytes: &[u8]| {
    let info = DeviceInfo {
        firmware: "Outpost".into(),
        version: "1".into(),
        hardware: "none".into(),
        name: "Device".into(),
    };
    let mut device = Device::new(&info, State::Ready).unwrap();
    let reply = device.receive(bytes);
    for demand in reply.demands {
        match demand {
            Demand::Join(_) => device.not_joined(),
            Demand::Scan => device.scanned(&[]),
            Demand::Identify | Demand::SetHostname(_) | Demand::Extension(_) => {
                device.unknown_command()
            }
        };
    }
    // Whatever that was, a client that asks is answered, and understands all of it.
    device.receive(&[b'.'; MAX_FRAME_BYTES]);
    let reply = device.receive(&Packet::Command(Command::RequestInfo).encode());
    let mut client = Client::default();
    client.request(Command::RequestInfo).unwrap();
    let events = client.receive(&reply.bytes);
    assert!(matches!(events.last(), Some(Event::Answered(_))));
});
