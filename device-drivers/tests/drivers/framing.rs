//! Proves what the framer and the packets do with the specification's examples, and with any bytes.

use crate::pieces::{any_line_with, any_pieces_of};
use outpost_device_drivers::protocols::improv::{
    Command, DeviceInfo, ErrorState, Extension, RpcResult, State,
    serial::{Client, Damage, Device, Framer, Incoming, MAX_FRAME_BYTES, Packet},
    wifi::WifiCredentials,
};
use proptest::prelude::*;

/// A frame as the specification draws it, with its checksum.
fn frame(kind: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"IMPROV\x01".to_vec();
    bytes.push(kind);
    bytes.push(data.len() as u8);
    bytes.extend(data);
    bytes.push(
        bytes
            .iter()
            .fold(0, |sum: u8, byte| sum.wrapping_add(*byte)),
    );
    bytes.push(b'\n');
    bytes
}

#[track_caller]
fn check(bytes: &[u8], packet: Packet) {
    assert_eq!(
        Framer::default().feed(bytes),
        [Incoming::Packet(packet.clone())]
    );
    assert_eq!(packet.encode(), bytes);
}

fn wifi(ssid: &str, password: &str) -> Command {
    Command::SendWifi(WifiCredentials::new(ssid, password).unwrap())
}

#[test]
fn the_specifications_examples_are_read_and_written() {
    let mut wifi_example = vec![0x01, 0x1e, 0x0c];
    wifi_example.extend(b"MyWirelessAP\x10mysecurepassword");
    check(
        &frame(3, &wifi_example),
        Packet::Command(wifi("MyWirelessAP", "mysecurepassword")),
    );
    check(
        &frame(3, &[0x02, 0x00]),
        Packet::Command(Command::RequestState),
    );
    check(
        &frame(3, &[0x03, 0x00]),
        Packet::Command(Command::RequestInfo),
    );
    check(&frame(3, &[0x04, 0x00]), Packet::Command(Command::ScanWifi));
    let mut info_example = vec![0x03, 0];
    info_example.extend(b"\x07ESPHome\x092021.11.0\x1besp32-s3-devkitc-1/esp32-s3");
    info_example.extend(b"\x13Temperature Monitor");
    info_example[1] = info_example.len() as u8 - 2;
    check(
        &frame(4, &info_example),
        Packet::Result(
            RpcResult::new(
                3,
                &[
                    "ESPHome",
                    "2021.11.0",
                    "esp32-s3-devkitc-1/esp32-s3",
                    "Temperature Monitor",
                ],
            )
            .unwrap(),
        ),
    );
    check(
        &frame(4, b"\x04\x1a\x11MyWirelessNetwork\x03-60\x03YES"),
        Packet::Result(RpcResult::new(4, &["MyWirelessNetwork", "-60", "YES"]).unwrap()),
    );
    check(&frame(4, &[4, 0]), Packet::Result(RpcResult::empty(4)));
}

#[test]
fn each_state_and_error_has_its_number() {
    for (number, state) in [
        (0, State::Stopped),
        (2, State::Ready),
        (3, State::Provisioning),
        (4, State::Provisioned),
    ] {
        check(&frame(1, &[number]), Packet::State(state));
    }
    for (number, error) in [
        (0, ErrorState::None),
        (1, ErrorState::InvalidPacket),
        (2, ErrorState::UnknownCommand),
        (3, ErrorState::UnableToConnect),
        (5, ErrorState::BadHostname),
        (0xff, ErrorState::Unknown),
    ] {
        check(&frame(2, &[number]), Packet::Error(error));
    }
}

#[test]
fn a_request_for_the_state_is_these_bytes() {
    assert_eq!(
        Packet::Command(Command::RequestState).encode(),
        b"IMPROV\x01\x03\x02\x02\x00\xe5\n"
    );
}

#[test]
fn frames_are_found_between_log_lines_and_within_what_only_began_as_a_frame() {
    let mut bytes = b"[I][boot]: hello\nIMPROV\x01\x04\xff lost the rest\nIMPRO".to_vec();
    bytes.extend(frame(1, &[2]));
    bytes.extend(b"[D][wifi]: no line feed after this");
    bytes.extend(frame(1, &[4]));
    // The false start asks for 255 bytes; its checksum is judged once they are there.
    bytes.extend([b'.'; 300]);
    let packets: Vec<Incoming> = Framer::default()
        .feed(&bytes)
        .into_iter()
        .filter(|incoming| matches!(incoming, Incoming::Packet(_)))
        .collect();
    assert_eq!(
        packets,
        [
            Incoming::Packet(Packet::State(State::Ready)),
            Incoming::Packet(Packet::State(State::Provisioned)),
        ]
    );
}

