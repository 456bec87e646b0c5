//! Money: integer base units of one token, never a float.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

/// Base units in one token: 8 decimals.
pub const UNITS_PER_TOKEN: u128 = 100_000_000;

/// An amount of the network's token, in base units.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct Amount(u128);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many base units.
    pub const fn from_units(units: u128) -> Self {
        Self(units)
    }

    /// So many whole tokens.
    pub const fn from_tokens(tokens: u64) -> Self {
        Self(tokens as u128 * UNITS_PER_TOKEN)
    }

    /// Base units.
    pub const fn units(self) -> u128 {
        self.0
    }

    /// The sum, unless it overflows.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it would be negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The sum of all, unless it overflows.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl fmt::Display for Amount {
    /// Tokens with 8 decimals, such as `12.50000000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{:08}",
            self.0 / UNITS_PER_TOKEN,
            self.0 % UNITS_PER_TOKEN
        )
    }
}
