//! Establishes a session: who has the device's proof or password talks to who knows it.

pub(super) mod security1;
pub(super) mod security2;

use super::{
    CipherError, Status,
    channel::Channel,
    cipher::Cipher,
    credentials::Credentials,
    endpoint::{Endpoint, Exchange},
    messages::{
        Nothing,
        session::{Payload0, Scheme, SessionData},
    },
};
use crate::protocols::gatt::MAX_VALUE_BYTES;
use prost::Message;

/// A handshake that waits for the device's answer. Each step consumes it: a step that failed is not
/// gone on with, but begun anew, which the device takes at any time.
pub struct Handshake(Waiting);

enum Waiting {
    Hello,
    Key(security1::Client),
    Verify(security1::Verifying),
    Challenge(security2::Client),
    Proof(security2::Proving),
}

/// How a handshake goes on.
pub enum Next {
    /// One more exchange.
    Exchange(Handshake, Exchange),
    /// Done.
    Established(Channel),
}

/// Why there is no session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    /// The answer is longer than a characteristic holds.
    #[error("the device's answer has {0} bytes, at most {MAX_VALUE_BYTES} are possible")]
    TooLong(usize),
    /// Not a message of the protocol.
    #[error("the device's answer cannot be read: {0}")]
    Unreadable(String),
    /// A message that does not belong here.
    #[error("the device answered with another message of the handshake")]
    Unexpected,
    /// The device gave a reason.
    #[error(transparent)]
    Status(#[from] Status),
    /// The device refused to begin: it wants another scheme.
    #[error("the device refused the handshake")]
    Refused,
    /// The device refused the proof of possession, or name and password.
    #[error("the device refused the proof of possession or the password")]
    WrongProof,
    /// The device knows neither the proof of possession nor the password: it is another one, or
    /// what was typed is wrong.
    #[error("the device could not show that it knows the proof of possession or the password")]
    Impostor,
    /// A key of a wrong length or one that makes for no secret.
    #[error("the device's public key of {0} bytes is none")]
    BadKey(usize),
    /// A nonce of a wrong length.
    #[error("the device's nonce of {0} bytes is none")]
    BadNonce(usize),
    /// The key stream ended.
    #[error(transparent)]
    Cipher(#[from] CipherError),
}

impl Handshake {
    /// Begins with an exchange at [`Endpoint::Session`]. `seed` is 32 bytes of the system's random
    /// source, for this one handshake.
    pub fn begin(credentials: &Credentials, seed: [u8; 32]) -> (Self, Exchange) {
        match credentials {
            Credentials::None => exchange(Waiting::Hello, Payload0::Command(Nothing {})),
            Credentials::Possession(possession) => {
                let (client, payload) = security1::Client::begin(possession.clone(), seed);
                exchange(Waiting::Key(client), payload)
            }
            Credentials::Account(account, nonces) => {
                let (client, payload) = security2::Client::begin(account.clone(), *nonces, seed);
                exchange(Waiting::Challenge(client), payload)
            }
        }
    }

    /// Takes what was read after the write.
    pub fn take(self, answer: &[u8]) -> Result<Next, HandshakeError> {
        if answer.len() > MAX_VALUE_BYTES {
            return Err(HandshakeError::TooLong(answer.len()));
        }
        let answer = SessionData::decode(answer)
            .map_err(|error| HandshakeError::Unreadable(error.to_string()))?;
        match (self.0, answer.scheme.ok_or(HandshakeError::Unexpected)?) {
            (Waiting::Hello, Scheme::Security0(answer)) => match answer.payload {
                Some(Payload0::Response(response)) => {
                    Status::check(response.status)?;
                    Ok(established(Cipher::plain()))
                }
                _ => Err(HandshakeError::Unexpected),
            },
            (Waiting::Key(client), Scheme::Security1(answer)) => {
                let (verifying, payload) = client.take(answer.payload)?;
                Ok(go_on(Waiting::Verify(verifying), payload))
            }
            (Waiting::Verify(verifying), Scheme::Security1(answer)) => {
                Ok(established(verifying.take(answer.payload)?))
            }
            (Waiting::Challenge(client), Scheme::Security2(answer)) => {
                let (proving, payload) = client.take(answer.payload)?;
                Ok(go_on(Waiting::Proof(proving), payload))
            }
            (Waiting::Proof(proving), Scheme::Security2(answer)) => {
                Ok(established(proving.take(answer.payload)?))
            }
            _ => Err(HandshakeError::Unexpected),
        }
    }

    /// What it means that the device refused this step's write.
    pub fn refused(&self) -> HandshakeError {
        match self.0 {
            Waiting::Hello | Waiting::Key(_) | Waiting::Challenge(_) => HandshakeError::Refused,
            Waiting::Verify(_) | Waiting::Proof(_) => HandshakeError::WrongProof,
        }
    }
}

fn established(cipher: Cipher) -> Next {
    Next::Established(Channel::new(cipher))
}

fn go_on(waiting: Waiting, payload: impl Into<SessionData>) -> Next {
    let (handshake, exchange) = exchange(waiting, payload);
    Next::Exchange(handshake, exchange)
}

fn exchange(waiting: Waiting, payload: impl Into<SessionData>) -> (Handshake, Exchange) {
    let exchange = Exchange {
        endpoint: Endpoint::Session,
        bytes: payload.into().encode_to_vec(),
    };
    (Handshake(waiting), exchange)
}
