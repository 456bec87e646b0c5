//! Sets devices up by Improv over Bluetooth, in memory, and proves what its values hold.

use crate::devices::*;
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    protocols::{
        claim::{
            ClaimDevice, ClaimStep,
            service::{self, ClaimService},
        },
        gatt::{Characteristic, Notification, Refusal, Reply, Service},
        improv::{
            Command, Demand, Event, Hostname, State,
            ble::{self, Capabilities, Client, Device, Request, ServiceData},
            wifi::WifiCredentials,
        },
    },
    session::{Identity, Progress, Remedy, Session, SessionError, Watcher, improv_over_ble},
    transport::memory::MemoryGatt,
};
use outpost_protocol::Signature;
use proptest::prelude::*;
use tokio::sync::mpsc;
use uuid::Uuid;

fn device(state: State) -> Device {
    let name = Hostname::new("balcony").unwrap();
    Device::new(&info(), state).unwrap().with_hostname(&name)
}

/// Does what an honest device of this number does about each demand.
fn honest(number: u8) -> impl FnMut(&mut Device, Demand) -> Vec<Notification> + Send {
    let mut claim = ClaimDevice::new(key_of(number));
    let key = SigningKey::from_bytes(&[number; 32]);
    move |device, demand| match demand {
        Demand::Join(wifi) if wifi.password() == PASSWORD => device.joined(),
        Demand::Join(_) => device.not_joined(),
        Demand::Scan => device.scanned(&[network("weak", -88, true), network("home", -50, true)]),
        Demand::Identify | Demand::SetHostname(_) => Vec::new(),
        Demand::Extension(extension) => match claim.take(&extension).unwrap() {
            ClaimStep::Send(result) | ClaimStep::Blink(result) => device.answered(result),
            ClaimStep::AskPerson { waiting, request } => {
                let message = request.signing_bytes(key_of(number));
                let signature = Signature(key.sign(&message).to_bytes());
                let mut told = device.answered(waiting);
                let agreed = claim.agree(&request, signature).unwrap().unwrap();
                told.extend(device.answered(agreed));
                told
            }
            ClaimStep::Unknown => device.unknown_command(),
        },
    }
}

fn session(device: Device, watcher: Watcher) -> Session {
    let link = MemoryGatt::new(device, honest(1));
    Session::new(improv_over_ble(link, PATIENT, watcher))
}

/// A device whose Improv knows Wi-Fi alone, with the claim's own service beside it.
struct SideBySide {
    improv: Device,
    claim: ClaimService,
}

enum Either {
    Improv(Demand),
    Claim(service::Demand),
}

impl SideBySide {
    fn perform(&mut self, demand: Either) -> Vec<Notification> {
        match demand {
            Either::Improv(Demand::Extension(_)) => self.improv.unknown_command(),
            Either::Improv(demand) => honest(1)(&mut self.improv, demand),
            Either::Claim(service::Demand::Confirm(request)) => {
                let key = SigningKey::from_bytes(&[1; 32]);
                let message = request.signing_bytes(key_of(1));
                let signature = Signature(key.sign(&message).to_bytes());
                self.claim.agree(&request, signature).unwrap();
                Vec::new()
            }
            Either::Claim(service::Demand::Blink) => Vec::new(),
        }
    }
}

fn either<D>(reply: Reply<D>, of: impl Fn(D) -> Either) -> Reply<Either> {
    Reply {
        notifications: reply.notifications,
        demands: reply.demands.into_iter().map(of).collect(),
    }
}

impl Service for SideBySide {
    type Demand = Either;

