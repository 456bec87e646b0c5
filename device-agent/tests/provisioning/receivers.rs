//! Listens to simulated receivers over real pseudo-terminals.

use crate::{
    board::Board, bus::Bus, fake_bluez::FakeBluez, fake_network_manager::FakeNetworkManager,
    program::Simulation,
};
use outpost_device_drivers::{
    catalog::ReceiverKind,
    receivers::{gps::read_fix, meter::Meter, recognise},
};
use std::time::Duration;

/// Long, because a busy machine must fail no test.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_simulated_gps_receiver_is_known_for_one_and_has_a_fix() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Simulation::start_kind(folder.path(), "gps");
    assert_eq!(
        recognise(receiver.port()).await,
        Ok(Some(ReceiverKind::Gps))
    );
    let fix = read_fix(receiver.port(), 500, PATIENCE).await.unwrap();
    // Within two kilometres of the middle of Hamburg.
    assert!(fix.position.latitude_e7().abs_diff(535_500_000) < 200_000);
    assert_eq!(fix.accuracy_cm, 320);
}

#[tokio::test]
async fn a_simulated_meter_is_known_for_one_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    let simulation = Simulation::start_kind(folder.path(), "meter");
    assert_eq!(
        recognise(simulation.port()).await,
        Ok(Some(ReceiverKind::Meter))
    );
    let mut meter = Meter::open(simulation.port()).unwrap();
    let first = meter.telegram().await.unwrap();
    let second = meter.telegram().await.unwrap();
    assert_eq!(first.serial, second.serial);
    assert!(first.delivered.total() <= second.delivered.total());
}

#[tokio::test]
async fn a_port_on_which_nothing_talks_is_no_receiver() {
    let folder = tempfile::tempdir().unwrap();
    let device = Simulation::start(folder.path());
    assert_eq!(recognise(device.port()).await, Ok(None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_reads_the_meter_and_the_receiver_that_are_plugged_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let ports = ["meter", "gps"].map(|kind| {
        let folder = folder.path().join(kind);
        Simulation::start_kind(&folder, kind)
    });
    let bus = Bus::start();
    let _manager = FakeNetworkManager::start(&bus).await;
    let _bluez = FakeBluez::start(&bus).await;
    let [meter, gps] = &ports;
    let options = ["--meter", meter.port(), "--gps", gps.port()];
    let board = Board::start_with(&bus, folder.path(), &options);
    board.logged("heard the meter delivered_wh=").await;
    board.logged("heard the receiver accuracy_cm=320").await;
}
