//! Claims devices by the claim's own service, in memory.

use crate::devices::{IMPATIENT, PATIENT, claim_request, key_of};
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    catalog::{Advertised, BleSetUp, ReceiverKind},
    protocols::{
        bthome,
        claim::service::{ClaimService, Demand, SERVICE},
        improv::{DeviceInfo, State, wifi::WifiCredentials},
    },
    session::{Claimable, Identity, Patience, Progress, Session, SessionError, Watcher},
    transport::{
        ble::{BleAddress, Sighting},
        memory::MemoryGatt,
    },
};
use outpost_protocol::{DeviceKey, Signature};
use std::collections::BTreeMap;
use tokio::sync::mpsc;

fn info() -> DeviceInfo {
    DeviceInfo {
        firmware: "weather".to_owned(),
        version: "1.2".to_owned(),
        hardware: "nRF52840".to_owned(),
        name: "Balcony".to_owned(),
    }
}

/// What a person at the device does.
#[derive(Clone, Copy)]
enum Person {
    Agrees,
    Declines,
    IsAway,
}

/// A session with the device of key 1, which signs with the key of this number.
fn session(person: Person, signs_with: u8, patience: Patience, watcher: Watcher) -> Session {
    let device = key_of(1);
    let service = ClaimService::new(device, &info()).unwrap();
    let key = SigningKey::from_bytes(&[signs_with; 32]);
    let perform = move |service: &mut ClaimService, demand: Demand| {
        if let Demand::Confirm(request) = demand {
            let signature = Signature(key.sign(&request.signing_bytes(device)).to_bytes());
            match person {
                Person::Agrees => service.agree(&request, signature).unwrap(),
                Person::Declines => service.refuse(&request).unwrap(),
                Person::IsAway => {}
            }
        }
        Vec::new()
    };
    let link = MemoryGatt::new(service, perform);
    Session::new(Claimable::new(link, patience, watcher))
}

async fn claimed(
    person: Person,
    signs_with: u8,
    patience: Patience,
) -> Result<DeviceKey, SessionError> {
    let mut session = session(person, signs_with, patience, Watcher::default());
    session.identify().await?;
    Ok(session.claim(&claim_request()).await?.device)
}

#[tokio::test]
async fn a_device_tells_its_key_blinks_and_agrees_once_somebody_confirmed() {
    let (progress, mut told) = mpsc::unbounded_channel();
    let mut session = session(Person::Agrees, 1, PATIENT, Watcher::new(progress));
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(key_of(1)));
    assert_eq!(identified.info, info());
    assert_eq!(identified.state, State::Provisioned);
    session.blink().await.unwrap();
    let claim = session.claim(&claim_request()).await.unwrap();
    assert_eq!(claim.device, key_of(1));
    assert_eq!(told.recv().await, Some(Progress::WaitingForConfirmation));
    // Asking again is harmless.
    assert_eq!(session.claim(&claim_request()).await, Ok(claim));
}

#[tokio::test]
async fn who_declines_is_away_or_signs_with_another_key_gives_no_claim() {
    assert_eq!(claimed(Person::Agrees, 1, PATIENT).await, Ok(key_of(1)));
    let declined = claimed(Person::Declines, 1, PATIENT).await;
    assert_eq!(declined, Err(SessionError::NotConfirmed));
    let away = claimed(Person::IsAway, 1, IMPATIENT).await;
    assert_eq!(away, Err(SessionError::Silent(IMPATIENT.confirm)));
    let forged = claimed(Person::Agrees, 2, PATIENT).await;
    assert!(matches!(forged, Err(SessionError::Forged(_))));
}

#[tokio::test]
async fn a_device_that_joins_networks_by_itself_takes_none() {
    let mut session = session(Person::Agrees, 1, PATIENT, Watcher::default());
    session.identify().await.unwrap();
    let wifi = WifiCredentials::new("Home", "right horse").unwrap();
    for refused in [
        session.scan_wifi().await.map(drop),
        session.send_wifi(&wifi).await,
    ] {
        assert!(matches!(refused, Err(SessionError::Unsupported { .. })));
    }
}

fn sighting() -> Sighting {
    Sighting {
        address: BleAddress("C4:F2:17:1A:25:01".to_owned()),
        hardware_address: None,
        name: None,
        signal_dbm: None,
        services: Vec::new(),
        service_data: BTreeMap::new(),
    }
}

#[test]
fn a_device_that_advertises_the_service_is_known() {
    let advertised = Advertised::of(&Sighting {
        services: vec![SERVICE],
        ..sighting()
    })
    .unwrap();
    assert_eq!(advertised.set_up, BleSetUp::Claim);
    assert_eq!(advertised.state, Some(State::Provisioned));
}

#[test]
fn a_sensor_that_tells_everybody_is_known_and_is_nothing_to_set_up() {
    let sensor = Sighting {
        service_data: BTreeMap::from([(bthome::SERVICE, vec![0x40, 0x01, 0x61])]),
        ..sighting()
    };
    assert_eq!(Advertised::of(&sensor), None);
    assert_eq!(ReceiverKind::of(&sensor), Some(ReceiverKind::Bthome));
    assert_eq!(ReceiverKind::of(&sighting()), None);
}
