//! Proves whom a listener believes, and that it takes nothing twice.

use super::{KEY, SENSOR, bytes};
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, CannotAdvertise, Climate, Kind, Listener, Malformed, Measurement, Object,
    OutOfRange, Refusal, Remedy, Sensor, TooLong,
};

const OTHER: Address = Address([1, 2, 3, 4, 5, 6]);

fn key() -> BindKey {
    KEY.parse().unwrap()
}

fn celsius(degrees: i16) -> Object<'static> {
    Object::Measurement(Measurement::temperature(degrees * 100))
}

/// What becomes of each advertisement in turn.
#[track_caller]
fn check<const N: usize>(listener: &mut Listener, heard: [(&[u8], Result<(), Refusal>); N]) {
    for (number, (service_data, expected)) in heard.into_iter().enumerate() {
        let result = listener.receive(service_data).map(|_| ());
        assert_eq!(result, expected, "advertisement {number}");
    }
}

#[test]
fn an_encrypted_advertisement_is_taken_once_and_none_before_it_any_more() {
    let mut sensor = Sensor::encrypted(SENSOR, key(), 10);
    let [first, second, third] = [1, 2, 3].map(|it| sensor.advertise(&[celsius(it)]).unwrap());
    let mut listener = Listener::encrypted(SENSOR, key());
    let replayed = |found, last| Err(Refusal::Replayed { last, found });
    check(
        &mut listener,
        [
            (&first, Ok(())),
            (&first, Err(Refusal::Repeated)),
            (&third, Ok(())),
            (&second, replayed(11, 12)),
            (&first, replayed(10, 12)),
            (&third, Err(Refusal::Repeated)),
        ],
    );
    assert_eq!(listener.counter(), Some(12));
    let mut resumed = Listener::resume(SENSOR, key(), 11);
    check(&mut resumed, [(&first, replayed(10, 11)), (&third, Ok(()))]);
    resumed.forget_counter();
    check(&mut resumed, [(&first, Ok(()))]);
}

#[test]
fn a_forged_advertisement_is_refused_and_moves_no_counter() {
    let genuine = Sensor::encrypted(SENSOR, key(), 7)
        .advertise(&[celsius(20)])
        .unwrap();
    let mut listener = Listener::encrypted(SENSOR, key());
    for at in 1..genuine.len() {
        let mut forged = genuine.clone();
        forged[at] ^= 0x80;
        check(&mut listener, [(&forged, Err(Refusal::WrongKey))]);
    }
    assert_eq!(listener.counter(), None);
    check(&mut listener, [(&genuine, Ok(()))]);
}

#[test]
fn the_triggered_flag_is_authentic_too() {
    let mut sensor = Sensor::encrypted(SENSOR, key(), 0).trigger_based();
    let mut service_data = sensor.advertise(&[celsius(20)]).unwrap();
    let mut listener = Listener::encrypted(SENSOR, key());
    assert!(listener.receive(&service_data).unwrap().trigger_based);
    service_data[0] ^= 0x04;
    listener.forget_counter();
    check(&mut listener, [(&service_data, Err(Refusal::WrongKey))]);
}

#[test]
fn another_sensors_or_keys_advertisement_does_not_open() {
    let service_data = Sensor::encrypted(SENSOR, key(), 0)
        .advertise(&[celsius(20)])
        .unwrap();
    for mut listener in [
        Listener::encrypted(OTHER, key()),
        Listener::encrypted(SENSOR, BindKey::new(&[9; 16])),
    ] {
        check(&mut listener, [(&service_data, Err(Refusal::WrongKey))]);
    }
}

#[test]
fn plain_is_not_taken_for_encrypted_nor_encrypted_for_plain() {
    let plain = Sensor::plain().advertise(&[celsius(20)]).unwrap();
    let encrypted = Sensor::encrypted(SENSOR, key(), 0)
        .advertise(&[celsius(20)])
        .unwrap();
    check(
        &mut Listener::encrypted(SENSOR, key()),
        [(&plain, Err(Refusal::NotEncrypted)), (&encrypted, Ok(()))],
    );
    check(
        &mut Listener::plain(SENSOR),
        [(&encrypted, Err(Refusal::NeedsKey)), (&plain, Ok(()))],
    );
}

#[test]
fn a_plain_advertisement_is_taken_once_while_its_packet_id_stays() {
    let mut sensor = Sensor::plain();
    let [first, second] = [1, 2].map(|it| sensor.advertise(&[celsius(it)]).unwrap());
    let repeated = Err(Refusal::Repeated);
    check(
        &mut Listener::plain(SENSOR),
        [
            (&first, Ok(())),
            (&first, repeated),
            (&second, Ok(())),
            (&second, repeated),
            (&first, Ok(())),
            // Without a packet id nothing tells a repetition from a measurement of the same.
            (&bytes("400161"), Ok(())),
            (&bytes("400161"), Ok(())),
        ],
    );
    for _ in 2..256 {
        sensor.advertise(&[]).unwrap();
    }
    assert_eq!(sensor.advertise(&[celsius(1)]).unwrap(), first);
}

