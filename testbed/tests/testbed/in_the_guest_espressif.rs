//! Devices that are set up by Espressif's unified provisioning over the guest's BlueZ.

use crate::{
    central::radio,
    improv_device::{NETWORK, PASSWORD, device_key, networks},
    set_up::{find, session_with, set_up},
};
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    catalog::BleSetUp,
    protocols::espressif::{
        Account, Demand, Device, Nonces, SERVICE, Secret, Security, Verifier, WifiFailure,
    },
    session::{Proof, SessionError},
};
use outpost_protocol::Signature;
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, VirtualPeripheral},
};
use std::net::Ipv4Addr;

/// What is printed on each device here, and the name that goes with it: Espressif's examples.
const WORD: &str = "abcd1234";
const USERNAME: &str = "wifiprov";

/// A device with this key on the air, as firmware is that does everything right at once.
async fn appear(
    testbed: &Testbed,
    address: &str,
    security: Security,
    key: SigningKey,
) -> VirtualPeripheral {
    let advertisement = Advertisement::named("PROV_1A1DBB").unwrap();
    let device = Device::new(security, device_key(&key), [7; 32]);
    let perform = move |device: &mut Device, demand| {
        match demand {
            Demand::Scan => device.scanned(networks().to_vec()),
            Demand::Join(wifi) if wifi.ssid() == NETWORK && wifi.password() == PASSWORD => {
                device.joined(Ipv4Addr::new(192, 168, 1, 7));
            }
            Demand::Join(_) => device.not_joined(WifiFailure::Authentication),
            Demand::Confirm(request) => {
                let message = request.signing_bytes(device_key(&key));
                let signature = Signature(key.sign(&message).to_bytes());
                device.agree(&request, signature).unwrap();
            }
            Demand::Blink => {}
        }
        Vec::new()
    };
    testbed
        .peripheral(address, advertisement.with_service(SERVICE).unwrap())
        .service(device, perform)
        .appear()
        .await
        .unwrap()
}

/// Lets nobody in with `wrong`, which fails with `expected`, and sets the device up with its word.
async fn check_set_up(
    address: &str,
    number: u8,
    security: Security,
    (wrong, expected): (Proof, SessionError),
) {
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let key = SigningKey::from_bytes(&[number; 32]);
    let device = device_key(&key);
    let _on_air = appear(&testbed, address, security, key).await;
    let place = find(&radio, address, BleSetUp::Espressif).await;
    let mut stranger = session_with(&radio, &place, wrong);
    assert_eq!(stranger.identify().await, Err(expected));
    stranger.close().await;

    let word = Proof::Word(Secret::new(WORD));
    let mut session = session_with(&radio, &place, word);
    set_up(&mut session, device, number).await.unwrap();
    session.close().await;
}

#[tokio::test]
async fn a_device_of_security_1_is_set_up_by_who_has_its_word() {
    let security = Security::Security1(Secret::new(WORD));
    let nothing = (Proof::None, SessionError::ProofNeeded);
    check_set_up("C4:F2:17:1A:23:01", 121, security, nothing).await;
}

#[tokio::test]
async fn a_device_of_security_2_is_set_up_by_who_has_its_word() {
    let account = Account::new(USERNAME, Secret::new(WORD)).unwrap();
    let security = Security::Security2(Verifier::of(&account, [5; 16]), Nonces::Counted);
    let another = Proof::Word(Secret::new("dcba4321"));
    let refused = (another, SessionError::ProofRefused);
    check_set_up("C4:F2:17:1A:23:02", 122, security, refused).await;
}
