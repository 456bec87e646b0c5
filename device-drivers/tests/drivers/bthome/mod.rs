//! Proves what becomes of BTHome advertisements: the specification's examples, those that another
//! implementation reads, replayed ones, and any bytes.

mod hostile;
mod listening;
mod reference;
mod specification;

use outpost_device_drivers::protocols::bthome::{Address, Body, Damage, Object, ServiceData};

/// The address and the key of the specification's example.
const SENSOR: Address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
const KEY: &str = "231d39c1d7cc1ab1aee224cd096db932";

fn bytes(digits: &str) -> Vec<u8> {
    hex::decode(digits).unwrap()
}

/// The objects of plain service data.
fn read(service_data: &[u8]) -> Vec<Result<Object<'_>, Damage>> {
    match ServiceData::read(service_data).unwrap().body() {
        Body::Plain(objects) => objects.clone().collect(),
        Body::Sealed(_) => panic!("{service_data:02x?} is encrypted"),
    }
}
