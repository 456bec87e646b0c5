//! Agrees on blocks with the other validators: engine, application, certificates.

pub mod certificate;
pub mod dealer;

use commonware_consensus::simplex::{scheme::bls12381_threshold::vrf, types};
use commonware_cryptography::{bls12381::primitives::variant::MinSig, ed25519, sha256::Digest};

/// How validators sign votes: shares of one group key, with a seed in each certificate that no one
/// can choose.
pub type Scheme = vrf::Scheme<ed25519::PublicKey, MinSig>;

/// The proof that a header is final.
pub type Finalization = types::Finalization<Scheme, Digest>;
