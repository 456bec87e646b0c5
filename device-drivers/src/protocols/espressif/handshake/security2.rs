//! Proves knowledge of a password by [SRP6a](super::super::srp6a), which gives nobody anything to try
//! passwords on. A key is drawn until its A has 384 bytes, which 255 of 256 have.
//!
//! AES-256-GCM has the first 32 bytes of K as its key, no associated data, a tag of 16 bytes after
//! the text (security2.c, esp_srp.c).

use super::HandshakeError;
use crate::protocols::espressif::{
    Account, Nonces, Status,
    cipher::Cipher,
    messages::session::{ClientProof, Hello, Payload2},
    seed::Seed,
    srp6a::{self, Agreement, KEY_BYTES},
};
use zeroize::Zeroizing;

/// Waits for the device's key and salt.
pub(super) struct Client {
    account: Account,
    nonces: Nonces,
    secret: Zeroizing<[u8; 32]>,
}

/// Waits for the device to show that it knows the password's verifier.
pub(super) struct Proving {
    nonces: Nonces,
    agreement: Agreement,
}

impl Client {
    pub(super) fn begin(account: Account, nonces: Nonces, seed: [u8; 32]) -> (Self, Payload2) {
        let mut secret = Zeroizing::new(seed);
        let mut seed = Seed::new(seed);
        let public_key = loop {
            let public = srp6a::client_key(&secret);
            if public.len() == KEY_BYTES {
                break public;
            }
            secret = seed.draw();
        };
        let hello = Payload2::Hello(Hello {
            username: account.username().as_bytes().to_vec(),
            public_key,
        });
        let client = Self {
            account,
            nonces,
            secret,
        };
        (client, hello)
    }

    pub(super) fn take(
        self,
        answer: Option<Payload2>,
    ) -> Result<(Proving, Payload2), HandshakeError> {
        let Some(Payload2::Challenge(answer)) = answer else {
            return Err(HandshakeError::Unexpected);
        };
        Status::check(answer.status)?;
        let length = answer.public_key.len();
        if !(1..=KEY_BYTES).contains(&length) {
            return Err(HandshakeError::BadKey(length));
        }
        let agreement = srp6a::agree_as_client(
            &self.secret,
            self.account.username().as_bytes(),
            self.account.password().as_bytes(),
            &answer.salt,
            &answer.public_key,
        )
        .map_err(|_| HandshakeError::BadKey(length))?;
        let proof = Payload2::ClientProof(ClientProof {
            proof: agreement.client_proof().to_vec(),
        });
        let nonces = self.nonces;
        Ok((Proving { nonces, agreement }, proof))
    }
}

impl Proving {
    pub(super) fn take(self, answer: Option<Payload2>) -> Result<Cipher, HandshakeError> {
        let Some(Payload2::DeviceProof(answer)) = answer else {
            return Err(HandshakeError::Unexpected);
        };
        Status::check(answer.status)?;
        let key = self
            .agreement
            .key_for_device(&answer.proof)
            .ok_or(HandshakeError::Impostor)?;
        cipher(key, self.nonces, &answer.nonce).ok_or(HandshakeError::BadNonce(answer.nonce.len()))
    }
}

/// The cipher that follows from K and the nonce that the device chose; `None` if the nonce is not of
/// the rule.
pub(crate) fn cipher(session_key: &[u8], nonces: Nonces, nonce: &[u8]) -> Option<Cipher> {
    let key = session_key.first_chunk::<32>()?;
    match nonces {
        Nonces::Fixed => Some(Cipher::fixed(key, nonce.try_into().ok()?)),
        Nonces::Counted => {
            let (prefix, count) = nonce.split_first_chunk::<8>()?;
            let count = u32::from_be_bytes(count.try_into().ok()?);
            Some(Cipher::counted(key, *prefix, count))
        }
    }
}
