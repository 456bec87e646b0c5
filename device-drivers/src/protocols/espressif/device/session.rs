//! Holds the device's side of the handshake (security0.c, security1.c, security2.c).

use super::security::{Security, Verifier};
use crate::protocols::espressif::{
    Nonces, Secret,
    cipher::Cipher,
    handshake::{security1::Keys, security2::cipher},
    messages::session::{
        Challenge, DeviceKey, DeviceProof, DeviceVerify, Payload0, Payload1, Payload2, Response0,
        Scheme, SessionData,
    },
    seed::Seed,
    srp6a::{self, Agreement, KEY_BYTES},
};
use prost::Message;

/// A session that one client has with the device. A handshake can be begun anew at any time.
#[derive(Default)]
pub(super) enum Session {
    /// None yet, or one that failed.
    #[default]
    None,
    /// Security 1: the client has to show that it has the same key.
    Keys {
        cipher: Cipher,
        device: [u8; 32],
        client: [u8; 32],
    },
    /// Security 2: the client has to show that it knows the password.
    Challenged(Agreement),
    /// The client was let in.
    Open(Cipher),
}

/// Where a session stands after a message, and the answer; `None` refuses it. By default it failed.
type Step = (Session, Option<Vec<u8>>);

impl Session {
    /// What encrypts, once there was a handshake. Security 0 needs none.
    pub(super) fn cipher(&mut self, security: &Security) -> Option<&mut Cipher> {
        if let (Self::None, Security::Security0) = (&self, security) {
            *self = Self::Open(Cipher::plain());
        }
        match self {
            Self::Open(cipher) => Some(cipher),
            _ => None,
        }
    }

    /// Takes a message of the handshake.
    pub(super) fn take(self, message: &[u8], security: &Security, seed: &mut Seed) -> Step {
        let scheme = SessionData::decode(message)
            .ok()
            .and_then(|message| message.scheme);
        match (security, scheme) {
            (Security::Security0, Some(Scheme::Security0(_))) => {
                let answer = Payload0::Response(Response0 { status: 0 });
                (Self::Open(Cipher::plain()), answered(answer))
            }
            (Security::Security1(possession), Some(Scheme::Security1(message))) => {
                self.take_security1(message.payload, possession, seed)
            }
            (Security::Security2(verifier, nonces), Some(Scheme::Security2(message))) => {
                self.take_security2(message.payload, verifier, *nonces, seed)
            }
            _ => (self, None),
        }
    }

    fn take_security1(
        self,
        payload: Option<Payload1>,
        possession: &Secret,
        seed: &mut Seed,
    ) -> Step {
        match (self, payload) {
            (_, Some(Payload1::ClientKey(hello))) => {
                agree(&hello.public_key, possession, seed).unwrap_or_default()
            }
            (
                Self::Keys {
                    mut cipher,
                    device,
                    client,
                },
                Some(Payload1::ClientVerify(verify)),
            ) => match cipher.decrypt(&verify.data) {
                Ok(shown) if shown == device => {
                    let data = cipher.encrypt(&client).unwrap_or_default();
                    let answer = Payload1::DeviceVerify(DeviceVerify { status: 0, data });
                    (Self::Open(cipher), answered(answer))
                }
                _ => (Self::None, None),
            },
            (session, _) => (session, None),
        }
    }

    fn take_security2(
        self,
        payload: Option<Payload2>,
        verifier: &Verifier,
        nonces: Nonces,
        seed: &mut Seed,
    ) -> Step {
        match (self, payload) {
            (_, Some(Payload2::Hello(hello))) if !hello.username.is_empty() => {
                challenge(&hello.username, &hello.public_key, verifier, seed).unwrap_or_default()
            }
            (Self::Challenged(expected), Some(Payload2::ClientProof(proof))) => {
                open(&expected, &proof.proof, nonces, seed).unwrap_or_default()
            }
            (session, _) => (session, None),
        }
    }
}

/// Security 1: both keys are known.
fn agree(client: &[u8], possession: &Secret, seed: &mut Seed) -> Option<Step> {
    let client: [u8; 32] = client.try_into().ok()?;
    let keys = Keys::new(seed.draw());
    let random = seed.draw();
    let first_block = random.first_chunk::<16>()?;
    let cipher = keys.agree(&client, possession, first_block)?;
    let answer = Payload1::DeviceKey(DeviceKey {
        status: 0,
        public_key: keys.public.to_vec(),
        random: first_block.to_vec(),
    });
    let session = Session::Keys {
        cipher,
        device: keys.public,
        client,
    };
    Some((session, answered(answer)))
}

/// Security 2: both keys are known. Firmware does not look at the name, which is part of the proof.
fn challenge(username: &[u8], client: &[u8], verifier: &Verifier, seed: &mut Seed) -> Option<Step> {
    if client.len() != KEY_BYTES {
        return None;
    }
    let secret = seed.draw();
    let expected = srp6a::agree_as_device(
        &secret,
        username,
        &verifier.salt,
        &verifier.verifier,
        client,
    )
    .ok()?;
    let answer = Payload2::Challenge(Challenge {
        status: 0,
        public_key: srp6a::device_key(&secret, &verifier.verifier),
        salt: verifier.salt.to_vec(),
    });
    Some((Session::Challenged(expected), answered(answer)))
}

/// Security 2: the client gave its proof.
fn open(expected: &Agreement, proof: &[u8], nonces: Nonces, seed: &mut Seed) -> Option<Step> {
    let key = expected.key_for_client(proof)?;
    let random = seed.draw();
    let nonce = match nonces {
        Nonces::Fixed => random.first_chunk::<16>()?.to_vec(),
        Nonces::Counted => [random.first_chunk::<8>()?.as_slice(), &1_u32.to_be_bytes()].concat(),
    };
    let cipher = cipher(key, nonces, &nonce)?;
    let answer = Payload2::DeviceProof(DeviceProof {
        status: 0,
        proof: expected.device_proof().to_vec(),
        nonce,
    });
    Some((Session::Open(cipher), answered(answer)))
}

fn answered(payload: impl Into<SessionData>) -> Option<Vec<u8>> {
    Some(payload.into().encode_to_vec())
}
