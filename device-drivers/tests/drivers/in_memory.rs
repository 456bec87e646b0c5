//! Sets up honest and misbehaving devices, and proves what each step gives.

use crate::devices::*;
use outpost_device_drivers::{
    protocols::{
        claim::ClaimDevice,
        helium::NetworkName,
        improv::{State, wifi::WifiCredentials},
    },
    session::{
        Identified, Identity, Patience, Progress, Remedy, Session, SessionError, Watcher,
        improv_over_serial,
    },
    transport::memory,
};
use std::time::Duration;
use tokio::sync::mpsc;

fn wifi(password: &str) -> WifiCredentials {
    WifiCredentials::new("home", password).unwrap()
}

/// Sets `device` up from beginning to end and expects that all of it works.
async fn check_sets_up(device: impl TestDevice) {
    let mut session = plug_in(device, PATIENT);
    let identified = session.identify().await.unwrap();
    assert_eq!(
        identified,
        Identified {
            info: info(),
            state: State::Ready,
            identity: Identity::Key(key_of(1)),
        }
    );
    session.blink().await.unwrap();
    assert_eq!(
        session.scan_wifi().await.unwrap(),
        [
            network("home", -50, true).into(),
            network("café", -60, false).into(),
            network("weak", -88, true).into(),
        ]
    );
    let failed = session.send_wifi(&wifi("wrong")).await.unwrap_err();
    assert_eq!(
        failed,
        SessionError::WifiFailed {
            ssid: "home".to_owned()
        }
    );
    assert_eq!(failed.remedy(), Remedy::CheckWifi);
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    assert_eq!(session.read_back().await.unwrap(), State::Provisioned);
    let request = claim_request();
    let claim = session.claim(&request).await.unwrap();
    assert!(
        key_of(1).verify(&request.signing_bytes(key_of(1)), &claim.signature),
        "a claim that is given out is signed"
    );
    // Again, as after a crash: the same claim.
    assert_eq!(session.claim(&request).await.unwrap(), claim);
}

#[tokio::test]
async fn an_honest_device_is_set_up() {
    check_sets_up(Honest::new(1)).await;
}

#[tokio::test]
async fn log_lines_between_frames_do_no_harm() {
    check_sets_up(LogsBetweenFrames(Honest::new(1))).await;
}

#[tokio::test]
async fn a_device_that_boots_is_asked_until_it_answers() {
    check_sets_up(Boots {
        asked: 0,
        device: Honest::new(1),
    })
    .await;
}

/// Expects that identifying `device` fails with something that has this remedy.
async fn check_identify_fails(device: impl TestDevice, expected: Remedy) {
    let error = plug_in(device, IMPATIENT).identify().await.unwrap_err();
    assert_eq!(error.remedy(), expected, "{error}");
}

#[tokio::test]
async fn a_silent_device_is_to_be_restarted() {
    check_identify_fails(Silent, Remedy::RestartDevice).await;
}

#[tokio::test]
async fn wrong_checksums_and_oversized_frames_are_the_cables_fault() {
    check_identify_fails(WrongChecksum(Honest::new(1)), Remedy::CheckCable).await;
    check_identify_fails(Repeats::oversized_frames(), Remedy::CheckCable).await;
}

#[tokio::test]
async fn a_device_that_is_unplugged_is_to_be_connected_again() {
    let (here, there) = memory::pair();
    drop(there);
    let line = improv_over_serial(here, PATIENT, Watcher::default());
    let error = Session::new(line).identify().await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::Reconnect);
}

#[tokio::test]
async fn a_scan_without_an_end_is_cut_off() {
    let mut session = plug_in(Repeats::scan_results(), PATIENT);
    assert_eq!(session.scan_wifi().await, Err(SessionError::EndlessScan));
}

#[tokio::test]
async fn a_device_that_only_says_that_it_joined_is_caught_by_reading_back() {
    let mut session = plug_in(ForgetsThatItJoined(Honest::new(1)), PATIENT);
    session.identify().await.unwrap();
    assert_eq!(
        session.send_wifi(&wifi(PASSWORD)).await,
        Err(SessionError::WrongState {
            expected: State::Provisioned,
            found: State::Ready,
        })
    );
}

