//! Sets one device up over two lines and Bluetooth, without IO.

use super::*;
use outpost_device_drivers::protocols::{
    claim::{ClaimAnswer, ClaimCommand},
    gatt::Service,
    improv::{Command, ErrorState, ble},
};
use outpost_protocol::AccountAddress;

const NETWORK: NetworkId = NetworkId([1; 32]);
const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
const SIGNATURE: Signature = Signature([9; 64]);

fn device(state: State) -> Provisioning {
    let info = Provisioning::info("Balcony", "board");
    Provisioning::new(DEVICE, NETWORK, info, state)
        .with_lines(2)
        .unwrap()
}

fn claim(nonce: u8) -> ClaimRequest {
    ClaimRequest {
        network: NETWORK,
        owner: AccountAddress([2; 32]),
        nonce: [nonce; 16],
    }
}

fn wifi(ssid: &str) -> WifiCredentials {
    WifiCredentials::new(ssid, "a password").unwrap()
}

/// A client on a link, and what the device has said to it.
struct Client<'a> {
    device: &'a mut Provisioning,
    link: Link,
}

impl Client<'_> {
    /// Sends a command; what the device does then, but for what it says.
    fn ask(&mut self, command: Command) -> Vec<Effect> {
        let effects = match self.link {
            Link::Line(line) => {
                let bytes = serial::Client::default().request(command).unwrap();
                self.device.receive(line, &bytes).unwrap()
            }
            Link::Bluetooth => {
                let request = ble::Client::default().request(command).unwrap();
                let ble::Request::Write(characteristic, value) = request else {
                    panic!("the state is read");
                };
                let service = self.device.service().unwrap();
                let reply = service.write(characteristic, &value).unwrap();
                self.device.written(reply).unwrap()
            }
        };
        effects.into_iter().filter(|it| !is_said(it)).collect()
    }

    fn state(&mut self) -> State {
        match self.link {
            Link::Line(line) => self.device.lines[line].state(),
            Link::Bluetooth => self.device.service().unwrap().state(),
        }
    }
}

fn on(device: &mut Provisioning, link: Link) -> Client<'_> {
    Client { device, link }
}

fn is_said(effect: &Effect) -> bool {
    matches!(effect, Effect::Send { .. } | Effect::Tell(_))
}

/// The links that something is said to.
fn links(effects: &[Effect]) -> Vec<Link> {
    let link = |effect: &Effect| match effect {
        Effect::Send { line, .. } => Some(Link::Line(*line)),
        Effect::Tell(told) if !told.is_empty() => Some(Link::Bluetooth),
        _ => None,
    };
    effects.iter().filter_map(link).collect()
}

fn told_errors(effects: &[Effect]) -> Vec<ErrorState> {
    let told = effects.iter().filter_map(|effect| match effect {
        Effect::Tell(told) => Some(told),
        _ => None,
    });
    told.flatten()
        .filter(|(characteristic, _)| *characteristic == ble::ERROR)
        .map(|(_, value)| ErrorState::from_wire(value[0]))
        .collect()
}

const LINKS: [Link; 3] = [Link::Line(0), Link::Line(1), Link::Bluetooth];

#[test]
fn what_is_joined_over_one_link_is_joined_for_all() {
    for link in LINKS {
        let mut device = device(State::Ready).with_open_bluetooth().unwrap();
        let done = on(&mut device, link).ask(Command::SendWifi(wifi("Home")));
        assert_eq!(done, [Effect::Join(wifi("Home"))]);
        assert_eq!(links(&device.joined()), LINKS);
        for link in LINKS {
            assert_eq!(on(&mut device, link).state(), State::Provisioned);
        }
    }
}

#[test]
fn one_join_is_under_way_at_a_time_and_its_failure_is_told_to_whoever_asked() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    let first = on(&mut device, Link::Line(1)).ask(Command::SendWifi(wifi("Home")));
    assert_eq!(first.len(), 1);
    let second = on(&mut device, Link::Bluetooth).ask(Command::SendWifi(wifi("Away")));
    assert_eq!(second, []);
    assert_eq!(on(&mut device, Link::Bluetooth).state(), State::Ready);
    assert_eq!(links(&device.not_joined()), [Link::Line(1)]);
    let again = on(&mut device, Link::Bluetooth).ask(Command::SendWifi(wifi("Away")));
    assert_eq!(again, [Effect::Join(wifi("Away"))]);
}

#[test]
fn one_scan_answers_all_who_asked() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    assert_eq!(
        on(&mut device, Link::Line(0)).ask(Command::ScanWifi),
        [Effect::Scan]
    );
    assert_eq!(on(&mut device, Link::Bluetooth).ask(Command::ScanWifi), []);
    assert_eq!(
        links(&device.scanned(&[])),
        [Link::Line(0), Link::Bluetooth]
    );
    assert_eq!(links(&device.scanned(&[])), []);
}

#[test]
fn a_claim_that_waits_is_the_same_on_every_link_and_asks_nobody_twice() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    let command = || ClaimCommand::Claim(claim(1)).to_improv().unwrap();
    let asked = on(&mut device, Link::Line(0)).ask(command());
    assert_eq!(asked, [Effect::AskPerson(claim(1))]);
    // The cable was pulled, and the app goes on over Bluetooth.
    assert_eq!(on(&mut device, Link::Bluetooth).ask(command()), []);
    let agreed = device.agreed(&claim(1), SIGNATURE).unwrap().unwrap();
    let Effect::Tell(told) = agreed else {
        panic!("{agreed:?}");
    };
    let answer = ClaimAnswer::Agreed(SIGNATURE).to_improv([1; 16]).unwrap();
    let told_again = device.service().unwrap().answered(answer);
    assert_eq!(told, told_again);
}

