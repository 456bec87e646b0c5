//! Proves knowledge of a password by SRP6a, which gives nobody anything to try passwords on.
//!
//! The group is RFC 5054's of 3072 bits with generator 5, the hash SHA-512. With N the prime, I the
//! name, s the salt, A and B the public keys, PAD filling to N's 384 bytes:
//!
//! ```text
//! x = H(s | H(I | ":" | password))      k = H(N | PAD(5))      u = H(PAD(A) | PAD(B))
//! S = (B - k 5^x)^(a + u x)             K = H(S), without leading zeros of S
//! M1 = H(H(N) ^ H(PAD(5)) | H(I) | s | A | B | K)              M2 = H(A | M1 | K)
//! ```
//!
//! AES-256-GCM has the first 32 bytes of K as its key, no associated data, a tag of 16 bytes after
//! the text (security2.c, esp_srp.c).
//!
//! # What the `srp` crate does, and what is done here
//! Read against esp_srp.c and run against vectors of an independent implementation: the group, k, u,
//! x, K, M1 and M2 of its `G3072` with SHA-512 are the ones above. It takes leading zeros off A, in
//! M1 and M2 as well, where the device takes no A but one of 384 bytes: so a key is drawn until its
//! A has that length, which 255 of 256 have. It would panic over a B of more than 384
//! bytes, which is refused before.

use super::HandshakeError;
use crate::protocols::espressif::{
    Account, Nonces, Status,
    cipher::Cipher,
    messages::session::{ClientProof, Hello, Payload2},
    seed::Seed,
};
use sha2::Sha512;
use srp::{ClientG3072, ClientVerifier};
use zeroize::Zeroizing;

/// Bytes of the group's prime, and of the client's public key.
pub(crate) const KEY_BYTES: usize = 384;

/// Waits for the device's key and salt.
pub(super) struct Client {
    account: Account,
    nonces: Nonces,
    secret: Zeroizing<[u8; 32]>,
}

/// Waits for the device to show that it knows the password's verifier.
pub(super) struct Proving {
    nonces: Nonces,
    verifier: ClientVerifier<Sha512>,
}

impl Client {
    pub(super) fn begin(account: Account, nonces: Nonces, seed: [u8; 32]) -> (Self, Payload2) {
        let group = ClientG3072::<Sha512>::new();
        let mut secret = Zeroizing::new(seed);
        let mut seed = Seed::new(seed);
        let public_key = loop {
            let public = group.compute_public_ephemeral(&*secret);
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
        let verifier = ClientG3072::<Sha512>::new()
            .process_reply(
                &*self.secret,
                self.account.username().as_bytes(),
                self.account.password().as_bytes(),
                &answer.salt,
                &answer.public_key,
            )
            .map_err(|_| HandshakeError::BadKey(length))?;
        let proof = Payload2::ClientProof(ClientProof {
            proof: verifier.proof().to_vec(),
        });
        let nonces = self.nonces;
        Ok((Proving { nonces, verifier }, proof))
    }
}

impl Proving {
    pub(super) fn take(self, answer: Option<Payload2>) -> Result<Cipher, HandshakeError> {
        let Some(Payload2::DeviceProof(answer)) = answer else {
            return Err(HandshakeError::Unexpected);
        };
        Status::check(answer.status)?;
        let key = self
            .verifier
            .verify_server(&answer.proof)
            .map_err(|_| HandshakeError::Impostor)?;
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
