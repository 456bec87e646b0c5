//! Agrees on blocks with the other validators: engine, application, certificates.
//!
//! Nobody here writes consensus: `commonware_consensus::simplex` orders, its `marshal` gives final
//! blocks in order, and this module puts the network's blocks and rules into them.
//!
//! # A block's way
//! 1. The leader of a view asks [`application`] for a block on its parent; it is made from the pool
//!    about a second after the parent.
//! 2. The others execute it and compare the state root, and then vote. A block that draws carries the
//!    [seed](seeds) of its parent's round, which they check. A block that only a clock can
//!    judge (it is from the future) is waited for, not refused.
//! 3. When two thirds have voted to finalise it or a later block, `marshal` gives it to [`finaliser`],
//!    in order and at least once; the ledger has it on disk before it is acknowledged.
//!
//! # Two things called epoch
//! The engine's epoch is a validator set's time in office, called an era here; there is one so far.
//! Epochs are those of rewards.

pub mod application;
pub mod block;
pub mod certificate;
pub mod dealer;
pub mod engine;
pub mod finaliser;
pub mod home;
pub mod seeds;
pub mod signing;
pub mod validator;

use commonware_consensus::simplex::{scheme::bls12381_threshold::vrf, types};
use commonware_cryptography::{bls12381::primitives::variant::MinSig, ed25519, sha256::Digest};

/// How validators sign votes: shares of one group key, with a seed in each certificate that no one
/// can choose.
pub type Scheme = vrf::Scheme<ed25519::PublicKey, MinSig>;

/// The proof that a header is final.
pub type Finalization = types::Finalization<Scheme, Digest>;
