//! Runs a device with a radio that records what it is told.

use crate::set_up::{PATIENT, network, wifi};
use outpost_device_agent::{
    confirmation::Confirmation,
    folder::Folder,
    identity::DeviceIdentity,
    instrument::Instruments,
    line::Lines,
    provisioning::Provisioning,
    runner::{Parts, Runner},
    tracker::AccessPoint,
    wifi::{Standing, Wifi, WifiError},
};
use outpost_device_drivers::{
    protocols::improv::{
        State,
        wifi::{Network, WifiCredentials},
    },
    session::{Session, SessionError, Watcher, improv_over_serial},
    transport::memory,
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use tokio::task::JoinHandle;

/// What a radio was told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Scan,
    Join(WifiCredentials),
}

/// Does nothing but to record it, and answers as it is set to.
#[derive(Clone)]
struct RecordingWifi {
    told: Arc<Mutex<Vec<Told>>>,
    answer: Result<(), WifiError>,
}

impl RecordingWifi {
    fn answering(answer: Result<(), WifiError>) -> Self {
        Self {
            told: Arc::default(),
            answer,
        }
    }

    fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }
}

impl Wifi for RecordingWifi {
    async fn scan(&mut self) -> Result<Vec<Network>, WifiError> {
        self.told.lock().unwrap().push(Told::Scan);
        self.answer.clone().map(|()| Vec::new())
    }

    async fn join(&mut self, credentials: &WifiCredentials) -> Result<(), WifiError> {
        let told = Told::Join(credentials.clone());
        self.told.lock().unwrap().push(told);
        self.answer.clone()
    }

    async fn standing(&mut self) -> Result<Standing, WifiError> {
        Ok(Standing::Offline)
    }

    async fn look_around(&mut self) -> Result<BTreeSet<AccessPoint>, WifiError> {
        Ok(BTreeSet::new())
    }

    async fn forget(&mut self, _: &str) -> Result<(), WifiError> {
        Ok(())
    }
}

/// A device with this radio, and a client on its line.
async fn device(radio: RecordingWifi, data: &tempfile::TempDir) -> (JoinHandle<()>, Session) {
    let folder = Folder::open(data.path()).unwrap();
    let identity = DeviceIdentity::open(&folder).unwrap();
    let (ours, theirs) = memory::pair();
    let mut lines = Lines::default();
    lines.attach(ours);
    let runner = Runner::start(Parts {
        network: network(),
        database: data.path().join("light.db"),
        folder,
        identity,
        info: Provisioning::info("Balcony", "board"),
        lines,
        bluetooth: None,
        wifi: radio,
        confirmation: Confirmation::Automatic,
        instruments: Instruments::default(),
    });
    let runner = runner.await.unwrap();
    let task = tokio::spawn(async move {
        let Err(error) = runner.run().await;
        panic!("the device stopped: {error}");
    });
    let line = improv_over_serial(theirs, PATIENT, Watcher::default());
    (task, Session::new(line))
}

#[tokio::test]
async fn the_radio_is_told_once_what_a_client_wants() {
    let data = tempfile::tempdir().unwrap();
    let radio = RecordingWifi::answering(Ok(()));
    let (task, mut client) = device(radio.clone(), &data).await;
    client.identify().await.unwrap();
    assert_eq!(radio.told(), []);
    client.scan_wifi().await.unwrap();
    let home = wifi("Home", "an umbrella indoors");
    client.send_wifi(&home).await.unwrap();
    assert_eq!(radio.told(), [Told::Scan, Told::Join(home)]);
    assert_eq!(client.identify().await.unwrap().state, State::Provisioned);
    task.abort();
}

#[tokio::test]
async fn a_radio_that_fails_leaves_the_device_ready_for_the_next_try() {
    let data = tempfile::tempdir().unwrap();
    let radio = RecordingWifi::answering(Err(WifiError::NoService { service: "nobody" }));
    let (task, mut client) = device(radio.clone(), &data).await;
    client.identify().await.unwrap();
    assert_eq!(client.scan_wifi().await.unwrap(), []);
    let home = wifi("Home", "an umbrella indoors");
    for _ in 0..2 {
        assert_eq!(
            client.send_wifi(&home).await,
            Err(SessionError::WifiFailed {
                ssid: "Home".to_owned()
            })
        );
    }
    assert_eq!(client.identify().await.unwrap().state, State::Ready);
    assert_eq!(radio.told().len(), 3);
    task.abort();
}
