//! Proves that the examples of bthome.io/format and bthome.io/encryption are read and written.

use super::{KEY, SENSOR, bytes, read};
use outpost_device_drivers::protocols::bthome::{
    Address, ButtonEvent, Climate, Command, Condition, Damage, DimmerEvent, Firmware, Kind,
    Listener, Measurement, Object, Quantity, SERVICE, Sensor, Unit,
};

/// Reads the object of an example, and writes it.
#[track_caller]
fn check(example: &str, object: Object<'_>) {
    let service_data = [vec![0x40], bytes(example)].concat();
    assert_eq!(read(&service_data), [Ok(object)]);
    // The sensor says its packet id first.
    let written = Sensor::plain().advertise(&[object]).unwrap();
    assert_eq!(written, [vec![0x40, 0, 0], bytes(example)].concat());
}

/// Reads the measurement of an example.
#[track_caller]
fn check_measurement(example: &str, quantity: Quantity, unit: Unit, millionths: i64) {
    let kind = Kind::from_id(bytes(example)[0]).unwrap();
    let steps = millionths / i64::from(kind.step_millionths());
    let measurement = Measurement::new(kind, steps).unwrap();
    assert_eq!(
        (measurement.quantity(), measurement.unit()),
        (quantity, unit)
    );
    assert_eq!(measurement.millionths(), millionths);
    check(example, Object::Measurement(measurement));
}

