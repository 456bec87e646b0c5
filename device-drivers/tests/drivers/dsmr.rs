//! Proves what the P1 framer does with telegrams of three countries, and with any bytes.
//!
//! The telegrams are laid out as the examples of DSMR 5.0.2, e-MUCS 1.7.1 and Luxembourg's P1
//! specification, with readings of our own; their checksums were computed by another program.

use crate::pieces::{any_line_with, any_pieces_of};
use outpost_device_drivers::protocols::{
    calendar::{Date, TimeOfDay},
    dsmr::{
        Clock, Damage, Framer, Identification, Incoming, MAX_TELEGRAM_BYTES, Object, Register,
        Season, Serial, Telegram, Unreadable, Version,
    },
};
use proptest::prelude::*;

const DUTCH: &str = "/OUT5PRACTICE-5\r\n\
    \r\n\
    1-3:0.2.8(50)\r\n\
    0-0:1.0.0(260701143005S)\r\n\
    0-0:96.1.1(4530303433303037303532383730333138)\r\n\
    1-0:1.8.1(001234.567*kWh)\r\n\
    1-0:1.8.2(002345.678*kWh)\r\n\
    1-0:2.8.1(000012.340*kWh)\r\n\
    1-0:2.8.2(000056.789*kWh)\r\n\
    0-0:96.14.0(0002)\r\n\
    1-0:1.7.0(00.193*kW)\r\n\
    1-0:2.7.0(03.500*kW)\r\n\
    0-0:96.7.21(00004)\r\n\
    1-0:99.97.0(1)(0-0:96.7.19)(251208152415W)(0000000240*s)\r\n\
    0-0:96.13.0()\r\n\
    1-0:32.7.0(230.1*V)\r\n\
    1-0:31.7.0(001*A)\r\n\
    0-1:24.1.0(003)\r\n\
    0-1:96.1.0(4730303137353931323334353637383930)\r\n\
    0-1:24.2.1(260701143000S)(00123.456*m3)\r\n\
    !569D\r\n";

const BELGIAN: &str = "/OUT5\\PRACTICE_B\r\n\
    \r\n\
    0-0:96.1.4(50217)\r\n\
    0-0:96.1.1(3153414731313030303030323932)\r\n\
    0-0:1.0.0(260101000000W)\r\n\
    1-0:1.8.1(000000.034*kWh)\r\n\
    1-0:1.8.2(000015.758*kWh)\r\n\
    1-0:2.8.1(000000.000*kWh)\r\n\
    1-0:2.8.2(000000.011*kWh)\r\n\
    0-0:96.14.0(0001)\r\n\
    1-0:1.4.0(02.351*kW)\r\n\
    1-0:1.6.0(251209113000W)(02.589*kW)\r\n\
    1-0:1.7.0(00.000*kW)\r\n\
    1-0:2.7.0(00.000*kW)\r\n\
    0-0:96.3.10(1)\r\n\
    0-1:24.2.3(251231235900W)(00000.111*m3)\r\n\
    !5BE8\r\n";

const LUXEMBOURGISH: &str = "/OUT5PRACTICE-L\r\n\
    \r\n\
    1-3:0.2.8(42)\r\n\
    0-0:1.0.0(260315120000W)\r\n\
    0-0:42.0.0(53414731303330373030303839303637)\r\n\
    1-0:1.8.0(000842.016*kWh)\r\n\
    1-0:2.8.0(000000.001*kWh)\r\n\
    1-0:3.8.0(000000.000*kvarh)\r\n\
    1-0:1.7.0(12.345*kW)\r\n\
    1-0:2.7.0(00.000*kW)\r\n\
    !C402\r\n";

/// Laid out as the example of DSMR 2.2.
const OF_DSMR_2: &str = "/OUT5PRACTICE-2\r\n\
    \r\n\
    0-0:96.1.1(4530303433303037303532383730333138)\r\n\
    1-0:1.8.1(01234.567*kWh)\r\n\
    !\r\n";

#[track_caller]
fn check(bytes: &[u8], expected: &[Incoming]) {
    let mut framer = Framer::default();
    assert_eq!(framer.feed(bytes), expected);
    let mut framer = Framer::default();
    let one_by_one: Vec<_> = bytes
        .iter()
        .flat_map(|byte| framer.feed(&[*byte]))
        .collect();
    assert_eq!(one_by_one, expected);
}

#[track_caller]
fn read(text: &str) -> Telegram {
    match Framer::default().feed(text.as_bytes()).as_slice() {
        [Incoming::Telegram(telegram)] => telegram.clone(),
        other => panic!("{other:?}"),
    }
}

