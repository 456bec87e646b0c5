//! Holds devices to set up: an honest one, and others named after what they do wrong.

use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    protocols::{
        claim::{ClaimDevice, ClaimRequest, ClaimStep},
        improv::{
            Command, Demand, DeviceInfo, RpcResult, State,
            serial::{self, Device, Packet},
            wifi::Network,
        },
    },
    session::{Patience, Session, Watcher, improv_over_serial},
    transport::{Transport, memory},
};
use outpost_protocol::{AccountAddress, DeviceKey, NetworkId, Signature};
use std::time::Duration;

/// A device at the other end of a link: takes bytes and gives bytes.
pub(crate) trait TestDevice: Send + 'static {
    /// What it sends after it received `bytes`.
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8>;
}

/// Connects `device` to a session, in memory.
pub(crate) fn plug_in(device: impl TestDevice, patience: Patience) -> Session {
    plug_in_watched(device, patience, Watcher::default())
}

/// The same, telling what goes on.
pub(crate) fn plug_in_watched(
    device: impl TestDevice,
    patience: Patience,
    watcher: Watcher,
) -> Session {
    Session::new(improv_over_serial(connect(device), patience, watcher))
}

/// The other end of a link in memory to `device`.
pub(crate) fn connect(device: impl TestDevice) -> memory::MemoryTransport {
    let (here, there) = memory::pair();
    tokio::spawn(run(device, there));
    here
}

/// Runs `device` on its end of the link until the other end goes.
pub(crate) async fn run(mut device: impl TestDevice, mut link: impl Transport) {
    while let Ok(bytes) = link.read().await {
        if link.write(&device.answer(&bytes)).await.is_err() {
            return;
        }
    }
}

/// Long where an answer must come, so that a busy machine fails no test.
pub(crate) const PATIENT: Patience = Patience {
    boot: Duration::from_secs(60),
    answer: Duration::from_secs(60),
    scan: Duration::from_secs(60),
    join: Duration::from_secs(60),
    confirm: Duration::from_secs(60),
    repeat: Duration::from_millis(20),
};

/// Short where no answer may come.
pub(crate) const IMPATIENT: Patience = Patience {
    boot: Duration::from_millis(200),
    answer: Duration::from_millis(200),
    scan: Duration::from_millis(200),
    join: Duration::from_millis(200),
    confirm: Duration::from_millis(200),
    repeat: Duration::from_millis(20),
};

/// The password that the honest device's network takes.
pub(crate) const PASSWORD: &str = "right horse";

pub(crate) fn key_of(number: u8) -> DeviceKey {
    DeviceKey::Ed25519(
        SigningKey::from_bytes(&[number; 32])
            .verifying_key()
            .to_bytes(),
    )
}

pub(crate) fn claim_request() -> ClaimRequest {
    ClaimRequest {
        network: NetworkId([1; 32]),
        owner: AccountAddress([2; 32]),
        nonce: [3; 16],
    }
}

pub(crate) fn network(ssid: &str, signal_dbm: i16, secured: bool) -> Network {
    Network {
        ssid: ssid.to_owned(),
        signal_dbm,
        secured,
    }
}

pub(crate) fn info() -> DeviceInfo {
    DeviceInfo {
        firmware: "Outpost".to_owned(),
        version: "1.0".to_owned(),
        hardware: "test bench".to_owned(),
        name: "Honest".to_owned(),
    }
}

/// Does everything right, at once.
pub(crate) struct Honest {
    improv: Device,
    claim: ClaimDevice,
    key: SigningKey,
    networks: Vec<Network>,
}

impl Honest {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            improv: Device::new(&info(), State::Ready).unwrap(),
            claim: ClaimDevice::new(key_of(number)),
            key: SigningKey::from_bytes(&[number; 32]),
            networks: vec![
                network("weak", -88, true),
                network("home", -50, true),
                network("home", -70, true),
                network("café", -60, false),
            ],
        }
    }

    fn do_what_is_asked(&mut self, demand: Demand) -> Vec<u8> {
        match demand {
            Demand::Join(wifi) if wifi.password() == PASSWORD => self.improv.joined(),
            Demand::Join(_) => self.improv.not_joined(),
            Demand::Scan => self.improv.scanned(&self.networks),
            Demand::Identify | Demand::SetHostname(_) => Vec::new(),
            Demand::Extension(extension) => match self.claim.take(&extension).unwrap() {
                ClaimStep::Send(result) | ClaimStep::Blink(result) => self.improv.answered(result),
                ClaimStep::AskPerson { waiting, request } => {
                    let mut bytes = self.improv.answered(waiting);
                    let message = request
                        .signing_bytes(DeviceKey::Ed25519(self.key.verifying_key().to_bytes()));
                    let signature = Signature(self.key.sign(&message).to_bytes());
                    let agreed = self.claim.agree(&request, signature).unwrap().unwrap();
                    bytes.extend(self.improv.answered(agreed));
                    bytes
                }
                ClaimStep::Unknown => self.improv.unknown_command(),
            },
        }
    }
}

impl TestDevice for Honest {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let reply = self.improv.receive(bytes);
        let mut bytes = reply.bytes;
        for demand in reply.demands {
            bytes.extend(self.do_what_is_asked(demand));
        }
        bytes
    }
}

