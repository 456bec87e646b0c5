//! Agrees on a key by X25519, and proves that both sides know the proof of possession.
//!
//! The key is the shared secret, xored with the SHA-256 of the proof of possession where there is
//! one. AES-256 in counter mode begins with the device's random block: its first 32 bytes of key
//! stream encrypt the device's public key, from the client; the next 32 the client's, from the
//! device; from there on it encrypts the messages, in turn (security1.c).

use super::HandshakeError;
use crate::protocols::espressif::{
    Secret, Status,
    cipher::Cipher,
    messages::session::{ClientKey, ClientVerify, Payload1},
};
use sha2::{Digest, Sha256};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

/// Waits for the device's key.
pub(super) struct Client {
    possession: Secret,
    keys: Keys,
}

/// Waits for the device to show that it has the same key.
pub(super) struct Verifying {
    public: [u8; 32],
    cipher: Cipher,
}

/// One side's keys for one session.
pub(crate) struct Keys {
    secret: Zeroizing<[u8; 32]>,
    pub(crate) public: [u8; 32],
}

impl Client {
    pub(super) fn begin(possession: Secret, seed: [u8; 32]) -> (Self, Payload1) {
        let keys = Keys::new(Zeroizing::new(seed));
        let hello = Payload1::ClientKey(ClientKey {
            public_key: keys.public.to_vec(),
        });
        (Self { possession, keys }, hello)
    }

    pub(super) fn take(
        self,
        answer: Option<Payload1>,
    ) -> Result<(Verifying, Payload1), HandshakeError> {
        let Some(Payload1::DeviceKey(answer)) = answer else {
            return Err(HandshakeError::Unexpected);
        };
        Status::check(answer.status)?;
        let device: [u8; 32] = read(&answer.public_key).map_err(HandshakeError::BadKey)?;
        let first_block: [u8; 16] = read(&answer.random).map_err(HandshakeError::BadNonce)?;
        let mut cipher = self
            .keys
            .agree(&device, &self.possession, &first_block)
            .ok_or(HandshakeError::BadKey(device.len()))?;
        let proof = Payload1::ClientVerify(ClientVerify {
            data: cipher.encrypt(&device)?,
        });
        let public = self.keys.public;
        Ok((Verifying { public, cipher }, proof))
    }
}

impl Verifying {
    pub(super) fn take(mut self, answer: Option<Payload1>) -> Result<Cipher, HandshakeError> {
        let Some(Payload1::DeviceVerify(answer)) = answer else {
            return Err(HandshakeError::Unexpected);
        };
        Status::check(answer.status)?;
        if self.cipher.decrypt(&answer.data)? != self.public {
            return Err(HandshakeError::Impostor);
        }
        Ok(self.cipher)
    }
}

impl Keys {
    pub(crate) fn new(secret: Zeroizing<[u8; 32]>) -> Self {
        let public = x25519(*secret, X25519_BASEPOINT_BYTES);
        Self { secret, public }
    }

    /// The cipher that both sides come to; `None` if the other's key is one of the few that make
    /// the same secret with every key.
    pub(crate) fn agree(
        &self,
        other: &[u8; 32],
        possession: &Secret,
        first_block: &[u8; 16],
    ) -> Option<Cipher> {
        let mut key = Zeroizing::new(x25519(*self.secret, *other));
        if *key == [0; 32] {
            return None;
        }
        if !possession.as_bytes().is_empty() {
            let digest = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(possession.as_bytes())));
            for (byte, mask) in key.iter_mut().zip(digest.iter()) {
                *byte ^= mask;
            }
        }
        Some(Cipher::stream(&key, first_block))
    }
}

/// Reads exactly `N` bytes, or says how many there are.
fn read<const N: usize>(bytes: &[u8]) -> Result<[u8; N], usize> {
    bytes.try_into().map_err(|_| bytes.len())
}
