//! Sets hotspots up by a session, as the app does.

use super::{ADDRESS, Signing, name, request, wifi};
use crate::devices::{PASSWORD, PATIENT};
use outpost_device_drivers::{
    protocols::{
        gatt::Notification,
        helium::{ConnectFailure, Demand, Diagnostic, Hotspot},
        improv::State,
    },
    session::{Helium, Identity, Remedy, Session, SessionError, Watcher},
    transport::memory::MemoryGatt,
};

/// A hotspot that does what it is asked, and signs with `signing`.
fn link(
    hotspot: &Signing,
    signing: Signing,
) -> MemoryGatt<Hotspot, impl FnMut(&mut Hotspot, Demand) -> Vec<Notification> + Send + use<>> {
    let mut inside = Hotspot::new(hotspot.device(), ADDRESS);
    inside.scanned(vec![name("home"), name("café")]);
    inside.set_diagnostics(vec![Diagnostic::Connected(true)]);
    MemoryGatt::new(inside, move |hotspot: &mut Hotspot, demand| match demand {
        Demand::Connect(wifi) if wifi.password() == PASSWORD => hotspot.joined(),
        Demand::Connect(_) => hotspot.not_joined(ConnectFailure::InvalidPassword),
        Demand::AddGateway(asked) => {
            let signature = signing.sign(&asked.signing_bytes());
            hotspot.signed(&asked, &signature)
        }
        _ => Vec::new(),
    })
}

#[tokio::test(start_paused = true)]
async fn a_hotspot_is_set_up_and_its_word_is_a_claim() {
    let others = Signing::of_each_kind();
    for (hotspot, signing) in Signing::of_each_kind().into_iter().zip(others) {
        let link = link(&hotspot, signing);
        let mut session = Session::new(Helium::new(link, PATIENT, Watcher::default()));
        let identified = session.identify().await.unwrap();
        assert_eq!(identified.identity, Identity::Key(hotspot.device()));
        assert_eq!(identified.state, State::Ready);
        assert_eq!(identified.info.name, "Helium Hotspot AB34");
        session.blink().await.unwrap();
        let names: Vec<_> = session
            .scan_wifi()
            .await
            .unwrap()
            .into_iter()
            .map(|network| (network.ssid, network.signal_dbm))
            .collect();
        assert_eq!(
            names,
            [("home".to_owned(), None), ("café".to_owned(), None)]
        );
        let error = session.send_wifi(&wifi("home", "wrong one")).await;
        assert_eq!(error.unwrap_err().remedy(), Remedy::CheckWifi);
        session.send_wifi(&wifi("home", PASSWORD)).await.unwrap();
        let claim = session.claim(&request()).await.unwrap();
        let signed = claim.signing_bytes(request().network, request().owner);
        assert!(hotspot.device().verify(&signed, &claim.signature));
    }
}

#[tokio::test]
async fn what_another_key_signed_is_not_given_out() {
    let [ed25519, p256] = Signing::of_each_kind();
    let other = Signing::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[9; 32]));
    for hotspot in [ed25519, p256] {
        let link = link(
            &hotspot,
            Signing::Ed25519(match &other {
                Signing::Ed25519(key) => key.clone(),
                Signing::P256(_) => panic!("it is of ed25519"),
            }),
        );
        let mut session = Session::new(Helium::new(link, PATIENT, Watcher::default()));
        session.identify().await.unwrap();
        let error = session.claim(&request()).await.unwrap_err();
        assert!(matches!(error, SessionError::Forged(_)), "{error}");
    }
}

#[tokio::test]
async fn a_hotspot_tells_how_it_does_and_forgets_networks() {
    let [hotspot, _] = Signing::of_each_kind();
    let [signing, _] = Signing::of_each_kind();
    let mut helium = Helium::new(link(&hotspot, signing), PATIENT, Watcher::default());
    assert!(!helium.is_online_by_cable().await.unwrap());
    assert!(
        helium
            .diagnose()
            .await
            .unwrap()
            .contains(&Diagnostic::Connected(true))
    );
    let mut session = Session::new(helium);
    session.identify().await.unwrap();
    let condition = session.read_condition().await.unwrap();
    assert!(condition.contains(&Diagnostic::Connected(true)));
    session.send_wifi(&wifi("home", PASSWORD)).await.unwrap();
    assert_eq!(session.read_back().await.unwrap(), State::Provisioned);
    assert_eq!(session.read_kept_wifi().await.unwrap(), [name("home")]);
    for network in [name("café"), name("home")] {
        session.forget_wifi(&network).await.unwrap();
    }
    assert_eq!(session.read_kept_wifi().await.unwrap(), []);
}