#[test]
fn every_measurement_of_the_specification_is_read_and_written() {
    use Quantity as Q;
    use Unit as U;
    let examples = [
        (
            "518756",
            Q::Acceleration,
            U::MetrePerSecondSquared,
            22_151_000,
        ),
        (
            "630057D0FF",
            Q::Acceleration,
            U::MetrePerSecondSquared,
            -3_123_456,
        ),
        ("0161", Q::Battery, U::Percent, 97_000_000),
        ("6001", Q::Channel, U::None, 1_000_000),
        ("12E204", Q::Co2, U::PartPerMillion, 1_250_000_000),
        (
            "56E803",
            Q::Conductivity,
            U::MicrosiemensPerCentimetre,
            1_000_000_000,
        ),
        ("0960", Q::Count, U::None, 96_000_000),
        ("3D0960", Q::Count, U::None, 24_585_000_000),
        ("3E2A2C0960", Q::Count, U::None, 1_611_213_866_000_000),
        ("59EA", Q::Count, U::None, -22_000_000),
        ("5AEAEA", Q::Count, U::None, -5_398_000_000),
        ("5BEA0234EA", Q::Count, U::None, -365_690_134_000_000),
        ("434E34", Q::Current, U::Ampere, 13_390_000),
        ("5D02EA", Q::Current, U::Ampere, -5_630_000),
        ("08CA06", Q::DewPoint, U::Celsius, 17_380_000),
        ("5E9F8C", Q::Direction, U::Degree, 359_990_000),
        ("400C00", Q::Distance, U::Millimetre, 12_000_000),
        ("414E00", Q::Distance, U::Metre, 7_800_000),
        ("424E3400", Q::Duration, U::Second, 13_390_000),
        ("4d12138a14", Q::Energy, U::KilowattHour, 344_593_170_000),
        ("0A138A14", Q::Energy, U::KilowattHour, 1_346_067_000),
        ("4B138A14", Q::Gas, U::CubicMetre, 1_346_067_000),
        ("4C41018A01", Q::Gas, U::CubicMetre, 25_821_505_000),
        ("528756", Q::Gyroscope, U::DegreePerSecond, 22_151_000),
        ("03BF13", Q::Humidity, U::Percent, 50_550_000),
        ("2E23", Q::Humidity, U::Percent, 35_000_000),
        ("05138A14", Q::Illuminance, U::Lux, 13_460_670_000),
        ("6402", Q::LightLevel, U::None, 2_000_000),
        ("065E1F", Q::Mass, U::Kilogram, 80_300_000),
        ("073E1D", Q::Mass, U::Pound, 74_860_000),
        ("14020C", Q::Moisture, U::Percent, 30_740_000),
        ("2F23", Q::Moisture, U::Percent, 35_000_000),
        ("0D120C", Q::Pm2_5, U::MicrogramPerCubicMetre, 3_090_000_000),
        ("0E021C", Q::Pm10, U::MicrogramPerCubicMetre, 7_170_000_000),
        ("0B021B00", Q::Power, U::Watt, 69_140_000),
        ("5C02FBFFFF", Q::Power, U::Watt, -12_780_000),
        ("5FA00F", Q::Precipitation, U::Millimetre, 400_000_000),
        ("04138A01", Q::Pressure, U::Hectopascal, 1_008_830_000),
        ("3F020C", Q::Rotation, U::Degree, 307_400_000),
        (
            "61AC0D",
            Q::RotationalSpeed,
            U::RevolutionPerMinute,
            3_500_000_000,
        ),
        ("6503", Q::SettingsRevision, U::None, 3_000_000),
        ("444E34", Q::Speed, U::MetrePerSecond, 133_900_000),
        ("624099DFFF", Q::Speed, U::MetrePerSecond, -2_123_456),
        ("57EA", Q::Temperature, U::Celsius, -22_000_000),
        ("58EA", Q::Temperature, U::Celsius, -7_700_000),
        ("451101", Q::Temperature, U::Celsius, 27_300_000),
        ("02CA09", Q::Temperature, U::Celsius, 25_060_000),
        ("505d396164", Q::Timestamp, U::Second, 1_684_093_277_000_000),
        ("133301", Q::Tvoc, U::MicrogramPerCubicMetre, 307_000_000),
        ("0C020C", Q::Voltage, U::Volt, 3_074_000),
        ("4A020C", Q::Voltage, U::Volt, 307_400_000),
        ("4E87562A01", Q::Volume, U::Litre, 19_551_879_000),
        ("478756", Q::Volume, U::Litre, 2_215_100_000),
        ("48DC87", Q::Volume, U::Millilitre, 34_780_000_000),
        ("5587562A01", Q::VolumeStorage, U::Litre, 19_551_879_000),
        (
            "49DC87",
            Q::VolumeFlowRate,
            U::CubicMetrePerHour,
            34_780_000,
        ),
        ("4632", Q::UvIndex, U::None, 5_000_000),
        ("4F87562A01", Q::Water, U::Litre, 19_551_879_000),
    ];
    for (example, quantity, unit, millionths) in examples {
        check_measurement(example, quantity, unit, millionths);
    }
    let kinds = (0..=u8::MAX).filter(|id| Kind::from_id(*id).is_some());
    assert_eq!(kinds.count(), examples.len());
}

#[test]
fn every_condition_of_the_specification_is_read_and_written() {
    let ids = (0x0f..=0x11).chain(0x15..=0x2d);
    for id in ids.clone() {
        let condition = Condition::from_id(id).unwrap();
        check(&format!("{id:02x}00"), Object::Condition(condition, false));
        check(&format!("{id:02x}01"), Object::Condition(condition, true));
    }
    let conditions = (0..=u8::MAX).filter_map(Condition::from_id);
    assert!(conditions.map(Condition::id).eq(ids));
    check("1A01", Object::Condition(Condition::DoorOpen, true));
    check("2D00", Object::Condition(Condition::WindowOpen, false));
}

#[test]
fn every_event_of_the_specification_is_read_and_written() {
    for (example, event) in [
        ("3A00", ButtonEvent::None),
        ("3A01", ButtonEvent::Press),
        ("3A02", ButtonEvent::DoublePress),
        ("3A03", ButtonEvent::TriplePress),
        ("3A04", ButtonEvent::LongPress),
        ("3A05", ButtonEvent::LongDoublePress),
        ("3A06", ButtonEvent::LongTriplePress),
        ("3A80", ButtonEvent::HoldPress),
        ("3A81", ButtonEvent::HoldRelease),
    ] {
        check(example, Object::Button(event));
    }
    check("3C0000", Object::Dimmer(DimmerEvent::None));
    check("3C0103", Object::Dimmer(DimmerEvent::Left(3)));
    check("3C020A", Object::Dimmer(DimmerEvent::Right(10)));
    check("3B0001", Object::Command(Command::new(1, &[]).unwrap()));
    check("3B010305", Object::Command(Command::new(3, &[5]).unwrap()));
}

