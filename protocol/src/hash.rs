//! SHA-256, the chain's hash, under a domain for each kind of thing that is hashed.

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// All zero: the parent of the genesis block.
    pub const ZERO: Self = Self([0; 32]);

    /// Hashes `bytes` under `domain`, so that a thing of one kind never has the hash of another.
    pub fn of(domain: &str, bytes: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        // The length prefix keeps (domain, bytes) pairs apart.
        hasher.update((domain.len() as u64).to_le_bytes());
        hasher.update(domain.as_bytes());
        hasher.update(bytes);
        Self(hasher.finalize().into())
    }

    /// A number below `bound` that follows from this hash, evenly but for less than `bound / 2^64`; 0
    /// where the bound is 0.
    pub fn below(&self, bound: u32) -> u32 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        let drawn = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let below = (u128::from(drawn) * u128::from(bound)) >> 64;
        u32::try_from(below).unwrap_or(0)
    }

    /// Hashes the encoding of `value` under `domain`.
    pub fn of_encoded<T: BorshSerialize>(domain: &str, value: &T) -> Self {
        Self::of(domain, &encode(value))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The canonical encoding of `value`.
///
/// Writing to memory fails only where a length exceeds `u32`, which the bounds on every consensus
/// type rule out.
pub fn encode<T: BorshSerialize>(value: &T) -> Vec<u8> {
    // Not `to_vec`, which begins with a kilobyte: a block has tens of thousands of values, most much shorter.
    let mut bytes = Vec::with_capacity(borsh::object_length(value).unwrap_or(0));
    match value.serialize(&mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}
