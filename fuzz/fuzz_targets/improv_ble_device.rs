//! Writes any values to a device that speaks Improv over Bluetooth.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    gatt::Service,
    improv::{
        Command, Demand, DeviceInfo, Event, Hostname, State,
        ble::{CAPABILITIES, COMMAND, Client, Device, ERROR, RESULT, Request, STATE},
        wifi::Network,
    },
};

fuzz_target!(|input: &[u8]| {
    let mut device = device();
    for (to, value) in outpost_fuzz::values(input) {
        let to = [COMMAND, COMMAND, COMMAND, STATE][usize::from(to % 4)];
        let demands = device.write(to, value).map(|reply| reply.demands);
        for demand in demands.unwrap_or_default() {
            match demand {
                Demand::Join(wifi) if wifi.password().is_empty() => device.joined(),
                Demand::Join(_) => device.not_joined(),
                Demand::Scan => device.scanned(&[Network {
                    ssid: "Home".into(),
                    signal_dbm: -60,
                    secured: true,
                }]),
                Demand::Identify | Demand::SetHostname(_) | Demand::Extension(_) => {
                    device.unknown_command()
                }
            };
        }
        for characteristic in [STATE, ERROR, RESULT, CAPABILITIES] {
            device.read(characteristic).unwrap();
        }
    }
    // Whatever that was, a client that asks is answered, and understands all of it.
    let mut client = Client::default();
    let Request::Write(to, value) = client.request(Command::RequestInfo).unwrap() else {
        panic!("a command is written");
    };
    let told = device.write(to, &value).unwrap().notifications;
    let events = told
        .iter()
        .flat_map(|(from, value)| client.receive(*from, value).0);
    assert!(matches!(events.last(), Some(Event::Answered(_))));
});

fn device() -> Device {
    let info = DeviceInfo {
        firmware: "Outpost".into(),
        version: "1".into(),
        hardware: "none".into(),
        name: "Device".into(),
    };
    let device = Device::new(&info, State::Ready).unwrap();
    device.with_hostname(&Hostname::new("device").unwrap())
}
