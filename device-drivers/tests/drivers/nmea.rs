//! Proves what sentences become fixes and which do not, and what the framer does with any bytes.

use crate::pieces::{any_line_with, any_pieces_of};
use outpost_device_drivers::protocols::{
    calendar::{Date, TimeOfDay},
    nmea::{
        Content, Damage, Dimensions, Event, Fix, Framer, Gga, Gsa, Gst, Incoming, Kind,
        MAX_SENTENCE_BYTES, NoFix, Position, Quality, Receiver, Rmc, Sentence, Solution, Talker,
        Vtg, Zda, report, report_search,
    },
};
use proptest::prelude::*;

/// The examples of the u-blox 8 receiver description (UBX-13003221), section 31, and Trimble's of GST.
const EXAMPLES: [&str; 7] = [
    "$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B\r\n",
    "$GPRMC,083559.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A*57\r\n",
    "$GPGSA,A,3,23,29,07,08,09,18,26,28,,,,,1.94,1.18,1.54*0D\r\n",
    "$GPGST,082356.00,1.8,,,,1.7,1.3,2.2*7E\r\n",
    "$GPVTG,77.52,T,,M,0.004,N,0.008,K,A*06\r\n",
    "$GPZDA,082710.00,16,09,2002,00,00*64\r\n",
    "$GPGST,172814.0,0.006,0.023,0.020,273.6,0.023,0.020,0.031*6A\r\n",
];

/// A sentence with its checksum.
fn sealed(body: &str) -> String {
    let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
    format!("${body}*{sum:02X}\r\n")
}

fn at(hour: u32, minute: u32, milliseconds: u32) -> Option<TimeOfDay> {
    TimeOfDay::new(hour, minute, milliseconds)
}

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

#[test]
fn the_examples_of_makers_are_read() {
    let contents = [
        Content::Gga(Gga {
            time: at(9, 27, 25_000),
            position: Position::new(472_852_332, 85_652_650),
            solution: Solution::Satellites(Quality::Autonomous),
            satellites: Some(8),
            hdop_hundredths: Some(101),
        }),
        Content::Rmc(Rmc {
            time: at(8, 35, 59_000),
            valid: true,
            position: Position::new(472_852_395, 85_652_537),
            speed_milliknots: Some(4),
            date: Date::new(2, 12, 9),
            solution: Some(Solution::Satellites(Quality::Autonomous)),
        }),
        Content::Gsa(Gsa {
            dimensions: Dimensions::Three,
        }),
        Content::Gst(Gst {
            time: at(8, 23, 56_000),
            latitude_mm: Some(1_700),
            longitude_mm: Some(1_300),
        }),
        Content::Vtg(Vtg {
            speed_milliknots: Some(4),
        }),
        Content::Zda(Zda {
            time: at(8, 27, 10_000),
            date: Date::new(2, 9, 16),
        }),
        Content::Gst(Gst {
            time: at(17, 28, 14_000),
            latitude_mm: Some(23),
            longitude_mm: Some(20),
        }),
    ];
    for (example, content) in EXAMPLES.iter().zip(contents) {
        let talker = Talker::GPS;
        let sentence = Sentence { talker, content };
        check(example.as_bytes(), &[Incoming::Sentence(sentence)]);
    }
}

#[test]
fn any_talker_is_understood_and_a_makers_own_sentences_are_of_another_kind() {
    for talker in ["GN", "GL", "GA", "GB", "BD", "QZ", "II"] {
        let found = Framer::default().feed(sealed(&format!("{talker}VTG,,,,,,,,")).as_bytes());
        assert!(matches!(found[..], [Incoming::Sentence(_)]), "{talker}");
    }
    for body in [
        "PUBX,40,GLL,1,0,0,0",
        "PGVTG",
        "GPTXT,01,01,02,u-blox AG",
        "GP",
        "",
    ] {
        check(sealed(body).as_bytes(), &[Incoming::Other]);
    }
    let of_a_ship = "!AIVDM,1,1,,A,13aEOK?P00PD2wVMdLDRhgvL289?,0*26\r\n";
    check(of_a_ship.as_bytes(), &[Incoming::Other]);
}

#[test]
fn noise_around_sentences_is_counted_and_does_no_harm() {
    let [gga, rmc, ..] = EXAMPLES;
    let mut bytes = b"\xff\x00 boot\r\n".to_vec();
    bytes.extend(gga.bytes());
    bytes.extend(b"\xb5\x62\x01");
    bytes.extend(rmc.bytes());
    let mut framer = Framer::default();
    let found = framer.feed(&bytes);
    assert!(
        matches!(found[..], [Incoming::Sentence(_), Incoming::Sentence(_)]),
        "{found:?}"
    );
    assert_eq!(framer.noise(), 10);
}