#[test]
fn text_raw_bytes_and_what_the_device_is_are_read_and_written() {
    check("530C48656C6C6F20576F726C6421", Object::Text("Hello World!"));
    check("540C48656C6C6F20576F726C6421", Object::Raw(b"Hello World!"));
    check("F00100", Object::DeviceType(1));
    let four = Firmware::Four([4, 2, 1, 0]);
    check("F100010204", Object::Firmware(four));
    let three = Firmware::Three([6, 1, 0]);
    check("F2000106", Object::Firmware(three));
    assert_eq!(
        (four.to_string(), three.to_string()),
        ("4.2.1.0".into(), "6.1.0".into())
    );
    assert_eq!(read(&bytes("400009")), [Ok(Object::PacketId(9))]);
}

#[test]
fn the_example_advertisement_is_a_reading() {
    let service_data = bytes("4002C40903BF13");
    let mut listener = Listener::plain(SENSOR);
    let heard = listener.receive(&service_data).unwrap();
    assert!(!heard.trigger_based);
    let climate = Climate::of(heard.objects.map(Result::unwrap));
    let reading = climate.reading(7).unwrap();
    assert_eq!(
        (
            reading.offset_ms,
            reading.temperature_centi,
            reading.humidity_centi
        ),
        (7, 2_500, 5_055)
    );
}

#[test]
fn the_example_of_encryption_is_opened_and_made() {
    let example = bytes("41e445f3c9962b332211006c7c4519");
    let objects = [
        Object::Measurement(Measurement::temperature(2_506)),
        Object::Measurement(Measurement::humidity(5_055)),
    ];
    let mut listener = Listener::encrypted(SENSOR, KEY.parse().unwrap());
    let heard = listener.receive(&example).unwrap();
    assert!(heard.objects.eq(objects.map(Ok)));
    assert_eq!(listener.counter(), Some(1_122_867));
    let mut sensor = Sensor::encrypted(SENSOR, KEY.parse().unwrap(), 1_122_867);
    assert_eq!(sensor.advertise(&objects).unwrap(), example);
}

#[test]
fn objects_are_written_in_the_order_of_their_ids() {
    let service_data = Sensor::plain()
        .trigger_based()
        .advertise(&[
            Object::Button(ButtonEvent::None),
            Object::Measurement(Measurement::battery(97)),
            Object::Button(ButtonEvent::Press),
        ])
        .unwrap();
    assert_eq!(service_data, bytes("44000001613a003a01"));
}

#[test]
fn reading_ends_at_an_unknown_id_and_goes_on_after_an_unknown_event() {
    let battery = Ok(Object::Measurement(Measurement::battery(97)));
    assert_eq!(
        read(&bytes("400161f700000161")),
        [battery, Err(Damage::UnknownId(0xf7))]
    );
    let unknown = |id, event| Err(Damage::UnknownEvent { id, event });
    assert_eq!(
        read(&bytes("403a073c03055302c3280161")),
        [
            unknown(0x3a, 7),
            unknown(0x3c, 3),
            Err(Damage::NotText),
            battery
        ]
    );
    assert_eq!(
        read(&bytes("40016102ca")),
        [battery, Err(Damage::CutShort(2))]
    );
}

#[test]
fn the_service_and_an_address_are_written_as_people_write_them() {
    assert_eq!(SERVICE.to_string(), "0000fcd2-0000-1000-8000-00805f9b34fb");
    assert_eq!(Address(SENSOR.0).to_string(), "54:48:E6:8F:80:A5");
}
