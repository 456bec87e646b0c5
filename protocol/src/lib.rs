//! Defines the rules of the network, pure: types, encoding, transactions, verification of
//! contributions, rewards and statements.
//!
//! # Determinism
//! Every validator must come to the same bytes. So: integers only, ordered maps only, checked
//! arithmetic, no clock, no IO, and [borsh] as the one encoding (little-endian, fixed-width, rejects
//! trailing bytes). `tests/fixtures` pins the bytes of every consensus type.
//!
//! # Where to start
//! [`transaction`] is what a person or a device may say, and [`authentic`] proves that they said it;
//! [`execute`] is what that does to the
//! [`state`]; [`rewards`] turns an epoch's reports into [`statement`]s; [`header`] commits to the
//! result; [`wire`] is how a light node asks for it with proofs.

pub mod address;
pub mod amount;
pub mod authentic;
pub mod bounded;
pub mod economy;
pub mod evidence;
pub mod execute;
pub mod genesis;
pub mod hash;
pub mod header;
pub mod message;
pub mod network;
pub mod offer;
mod p256_key;
pub mod place;
pub mod practice;
pub mod randomness;
pub mod report;
pub mod resources;
pub mod rewards;
pub mod seal;
mod signatures;
pub mod state;
pub mod statement;
pub mod tally;
#[cfg(test)]
mod testing;
pub mod time;
pub mod transaction;
pub mod verdict;
pub mod wire;

pub use address::{AccountAddress, DeviceKey, Signature};
pub use amount::Amount;
pub use hash::Hash;
pub use header::{Block, Certificate, CertifiedHeader, Header};
pub use network::{NetworkDefinition, NetworkId};
pub use p256_key::{NotAPoint, P256Key};
pub use place::CellId;
pub use time::{Epoch, Height, Timestamp};