/// The text with the checksum that it should have.
fn sealed(text: &str) -> Vec<u8> {
    let sum = text.bytes().fold(0_u16, |sum, byte| {
        (0..8).fold(sum ^ u16::from(byte), |sum, _| {
            (sum >> 1) ^ (0xa001 * (sum & 1))
        })
    });
    format!("{text}{sum:04X}\r\n").into_bytes()
}

#[test]
fn a_dutch_telegram_gives_energy_by_tariff_and_power() {
    let telegram = read(DUTCH);
    assert_eq!(telegram.identification.as_str(), "OUT5PRACTICE-5");
    assert_eq!(telegram.version, Some(Version::Dsmr(50)));
    assert_eq!(telegram.serial.to_string(), "E0043007052870318");
    // 2026-07-01 14:30:05 in summer.
    assert_eq!(telegram.clock.unix_seconds(), 1_782_909_005);
    assert_eq!(telegram.taken, Register::Tariffs(1_234_567, 2_345_678));
    assert_eq!(telegram.taken.total(), 3_580_245);
    assert_eq!(telegram.delivered, Register::Tariffs(12_340, 56_789));
    assert_eq!(telegram.power_taken_w, 193);
    assert_eq!(telegram.power_delivered_w, 3_500);
}

#[test]
fn a_belgian_telegram_tells_its_own_version() {
    let telegram = read(BELGIAN);
    assert_eq!(telegram.version, Some(Version::EMucs(50_217)));
    assert_eq!(telegram.serial.to_string(), "1SAG1100000292");
    // The year before, by UTC.
    assert_eq!(telegram.clock.unix_seconds(), 1_767_222_000);
    assert_eq!(telegram.taken, Register::Tariffs(34, 15_758));
    assert_eq!(telegram.delivered, Register::Tariffs(0, 11));
}

#[test]
fn a_luxembourgish_telegram_gives_totals_and_a_logical_name() {
    let telegram = read(LUXEMBOURGISH);
    assert_eq!(telegram.serial.to_string(), "SAG1030700089067");
    assert_eq!(telegram.clock.unix_seconds(), 1_773_572_400);
    assert_eq!(telegram.taken, Register::Total(842_016));
    assert_eq!(telegram.delivered, Register::Total(1));
    assert_eq!(telegram.power_taken_w, 12_345);
}

#[test]
fn a_serial_number_that_is_no_text_is_shown_in_digits() {
    let serial = Serial::new([0x39, 0x03, 0x22]).unwrap();
    assert_eq!(serial.to_string(), "390322");
    assert_eq!(Serial::new([]), None);
    assert_eq!(Serial::new([b'1'; 49]), None);
}

#[test]
fn a_telegram_without_a_checksum_is_refused_by_name() {
    let refused = [Incoming::Damaged(Damage::Unchecked)];
    check(OF_DSMR_2.as_bytes(), &refused);
    let without = DUTCH.replace("!569D", "!");
    check(without.as_bytes(), &refused);
}

#[test]
fn a_lost_or_changed_digit_is_noticed() {
    let changed = DUTCH.replace("001234.567", "001234.568");
    let lost = DUTCH.replace("001234.567", "00123.567");
    for text in [changed, lost] {
        let found = Framer::default().feed(text.as_bytes());
        assert!(
            matches!(
                found.as_slice(),
                [Incoming::Damaged(Damage::Checksum { found: 0x569d, .. })]
            ),
            "{found:?}"
        );
    }
    let text = DUTCH.replace("!569D", "!569X");
    check(text.as_bytes(), &[Incoming::Damaged(Damage::NotAChecksum)]);
}

#[test]
fn a_telegram_that_another_interrupts_is_left_and_the_other_read() {
    let text = format!("{}{LUXEMBOURGISH}", &DUTCH[..200]);
    check(
        text.as_bytes(),
        &[
            Incoming::Damaged(Damage::Interrupted),
            Incoming::Telegram(read(LUXEMBOURGISH)),
        ],
    );
}

#[test]
fn a_telegram_without_an_end_is_given_up_at_the_bound_and_the_next_is_read() {
    let endless = "0-0:96.13.0(30)\r\n".repeat(MAX_TELEGRAM_BYTES / 16);
    let text = format!("/OUT5ENDLESS\r\n\r\n{endless}{DUTCH}");
    check(
        text.as_bytes(),
        &[
            Incoming::Damaged(Damage::TooLong),
            Incoming::Telegram(read(DUTCH)),
        ],
    );
}