    fn uuid(&self) -> Uuid {
        ble::SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        let claim = self.claim.characteristics();
        [self.improv.characteristics(), claim].concat()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        let read = self.improv.read(characteristic);
        read.or_else(|_| self.claim.read(characteristic))
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Either>, Refusal> {
        match characteristic {
            service::COMMAND => {
                let reply = self.claim.write(characteristic, value)?;
                Ok(either(reply, Either::Claim))
            }
            _ => {
                let reply = self.improv.write(characteristic, value)?;
                Ok(either(reply, Either::Improv))
            }
        }
    }
}

#[tokio::test]
async fn what_improv_refuses_of_the_claim_is_asked_of_the_claims_own_service() {
    let device = SideBySide {
        improv: device(State::Ready),
        claim: ClaimService::new(key_of(1), &info()).unwrap(),
    };
    let link = MemoryGatt::new(device, SideBySide::perform);
    let (progress, mut told) = mpsc::unbounded_channel();
    let mut session = Session::new(improv_over_ble(link, PATIENT, Watcher::new(progress)));
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(key_of(1)));
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    let claim = session.claim(&claim_request()).await.unwrap();
    assert_eq!(claim.device, key_of(1));
    drop(session);
    let mut waited = 0;
    while let Some(progress) = told.recv().await {
        waited += u32::from(progress == Progress::WaitingForConfirmation);
    }
    assert_eq!(waited, 1);
}

/// Knows Wi-Fi and how to show itself, as ESPHome's firmware does over Bluetooth.
struct Stock(Device);

impl Service for Stock {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        ble::SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        self.0.characteristics()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        self.0.read(characteristic)
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        match value.first() {
            Some(1 | 2) => self.0.write(characteristic, value),
            _ => Ok(Reply {
                notifications: self.0.unknown_command().into(),
                demands: Default::default(),
            }),
        }
    }
}

#[tokio::test]
async fn a_device_that_says_nothing_of_itself_is_given_wifi_by_its_address() {
    let link = MemoryGatt::new(Stock(device(State::Ready)), |stock: &mut Stock, demand| {
        honest(1)(&mut stock.0, demand)
    });
    let mut session = Session::new(improv_over_ble(link, PATIENT, Watcher::default()));
    let identified = session.identify().await.unwrap();
    assert!(matches!(identified.identity, Identity::Unkeyed(_)));
    assert_eq!(identified.info.name, "");
    session.blink().await.unwrap();
    let unable = session.scan_wifi().await.unwrap_err();
    assert!(
        matches!(unable, SessionError::Unsupported { .. }),
        "{unable}"
    );
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    let unable = session.claim(&claim_request()).await.unwrap_err();
    assert!(
        matches!(unable, SessionError::Unsupported { .. }),
        "{unable}"
    );
}

fn wifi(password: &str) -> WifiCredentials {
    WifiCredentials::new("home", password).unwrap()
}

#[tokio::test]
async fn an_honest_device_is_set_up_over_bluetooth() {
    let (progress, mut told) = mpsc::unbounded_channel();
    let mut session = session(device(State::Ready), Watcher::new(progress));
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(key_of(1)));
    assert_eq!((identified.info, identified.state), (info(), State::Ready));
    session.blink().await.unwrap();
    assert_eq!(
        session.scan_wifi().await.unwrap(),
        [
            network("home", -50, true).into(),
            network("weak", -88, true).into()
        ]
    );
    assert_eq!(
        session.send_wifi(&wifi("wrong")).await,
        Err(SessionError::WifiFailed {
            ssid: "home".to_owned()
        })
    );
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    assert_eq!(session.read_hostname().await.unwrap(), "balcony");
    let attic = Hostname::new("attic.home").unwrap();
    assert_eq!(session.set_hostname(&attic).await.unwrap(), "attic.home");
    let claim = session.claim(&claim_request()).await.unwrap();
    assert_eq!(session.claim(&claim_request()).await.unwrap(), claim);
    drop(session);
    let mut seen = Vec::new();
    while let Some(progress) = told.recv().await {
        seen.push(progress);
    }
    assert!(seen.contains(&Progress::WaitingForConfirmation));
    assert!(seen.contains(&Progress::State(State::Provisioning)));
}

#[tokio::test]
async fn a_device_that_wants_a_button_pressed_first_takes_no_wifi_before() {
    let mut session = session(device(State::AuthorizationRequired), Watcher::default());
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.state, State::AuthorizationRequired);
    let error = session.send_wifi(&wifi(PASSWORD)).await.unwrap_err();
    assert_eq!(error, SessionError::NotAuthorized);
    assert_eq!(error.remedy(), Remedy::PressButton);
}

