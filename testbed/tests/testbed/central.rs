//! Hears and connects peripherals as the app does, by the guest's first controller.

use outpost_device_drivers::transport::{
    ble::{BleLink, Radio, Sighting},
    gatt::{GattError, GattLink},
};
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// Ends a test that would wait forever.
pub(crate) const AT_MOST: Duration = Duration::from_secs(30);

/// The app's radio.
pub(crate) async fn radio() -> Radio {
    Radio::open_named("hci0").await.unwrap()
}

/// Waits until the peripheral with this address is heard.
pub(crate) async fn heard(radio: &Radio, address: &str) -> Sighting {
    heard_when(radio, address, |_| true).await
}

/// Waits until what is heard of the peripheral with this address is `enough`: its advertisement and
/// its name come one after the other.
pub(crate) async fn heard_when(
    radio: &Radio,
    address: &str,
    enough: impl Fn(&Sighting) -> bool,
) -> Sighting {
    let wanted = hardware_address(address);
    let mut scan = radio.scan().await.unwrap();
    let heard = async {
        loop {
            let sighting = scan.next().await.unwrap();
            if sighting.hardware_address == Some(wanted) && enough(&sighting) {
                return sighting;
            }
        }
    };
    let sighting = timeout(AT_MOST, heard).await.expect("it is heard");
    scan.end().await;
    sighting
}

/// Finds the peripheral with this address and connects it.
pub(crate) async fn connected(radio: &Radio, address: &str) -> BleLink {
    let sighting = heard(radio, address).await;
    radio.connect(&sighting.address).await.unwrap()
}

/// Waits until a peripheral tells of a characteristic: its value.
pub(crate) async fn told(link: &mut BleLink, characteristic: Uuid) -> Vec<u8> {
    let (told, value) = notification(link).await.unwrap();
    assert_eq!(told, characteristic);
    value
}

/// Waits for what a peripheral tells next, or for the end of the link.
pub(crate) async fn notification(link: &mut BleLink) -> Result<(Uuid, Vec<u8>), GattError> {
    timeout(AT_MOST, link.notification())
        .await
        .expect("something is told")
}

/// An address of 48 bits, from six pairs of hexadecimal digits.
fn hardware_address(text: &str) -> [u8; 6] {
    let mut bytes = [0; 6];
    hex::decode_to_slice(text.replace(':', ""), &mut bytes).unwrap();
    bytes
}
