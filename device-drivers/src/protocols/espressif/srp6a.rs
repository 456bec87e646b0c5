//! Agrees on a key by SRP6a with the hashes and the padding that Espressif's firmware has.
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
//! The `srp` crate has the group and the arithmetic, x and k. Its u pads nothing and its proofs are of
//! another form, so these are made here. The device takes no A but one of 384 bytes.

use num_bigint::BigUint;
use sha2::{Digest, Sha512};
use srp::{client::SrpClient, groups::G_3072, server::SrpServer, utils::compute_k};
use std::iter::repeat_n;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of the group's prime, and of the client's public key.
pub(super) const KEY_BYTES: usize = 384;

/// The hash of the version that the `srp` crate takes.
type SrpHash = srp_hash::Sha512;

/// What both sides have when the password is right.
pub(super) struct Agreement {
    key: Zeroizing<[u8; 64]>,
    client_proof: [u8; 64],
    device_proof: [u8; 64],
}

/// A public key that makes for no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadKey;

/// What a device keeps of a password.
pub(super) fn verifier(username: &[u8], password: &[u8], salt: &[u8]) -> Vec<u8> {
    client().compute_verifier(username, password, salt)
}

/// The client's public key, without leading zeros.
pub(super) fn client_key(secret: &[u8; 32]) -> Vec<u8> {
    client().compute_public_ephemeral(secret)
}

/// The device's public key, without leading zeros.
pub(super) fn device_key(secret: &[u8; 32], verifier: &[u8]) -> Vec<u8> {
    server().compute_public_ephemeral(secret, verifier)
}

/// What the client comes to, from the device's salt and public key.
pub(super) fn agree_as_client(
    secret: &[u8; 32],
    username: &[u8],
    password: &[u8],
    salt: &[u8],
    device_key: &[u8],
) -> Result<Agreement, BadKey> {
    let device = public(device_key)?;
    let own = BigUint::from_bytes_be(&client_key(secret));
    let identity = SrpClient::<SrpHash>::compute_identity_hash(username, password);
    let premaster = client().compute_premaster_secret(
        &device,
        &compute_k::<SrpHash>(&G_3072),
        &SrpClient::<SrpHash>::compute_x(&identity, salt),
        &BigUint::from_bytes_be(secret),
        &scrambler(&own, &device),
    );
    Ok(Agreement::of(username, salt, &own, &device, &premaster))
}

/// What the device comes to, from the client's public key.
pub(super) fn agree_as_device(
    secret: &[u8; 32],
    username: &[u8],
    salt: &[u8],
    verifier: &[u8],
    client_key: &[u8],
) -> Result<Agreement, BadKey> {
    let client = public(client_key)?;
    let own = BigUint::from_bytes_be(&device_key(secret, verifier));
    let premaster = server().compute_premaster_secret(
        &client,
        &BigUint::from_bytes_be(verifier),
        &scrambler(&client, &own),
        &BigUint::from_bytes_be(secret),
    );
    Ok(Agreement::of(username, salt, &client, &own, &premaster))
}

impl Agreement {
    fn of(
        username: &[u8],
        salt: &[u8],
        client: &BigUint,
        device: &BigUint,
        premaster: &BigUint,
    ) -> Self {
        let (a, b) = (client.to_bytes_be(), device.to_bytes_be());
        let key = Zeroizing::new(hash(&[&Zeroizing::new(premaster.to_bytes_be())]));
        let prime = hash(&[&G_3072.n.to_bytes_be()]);
        let generator = hash(&[&padded(&G_3072.g)]);
        let group: Vec<u8> = prime.iter().zip(generator).map(|(n, g)| n ^ g).collect();
        let client_proof = hash(&[&group, &hash(&[username]), salt, &a, &b, key.as_slice()]);
        let device_proof = hash(&[&a, &client_proof, key.as_slice()]);
        Self {
            key,
            client_proof,
            device_proof,
        }
    }

    /// What the client shows first.
    pub(super) fn client_proof(&self) -> &[u8; 64] {
        &self.client_proof
    }

    /// What the device shows then.
    pub(super) fn device_proof(&self) -> &[u8; 64] {
        &self.device_proof
    }

    /// The key, once the client has shown its proof.
    pub(super) fn key_for_client(&self, proof: &[u8]) -> Option<&[u8; 64]> {
        bool::from(self.client_proof.ct_eq(proof)).then_some(&*self.key)
    }

    /// The key, once the device has shown its proof.
    pub(super) fn key_for_device(&self, proof: &[u8]) -> Option<&[u8; 64]> {
        bool::from(self.device_proof.ct_eq(proof)).then_some(&*self.key)
    }
}

fn client() -> SrpClient<'static, SrpHash> {
    SrpClient::new(&G_3072)
}

fn server() -> SrpServer<'static, SrpHash> {
    SrpServer::new(&G_3072)
}

/// A public key of 0 modulo N would make the secret known to everybody.
fn public(bytes: &[u8]) -> Result<BigUint, BadKey> {
    let key = BigUint::from_bytes_be(bytes);
    match &key % &G_3072.n == BigUint::default() || bytes.len() > KEY_BYTES {
        true => Err(BadKey),
        false => Ok(key),
    }
}

fn scrambler(client: &BigUint, device: &BigUint) -> BigUint {
    BigUint::from_bytes_be(&hash(&[&padded(client), &padded(device)]))
}

fn padded(number: &BigUint) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    let zeros = repeat_n(0, KEY_BYTES.saturating_sub(bytes.len()));
    zeros.chain(bytes).collect()
}

fn hash(parts: &[&[u8]]) -> [u8; 64] {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}
