//! Has the program hear a BTHome sensor, through a BlueZ on a bus of its own.

use crate::{
    board::Board, bus::Bus, fake_bluez::FakeBluez, fake_network_manager::FakeNetworkManager,
};
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, Measurement, Object, SERVICE, Sensor,
};
use std::{fs, os::unix::fs::PermissionsExt};

const ADDRESS: Address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
const KEY: &str = "231d39c1d7cc1ab1aee224cd096db932";

fn say(sensor: &mut Sensor, temperature: i16, humidity: u16) -> Vec<u8> {
    let measured = [
        Object::Measurement(Measurement::temperature(temperature)),
        Object::Measurement(Measurement::humidity(humidity)),
    ];
    sensor.advertise(&measured).unwrap()
}

/// Runs the program with this option beside a sensor of whom it is to hear everything.
async fn check(option: &str, mut sensor: Sensor) {
    let folder = tempfile::tempdir().unwrap();
    let bus = Bus::start();
    let _manager = FakeNetworkManager::start(&bus).await;
    let mut bluez = FakeBluez::start(&bus).await;
    let board = Board::start(&bus, folder.path(), option);
    bluez.discovered().await;
    let first = say(&mut sensor, -340, 6_150);
    bluez.come_into_reach(SERVICE, first.clone()).await;
    board.logged("temperature=-340 humidity=6150").await;
    // What somebody sends once more is no news; what follows is.
    bluez.advertise_as_sensor(first).await;
    board.logged("was heard before").await;
    bluez
        .advertise_as_sensor(say(&mut sensor, -335, 6_140))
        .await;
    board.logged("temperature=-335 humidity=6140").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_sensor_is_heard_without_knowing_its_address() {
    check("bthome", Sensor::plain()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sensor_that_encrypts_is_heard_with_its_key_out_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sensor.key");
    fs::write(&path, KEY).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let option = format!("bthome:{ADDRESS},key-file={}", path.display());
    let key: BindKey = KEY.parse().unwrap();
    check(&option, Sensor::encrypted(ADDRESS, key, 1)).await;
}
