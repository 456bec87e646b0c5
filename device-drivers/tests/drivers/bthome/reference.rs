//! Proves that what another implementation reads in random advertisements is read here.
//!
//! `vectors.txt` is what `vectors.py` beside it printed, which ran bthome-ble 3.25.0 from PyPI.

use super::bytes;
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, ButtonEvent, DimmerEvent, Listener, Object,
};

/// Millionths in a whole.
const ONE: i64 = 1_000_000;

/// An object as a vector has it; `None` for events that say that nothing happened.
fn word(object: Object<'_>) -> Option<String> {
    let value = match object {
        Object::PacketId(packet_id) => (i64::from(packet_id) * ONE).to_string(),
        Object::Measurement(measurement) => measurement.millionths().to_string(),
        Object::Condition(_, value) => value.to_string(),
        Object::Button(event) => match event {
            ButtonEvent::None => return None,
            ButtonEvent::Press => "press".into(),
            ButtonEvent::DoublePress => "double_press".into(),
            ButtonEvent::TriplePress => "triple_press".into(),
            ButtonEvent::LongPress => "long_press".into(),
            ButtonEvent::LongDoublePress => "long_double_press".into(),
            ButtonEvent::LongTriplePress => "long_triple_press".into(),
            ButtonEvent::HoldPress => "hold_press".into(),
            ButtonEvent::HoldRelease => "hold_release".into(),
        },
        Object::Dimmer(event) => match event {
            DimmerEvent::None => return None,
            DimmerEvent::Left(steps) => format!("rotate_left:{steps}"),
            DimmerEvent::Right(steps) => format!("rotate_right:{steps}"),
        },
        Object::Command(command) => {
            let opcodes = ["off", "on", "toggle", "step_up", "step_down"];
            let opcode = opcodes[usize::from(command.opcode())];
            format!("{opcode}:{}", hex::encode(command.arguments()))
        }
        Object::Text(text) => hex::encode(text),
        Object::Raw(raw) => hex::encode(raw),
        Object::DeviceType(number) => number.to_string(),
        Object::Firmware(version) => version.to_string(),
    };
    Some(format!("{:02x}={value}", object.id()))
}

#[track_caller]
fn check(line: &str) {
    let mut words = line.split(' ');
    let mut next = || words.next().unwrap();
    let (key, address, service_data) = (next(), next(), next());
    let address = Address(bytes(address).try_into().unwrap());
    let mut listener = match key {
        "-" => Listener::plain(address),
        key => Listener::encrypted(address, key.parse::<BindKey>().unwrap()),
    };
    let service_data = bytes(service_data);
    let heard = listener.receive(&service_data).unwrap();
    let found: Vec<String> = heard.objects.flatten().filter_map(word).collect();
    assert_eq!(found, words.collect::<Vec<_>>(), "{line}");
}

#[test]
fn random_advertisements_are_read_as_bthome_ble_reads_them() {
    let vectors = include_str!("vectors.txt");
    assert_eq!(vectors.lines().count(), 260);
    vectors.lines().for_each(check);
}
