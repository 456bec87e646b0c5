//! Sets devices up as the app does: found by a scan, and steady where links are lost.

use crate::{
    central::heard_when,
    improv_device::{NETWORK, PASSWORD, seen_networks},
};
use outpost_device_drivers::{
    catalog::{Advertised, BleSetUp},
    protocols::{
        claim::ClaimRequest,
        improv::{State, wifi::WifiCredentials},
    },
    reach::{DevicePlace, Way},
    session::{Identity, Patience, Proof, Session, SessionError, Steady, Watcher},
    transport::ble::Radio,
};
use outpost_protocol::{AccountAddress, DeviceKey, NetworkId};

/// Waits until a device that is set up like this is heard at `address`: where it is.
pub(crate) async fn find(radio: &Radio, address: &str, set_up: BleSetUp) -> DevicePlace {
    let speaks = |it: &Advertised| it.set_up == set_up;
    let sighting = heard_when(radio, address, |known| {
        Advertised::of(known).as_ref().is_some_and(speaks)
    });
    DevicePlace::Bluetooth(set_up, sighting.await.address)
}

/// A session with the device at `place`, as the app has it.
pub(crate) fn session(radio: &Radio, place: &DevicePlace) -> Session {
    session_with(radio, place, Proof::None)
}

/// The same, with what the person read off the device.
pub(crate) fn session_with(radio: &Radio, place: &DevicePlace, proof: Proof) -> Session {
    let way = Way::new(place.clone(), Patience::SET_UP, Watcher::default());
    let way = way.with_proof(proof).over(radio.clone());
    Session::new(Steady::new(way, Patience::SET_UP))
}

/// Does everything with the device that has `key`, for an owner of this number.
pub(crate) async fn set_up(
    session: &mut Session,
    key: DeviceKey,
    owner: u8,
) -> Result<(), SessionError> {
    let identified = session.identify().await?;
    assert_eq!(identified.identity, Identity::Key(key));
    assert_eq!(identified.state, State::Ready);
    assert_eq!(session.scan_wifi().await?, seen_networks());
    let refused = session.send_wifi(&wifi("wrong horse")).await;
    let ssid = NETWORK.to_owned();
    assert_eq!(refused, Err(SessionError::WifiFailed { ssid }));
    session.send_wifi(&wifi(PASSWORD)).await?;
    assert_eq!(session.read_back().await?, State::Provisioned);
    // The session gives no claim out that the device did not sign.
    let claim = session.claim(&claim_request(owner)).await?;
    assert_eq!(claim.device, key);
    Ok(())
}

pub(crate) fn wifi(password: &str) -> WifiCredentials {
    WifiCredentials::new(NETWORK, password).unwrap()
}

pub(crate) fn claim_request(owner: u8) -> ClaimRequest {
    ClaimRequest {
        network: NetworkId([1; 32]),
        owner: AccountAddress([owner; 32]),
        nonce: [owner; 16],
    }
}
