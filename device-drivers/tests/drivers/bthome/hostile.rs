//! Proves what becomes of any objects, and of any bytes.

use super::{KEY, SENSOR, read};
use outpost_device_drivers::protocols::bthome::{
    ButtonEvent, Climate, Command, Condition, DimmerEvent, Firmware, Kind, Listener, Measurement,
    Object, Sensor,
};
use proptest::prelude::*;

fn any_measurement() -> impl Strategy<Value = Measurement> {
    (any::<u8>(), any::<i64>()).prop_filter_map("no kind", |(id, steps)| {
        let kind = Kind::from_id(id)?;
        let bits = 8 * kind.integer().bytes();
        // As many bits as the kind has, with and without a sign.
        let signed = steps >> (64 - bits);
        let unsigned = signed & ((1 << bits) - 1);
        Measurement::new(kind, signed)
            .or_else(|_| Measurement::new(kind, unsigned))
            .ok()
    })
}

/// Any object but a packet id; text and bytes are the given ones.
fn any_object() -> impl Strategy<Value = Object<'static>> {
    prop_oneof![
        8 => any_measurement().prop_map(Object::Measurement),
        2 => (any::<u8>(), any::<bool>()).prop_filter_map("no condition", |(id, value)| {
            Some(Object::Condition(Condition::from_id(id)?, value))
        }),
        1 => prop_oneof![Just(ButtonEvent::None), Just(ButtonEvent::LongPress), Just(ButtonEvent::HoldRelease)]
            .prop_map(Object::Button),
        1 => any::<u8>().prop_map(|steps| Object::Dimmer(DimmerEvent::Left(steps))),
        1 => (any::<u8>(), 0..31_usize)
            .prop_map(|(opcode, length)| Object::Command(Command::new(opcode, &BYTES[..length]).unwrap())),
        1 => prop_oneof![Just(""), Just("é"), Just("Hello World!")].prop_map(Object::Text),
        1 => (0..40_usize).prop_map(|length| Object::Raw(&BYTES[..length])),
        1 => any::<u16>().prop_map(Object::DeviceType),
        1 => any::<[u8; 4]>().prop_map(|parts| Object::Firmware(Firmware::Four(parts))),
        1 => any::<[u8; 3]>().prop_map(|parts| Object::Firmware(Firmware::Three(parts))),
    ]
}

const BYTES: [u8; 40] = [0x3a; 40];

fn any_objects() -> impl Strategy<Value = Vec<Object<'static>>> {
    proptest::collection::vec(any_object(), 0..12)
}

fn in_order(mut objects: Vec<Object<'static>>) -> Vec<Object<'static>> {
    objects.sort_by_key(Object::id);
    objects
}

proptest! {
    #[test]
    fn any_objects_survive_the_way_through_the_air(objects in any_objects(), counter in 0..u32::MAX) {
        let plain = Sensor::plain().advertise(&objects);
        let sealed = Sensor::encrypted(SENSOR, KEY.parse().unwrap(), counter).advertise(&objects);
        if let Ok(plain) = &plain {
            let expected = [vec![Object::PacketId(0)], in_order(objects.clone())].concat();
            prop_assert!(read(plain).into_iter().eq(expected.into_iter().map(Ok)));
        }
        if let Ok(sealed) = &sealed {
            let mut listener = Listener::encrypted(SENSOR, KEY.parse().unwrap());
            let heard = listener.receive(sealed).unwrap();
            prop_assert!(heard.objects.eq(in_order(objects).into_iter().map(Ok)));
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end_or_to_what_is_not_known(
        mut bytes in proptest::collection::vec(any::<u8>(), 1..260),
        version: bool,
    ) {
        if version {
            bytes[0] = 0x40;
        }
        let mut plain = Listener::plain(SENSOR);
        let mut encrypted = Listener::encrypted(SENSOR, KEY.parse().unwrap());
        let objects = plain.receive(&bytes).map(|heard| heard.objects);
        if let Ok(objects) = objects {
            // Each takes at least its id.
            prop_assert!(objects.clone().count() < bytes.len());
            Climate::of(objects.flatten());
        }
        prop_assert!(encrypted.receive(&bytes).is_err());
        prop_assert_eq!(encrypted.counter(), None);
    }

    #[test]
    fn an_advertisement_cut_short_is_the_beginning_of_the_whole(
        objects in any_objects(),
        length: prop::sample::Index,
    ) {
        if let Ok(whole) = Sensor::plain().advertise(&objects) {
            let cut = &whole[..1 + length.index(whole.len())];
            let found: Vec<_> = read(cut).into_iter().flatten().collect();
            let all: Vec<_> = read(&whole).into_iter().flatten().collect();
            prop_assert!(all.starts_with(&found));
        }
    }
}