/// Logs between its frames, as firmware does, and without line feeds.
pub(crate) struct LogsBetweenFrames(pub(crate) Honest);

impl TestDevice for LogsBetweenFrames {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut line = b"\x1b[0;32m[I][app]: IMPROV is fun\r\nE (12) IMPRO".to_vec();
        // Not at every line feed: there are some within frames.
        for byte in self.0.answer(bytes) {
            line.push(byte);
            if line.ends_with(b"\nI") {
                line.pop();
                line.extend(b"[D][sensor]: \xff\xfe21.5 \xc2\xb0CI");
            }
        }
        line
    }
}

/// Spoils the checksum of every frame.
pub(crate) struct WrongChecksum(pub(crate) Honest);

impl TestDevice for WrongChecksum {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut frames = self.0.answer(bytes);
        for frame in frames.split_mut(|byte| *byte == b'\n') {
            if let Some(last) = frame.last_mut() {
                *last = last.wrapping_add(1);
            }
        }
        frames
    }
}

/// Says that it joined the network and then stands at "ready".
pub(crate) struct ForgetsThatItJoined(pub(crate) Honest);

impl TestDevice for ForgetsThatItJoined {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let answer = self.0.answer(bytes);
        if self.0.improv.state() == State::Provisioned {
            self.0.improv = Device::new(&info(), State::Ready).unwrap();
        }
        answer
    }
}

/// Says nothing.
pub(crate) struct Silent;

impl TestDevice for Silent {
    fn answer(&mut self, _: &[u8]) -> Vec<u8> {
        Vec::new()
    }
}

/// Boots: says nothing until it was asked a few times.
pub(crate) struct Boots {
    pub(crate) asked: u32,
    pub(crate) device: Honest,
}

impl TestDevice for Boots {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.asked += 1;
        match self.asked {
            1..=3 => b"rst:0x1 (POWERON_RESET)\r\nload:0x3fff0030\r\n".to_vec(),
            _ => self.device.answer(bytes),
        }
    }
}

/// Becomes another device once it has been told to do something.
pub(crate) struct ChangesIdentity {
    before: Honest,
    after: Honest,
    when: fn(&[u8]) -> bool,
    changed: bool,
}

impl ChangesIdentity {
    pub(crate) fn when(when: fn(&[u8]) -> bool) -> Self {
        Self {
            before: Honest::new(1),
            after: Honest::new(2),
            when,
            changed: false,
        }
    }
}

impl TestDevice for ChangesIdentity {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        if self.changed {
            return self.after.answer(bytes);
        }
        self.changed = (self.when)(bytes);
        self.before.answer(bytes)
    }
}

/// Signs the claim with another key than the one it shows.
pub(crate) struct SignsWithAnotherKey(Honest);

impl SignsWithAnotherKey {
    pub(crate) fn new() -> Self {
        let mut device = Honest::new(1);
        device.key = SigningKey::from_bytes(&[2; 32]);
        Self(device)
    }
}

impl TestDevice for SignsWithAnotherKey {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.answer(bytes)
    }
}

/// Answers everything with the same bytes, again and again.
pub(crate) struct Repeats {
    pub(crate) bytes: Vec<u8>,
    pub(crate) times: usize,
}

impl Repeats {
    /// Answers a scan with networks and no end.
    pub(crate) fn scan_results() -> Self {
        let result =
            RpcResult::new(serial::number(&Command::ScanWifi), &["again", "-60", "YES"]).unwrap();
        Self {
            bytes: Packet::Result(result).encode(),
            times: 10_000,
        }
    }

    /// Sends frames of the greatest length, with nothing that makes sense in them.
    pub(crate) fn oversized_frames() -> Self {
        let mut bytes = b"IMPROV\x01\x04\xff".to_vec();
        bytes.extend([0xff; 256]);
        Self { bytes, times: 40 }
    }
}

impl TestDevice for Repeats {
    fn answer(&mut self, _: &[u8]) -> Vec<u8> {
        self.bytes.repeat(self.times)
    }
}

/// Asks a person who never comes.
pub(crate) struct NobodyConfirms(pub(crate) ClaimDevice, pub(crate) Honest);

impl TestDevice for NobodyConfirms {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let reply = self.1.improv.receive(bytes);
        let mut bytes = reply.bytes;
        for demand in reply.demands {
            if let Demand::Extension(extension) = demand
                && let ClaimStep::Send(more) | ClaimStep::AskPerson { waiting: more, .. } =
                    self.0.take(&extension).unwrap()
            {
                bytes.extend(self.1.improv.answered(more));
            }
        }
        bytes
    }
}

/// Speaks Improv and nothing of Outpost.
pub(crate) struct OnlyImprov(pub(crate) Honest);

impl TestDevice for OnlyImprov {
    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let reply = self.0.improv.receive(bytes);
        if reply.demands == [Demand::Identify] {
            return self.0.improv.unknown_command();
        }
        let mut bytes = reply.bytes;
        for demand in reply.demands {
            bytes.extend(match demand {
                Demand::Extension(_) => self.0.improv.unknown_command(),
                demand => self.0.do_what_is_asked(demand),
            });
        }
        bytes
    }
}