#[test]
fn an_advertisement_that_names_another_sender_is_refused() {
    let service_data = bytes("42a5808fe648540161");
    check(&mut Listener::plain(SENSOR), [(&service_data, Ok(()))]);
    let other = Refusal::OtherSensor {
        expected: OTHER,
        found: SENSOR,
    };
    check(&mut Listener::plain(OTHER), [(&service_data, Err(other))]);
}

#[test]
fn what_is_no_service_data_is_named() {
    let long = [0x40; 253];
    check(
        &mut Listener::plain(SENSOR),
        [
            (&[], Err(Malformed::Empty.into())),
            (&long, Err(Malformed::TooLong(253).into())),
            (&[0x20, 1, 0x61], Err(Malformed::Version(1).into())),
            (&[0x42, 1, 2, 3], Err(Malformed::CutShort(4).into())),
            (&[0x41; 8], Err(Malformed::CutShort(8).into())),
        ],
    );
}

#[test]
fn what_does_not_fit_is_not_sent_and_uses_no_counter() {
    let raw = [0; 255];
    let mut plain = Sensor::plain();
    let too_long = |found, limit| Err(CannotAdvertise::TooLong(TooLong { found, limit }));
    // Id and length of the raw bytes, and two bytes of packet id.
    assert_eq!(plain.advertise(&[Object::Raw(&raw)]), too_long(259, 251));
    assert_eq!(
        plain.advertise(&[Object::Raw(&raw[..247])]).unwrap().len(),
        252
    );
    let mut encrypted = Sensor::encrypted(SENSOR, key(), u32::MAX - 1);
    let object = [Object::Raw(&raw[..241])];
    assert_eq!(
        encrypted.advertise(&[Object::Raw(&raw[..242])]),
        too_long(244, 243)
    );
    assert_eq!(encrypted.advertise(&object).unwrap().len(), 252);
    assert_eq!(
        encrypted.advertise(&object),
        Err(CannotAdvertise::CounterSpent)
    );
}

#[test]
fn a_value_that_its_kind_has_no_room_for_cannot_be_made() {
    for (id, lowest, highest) in [
        (0x01, 0, 255),
        (0x03, 0, 65_535),
        (0x04, 0, 16_777_215),
        (0x3e, 0, 4_294_967_295),
        (0x57, -128, 127),
        (0x02, -32_768, 32_767),
        (0x5c, -2_147_483_648, 2_147_483_647),
    ] {
        let kind = Kind::from_id(id).unwrap();
        assert!(Measurement::new(kind, lowest).is_ok());
        assert!(Measurement::new(kind, highest).is_ok());
        for steps in [lowest - 1, highest + 1] {
            assert_eq!(
                Measurement::new(kind, steps),
                Err(OutOfRange { kind, steps })
            );
        }
    }
}

#[test]
fn sensing_takes_the_first_temperature_and_humidity_that_a_sensor_can_measure() {
    let climate = |digits: &str| {
        let objects = bytes(&format!("40{digits}"));
        let climate = Climate::of(super::read(&objects).into_iter().map(Result::unwrap));
        (climate.temperature_centi(), climate.humidity_centi())
    };
    assert_eq!(climate("02ca0902c4092e23"), (Some(2_506), Some(3_500)));
    assert_eq!(climate("03bf13451101"), (Some(2_730), Some(5_055)));
    assert_eq!(climate("57ea"), (Some(-2_200), None));
    assert_eq!(climate("58ea"), (Some(-770), None));
    // 85.01 °C, then 327.67 °C by tenths, and 100.01 %.
    assert_eq!(climate("02352103112745ff7f"), (None, None));
    // Neither the dew point nor the moisture of soil.
    assert_eq!(climate("08ca062f23"), (None, None));
}

#[test]
fn each_refusal_has_its_next_step() {
    for (refusal, remedy) in [
        (Refusal::Repeated, Remedy::Ignore),
        (Refusal::NotEncrypted, Remedy::Ignore),
        (Refusal::Malformed(Malformed::Empty), Remedy::Ignore),
        (Refusal::NeedsKey, Remedy::AskForKey),
        (Refusal::WrongKey, Remedy::CheckKey),
        (
            Refusal::Replayed { last: 2, found: 1 },
            Remedy::AskAboutBattery,
        ),
    ] {
        assert_eq!(refusal.remedy(), remedy);
    }
}

#[test]
fn a_key_is_32_digits_and_is_not_shown() {
    assert_eq!(format!("{:?}", key()), "BindKey { .. }");
    let listener = format!("{:?}", Listener::encrypted(SENSOR, key()));
    assert!(listener.contains("key: BindKey { .. }"), "{listener}");
    for digits in [&KEY[1..], &KEY[2..], "", "g31d39c1d7cc1ab1aee224cd096db932"] {
        assert!(digits.parse::<BindKey>().is_err());
    }
    let error = "23".parse::<BindKey>().unwrap_err();
    assert_eq!(error.to_string(), "a key has 32 hexadecimal digits");
}
