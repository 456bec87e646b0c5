//! Battery sensors, as they are heard through the guest's BlueZ.

use crate::central::{heard_when, radio};
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, Listener, Measurement, Object, Refusal, SERVICE, Sensor,
};
use outpost_testbed::{Testbed, radio::Advertisement};

/// BTHome's id on air.
const SERVICE_DATA: u16 = 0xfcd2;

/// What each sensor here measures.
fn reading() -> [Object<'static>; 2] {
    [
        Object::Measurement(Measurement::temperature(2_506)),
        Object::Measurement(Measurement::humidity(5_055)),
    ]
}

fn advertisement(data: &[u8]) -> Advertisement {
    let named = Advertisement::named("sensor").unwrap();
    named.with_service_data(SERVICE_DATA, data).unwrap()
}

/// Puts a sensor on the air that says `reading` first and then `second`: what is heard of each.
async fn heard_of(address: &str, reading: &[u8], second: &[u8]) -> [Vec<u8>; 2] {
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let sensor = testbed.peripheral(address, advertisement(reading));
    let sensor = sensor.appear().await.unwrap();
    let first = heard_when(&radio, address, |known| {
        known.service_data.contains_key(&SERVICE)
    });
    let first = first.await.service_data[&SERVICE].clone();
    sensor.advertise(&advertisement(second)).await.unwrap();
    let second = heard_when(&radio, address, |known| {
        known.service_data.get(&SERVICE) != Some(&first)
    });
    let second = second.await.service_data[&SERVICE].clone();
    [first, second]
}

#[track_caller]
fn check_reads(listener: &mut Listener, data: &[u8], expected: &[Object<'_>]) {
    let heard = listener.receive(data).unwrap();
    let objects: Vec<Object<'_>> = heard.objects.map(Result::unwrap).collect();
    assert_eq!(objects, expected);
}

#[tokio::test]
async fn a_plain_sensor_is_heard_and_each_reading_is_taken_once() {
    const ADDRESS: Address = Address([0xc4, 0xf2, 0x17, 0x1a, 0x25, 0x01]);
    let mut sensor = Sensor::plain();
    let [first, second] = heard_of(
        &ADDRESS.to_string(),
        &sensor.advertise(&reading()).unwrap(),
        &sensor.advertise(&reading()).unwrap(),
    )
    .await;
    let mut listener = Listener::plain(ADDRESS);
    let said = |packet| [&[Object::PacketId(packet)][..], &reading()].concat();
    check_reads(&mut listener, &first, &said(0));
    let again = listener.receive(&first).map(|_| ());
    assert_eq!(again, Err(Refusal::Repeated));
    check_reads(&mut listener, &second, &said(1));
}

#[tokio::test]
async fn an_encrypted_sensor_is_heard_and_none_other_in_its_place() {
    const ADDRESS: Address = Address([0xc4, 0xf2, 0x17, 0x1a, 0x25, 0x02]);
    let key = BindKey::new(&[0x23; 16]);
    let mut sensor = Sensor::encrypted(ADDRESS, key.clone(), 7);
    let [first, second] = heard_of(
        &ADDRESS.to_string(),
        &sensor.advertise(&reading()).unwrap(),
        &Sensor::plain().advertise(&reading()).unwrap(),
    )
    .await;
    let mut listener = Listener::encrypted(ADDRESS, key);
    check_reads(&mut listener, &first, &reading());
    let forged = listener.receive(&second).map(|_| ());
    assert_eq!(forged, Err(Refusal::NotEncrypted));
}