#[test]
fn what_a_telegram_lacks_or_garbles_is_named() {
    let body = &DUTCH[..DUTCH.len() - 6];
    for (from, to, expected) in [
        (
            "1-0:1.8.2(",
            "1-0:1.8.9(",
            Unreadable::Missing(Object::Taken2),
        ),
        (
            "1-0:2.8.1(",
            "1-0:2.8.9(",
            Unreadable::Missing(Object::Delivered1),
        ),
        (
            "0-0:1.0.0(",
            "0-0:1.0.9(",
            Unreadable::Missing(Object::Clock),
        ),
        (
            "0-0:96.1.1(",
            "0-0:96.1.9(",
            Unreadable::Missing(Object::Serial),
        ),
        (
            "1-0:1.7.0(",
            "1-0:1.7.9(",
            Unreadable::Missing(Object::PowerTaken),
        ),
        (
            "(260701143005S)",
            "(260231143005S)",
            Unreadable::Object(Object::Clock),
        ),
        (
            "(260701143005S)",
            "(260701143005)",
            Unreadable::Object(Object::Clock),
        ),
        (
            "(00.193*kW)",
            "(00.193*kVA)",
            Unreadable::Object(Object::PowerTaken),
        ),
        (
            "(001234.567*kWh)",
            "(-01234.567*kWh)",
            Unreadable::Object(Object::Taken1),
        ),
        (
            "(001234.567*kWh)",
            "(001234.567*kWh",
            Unreadable::Object(Object::Taken1),
        ),
        ("(4530", "(453", Unreadable::Object(Object::Serial)),
        ("OUT5PRACTICE-5", "", Unreadable::Identification),
    ] {
        let text = body.replace(from, to);
        check(&sealed(&text), &[Incoming::Damaged(expected.into())]);
    }
}

fn any_register() -> impl Strategy<Value = Register> {
    let wh = 0..1_000_000_000_u64;
    prop_oneof![
        wh.clone().prop_map(Register::Total),
        (wh.clone(), wh).prop_map(|(first, second)| Register::Tariffs(first, second)),
    ]
}

fn any_clock() -> impl Strategy<Value = Clock> {
    let season = prop_oneof![Just(Season::Summer), Just(Season::Winter)];
    (10_957..47_482_u64, 0..86_400_u32, season).prop_map(|(day, second, season)| {
        let date = Date::from_unix_days(day).unwrap();
        let time = TimeOfDay::from_milliseconds(second * 1_000).unwrap();
        Clock::new(date, time, season).unwrap()
    })
}

fn any_telegram() -> impl Strategy<Value = Telegram> {
    let version = prop_oneof![
        Just(None),
        (0..100_u32).prop_map(|version| Some(Version::Dsmr(version))),
        any::<u32>().prop_map(|version| Some(Version::EMucs(version))),
    ];
    (
        "[A-Za-z0-9\\\\ _.-]{1,64}",
        version,
        any_clock(),
        proptest::collection::vec(any::<u8>(), 1..48),
        (any_register(), any_register()),
        (any::<u32>(), any::<u32>()),
    )
        .prop_map(
            |(identification, version, clock, serial, energy, power)| Telegram {
                identification: Identification::new(&identification).unwrap(),
                version,
                clock,
                serial: Serial::new(serial).unwrap(),
                taken: energy.0,
                delivered: energy.1,
                power_taken_w: power.0,
                power_delivered_w: power.1,
            },
        )
}

fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let telegram = any_telegram().prop_map(|telegram| telegram.encode());
    any_line_with(
        telegram.boxed(),
        &["/", "/OUT5\r\n\r\n", "!", "!0000\r\n", OF_DSMR_2],
    )
}

proptest! {
    #[test]
    fn a_telegram_survives_the_way_over_the_wire(telegram in any_telegram()) {
        prop_assert_eq!(
            Framer::default().feed(&telegram.encode()),
            [Incoming::Telegram(telegram)]
        );
    }

    #[test]
    fn telegrams_cut_anywhere_give_the_same_events(pieces in any_pieces_of(any_line())) {
        let mut whole = Framer::default();
        let mut cut = Framer::default();
        let expected = whole.feed(&pieces.concat());
        let found: Vec<Incoming> = pieces.iter().flat_map(|piece| cut.feed(piece)).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(cut.noise(), whole.noise());
    }

    #[test]
    fn a_whole_telegram_is_read_after_whatever_came_before(
        noise in any_line(),
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
        telegram in any_telegram(),
    ) {
        let mut framer = Framer::default();
        framer.feed(&noise);
        framer.feed(&bytes);
        let found = framer.feed(&telegram.encode());
        prop_assert_eq!(found.last(), Some(&Incoming::Telegram(telegram)));
    }
}
