//! Sets devices up by a session, as the app does.

use super::{POP, USERNAME, account, security1, security2};
use crate::devices::{PASSWORD, PATIENT, claim_request, key_of, network};
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    protocols::{
        espressif::{Demand, Device, Nonces, Secret, Security, WifiFailure},
        gatt::Notification,
        improv::{State, wifi::WifiCredentials},
    },
    session::{Espressif, Identity, Proof, Remedy, Session, SessionError, Watcher},
    transport::memory::MemoryGatt,
};
use outpost_protocol::Signature;
use std::net::Ipv4Addr;

/// Does what an honest device does about each demand.
fn perform(device: &mut Device, demand: Demand) -> Vec<Notification> {
    match demand {
        Demand::Scan => {
            device.scanned(vec![network("weak", -88, true), network("home", -50, true)])
        }
        Demand::Join(wifi) if wifi.password() == PASSWORD => {
            device.joined(Ipv4Addr::new(192, 168, 1, 7));
        }
        Demand::Join(_) => device.not_joined(WifiFailure::Authentication),
        Demand::Blink => {}
        Demand::Confirm(request) => {
            let message = request.signing_bytes(key_of(1));
            let key = SigningKey::from_bytes(&[1; 32]);
            let signature = Signature(key.sign(&message).to_bytes());
            device.agree(&request, signature).unwrap();
        }
    }
    Vec::new()
}

fn session(security: Security, proof: Proof) -> Session {
    let device = Device::new(security, key_of(1), [7; 32]);
    let link = MemoryGatt::new(device, perform);
    Session::new(Espressif::new(link, PATIENT, Watcher::default(), proof))
}

fn word() -> Proof {
    Proof::Word(Secret::new(POP))
}

async fn check_sets_up(security: Security, proof: Proof) {
    let mut session = session(security, proof);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(key_of(1)));
    assert_eq!(identified.state, State::Ready);
    session.blink().await.unwrap();
    let names: Vec<String> = session
        .scan_wifi()
        .await
        .unwrap()
        .into_iter()
        .map(|network| network.ssid)
        .collect();
    assert_eq!(names, ["home", "weak"]);
    let wrong = WifiCredentials::new("home", "wrong").unwrap();
    let error = session.send_wifi(&wrong).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::CheckWifi);
    let right = WifiCredentials::new("home", PASSWORD).unwrap();
    session.send_wifi(&right).await.unwrap();
    let claim = session.claim(&claim_request()).await.unwrap();
    assert_eq!(claim.device, key_of(1));
}

#[tokio::test]
async fn devices_of_each_scheme_are_set_up() {
    check_sets_up(Security::Security0, Proof::None).await;
    check_sets_up(security1(), word()).await;
    assert_eq!(account(USERNAME, POP).username(), "wifiprov");
    check_sets_up(security2(Nonces::Counted), word()).await;
    check_sets_up(security2(Nonces::Fixed), word()).await;
}

async fn check_refused(security: Security, proof: Proof, error: SessionError, remedy: Remedy) {
    let refused = session(security, proof).identify().await.unwrap_err();
    assert_eq!(refused, error);
    assert_eq!(refused.remedy(), remedy);
}

#[tokio::test]
async fn a_word_that_is_missing_or_wrong_is_asked_for() {
    let wrong = || Proof::Word(Secret::new("guess"));
    let (needed, refused) = (SessionError::ProofNeeded, SessionError::ProofRefused);
    check_refused(security1(), Proof::None, needed, Remedy::TypeProof).await;
    check_refused(security1(), wrong(), refused.clone(), Remedy::TypeProof).await;
    let security = security2(Nonces::Counted);
    check_refused(security, wrong(), refused, Remedy::TypeProof).await;
}

#[tokio::test]
async fn whoever_typed_a_word_is_not_talked_into_clear_text() {
    let error = SessionError::Unprotected;
    check_refused(Security::Security0, word(), error, Remedy::Distrust).await;
}
