//! Sends any bytes to an Improv client that has a command under way.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::improv::{
    Command, Event, State,
    serial::{Client, MAX_FRAME_BYTES, Packet},
};

fuzz_target!(|input: &[u8]| {
    let [which, bytes @ ..] = input else {
        return;
    };
    let command = match which {
        0 => Command::RequestState,
        1 => Command::RequestInfo,
        _ => Command::ScanWifi,
    };
    let mut client = Client::default();
    client.request(command).unwrap();
    client.receive(bytes);
    // Whatever that was, a device that says its state is heard.
    client.receive(&[b'.'; MAX_FRAME_BYTES]);
    let events = client.receive(&Packet::State(State::Ready).encode());
    assert!(events.contains(&Event::State(State::Ready)));
});
