//! Devices of this program on a real BlueZ, found and set up over the air by the drivers.

use crate::{
    board::Board,
    bus::Bus,
    fake_network_manager::{FakeNetworkManager, HOME, PASSWORD},
    phone::{ADAPTER, Phone},
    program::Simulation,
    set_up::{network, wifi},
};
use outpost_device_agent::wifi::made_up::{STRICT_NETWORK, STRICT_PASSWORD};
use outpost_device_drivers::{
    catalog::BleSetUp,
    protocols::{claim::ClaimRequest, espressif::Secret, improv::State},
    session::{Identity, Progress, Proof, Session, SessionError, Watcher},
};
use outpost_protocol::{AccountAddress, DeviceKey};
use std::path::Path;
use tokio::sync::mpsc;

fn request(number: u8) -> ClaimRequest {
    ClaimRequest {
        network: network().id,
        owner: AccountAddress([2; 32]),
        nonce: [number; 16],
    }
}

/// Claims the device, where somebody makes the file `confirm` once it waits for that.
async fn claim(
    session: &mut Session,
    mut progress: mpsc::UnboundedReceiver<Progress>,
    number: u8,
    confirm: &Path,
) {
    let confirmed = async {
        while progress.recv().await.unwrap() != Progress::WaitingForConfirmation {}
        std::fs::write(confirm, []).unwrap();
    };
    let request = request(number);
    let (claimed, ()) = tokio::join!(session.claim(&request), confirmed);
    claimed.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_set_up_and_claimed_by_improv_and_claimed_again_by_the_claims_own_service() {
    let folder = tempfile::tempdir().unwrap();
    let bus = Bus::of_the_guest();
    let manager = FakeNetworkManager::start(&bus).await;
    let options = ["--sensor", "made-up"];
    let _board = Board::start_at(ADAPTER, &bus, folder.path(), &options);
    let confirm = folder.path().join("device/confirm");
    let phone = Phone::at("C4:F2:17:1A:30:01");

    let found = phone
        .find(|it, _| it.state == Some(State::AuthorizationRequired))
        .await;
    let (watcher, progress) = watched();
    let mut session = phone.session(&found, BleSetUp::Improv, Proof::None, watcher);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.info.name, "Balcony");
    let Identity::Key(device) = identified.identity else {
        panic!("it has a key");
    };
    let home = wifi(HOME, PASSWORD);
    assert_eq!(
        session.send_wifi(&home).await,
        Err(SessionError::NotAuthorized)
    );
    assert!(manager.state().known.is_empty());

    std::fs::write(&confirm, []).unwrap();
    while session.read_back().await.unwrap() != State::Ready {}
    assert_eq!(session.scan_wifi().await.unwrap()[0].ssid, HOME);
    let ssid = HOME.to_owned();
    assert_eq!(
        session.send_wifi(&wifi(HOME, "not this one")).await,
        Err(SessionError::WifiFailed { ssid })
    );
    session.send_wifi(&home).await.unwrap();
    assert_eq!(manager.state().known.len(), 1);
    claim(&mut session, progress, 1, &confirm).await;
    session.close().await;

    // Found again at once, by a client that knows the claim's own service alone.
    let found = phone
        .find(|it, _| it.state == Some(State::Provisioned))
        .await;
    let (watcher, progress) = watched();
    let mut session = phone.session(&found, BleSetUp::Claim, Proof::None, watcher);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.info.name, "Balcony");
    assert_eq!(identified.identity, Identity::Key(device));
    claim(&mut session, progress, 2, &confirm).await;
    session.close().await;
}

fn watched() -> (Watcher, mpsc::UnboundedReceiver<Progress>) {
    let (tell, told) = mpsc::unbounded_channel();
    (Watcher::new(tell), told)
}

/// Starts a simulated device of this kind, and gives a session with it once it is found.
async fn simulated(
    kind: &str,
    folder: &Path,
    phone: &Phone,
    set_up: BleSetUp,
) -> (Simulation, Session, DeviceKey) {
    let simulation = Simulation::start_at(ADAPTER, folder, kind);
    let found = phone.find(|it, _| it.set_up == set_up).await;
    let proof = match simulation.word() {
        Some(word) => Proof::Word(Secret::new(word)),
        None => Proof::None,
    };
    let mut session = phone.session(&found, set_up, proof, Watcher::default());
    let identified = session.identify().await.unwrap();
    let device = simulation.device();
    assert_eq!(identified.identity, Identity::Key(device));
    (simulation, session, device)
}

/// Sets a simulated device of this kind up as the app does.
async fn check_simulated(kind: &str, set_up: BleSetUp, address: &'static str) {
    let folder = tempfile::tempdir().unwrap();
    let phone = Phone::at(address);
    let (_simulation, mut session, device) = simulated(kind, folder.path(), &phone, set_up).await;
    if set_up != BleSetUp::Claim {
        let seen = session.scan_wifi().await.unwrap();
        assert!(seen.iter().any(|it| it.ssid == STRICT_NETWORK), "{seen:?}");
        let ssid = STRICT_NETWORK.to_owned();
        assert_eq!(
            session
                .send_wifi(&wifi(STRICT_NETWORK, "not this one"))
                .await,
            Err(SessionError::WifiFailed { ssid })
        );
        let lighthouse = wifi(STRICT_NETWORK, STRICT_PASSWORD);
        session.send_wifi(&lighthouse).await.unwrap();
    }
    // The session gives no claim out that the device did not sign.
    let claimed = session.claim(&request(1)).await.unwrap();
    assert_eq!(claimed.device, device);
    session.close().await;
}

#[tokio::test]
async fn a_simulated_hotspot_is_set_up_and_claimed_over_the_air() {
    check_simulated("hotspot", BleSetUp::Helium, "C4:F2:17:1A:30:02").await;
}

#[tokio::test]
async fn a_simulated_esp32_is_set_up_and_claimed_over_the_air_by_who_has_its_word() {
    check_simulated("esp", BleSetUp::Espressif, "C4:F2:17:1A:30:03").await;
}

#[tokio::test]
async fn a_simulated_device_that_knows_the_claim_alone_is_claimed_over_the_air() {
    check_simulated("claim", BleSetUp::Claim, "C4:F2:17:1A:30:04").await;
}
