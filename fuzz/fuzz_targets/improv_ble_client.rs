//! Advertises any bytes as a device of Improv over Bluetooth, and tells a client of it any values.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::improv::{
    Command, Event, State,
    ble::{CAPABILITIES, Client, ERROR, RESULT, STATE, ServiceData},
};

fuzz_target!(|input: &[u8]| {
    let [which, values @ ..] = input else {
        return;
    };
    if let Some(data) = ServiceData::read(values) {
        assert_eq!(ServiceData::read(&data.to_bytes()), Some(data));
    }
    let command = match which {
        0 => Command::RequestState,
        1 => Command::RequestInfo,
        2 => Command::Identify,
        3 => Command::RequestHostname,
        _ => Command::ScanWifi,
    };
    let mut client = Client::default();
    client.request(command).unwrap();
    for (from, value) in outpost_fuzz::values(values) {
        let from = [STATE, ERROR, RESULT, CAPABILITIES][usize::from(from % 4)];
        client.receive(from, value);
    }
    // Whatever that was, a device that says its state is heard.
    let (events, unread) = client.receive(STATE, &[State::Ready.to_wire()]);
    assert!(events.contains(&Event::State(State::Ready)));
    assert_eq!(unread, None);
});