#[test]
fn pressing_the_button_opens_the_device_until_it_is_revoked() {
    let mut device = device(State::AuthorizationRequired);
    assert_eq!(device.authorize(), [(ble::STATE, vec![2])]);
    assert_eq!(device.state(), State::Ready);
    assert_eq!(device.revoke(), [(ble::STATE, vec![1])]);
    device.authorize();
    device.joined();
    device.revoke();
    assert_eq!(
        device.state(),
        State::Provisioned,
        "a connected device stays so"
    );
}

#[test]
fn a_command_is_the_specifications_example() {
    let wifi = WifiCredentials::new("MyWirelessAP", "mysecurepassword").unwrap();
    let request = Client::default().request(Command::SendWifi(wifi)).unwrap();
    let mut value = vec![0x01, 0x1e, 0x0c];
    value.extend(b"MyWirelessAP\x10mysecurepassword");
    let sum = value
        .iter()
        .fold(0, |sum: u8, byte| sum.wrapping_add(*byte));
    value.push(sum);
    assert_eq!(request, Request::Write(ble::COMMAND, value));
}

#[test]
fn a_result_that_a_notification_cuts_short_is_read() {
    let mut client = Client::default();
    client.request(Command::RequestInfo).unwrap();
    let mut served = device(State::Ready);
    let Request::Write(_, command) = Client::default().request(Command::RequestInfo).unwrap()
    else {
        panic!("info is asked for by a command")
    };
    let reply = served.write(ble::COMMAND, &command).unwrap();
    let (_, value) = reply.notifications.back().unwrap().clone();
    let cut = &value[..20];
    assert_eq!(
        client.receive(ble::RESULT, cut),
        (vec![], Some(ble::RESULT))
    );
    let (events, again) = client.receive(ble::RESULT, &value);
    assert!(matches!(events.as_slice(), [Event::Answered(_)]));
    assert_eq!(again, None);
}

#[test]
fn a_scan_tells_as_many_networks_as_one_result_holds_the_strongest_first() {
    let mut client = Client::default();
    client.request(Command::ScanWifi).unwrap();
    let many: Vec<_> = (0..100)
        .map(|number| network(&format!("network number {number}"), -100 + number, true))
        .collect();
    let told = device(State::Ready).scanned(&many);
    let [(_, value)] = told.as_slice() else {
        panic!("one result")
    };
    let (events, _) = client.receive(ble::RESULT, value);
    let Some(Event::Found(first)) = events.first() else {
        panic!("a network is found")
    };
    assert_eq!(first.signal_dbm, -1);
    assert!((8..20).contains(&events.len()));
}

#[test]
fn what_is_advertised_reads_back() {
    let data = device(State::Ready).service_data();
    assert_eq!(data.to_bytes(), [2, 0b1111, 0, 0, 0, 0]);
    assert_eq!(ServiceData::read(&data.to_bytes()), Some(data));
    assert!(Capabilities::ALL.hostname() && !Capabilities::WITHOUT_HOSTNAME.hostname());
    assert_eq!(ServiceData::read(&[9, 0]), None);
    assert_eq!(ServiceData::read(&[2]), None);
}

#[test]
fn host_names_are_those_of_rfc_1123() {
    for name in ["a", "balcony-1", "x.y.z", "0"] {
        assert_eq!(Hostname::new(name).unwrap().to_string(), name);
    }
    let long = "a".repeat(64);
    for name in ["", "-a", "a-", "a..b", "a b", "ä", "a.", &long] {
        assert!(Hostname::new(name).is_err(), "{name:?}");
    }
}

proptest! {
    #[test]
    fn any_value_of_any_characteristic_does_no_harm_to_either_side(
        number in 0u128..8,
        value in proptest::collection::vec(any::<u8>(), 0..300),
        asked in 0usize..4,
    ) {
        let characteristic = uuid::Uuid::from_u128(ble::SERVICE.as_u128() + number);
        let mut client = Client::default();
        let command = [
            Command::RequestInfo,
            Command::ScanWifi,
            Command::RequestState,
            Command::RequestHostname,
        ][asked].clone();
        client.request(command).unwrap();
        client.receive(characteristic, &value);
        let mut device = device(State::Ready);
        let _ = device.write(characteristic, &value);
        let _ = device.read(characteristic);
    }
}
