//! Checks what peers say: a header by its certificate, a value by its proof, a list by its count.
//!
//! Pure: no clock, no randomness, no IO. Whatever a peer got wrong is a [`BanReason`]; what is
//! proven and still cannot be read is not the peer's fault.

mod account;
mod header;
mod proof;
mod statement;

pub(crate) use account::{AccountRequest, ProvenAccount, verify_account};
pub use header::{BadGroupKey, TrustAnchor, VerifiedHeader};
pub(crate) use proof::verify_values;
pub(crate) use statement::read_statement;

use crate::BanReason;

/// Why an answer is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum VerifyError {
    /// The peer is at fault.
    #[error("{0}")]
    Peer(#[from] BanReason),
    /// It is proven, but not in an encoding that this version knows.
    #[error("a proven value is not understood")]
    NotUnderstood,
}
