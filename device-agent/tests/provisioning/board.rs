//! Runs the program on a board whose services are on a bus of its own, and sets it up over Bluetooth.

use crate::{
    bus::Bus,
    fake_bluez::FakeBluez,
    fake_network_manager::{FakeNetworkManager, HOME, PASSWORD},
    set_up::network,
};
use outpost_device_drivers::protocols::{
    claim::{ClaimAnswer, ClaimCommand, ClaimRequest, read_identity},
    gatt::Notification,
    improv::{
        Answer, Command, ErrorState, Event, RpcResult, State,
        ble::{self, ServiceData},
        wifi::WifiCredentials,
    },
};
use outpost_protocol::{AccountAddress, DeviceKey};
use std::{
    fs::File,
    os::unix::net::UnixDatagram,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::Duration,
};
use tokio::sync::mpsc::UnboundedReceiver;

/// Long, because a busy machine must fail no test.
const SOON: Duration = Duration::from_secs(60);

/// The program, until it is dropped.
pub(crate) struct Board {
    program: Child,
    log: PathBuf,
}

impl Board {
    /// Starts it with such a sensor, and waits until it tells the service manager that it is ready.
    pub(crate) fn start(bus: &Bus, folder: &Path, sensor: &str) -> Self {
        Self::start_with(bus, folder, &["--sensor", sensor])
    }

    /// The same with any options.
    pub(crate) fn start_with(bus: &Bus, folder: &Path, options: &[&str]) -> Self {
        Self::start_at("hci0", bus, folder, options)
    }

    /// The same at another Bluetooth adapter.
    pub(crate) fn start_at(adapter: &str, bus: &Bus, folder: &Path, options: &[&str]) -> Self {
        let network_file = folder.join("network.toml");
        std::fs::write(&network_file, network().to_toml().unwrap()).unwrap();
        let manager = UnixDatagram::bind(folder.join("notify")).unwrap();
        manager.set_read_timeout(Some(SOON)).unwrap();
        let log = folder.join("log");
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_outpost-device"))
            .args(["run", "--bluetooth", "--adapter", adapter])
            .args(["--wifi", "networkmanager", "--confirm", "file"])
            .args(options)
            .args(["--name", "Balcony", "--network"])
            .arg(&network_file)
            .arg("--data")
            .arg(folder.join("device"))
            .env("DBUS_SYSTEM_BUS_ADDRESS", &bus.address)
            .env("NOTIFY_SOCKET", folder.join("notify"))
            .env("RUST_LOG", "outpost_device_agent=debug")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let board = Self { program, log };
        let mut message = [0; 16];
        let length = manager.recv(&mut message).unwrap_or_else(|error| {
            let log = std::fs::read_to_string(&board.log).unwrap();
            panic!("it is not ready: {error}\n{log}");
        });
        assert_eq!(&message[..length], b"READY=1");
        board
    }

