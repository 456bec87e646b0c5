//! Hotspots that are set up by Helium's gateway-config over the guest's BlueZ.

use crate::{
    central::radio,
    improv_device::{NETWORK, PASSWORD, device_key},
    set_up::{claim_request, find, session, wifi},
};
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    catalog::BleSetUp,
    protocols::{
        gatt::Service,
        helium::{ConnectFailure, Demand, Hotspot, NetworkName},
        improv::State,
    },
    session::{Identity, SessionError},
};
use outpost_protocol::{Signature, transaction::ClaimForm};
use outpost_testbed::{Testbed, radio::Advertisement};

const ADDRESS: &str = "C4:F2:17:1A:24:01";
const MAC: [u8; 6] = [0xb8, 0x27, 0xeb, 0x12, 0xab, 0x34];

#[tokio::test]
async fn a_hotspot_in_the_field_tells_its_key_joins_a_network_and_signs_whose_it_is() {
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let key = SigningKey::from_bytes(&[131; 32]);
    let device = device_key(&key);
    let mut hotspot = Hotspot::new(device, MAC);
    hotspot.scanned(vec![NetworkName::new(NETWORK).unwrap()]);
    let advertisement = Advertisement::named(&hotspot.advertised_name()).unwrap();
    let advertisement = advertisement.with_service(hotspot.uuid()).unwrap();
    let _on_air = testbed
        .peripheral(ADDRESS, advertisement)
        .service(hotspot, move |hotspot, demand| match demand {
            Demand::Connect(wifi) if wifi.password() == PASSWORD => hotspot.joined(),
            Demand::Connect(_) => hotspot.not_joined(ConnectFailure::InvalidPassword),
            Demand::AddGateway(asked) => {
                let signature = Signature(key.sign(&asked.signing_bytes()).to_bytes());
                hotspot.signed(&asked, &signature)
            }
            Demand::Remove(_) | Demand::Lights(_) => Vec::new(),
        })
        .appear()
        .await
        .unwrap();

    let place = find(&radio, ADDRESS, BleSetUp::Helium).await;
    let mut session = session(&radio, &place);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(device));
    assert_eq!(identified.info.name, "Helium Hotspot AB34");
    assert_eq!(identified.state, State::Ready);
    let seen = session.scan_wifi().await.unwrap();
    let names: Vec<&str> = seen.iter().map(|it| it.ssid.as_str()).collect();
    assert_eq!(names, [NETWORK]);
    let ssid = NETWORK.to_owned();
    assert_eq!(
        session.send_wifi(&wifi("wrong horse")).await,
        Err(SessionError::WifiFailed { ssid })
    );
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    let request = claim_request(1);
    let claim = session.claim(&request).await.unwrap();
    assert!(matches!(claim.form, ClaimForm::HeliumAddGateway { .. }));
    let message = claim.signing_bytes(request.network, request.owner);
    assert!(device.verify(&message, &claim.signature));
    session.close().await;
}
