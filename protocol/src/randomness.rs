//! Brings randomness that nobody can choose into blocks.
//!
//! Each certificate of the engine holds a seed: the validators' group signature of the round it is of.
//! There is one such signature for a round, it cannot be known before two thirds of the validators
//! reached the round, and anybody can check it against the group key. A block that draws carries the
//! seed of its parent's round. Whoever passes up the turn to propose leaves the same seed to the next,
//! since the parent stays the same: nobody gains by that.

use crate::Hash;
use borsh::{BorshDeserialize, BorshSerialize};

/// The seed in the certificate of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Seed {
    /// The engine's epoch: a validator set's time in office.
    pub era: u64,
    /// The view.
    pub view: u64,
    /// The group's signature: a compressed point of G1 of BLS12-381.
    pub signature: [u8; 48],
}

impl Seed {
    /// The randomness. Says nothing about whether the group signed it.
    pub fn randomness(&self) -> Hash {
        Hash::of_encoded("outpost randomness 1", self)
    }
}
