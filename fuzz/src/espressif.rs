//! Makes up the devices of Espressif's that are set up, and who may do so.

use crate::helium::with_ed25519;
use outpost_device_drivers::protocols::{
    espressif::{Account, Device, Endpoint, Nonces, Secret, Security, Verifier},
    gatt::Service,
};
use std::sync::LazyLock;
use uuid::Uuid;

/// Who knows the password.
///
/// # Panics
/// Never: the name is of a length that is allowed.
pub fn account() -> Account {
    Account::new("wifiprov", Secret::new("abcd1234")).unwrap()
}

/// A device with security 2 that knows the [`account`].
pub fn with_security2() -> Device {
    // Once: it takes as long as hundreds of messages that are refused.
    static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| Verifier::of(&account(), [3; 16]));
    let security = Security::Security2(VERIFIER.clone(), Nonces::Counted);
    Device::new(security, with_ed25519(), [1; 32])
}

/// The characteristic of an endpoint.
///
/// # Panics
/// Never: a device has all of them.
pub fn id(device: &Device, endpoint: Endpoint) -> Uuid {
    let characteristics = device.characteristics();
    let found = characteristics
        .iter()
        .find(|it| it.description == Some(endpoint.name()));
    found.unwrap().uuid
}