#[test]
fn what_only_begins_as_a_sentence_is_named_and_the_next_is_read() {
    let next = sealed("GPVTG,,,,,,,,");
    let longest = sealed(&"x".repeat(MAX_SENTENCE_BYTES - 4));
    check(longest.as_bytes(), &[Incoming::Other]);
    for (start, damage) in [
        (
            "$GPVTG,,,,,,,,*00\r\n",
            Damage::Checksum {
                expected: 0x52,
                found: 0,
            },
        ),
        ("$GPVTG,,,,,,,,\r\n", Damage::Unchecked),
        ("$GPVTG,,,,,,,,*5\r\n", Damage::Unchecked),
        ("$GPVTG,,,", Damage::Interrupted),
        ("$GPVTG,\u{7},,,,,,,*52\r\n", Damage::NotText(7)),
        (
            &format!("${longest}", longest = "x".repeat(MAX_SENTENCE_BYTES)),
            Damage::TooLong,
        ),
        (
            &sealed("GPGGA,250000,,,,,0,,,,,,,,"),
            Damage::Fields(Kind::Gga),
        ),
        (
            &sealed("GPGGA,,9000.01,N,00000.0,E,1,,,,,,,,"),
            Damage::Fields(Kind::Gga),
        ),
        (
            &sealed("GPGGA,,0060.00,N,00000.0,E,1,,,,,,,,"),
            Damage::Fields(Kind::Gga),
        ),
        (
            &sealed("GPGGA,,0000.00,X,00000.0,E,1,,,,,,,,"),
            Damage::Fields(Kind::Gga),
        ),
        (&sealed("GPRMC,,X,,,,,,,,,,N"), Damage::Fields(Kind::Rmc)),
        (
            &sealed("GPRMC,,A,,,,,,,310226,,,N"),
            Damage::Fields(Kind::Rmc),
        ),
        (&sealed("GPGSA,A,4"), Damage::Fields(Kind::Gsa)),
    ] {
        let found = Framer::default().feed(format!("{start}{next}").as_bytes());
        assert!(
            matches!(found[..], [Incoming::Damaged(found), Incoming::Sentence(_)] if found == damage),
            "{start}: {found:?}"
        );
    }
}

/// A burst as a receiver of several systems sends it, with one thing changed.
fn burst(second: u32, from: &str, to: &str) -> String {
    [
        format!("GNRMC,1030{second:02}.00,A,5333.00000,N,00959.40000,E,10.000,77.5,261126,,,D"),
        "GNVTG,77.5,T,,M,10.000,N,18.520,K,D".to_owned(),
        format!("GNGGA,1030{second:02}.00,5333.00000,N,00959.40000,E,2,11,0.90,12.0,M,44.0,M,,"),
        "GNGSA,A,3,01,02,03,04,05,06,07,,,,,,1.5,0.9,1.2".to_owned(),
        "GNGSA,A,3,65,66,67,68,,,,,,,,,1.5,0.9,1.2".to_owned(),
        "GPGSV,1,1,02,03,03,111,00,04,15,270,00".to_owned(),
        format!("GNGST,1030{second:02}.00,9.0,,,,3.0,4.0,7.0"),
    ]
    .iter()
    .filter_map(|body| {
        let changed = body.replace(from, to);
        (!changed.is_empty()).then(|| sealed(&changed))
    })
    .collect()
}

fn unchanged(second: u32) -> String {
    burst(second, "GNRMC", "GNRMC")
}

fn fix(second: u32) -> Fix {
    Fix {
        date: Date::new(26, 11, 26).unwrap(),
        time: at(10, 30, second * 1_000).unwrap(),
        position: Position::new(535_500_000, 99_900_000).unwrap(),
        accuracy_cm: 500,
        speed_mm_s: Some(5_144),
        satellites: Some(11),
        quality: Quality::Differential,
    }
}

#[test]
fn each_epoch_gives_one_fix_once_the_next_begins_or_the_line_is_quiet() {
    let mut receiver = Receiver::default();
    assert_eq!(receiver.receive(unchanged(1).as_bytes()), []);
    assert_eq!(
        receiver.receive(unchanged(2).as_bytes()),
        [Event::Fix(fix(1))]
    );
    assert_eq!(receiver.pause(), Some(Event::Fix(fix(2))));
    assert_eq!(receiver.pause(), None);
    // Late, of the same epoch.
    assert_eq!(receiver.receive(unchanged(2).as_bytes()), []);
    assert_eq!(receiver.receive(unchanged(3).as_bytes()), []);
    assert_eq!(receiver.pause(), Some(Event::Fix(fix(3))));
    assert_eq!(fix(0).unix_milliseconds(), 1_795_689_000_000);
}