#[test]
fn a_newer_claim_takes_the_place_of_the_one_that_waits() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    for (link, nonce) in [(Link::Bluetooth, 1), (Link::Line(1), 2)] {
        let command = ClaimCommand::Claim(claim(nonce)).to_improv().unwrap();
        let asked = on(&mut device, link).ask(command);
        assert_eq!(asked, [Effect::AskPerson(claim(nonce))]);
    }
    assert_eq!(device.refused(&claim(1)).unwrap(), None);
    let answer = device.agreed(&claim(2), SIGNATURE).unwrap().unwrap();
    assert_eq!(links(&[answer]), [Link::Line(1)]);
}

#[test]
fn a_claim_for_another_network_asks_nobody() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    let mut foreign = claim(1);
    foreign.network = NetworkId([8; 32]);
    for link in LINKS {
        let command = ClaimCommand::Claim(foreign.clone()).to_improv().unwrap();
        assert_eq!(on(&mut device, link).ask(command), []);
    }
}

#[test]
fn credentials_over_bluetooth_wait_for_a_confirmation_and_those_over_a_line_do_not() {
    let mut device = device(State::Ready).with_confirmed_bluetooth().unwrap();
    let join = || Command::SendWifi(wifi("Home"));
    assert_eq!(
        on(&mut device, Link::Bluetooth).state(),
        State::AuthorizationRequired
    );
    assert_eq!(on(&mut device, Link::Bluetooth).ask(join()), []);
    assert_eq!(links(&device.confirmed()), [Link::Bluetooth]);
    assert_eq!(
        on(&mut device, Link::Bluetooth).ask(join()),
        [Effect::Join(wifi("Home"))]
    );
    device.not_joined();
    assert_eq!(links(&device.confirmation_ran_out()), [Link::Bluetooth]);
    assert_eq!(on(&mut device, Link::Bluetooth).ask(join()), []);
    assert_eq!(
        on(&mut device, Link::Line(0)).ask(join()),
        [Effect::Join(wifi("Home"))]
    );
}

#[test]
fn a_device_that_is_online_gives_its_wifi_up_to_nobody_who_has_not_confirmed() {
    let mut device = device(State::Provisioned)
        .with_confirmed_bluetooth()
        .unwrap();
    let join = || Command::SendWifi(wifi("Theirs"));
    let request = ble::Client::default().request(join()).unwrap();
    let ble::Request::Write(characteristic, value) = request else {
        panic!("a command is written");
    };
    let reply = device
        .service()
        .unwrap()
        .write(characteristic, &value)
        .unwrap();
    let effects = device.written(reply).unwrap();
    assert!(effects.iter().all(is_said), "{effects:?}");
    assert!(told_errors(&effects).contains(&ErrorState::UnableToConnect));
    assert_eq!(
        on(&mut device, Link::Bluetooth).state(),
        State::AuthorizationRequired
    );
    device.confirmed();
    assert_eq!(
        on(&mut device, Link::Bluetooth).ask(join()),
        [Effect::Join(wifi("Theirs"))]
    );
}

#[test]
fn open_bluetooth_stays_open() {
    let mut device = device(State::Ready).with_open_bluetooth().unwrap();
    device.confirmed();
    assert_eq!(device.confirmation_ran_out(), []);
    assert_eq!(on(&mut device, Link::Bluetooth).state(), State::Ready);
}

#[test]
fn a_claim_by_the_claims_own_service_is_asked_about_and_answered_there() {
    let mut device = device(State::Ready).with_confirmed_bluetooth().unwrap();
    let ask = |device: &mut Provisioning, request: ClaimRequest| {
        let command = service::write_command(&ClaimCommand::Claim(request)).unwrap();
        let claim = device.claim_service().unwrap();
        let reply = claim.write(service::COMMAND, &command).unwrap();
        device.claim_written(reply).unwrap()
    };
    let answer = |device: &mut Provisioning, request: &ClaimRequest| {
        let value = device.claim_service().unwrap().read(service::ANSWER);
        let result = service::read_answer(&value.unwrap()).unwrap();
        ClaimAnswer::from_improv(&result, request.nonce).unwrap()
    };
    let asked = ask(&mut device, claim(3));
    assert_eq!(asked, [Effect::AskPerson(claim(3))]);
    assert_eq!(answer(&mut device, &claim(3)), ClaimAnswer::Waiting);
    // Who asks again asks nobody twice; the answer goes to nobody who asked elsewhere.
    assert_eq!(ask(&mut device, claim(3)), []);
    assert_eq!(device.agreed(&claim(3), SIGNATURE).unwrap(), None);
    assert_eq!(ask(&mut device, claim(3)), []);
    let agreed = ClaimAnswer::Agreed(SIGNATURE);
    assert_eq!(answer(&mut device, &claim(3)), agreed);

    let elsewhere = ClaimRequest {
        network: NetworkId([2; 32]),
        ..claim(4)
    };
    assert_eq!(ask(&mut device, elsewhere.clone()), []);
    assert_eq!(ask(&mut device, elsewhere.clone()), []);
    assert_eq!(answer(&mut device, &elsewhere), ClaimAnswer::Refused);
}