#[test]
fn a_wrong_checksum_and_data_of_another_type_are_named() {
    let mut bytes = frame(1, &[2]);
    bytes[10] ^= 1;
    assert!(matches!(
        Framer::default().feed(&bytes)[..],
        [Incoming::Damaged(Damage::Checksum { .. })]
    ));
    for bytes in [
        frame(1, &[77]),
        frame(1, &[2, 2]),
        frame(9, &[0]),
        frame(3, &[1, 9, 1]),
        frame(4, &[4, 2, 200, 0]),
    ] {
        assert!(matches!(
            Framer::default().feed(&bytes)[..],
            [Incoming::Damaged(Damage::Data { .. })]
        ));
    }
}

#[test]
fn what_does_not_fit_into_a_frame_cannot_be_made() {
    assert!(Extension::new(0xe0, vec![0; 253]).is_ok());
    assert!(Extension::new(0xe0, vec![0; 254]).is_err());
    assert!(RpcResult::new(3, &[vec![0; 252]]).is_ok());
    assert!(RpcResult::new(3, &[vec![0; 253]]).is_err());
    let longest = Packet::Command(Command::Extension(
        Extension::new(0xe0, vec![0; 253]).unwrap(),
    ));
    assert_eq!(longest.encode().len(), MAX_FRAME_BYTES + 1);
}

fn any_packet() -> impl Strategy<Value = Packet> {
    let strings = proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..30), 0..8);
    prop_oneof![
        Just(Packet::State(State::Ready)),
        Just(Packet::Error(ErrorState::UnableToConnect)),
        ("[a-z]{1,32}", "[ -~]{0,64}")
            .prop_map(|(ssid, password)| Packet::Command(wifi(&ssid, &password))),
        (any::<u8>(), strings).prop_map(|(command, strings)| {
            Packet::Result(RpcResult::new(command, &strings).unwrap())
        }),
    ]
}

fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let frame = any_packet().prop_map(|packet| packet.encode());
    any_line_with(frame.boxed(), &["IMPROV\x01", "IMPROV\x01\x04\x7f"])
}

proptest! {
    #[test]
    fn a_packet_survives_the_way_over_the_wire(packet in any_packet()) {
        prop_assert_eq!(
            Framer::default().feed(&packet.encode()),
            [Incoming::Packet(packet)]
        );
    }

    #[test]
    fn a_stream_cut_anywhere_gives_the_same_events(chunks in any_pieces_of(any_line())) {
        let mut whole = Framer::default();
        let mut cut = Framer::default();
        let expected = whole.feed(&chunks.concat());
        let found: Vec<Incoming> = chunks.iter().flat_map(|chunk| cut.feed(chunk)).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(cut.noise(), whole.noise());
    }

    #[test]
    fn a_whole_frame_is_found_after_whatever_came_before(
        noise in any_line(),
        packet in any_packet(),
    ) {
        let mut framer = Framer::default();
        framer.feed(&noise);
        // A false start may wait for up to a frame's length.
        framer.feed(&[b'.'; MAX_FRAME_BYTES]);
        prop_assert_eq!(framer.feed(&packet.encode()), [Incoming::Packet(packet)]);
    }

    #[test]
    fn any_bytes_leave_both_sides_able_to_go_on(
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
        chunks in any_pieces_of(any_line()),
    ) {
        let info = DeviceInfo {
            firmware: "Test".into(),
            version: "1".into(),
            hardware: "none".into(),
            name: "Device".into(),
        };
        let mut client = Client::default();
        let mut device = Device::new(&info, State::Ready).unwrap();
        for chunk in chunks.iter().chain([&bytes]) {
            client.finish();
            client.request(Command::ScanWifi).unwrap();
            client.receive(chunk);
            device.receive(chunk);
        }
        device.receive(&[b'.'; MAX_FRAME_BYTES]);
        let reply = device.receive(&Packet::Command(Command::RequestInfo).encode());
        let mut framer = Framer::default();
        prop_assert!(framer.feed(&reply.bytes).contains(&Incoming::Packet(Packet::Result(
            RpcResult::new(3, &["Test", "1", "none", "Device"]).unwrap()
        ))));
    }
}