/// What a burst with one thing changed gives.
#[track_caller]
fn check_burst(from: &str, to: &str, expected: Result<Fix, NoFix>) {
    let mut receiver = Receiver::default();
    assert_eq!(receiver.receive(burst(7, from, to).as_bytes()), []);
    let expected = expected.map_or_else(Event::NoFix, Event::Fix);
    assert_eq!(receiver.pause(), Some(expected), "{from} -> {to}");
}

#[test]
fn an_epoch_gives_a_fix_only_if_every_sentence_agrees() {
    check_burst(",A,5333", ",V,5333", Err(NoFix::Searching));
    check_burst("A,3,65", "A,1,65", Err(NoFix::Searching));
    check_burst(",E,2,11", ",E,0,11", Err(NoFix::Searching));
    check_burst(",,,D", ",,,N", Err(NoFix::Searching));
    check_burst(",E,2,11", ",E,6,11", Err(NoFix::Estimated));
    check_burst(",,,D", ",,,M", Err(NoFix::Manual));
    check_burst(",E,2,11", ",E,8,11", Err(NoFix::Simulated));
    check_burst("GNGGA", "GNGNS", Err(NoFix::NoGga));
    check_burst("261126", "", Err(NoFix::NoDate));
}

#[test]
fn what_the_errors_do_not_tell_the_dilution_of_precision_does() {
    let diluted = Fix {
        accuracy_cm: 720,
        ..fix(7)
    };
    check_burst("GNGST", "GNXXX", Ok(diluted));
    check_burst("3.0,4.0,7.0", "0.0,0.0,0.0", Ok(diluted));
    check_burst("3.0,4.0,7.0", ",,", Ok(diluted));
    let neither = burst(7, "GNGST", "GNXXX");
    let neither = neither.replace(",0.90,12.0", ",,12.0");
    // The checksum goes with the text.
    let bodies = neither
        .lines()
        .filter_map(|line| line.get(1..line.len() - 3));
    let neither: String = bodies.map(sealed).collect();
    let mut receiver = Receiver::default();
    receiver.receive(neither.as_bytes());
    assert_eq!(receiver.pause(), Some(Event::NoFix(NoFix::NoAccuracy)));
}

#[test]
fn what_rmc_does_not_tell_vtg_and_zda_do() {
    check_burst("E,10.000", "E,", Ok(fix(7)));
    let surveying = [
        "GPZDA,103007.00,26,11,2026,00,00",
        "GPGGA,103007.00,5333.00000,N,00959.40000,E,4,11,0.90,12.0,M,44.0,M,,",
        "GPGST,103007.00,9.0,,,,3.0,4.0,7.0",
    ];
    let mut receiver = Receiver::default();
    receiver.receive(surveying.map(sealed).concat().as_bytes());
    assert_eq!(
        receiver.pause(),
        Some(Event::Fix(Fix {
            speed_mm_s: None,
            quality: Quality::RtkFixed,
            ..fix(7)
        }))
    );
}

#[test]
fn a_receiver_indoors_says_that_it_searches() {
    let mut receiver = Receiver::default();
    let indoors = [
        "GNRMC,,V,,,,,,,,,,N",
        "GNVTG,,,,,,,,,N",
        "GNGGA,,,,,,0,00,99.99,,,,,,",
        "GNGSA,A,1,,,,,,,,,,,,,99.99,99.99,99.99",
    ];
    let indoors = indoors.map(sealed).concat();
    let searching = [Event::NoFix(NoFix::Searching)];
    assert_eq!(receiver.receive(indoors.as_bytes()), []);
    assert_eq!(receiver.receive(indoors.as_bytes()), searching);
    assert_eq!(receiver.receive(&report_search()), searching);
    assert_eq!(receiver.pause(), Some(Event::NoFix(NoFix::Searching)));
}

fn any_quality() -> impl Strategy<Value = Quality> {
    prop_oneof![
        Just(Quality::Autonomous),
        Just(Quality::Differential),
        Just(Quality::Precise),
        Just(Quality::RtkFixed),
        Just(Quality::RtkFloat),
    ]
}

fn any_solution() -> impl Strategy<Value = Solution> {
    prop_oneof![
        Just(Solution::None),
        any_quality().prop_map(Solution::Satellites),
        Just(Solution::Estimated),
        Just(Solution::Manual),
        Just(Solution::Simulated),
    ]
}

fn any_time() -> impl Strategy<Value = TimeOfDay> {
    (0..86_400_000_u32).prop_map(|time| TimeOfDay::from_milliseconds(time).unwrap())
}