#[tokio::test]
async fn another_device_at_the_port_is_noticed_before_and_after_each_write() {
    let changed = Err(SessionError::DeviceChanged {
        expected: Box::new(Identity::Key(key_of(1))),
        found: Box::new(Identity::Key(key_of(2))),
    });
    // After it was identified, so before the write; and with the write itself.
    let was_identified = |bytes: &[u8]| bytes.get(9) == Some(&0xe0);
    let was_given_wifi = |bytes: &[u8]| bytes.get(9) == Some(&0x01);
    for when in [was_identified, was_given_wifi] {
        let mut session = plug_in(ChangesIdentity::when(when), PATIENT);
        session.identify().await.unwrap();
        assert_eq!(session.send_wifi(&wifi(PASSWORD)).await, changed);
    }
    let was_told_to_blink = |bytes: &[u8]| bytes.get(9) == Some(&0xe2);
    for when in [was_identified, was_told_to_blink] {
        let mut session = plug_in(ChangesIdentity::when(when), PATIENT);
        session.identify().await.unwrap();
        assert_eq!(session.blink().await, changed);
    }
    let mut session = plug_in(
        ChangesIdentity::when(|bytes| bytes.get(9) == Some(&0xe1)),
        PATIENT,
    );
    session.identify().await.unwrap();
    assert!(matches!(
        session.claim(&claim_request()).await,
        Err(SessionError::DeviceChanged { .. })
    ));
}

#[tokio::test]
async fn a_resumed_session_takes_only_the_device_that_was_chosen() {
    let line = improv_over_serial(connect(Honest::new(2)), PATIENT, Watcher::default());
    let mut session = Session::resume(line, Identity::Key(key_of(1)));
    let error = session.send_wifi(&wifi(PASSWORD)).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::ChooseAgain);
}

#[tokio::test]
async fn nothing_is_written_to_a_device_that_was_not_identified() {
    let mut session = plug_in(Honest::new(1), PATIENT);
    assert_eq!(
        session.send_wifi(&wifi(PASSWORD)).await,
        Err(SessionError::NotIdentified)
    );
    assert_eq!(session.blink().await, Err(SessionError::NotIdentified));
    let home = NetworkName::new("home").unwrap();
    assert_eq!(
        session.forget_wifi(&home).await,
        Err(SessionError::NotIdentified)
    );
    assert_eq!(
        session.claim(&claim_request()).await,
        Err(SessionError::NotIdentified)
    );
}

#[tokio::test]
async fn a_claim_signed_by_another_key_is_not_given_out() {
    let mut session = plug_in(SignsWithAnotherKey::new(), PATIENT);
    session.identify().await.unwrap();
    let error = session.claim(&claim_request()).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::Distrust);
}

#[tokio::test]
async fn a_claim_that_nobody_confirms_ends_and_says_so() {
    let patience = Patience {
        confirm: Duration::from_millis(300),
        ..PATIENT
    };
    let device = NobodyConfirms(ClaimDevice::new(key_of(1)), Honest::new(1));
    let (reports, mut reported) = mpsc::unbounded_channel();
    let mut session = plug_in_watched(device, patience, Watcher::new(reports));
    session.identify().await.unwrap();
    assert_eq!(
        session.claim(&claim_request()).await,
        Err(SessionError::NotConfirmed)
    );
    drop(session);
    let mut waited = false;
    while let Some(progress) = reported.recv().await {
        waited |= progress == Progress::WaitingForConfirmation;
    }
    assert!(waited, "the person is told to go to the device");
}

#[tokio::test]
async fn a_device_without_the_claim_is_identified_and_cannot_be_claimed() {
    let mut session = plug_in(OnlyImprov(Honest::new(1)), PATIENT);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Unkeyed(info()));
    let error = session.blink().await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::UpdateFirmware);
    assert_eq!(session.scan_wifi().await.unwrap().len(), 3);
    let home = NetworkName::new("home").unwrap();
    let error = session.forget_wifi(&home).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::UpdateFirmware);
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    let error = session.claim(&claim_request()).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::UpdateFirmware);
}
