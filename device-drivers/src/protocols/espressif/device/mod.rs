//! Answers a client, as the firmware of an ESP32 does.

mod security;
mod session;
mod wifi;

pub use security::{Security, Verifier};

use super::{
    Endpoint, SERVICE, VersionInfo, WifiFailure,
    requests::{read_claim_request, write_claim_answer},
    seed::Seed,
};
use crate::protocols::{
    claim::{ClaimDevice, ClaimRequest, ClaimStep},
    gatt::{Access, Characteristic, MAX_VALUE_BYTES, Refusal, Reply, Service},
    improv::{
        TooLong,
        wifi::{Network, WifiCredentials},
    },
};
use core::net::Ipv4Addr;
use outpost_protocol::{DeviceKey, Signature};
use session::Session;
use std::collections::BTreeMap;
use uuid::Uuid;
use wifi::Wifi;

/// The device's side of provisioning. Knows no time, no radio and no key of its own: it asks for
/// what it needs done. Serves one connection at a time.
pub struct Device {
    service: Uuid,
    security: Security,
    session: Session,
    seed: Seed,
    wifi: Wifi,
    claim: ClaimDevice,
    /// What can be read of each endpoint: the answer to what was written there.
    answers: BTreeMap<Endpoint, Vec<u8>>,
}

/// What a client wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Look for networks, then call [`Device::scanned`].
    Scan,
    /// Join this network, then call [`Device::joined`] or [`Device::not_joined`].
    Join(WifiCredentials),
    /// Ask a person, then call [`Device::agree`] or [`Device::refuse`].
    Confirm(ClaimRequest),
    /// Show a person which device this is.
    Blink,
}

/// What can be read, and what has to be done.
type Answer = (Vec<u8>, Vec<Demand>);

impl Device {
    /// A device that is nobody's and has no network. `seed` is 32 bytes of the system's random
    /// source, for all its handshakes.
    pub fn new(security: Security, device: DeviceKey, seed: [u8; 32]) -> Self {
        Self {
            service: SERVICE,
            security,
            session: Session::default(),
            seed: Seed::new(seed),
            wifi: Wifi::default(),
            claim: ClaimDevice::new(device),
            answers: BTreeMap::new(),
        }
    }

    /// The same under another service's id, as makers choose. Its endpoints' ids follow.
    pub fn with_service(self, service: Uuid) -> Self {
        Self { service, ..self }
    }

    /// The connection ended: nobody goes on with its session or reads its answers.
    pub fn disconnected(&mut self) {
        self.session = Session::default();
        self.answers.clear();
    }

    /// These networks are in reach.
    pub fn scanned(&mut self, networks: Vec<Network>) {
        self.wifi.scanned(networks);
    }

    /// The network was joined, and gave this address.
    pub fn joined(&mut self, address: Ipv4Addr) {
        self.wifi.joined(address);
    }

    /// The network could not be joined.
    pub fn not_joined(&mut self, failure: WifiFailure) {
        self.wifi.not_joined(failure);
    }

    /// A person agreed to `request`, and `signature` is of its
    /// [`signing_bytes`](ClaimRequest::signing_bytes). The client is told when it asks again.
    pub fn agree(&mut self, request: &ClaimRequest, signature: Signature) -> Result<(), TooLong> {
        self.claim.agree(request, signature).map(drop)
    }

    /// A person declined `request`, or nobody came. The client is told when it asks again.
    pub fn refuse(&mut self, request: &ClaimRequest) -> Result<(), TooLong> {
        self.claim.refuse(request).map(drop)
    }

    fn id(&self, endpoint: Endpoint) -> Uuid {
        let mut bytes = self.service.into_bytes();
        let [_, _, third, fourth, ..] = &mut bytes;
        [*third, *fourth] = endpoint.usual_number().to_be_bytes();
        Uuid::from_bytes(bytes)
    }

    fn endpoint(&self, id: Uuid) -> Result<Endpoint, Refusal> {
        Endpoint::ALL
            .into_iter()
            .find(|endpoint| self.id(*endpoint) == id)
            .ok_or(Refusal::NotAllowed)
    }

    /// Answers what was written; `None` refuses it.
    fn answer(&mut self, endpoint: Endpoint, written: &[u8]) -> Option<Answer> {
        match endpoint {
            Endpoint::Version => Some((self.version().write().ok()?, Vec::new())),
            Endpoint::Session => {
                let session = std::mem::take(&mut self.session);
                let (session, answer) = session.take(written, &self.security, &mut self.seed);
                self.session = session;
                Some((answer?, Vec::new()))
            }
            Endpoint::Scan => self.secured(written, |it, request| it.wifi.scan(request)),
            Endpoint::Config => self.secured(written, |it, request| it.wifi.configure(request)),
            Endpoint::Control => self.secured(written, |it, request| it.wifi.control(request)),
            Endpoint::Claim => self.secured(written, Self::take_claim),
        }
    }

    /// Answers a request that is encrypted, as its answer is.
    fn secured(
        &mut self,
        written: &[u8],
        answer: impl FnOnce(&mut Self, &[u8]) -> Option<Answer>,
    ) -> Option<Answer> {
        let cipher = self.session.cipher(&self.security)?;
        let request = cipher.decrypt(written).ok()?;
        let (answer, demands) = answer(self, &request)?;
        let cipher = self.session.cipher(&self.security)?;
        Some((cipher.encrypt(&answer).ok()?, demands))
    }

    fn take_claim(&mut self, request: &[u8]) -> Option<Answer> {
        let (answer, demands) = match self.claim.take(&read_claim_request(request)?).ok()? {
            ClaimStep::Send(answer) => (answer, Vec::new()),
            ClaimStep::AskPerson { waiting, request } => (waiting, vec![Demand::Confirm(request)]),
            ClaimStep::Blink(answer) => (answer, vec![Demand::Blink]),
            ClaimStep::Unknown => return None,
        };
        Some((write_claim_answer(&answer), demands))
    }

    fn version(&self) -> VersionInfo {
        VersionInfo {
            version: "v1.1".to_owned(),
            scheme: self.security.scheme(),
            scans_wifi: true,
        }
    }
}

impl Service for Device {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        self.service
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        Endpoint::ALL
            .into_iter()
            .map(|endpoint| Characteristic {
                description: Some(endpoint.name()),
                ..Characteristic::new(self.id(endpoint), Access::READ_WRITE)
            })
            .collect()
    }

    /// Nothing where nothing was answered.
    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        let endpoint = self.endpoint(characteristic)?;
        Ok(self.answers.get(&endpoint).cloned().unwrap_or_default())
    }

    /// Firmware refuses what it cannot decrypt or read with a bare ATT error, and a wrong proof too.
    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        let endpoint = self.endpoint(characteristic)?;
        if value.len() > MAX_VALUE_BYTES {
            return Err(Refusal::TooLong);
        }
        let answered = self.answer(endpoint, value);
        let (answer, demands) = answered.ok_or(Refusal::NotAllowed)?;
        if answer.len() > MAX_VALUE_BYTES {
            return Err(Refusal::NotAllowed);
        }
        self.answers.insert(endpoint, answer);
        Ok(Reply {
            demands,
            ..Reply::default()
        })
    }
}
