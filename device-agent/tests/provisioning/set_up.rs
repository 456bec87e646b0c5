//! Runs the device in this process.

use outpost_device_agent::{
    confirmation::Confirmation,
    line::TerminalError,
    simulate::{Options, SimulateError, Simulated},
    wifi::made_up::{
        EASY_NETWORK, FAR_NETWORK, OPEN_NETWORK, STRICT_NETWORK, STRICT_PASSWORD, networks,
    },
};
use outpost_device_drivers::{
    protocols::{
        claim::ClaimRequest,
        improv::{State, wifi::WifiCredentials},
    },
    session::{
        Identity, Patience, Progress, SeenNetwork, Session, SessionError, Watcher,
        improv_over_serial,
    },
    transport::serial,
};
use outpost_protocol::{AccountAddress, DeviceKey, NetworkDefinition, NetworkId};
use std::{path::Path, time::Duration};
use tokio::{sync::mpsc, task::JoinHandle};

/// The generator of BLS12-381's G2: a key that is valid, and nobody's.
const GROUP_KEY: &str = "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049\
                         334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051\
                         c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

/// Long, because a busy machine must fail no test.
pub(crate) const PATIENT: Patience = Patience {
    boot: Duration::from_secs(60),
    answer: Duration::from_secs(60),
    ..Patience::SET_UP
};

/// A network without peers: what is tested here needs none.
pub(crate) fn network() -> NetworkDefinition {
    NetworkDefinition {
        name: "nowhere".to_owned(),
        id: NetworkId([1; 32]),
        group_key: hex::decode(GROUP_KEY).unwrap(),
        peers: Vec::new(),
        practice: true,
    }
}

/// A device that runs in `data`, until it is unplugged.
struct Running {
    device: DeviceKey,
    port: String,
    task: JoinHandle<()>,
}

impl Running {
    fn start(data: &Path, confirmation: Confirmation) -> Self {
        let simulated = Simulated::open(options(data, confirmation)).unwrap();
        Self {
            device: simulated.device(),
            port: simulated.port().to_str().unwrap().to_owned(),
            task: tokio::spawn(async move {
                let Err(error) = simulated.run().await;
                panic!("the device stopped: {error}");
            }),
        }
    }

    fn session(&self) -> Session {
        self.watched_session(Watcher::default())
    }

    fn watched_session(&self, watcher: Watcher) -> Session {
        let transport = serial::open(&self.port).unwrap();
        Session::new(improv_over_serial(transport, PATIENT, watcher))
    }

    async fn unplug(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

fn options(data: &Path, confirmation: Confirmation) -> Options {
    Options {
        network: network(),
        data: data.to_owned(),
        port_link: data.join("port"),
        database: data.join("light.db"),
        name: "Balcony".to_owned(),
        confirmation,
        meter: None,
        gps: None,
    }
}

fn request(network: NetworkId) -> ClaimRequest {
    ClaimRequest {
        network,
        owner: AccountAddress([2; 32]),
        nonce: [3; 16],
    }
}

/// The made-up networks, as a session lists them.
fn seen() -> Vec<SeenNetwork> {
    networks().into_iter().map(SeenNetwork::from).collect()
}

pub(crate) fn wifi(ssid: &str, password: &str) -> WifiCredentials {
    WifiCredentials::new(ssid, password).unwrap()
}

#[tokio::test]
async fn a_device_is_set_up_from_beginning_to_end() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::start(data.path(), Confirmation::Automatic);
    let mut session = running.session();
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.state, State::Ready);
    assert_eq!(identified.identity, Identity::Key(running.device));
    assert_eq!(identified.info.name, "Balcony");
    session.blink().await.unwrap();
    assert_eq!(session.scan_wifi().await.unwrap(), seen());
    for refused in [
        wifi(EASY_NETWORK, "short"),
        wifi(STRICT_NETWORK, "not this one"),
        wifi(FAR_NETWORK, "whatever it is"),
    ] {
        assert_eq!(
            session.send_wifi(&refused).await,
            Err(SessionError::WifiFailed {
                ssid: refused.ssid().to_owned()
            })
        );
    }
    session
        .send_wifi(&wifi(STRICT_NETWORK, STRICT_PASSWORD))
        .await
        .unwrap();
    let claim = session.claim(&request(network().id)).await.unwrap();
    assert_eq!(claim.device, running.device);
    assert_eq!(session.claim(&request(network().id)).await.unwrap(), claim);
    running.unplug().await;
}

#[tokio::test]
async fn a_restarted_device_is_the_same_one_and_remembers_its_wifi() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::start(data.path(), Confirmation::Automatic);
    let device = running.device;
    let mut session = running.session();
    session.identify().await.unwrap();
    session.send_wifi(&wifi(OPEN_NETWORK, "")).await.unwrap();
    running.unplug().await;
    assert!(
        !data.path().join("port").exists(),
        "the port is gone with the device"
    );
    assert!(session.read_back().await.is_err());

    let running = Running::start(data.path(), Confirmation::Automatic);
    assert_eq!(running.device, device);
    let identified = running.session().identify().await.unwrap();
    assert_eq!(identified.state, State::Provisioned);
    running.unplug().await;
}

#[tokio::test]
async fn a_claim_waits_until_somebody_confirms() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("confirm");
    let running = Running::start(data.path(), Confirmation::File(file.clone()));
    let (reports, mut reported) = mpsc::unbounded_channel();
    let mut session = running.watched_session(Watcher::new(reports));
    session.identify().await.unwrap();
    let person = async {
        while reported.recv().await.unwrap() != Progress::WaitingForConfirmation {}
        std::fs::write(&file, []).unwrap();
    };
    let request = request(network().id);
    let (claimed, ()) = tokio::join!(session.claim(&request), person);
    assert_eq!(claimed.unwrap().device, running.device);
    assert!(!file.exists(), "the file stands for one claim");
    running.unplug().await;
}

#[tokio::test]
async fn a_claim_for_another_network_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::start(data.path(), Confirmation::Automatic);
    let mut session = running.session();
    session.identify().await.unwrap();
    assert_eq!(
        session.claim(&request(NetworkId([9; 32]))).await,
        Err(SessionError::NotConfirmed)
    );
    running.unplug().await;
}

#[tokio::test]
async fn a_client_that_goes_in_the_middle_leaves_the_port_to_the_next() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::start(data.path(), Confirmation::Automatic);
    for _ in 0..3 {
        let mut session = running.session();
        session.identify().await.unwrap();
        let interrupted =
            tokio::time::timeout(Duration::from_millis(20), session.scan_wifi()).await;
        assert!(interrupted.is_err(), "the scan takes longer than this");
    }
    assert_eq!(running.session().scan_wifi().await.unwrap(), seen());
    running.unplug().await;
}

#[tokio::test]
async fn a_file_at_the_ports_path_is_left_as_it_is() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("port"), b"mine").unwrap();
    assert!(matches!(
        Simulated::open(options(data.path(), Confirmation::Automatic)),
        Err(SimulateError::Terminal(TerminalError::Occupied(_)))
    ));
    assert_eq!(std::fs::read(data.path().join("port")).unwrap(), b"mine");
}
