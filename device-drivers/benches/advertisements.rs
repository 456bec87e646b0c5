//! Measures how fast advertisements are read: bytes of service data in a second on one core.
//!
//! Besides, the same bytes are passed over byte by byte, as in `parsers.rs`: machines differ, the ratio of
//! the two hardly does.

#![allow(missing_docs, reason = "criterion's macros make functions without any")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, Kind, Listener, Measurement, Object, Sensor,
};
use std::hint::black_box;

const ADDRESS: Address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
const ADVERTISEMENTS: i16 = 1_000;

/// What a weather sensor says: battery, temperature, humidity, pressure and voltage.
fn weather(number: i16) -> [Object<'static>; 5] {
    let of = |id, steps| Measurement::new(Kind::from_id(id).unwrap(), steps).unwrap();
    [
        Object::Measurement(Measurement::battery(97)),
        Object::Measurement(Measurement::temperature(number)),
        Object::Measurement(Measurement::humidity(5_055)),
        Object::Measurement(of(0x04, 100_883)),
        Object::Measurement(of(0x0c, 3_074)),
    ]
}

fn advertise(mut sensor: Sensor) -> Vec<Vec<u8>> {
    (0..ADVERTISEMENTS)
        .map(|number| sensor.advertise(&weather(number)).unwrap())
        .collect()
}

/// Hears all advertisements, and adds up what they measure.
fn hear(listener: &mut Listener, advertisements: &[Vec<u8>]) -> i64 {
    let mut sum = 0;
    for service_data in advertisements {
        for object in listener.receive(service_data).unwrap().objects {
            if let Ok(Object::Measurement(measurement)) = object {
                sum += measurement.millionths();
            }
        }
    }
    sum
}

/// FNV-1a, in which each step needs the one before.
fn byte_by_byte(advertisements: &[Vec<u8>]) -> u64 {
    let bytes = advertisements.iter().flatten();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn bthome(criterion: &mut Criterion) {
    let key = || BindKey::new(&[7; 16]);
    let plain = advertise(Sensor::plain());
    let encrypted = advertise(Sensor::encrypted(ADDRESS, key(), 0));
    let mut group = criterion.benchmark_group("bthome");
    let length = |advertisements: &[Vec<u8>]| {
        Throughput::Bytes(advertisements.iter().map(|it| it.len() as u64).sum())
    };
    group.throughput(length(&plain));
    group.bench_function("reference", |bencher| {
        bencher.iter(|| byte_by_byte(black_box(&plain)));
    });
    let mut listener = Listener::plain(ADDRESS);
    group.bench_function("parser", |bencher| {
        bencher.iter(|| hear(&mut listener, black_box(&plain)));
    });
    group.throughput(length(&encrypted));
    let mut listener = Listener::encrypted(ADDRESS, key());
    group.bench_function("encrypted", |bencher| {
        bencher.iter(|| {
            listener.forget_counter();
            hear(&mut listener, black_box(&encrypted))
        });
    });
    group.finish();
}

criterion_group!(benches, bthome);
criterion_main!(benches);
