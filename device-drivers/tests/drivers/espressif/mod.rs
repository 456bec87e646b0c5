//! Sets up simulated ESP32 devices as an app does, without a radio between.

mod hostile;
mod refusals;
mod session;
mod set_up;
mod vectors;

use crate::devices::key_of;
use outpost_device_drivers::{
    protocols::{
        espressif::{
            Account, AnswerError, Channel, Credentials, Demand, Device, Endpoint, Endpoints,
            Exchange, Handshake, HandshakeError, Next, Nonces, Request, Secret, Security, Verifier,
        },
        gatt::{Refusal, Service},
    },
    transport::gatt::Offered,
};

/// The proof of possession, and the password, of every device here: Espressif's example.
const POP: &str = "abcd1234";
/// The user of every device here: Espressif's example.
const USERNAME: &str = "wifiprov";
/// The salt that goes with it in Espressif's example.
const SALT: [u8; 16] = [
    0x03, 0x6e, 0xe0, 0xc7, 0xbc, 0xb9, 0xed, 0xa8, 0x4c, 0x9e, 0xac, 0x97, 0xd9, 0x3d, 0xec, 0xf4,
];

/// A device, and what it demanded.
struct Bench {
    device: Device,
    endpoints: Endpoints,
    demands: Vec<Demand>,
}

impl Bench {
    fn new(security: Security) -> Self {
        let device = Device::new(security, key_of(1), [7; 32]);
        Self {
            endpoints: Endpoints::find(&offered(&device)).unwrap(),
            device,
            demands: Vec::new(),
        }
    }

    /// Writes, then reads.
    fn exchange(&mut self, endpoint: Endpoint, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
        let characteristic = self.endpoints.characteristic(endpoint).unwrap();
        let reply = self.device.write(characteristic, bytes)?;
        self.demands.extend(reply.demands);
        self.device.read(characteristic)
    }

    fn open(&mut self, credentials: &Credentials) -> Result<Channel, HandshakeError> {
        self.open_with(credentials, [1; 32], |answer| answer)
    }

    /// The same with this seed, and with answers changed on the way.
    fn open_with(
        &mut self,
        credentials: &Credentials,
        seed: [u8; 32],
        mut change: impl FnMut(Vec<u8>) -> Vec<u8>,
    ) -> Result<Channel, HandshakeError> {
        let (mut handshake, mut exchange) = Handshake::begin(credentials, seed);
        loop {
            let Ok(answer) = self.exchange(exchange.endpoint, &exchange.bytes) else {
                return Err(handshake.refused());
            };
            match handshake.take(&change(answer))? {
                Next::Exchange(next, next_exchange) => {
                    (handshake, exchange) = (next, next_exchange);
                }
                Next::Established(channel) => return Ok(channel),
            }
        }
    }

    fn ask<R: Request>(
        &mut self,
        channel: Channel,
        request: R,
    ) -> (Channel, Result<R::Answer, AnswerError>) {
        let (pending, Exchange { endpoint, bytes }) = channel.ask(request).unwrap();
        pending
            .take(&self.exchange(endpoint, &bytes).unwrap())
            .unwrap()
    }
}

fn offered(device: &Device) -> Vec<Offered> {
    device
        .characteristics()
        .into_iter()
        .map(|characteristic| Offered {
            service: device.uuid(),
            uuid: characteristic.uuid,
            description: characteristic.description.map(str::to_owned),
        })
        .collect()
}

fn possession(text: &str) -> Credentials {
    Credentials::Possession(Secret::new(text))
}

fn account(username: &str, password: &str) -> Account {
    Account::new(username, Secret::new(password)).unwrap()
}

fn security1() -> Security {
    Security::Security1(Secret::new(POP))
}

fn security2(nonces: Nonces) -> Security {
    Security::Security2(Verifier::of(&account(USERNAME, POP), SALT), nonces)
}

/// Each scheme, and who is let in.
fn schemes() -> [(Security, Credentials); 5] {
    let user = || account(USERNAME, POP);
    [
        (Security::Security0, Credentials::None),
        (Security::Security1(Secret::new("")), possession("")),
        (security1(), possession(POP)),
        (
            security2(Nonces::Fixed),
            Credentials::Account(user(), Nonces::Fixed),
        ),
        (
            security2(Nonces::Counted),
            Credentials::Account(user(), Nonces::Counted),
        ),
    ]
}