fn any_date() -> impl Strategy<Value = Date> {
    (10_957..47_482_u64).prop_map(|days| Date::from_unix_days(days).unwrap())
}

fn any_position() -> impl Strategy<Value = Position> {
    (-900_000_000..=900_000_000, -1_800_000_000..=1_800_000_000)
        .prop_map(|(latitude, longitude)| Position::new(latitude, longitude).unwrap())
}

prop_compose! {
    fn any_fix()(
        (date, time, position) in (any_date(), any_time(), any_position()),
        accuracy_cm in 1..400_000_000_u32,
        speed_mm_s in proptest::option::of(0..2_000_000_000_u32),
        satellites in proptest::option::of(any::<u8>()),
        quality in any_quality(),
    ) -> Fix {
        Fix { date, time, position, accuracy_cm, speed_mm_s, satellites, quality }
    }
}

fn any_content() -> impl Strategy<Value = Content> {
    use proptest::option::of;
    let number = || of(any::<u32>());
    let dimensions = prop_oneof![
        Just(Dimensions::None),
        Just(Dimensions::Two),
        Just(Dimensions::Three)
    ];
    let gga = (
        of(any_time()),
        of(any_position()),
        any_solution(),
        of(any::<u8>()),
        number(),
    );
    let where_and_when = (of(any_time()), any::<bool>(), of(any_position()));
    let rmc = (where_and_when, number(), of(any_date()), of(any_solution()));
    prop_oneof![
        gga.prop_map(|(time, position, solution, satellites, hdop_hundredths)| {
            Content::Gga(Gga {
                time,
                position,
                solution,
                satellites,
                hdop_hundredths,
            })
        }),
        rmc.prop_map(
            |((time, valid, position), speed_milliknots, date, solution)| {
                Content::Rmc(Rmc {
                    time,
                    valid,
                    position,
                    speed_milliknots,
                    date,
                    solution,
                })
            }
        ),
        dimensions.prop_map(|dimensions| Content::Gsa(Gsa { dimensions })),
        (of(any_time()), number(), number()).prop_map(|(time, latitude_mm, longitude_mm)| {
            Content::Gst(Gst {
                time,
                latitude_mm,
                longitude_mm,
            })
        }),
        number().prop_map(|speed_milliknots| Content::Vtg(Vtg { speed_milliknots })),
        (of(any_time()), of(any_date())).prop_map(|(time, date)| Content::Zda(Zda { time, date })),
    ]
}

fn any_sentence() -> impl Strategy<Value = Sentence> {
    ("[A-OQ-Z0-9][A-Z0-9]", any_content()).prop_map(|(talker, content)| Sentence {
        talker: Talker::new(*talker.as_bytes().first_chunk().unwrap()).unwrap(),
        content,
    })
}

fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let sentence = prop_oneof![
        any_sentence().prop_map(|sentence| sentence.encode()),
        any_fix().prop_map(|fix| report(&fix)),
    ];
    any_line_with(
        sentence.boxed(),
        &["$", "$GPGGA,", "!", "*00\r\n", "$GPVTG,,,,,,,,*5"],
    )
}

proptest! {
    #[test]
    fn a_sentence_survives_the_way_over_the_wire(sentence in any_sentence()) {
        let bytes = sentence.encode();
        prop_assert!(bytes.len() <= 82, "the standard's bound: {}", bytes.len());
        prop_assert_eq!(Framer::default().feed(&bytes), [Incoming::Sentence(sentence)]);
    }

    #[test]
    fn a_fix_that_a_receiver_reports_is_the_fix_that_is_read(fix in any_fix()) {
        let mut receiver = Receiver::default();
        prop_assert_eq!(receiver.receive(&report(&fix)), []);
        prop_assert_eq!(receiver.pause(), Some(Event::Fix(fix)));
    }

    #[test]
    fn sentences_cut_anywhere_give_the_same_fixes(pieces in any_pieces_of(any_line())) {
        let mut whole = Receiver::default();
        let mut cut = Receiver::default();
        let expected = whole.receive(&pieces.concat());
        let found: Vec<Event> = pieces.iter().flat_map(|piece| cut.receive(piece)).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(cut.pause(), whole.pause());
        prop_assert_eq!(cut.noise(), whole.noise());
    }

    #[test]
    fn a_whole_sentence_is_read_after_whatever_came_before(
        noise in any_line(),
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
        sentence in any_sentence(),
    ) {
        let mut framer = Framer::default();
        framer.feed(&noise);
        framer.feed(&bytes);
        let found = framer.feed(&sentence.encode());
        prop_assert_eq!(found.last(), Some(&Incoming::Sentence(sentence)));
    }
}