    /// Waits until it has logged this.
    pub(crate) async fn logged(&self, what: &str) {
        let search = async {
            while !std::fs::read_to_string(&self.log).unwrap().contains(what) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(SOON, search).await.expect(what);
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

/// A client of the device.
struct Phone<'a> {
    bluez: &'a FakeBluez,
    client: ble::Client,
    told: UnboundedReceiver<Notification>,
}

impl<'a> Phone<'a> {
    async fn connect(bluez: &'a FakeBluez) -> Self {
        Self {
            told: bluez.subscribe(&ble::Client::SUBSCRIBE).await,
            bluez,
            client: ble::Client::default(),
        }
    }

    /// Sends a command and waits for what ends it, or for an extension's result.
    async fn ask(&mut self, command: Command) -> Event {
        self.client.finish();
        let request = self.client.request(command).unwrap();
        let ble::Request::Write(characteristic, value) = request else {
            panic!("the state is read");
        };
        self.bluez.write(characteristic, &value).await.unwrap();
        loop {
            let told = tokio::time::timeout(SOON, self.told.recv()).await;
            let (characteristic, value) = told.expect("an answer in time").unwrap();
            let (events, _) = self.client.receive(characteristic, &value);
            let end = events
                .into_iter()
                .find(|event| !matches!(event, Event::State(_) | Event::Found(_)));
            if let Some(end) = end {
                return end;
            }
        }
    }

    async fn ask_extension(&mut self, command: ClaimCommand) -> RpcResult {
        match self.ask(command.to_improv().unwrap()).await {
            Event::Result(result) => result,
            other => panic!("{other:?}"),
        }
    }

    async fn identify(&mut self) -> DeviceKey {
        read_identity(&self.ask_extension(ClaimCommand::Identity).await).unwrap()
    }

    async fn claim(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        let result = self
            .ask_extension(ClaimCommand::Claim(request.clone()))
            .await;
        ClaimAnswer::from_improv(&result, request.nonce).unwrap()
    }
}

fn state(data: &[u8]) -> Option<State> {
    Some(ServiceData::read(data)?.state)
}

fn send_wifi(password: &str) -> Command {
    Command::SendWifi(WifiCredentials::new(HOME, password).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_set_up_over_bluetooth_by_whoever_confirms_at_it() {
    let folder = tempfile::tempdir().unwrap();
    let bus = Bus::start();
    let manager = FakeNetworkManager::start(&bus).await;
    let mut bluez = FakeBluez::start(&bus).await;
    let _board = Board::start(&bus, folder.path(), "made-up");
    let confirm = folder.path().join("device/confirm");

    let is_at = |wanted: State| {
        move |advertised: &crate::fake_bluez::Advertised| {
            state(&advertised.data[&ble::SERVICE_DATA]) == Some(wanted)
        }
    };
    let found = bluez.advertised(is_at(State::AuthorizationRequired)).await;
    assert_eq!(found.services, [ble::SERVICE]);
    assert_eq!(found.name, "Balcony");

    let mut phone = Phone::connect(&bluez).await;
    let device = phone.identify().await;
    let unconfirmed = phone.ask(send_wifi(PASSWORD)).await;
    assert_eq!(unconfirmed, Event::Refused(ErrorState::NotAuthorized));
    assert!(manager.state().known.is_empty());
    drop(phone);

    std::fs::write(&confirm, []).unwrap();
    bluez.advertised(is_at(State::Ready)).await;
    assert!(!confirm.exists());

    // A second connection, without anything being switched off and on.
    let mut phone = Phone::connect(&bluez).await;
    assert_eq!(phone.identify().await, device);
    let Event::Answered(Answer::Networks(networks)) = phone.ask(Command::ScanWifi).await else {
        panic!("networks are in reach");
    };
    assert_eq!(networks[0].ssid, HOME);
    let refused = phone.ask(send_wifi("not this one")).await;
    assert_eq!(refused, Event::Refused(ErrorState::UnableToConnect));
    let joined = phone.ask(send_wifi(PASSWORD)).await;
    assert_eq!(joined, Event::Answered(Answer::Joined));
    assert_eq!(manager.state().known.len(), 1);

    let request = ClaimRequest {
        network: network().id,
        owner: AccountAddress([2; 32]),
        nonce: [3; 16],
    };
    assert_eq!(phone.claim(&request).await, ClaimAnswer::Waiting);
    std::fs::write(&confirm, []).unwrap();
    // Repeated, as after a lost link, until somebody has confirmed.
    let signature = loop {
        match phone.claim(&request).await {
            ClaimAnswer::Agreed(signature) => break signature,
            ClaimAnswer::Waiting => tokio::time::sleep(Duration::from_millis(50)).await,
            ClaimAnswer::Refused => panic!("it was confirmed"),
        }
    };
    request.verify(device, signature).unwrap();

    // The result is longer than a packet, and is read in pieces.
    let whole = bluez.read(ble::RESULT, 0).await.unwrap();
    let rest = bluez.read(ble::RESULT, 100).await.unwrap();
    assert_eq!(whole[100..], rest);
    assert!(bluez.read(ble::RESULT, 512).await.is_err());
    assert!(bluez.write(ble::STATE, &[4]).await.is_err());
    drop(phone);
    bluez.advertised(is_at(State::Provisioned)).await;
}
