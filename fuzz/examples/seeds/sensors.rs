//! Makes seeds of what measures: BTHome, GPS receivers and smart meters.

use crate::{Written, seed};
use outpost_device_drivers::protocols::{
    bthome::{Address, BindKey, Firmware, Measurement, Object, Sensor},
    calendar::{Date, TimeOfDay},
    dsmr::{Clock, Identification, Register, Season, Serial, Telegram, Version},
    nmea::{Content, Fix, Position, Quality, Sentence, Talker, Vtg, Zda, report, report_search},
};

pub(crate) fn bthome() -> Written {
    let climate = [
        Object::Measurement(Measurement::battery(97)),
        Object::Measurement(Measurement::temperature(2_506)),
        Object::Measurement(Measurement::humidity(5_055)),
    ];
    let device = [
        Object::Text("Hello World!"),
        Object::DeviceType(1),
        Object::Firmware(Firmware::Four([4, 2, 1, 0])),
    ];
    for (name, objects) in [("climate", climate), ("device", device)] {
        let plain = Sensor::plain().advertise(&objects)?;
        seed("bthome_plain", name, &plain)?;
        seed("bthome_encrypted", name, &[&[0], plain.as_slice()].concat())?;
    }
    let address = Address([1, 2, 3, 4, 5, 6]);
    let mut sensor = Sensor::encrypted(address, BindKey::new(&[8; 16]), 5);
    let sealed = sensor.advertise(&climate)?;
    seed(
        "bthome_encrypted",
        "other_key",
        &[&[0], sealed.as_slice()].concat(),
    )
}

/// Bursts of sentences, and one sentence of each kind that bursts lack.
pub(crate) fn nmea() -> Written {
    let impossible = "the fix is impossible";
    let time = TimeOfDay::from_milliseconds(45_296_789).ok_or(impossible)?;
    let date = Date::new(26, 11, 26).ok_or(impossible)?;
    let fix = Fix {
        date,
        time,
        position: Position::new(535_500_000, -99_900_000).ok_or(impossible)?,
        accuracy_cm: 250,
        speed_mm_s: Some(1_400),
        satellites: Some(11),
        quality: Quality::Differential,
    };
    let others = [
        Content::Vtg(Vtg {
            speed_milliknots: Some(2_721),
        }),
        Content::Zda(Zda {
            time: Some(time),
            date: Some(date),
        }),
    ];
    let others = others.map(|content| Sentence {
        talker: Talker::GPS,
        content,
    });
    let others = others.map(|it| it.encode()).concat();
    for (name, bytes) in [
        ("fix", report(&fix)),
        ("search", report_search()),
        ("others", others),
    ] {
        // In pieces of 16 bytes.
        let input = [&[16], bytes.as_slice()].concat();
        seed("nmea_receiver", name, &input)?;
    }
    Ok(())
}

/// A telegram of the Netherlands and one of Luxembourg.
pub(crate) fn dsmr() -> Written {
    let impossible = "the telegram is impossible";
    let time = TimeOfDay::from_milliseconds(45_296_000).ok_or(impossible)?;
    let date = Date::new(26, 11, 26).ok_or(impossible)?;
    let telegram = Telegram {
        identification: Identification::new("OUT5\\PRACTICE").ok_or(impossible)?,
        version: Some(Version::Dsmr(50)),
        clock: Clock::new(date, time, Season::Winter).ok_or(impossible)?,
        serial: Serial::new("E0043007052870318").ok_or(impossible)?,
        taken: Register::Tariffs(1_234_567, 2_345_678),
        delivered: Register::Tariffs(12_345, 0),
        power_taken_w: 1_500,
        power_delivered_w: 0,
    };
    let other = Telegram {
        version: Some(Version::EMucs(50_217)),
        clock: Clock::new(date, time, Season::Summer).ok_or(impossible)?,
        taken: Register::Total(3_580_245),
        delivered: Register::Total(12_345),
        ..telegram.clone()
    };
    for (name, telegram) in [("tariffs", telegram), ("totals", other)] {
        let input = [&[64], telegram.encode().as_slice()].concat();
        seed("dsmr_framer", name, &input)?;
    }
    Ok(())
}
