//! Measures how fast hostile bytes are parsed, on one core, for `cargo xtask bench`.
//!
//! Each group has the parser and, over the same bytes in the same run, a reference that no compiler can
//! make faster than a byte at a time: machines differ, the ratio of the two hardly does.

#![allow(
    missing_docs,
    reason = "criterion's macros make public functions without documentation"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use outpost_device_drivers::protocols::{
    calendar::{Date, TimeOfDay},
    dsmr::{self, Clock, Identification, Register, Season, Serial, Telegram, Version},
    improv::{
        RpcResult, State,
        serial::{self, Packet},
    },
    nmea::{self, Fix, Position, Quality},
};
use std::hint::black_box;

/// What a parser is given at once: about as much as a port's buffer holds.
const PIECE_BYTES: usize = 4_096;
/// A stream has at least as many bytes.
const STREAM_BYTES: usize = 4_000_000;

criterion_group!(parsers, nmea, improv_frames, improv_logs, p1);
criterion_main!(parsers);

fn nmea(criterion: &mut Criterion) {
    let stream = repeat(|number| {
        let mut burst = nmea::report(&fix(number)?);
        burst.extend(SATELLITES_IN_VIEW);
        Some(burst)
    });
    measure(criterion, "nmea", &stream, || {
        let mut receiver = nmea::Receiver::default();
        move |piece| receiver.receive(piece).len()
    });
}

fn improv_frames(criterion: &mut Criterion) {
    let stream = repeat(|number| {
        let name = format!("network {number}");
        let found = RpcResult::new(4, &[name.as_str(), "-67", "YES"]).ok()?;
        let state = Packet::State(State::Ready);
        Some([state.encode(), Packet::Result(found).encode()].concat())
    });
    measure(criterion, "improv-frames", &stream, improv_parser);
}

fn improv_logs(criterion: &mut Criterion) {
    let stream = repeat(|number| {
        let line = format!("[I][sensor:{number:03}]: 'Inside': Sending state 21.50000 °C\r\n");
        Some(line.into_bytes())
    });
    measure(criterion, "improv-logs", &stream, improv_parser);
}

fn p1(criterion: &mut Criterion) {
    let stream = repeat(|number| Some(telegram(number)?.encode()));
    measure(criterion, "p1", &stream, || {
        let mut framer = dsmr::Framer::default();
        move |piece| framer.feed(piece).len()
    });
}

fn improv_parser() -> impl FnMut(&[u8]) -> usize {
    let mut framer = serial::Framer::default();
    move |piece| framer.feed(piece).len()
}

/// Parses the stream, and passes over it as the reference does.
fn measure<P: FnMut(&[u8]) -> usize>(
    criterion: &mut Criterion,
    name: &str,
    stream: &[u8],
    new_parser: impl Fn() -> P,
) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(stream.len() as u64));
    group.sample_size(20);
    group.bench_with_input(
        BenchmarkId::from_parameter("parser"),
        stream,
        |bench, stream| {
            bench.iter(|| {
                let mut parse = new_parser();
                let pieces = black_box(stream).chunks(PIECE_BYTES);
                pieces.map(&mut parse).sum::<usize>()
            });
        },
    );
    group.bench_with_input(
        BenchmarkId::from_parameter("reference"),
        stream,
        |bench, stream| bench.iter(|| byte_by_byte(black_box(stream))),
    );
    group.finish();
}

/// FNV-1a, in which each step needs the one before.
fn byte_by_byte(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Pieces one after the other until there are enough.
fn repeat(piece: impl Fn(u32) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut stream = Vec::new();
    for piece in (0..).map_while(piece) {
        stream.extend(piece);
        if stream.len() >= STREAM_BYTES {
            return stream;
        }
    }
    unreachable!("a piece could not be made")
}

/// What a receiver sends besides: three sentences that are read no further than their checksum.
const SATELLITES_IN_VIEW: &[u8] =
    b"$GPGSV,3,1,11,03,03,111,00,04,15,270,00,06,01,010,00,13,06,292,00*74\r\n\
      $GPGSV,3,2,11,14,25,170,00,16,57,208,39,18,67,296,40,19,40,246,00*74\r\n\
      $GPGSV,3,3,11,22,42,067,42,24,14,311,43,27,05,244,00*4D\r\n";

fn fix(number: u32) -> Option<Fix> {
    Some(Fix {
        date: Date::new(26, 11, 26)?,
        time: TimeOfDay::from_milliseconds(number % 86_400 * 1_000)?,
        position: Position::new(535_500_000 + (number % 10_000) as i32, 99_900_000)?,
        accuracy_cm: 150 + number % 100,
        speed_mm_s: Some(number % 30_000),
        satellites: Some(11),
        quality: Quality::Differential,
    })
}

fn telegram(number: u32) -> Option<Telegram> {
    let wh = u64::from(number);
    let second = number % 86_400;
    let time = TimeOfDay::from_milliseconds(second * 1_000)?;
    Some(Telegram {
        identification: Identification::new("OUT5\\PRACTICE")?,
        version: Some(Version::Dsmr(50)),
        clock: Clock::new(Date::new(26, 11, 26)?, time, Season::Winter)?,
        serial: Serial::new("E0043007052870318")?,
        taken: Register::Tariffs(1_234_567 + wh, 2_345_678 + wh),
        delivered: Register::Tariffs(wh, 0),
        power_taken_w: number % 5_000,
        power_delivered_w: 0,
    })
}
