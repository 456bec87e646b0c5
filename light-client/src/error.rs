//! Names what can go wrong between the app and its light node.

use crate::store::StoreError;
use outpost_protocol::{transaction::Rejection, wire::Refusal};
use std::sync::Arc;

/// Why a light node does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The network file's group key is no point of BLS12-381.
    #[error("the network file's group key is not a key")]
    BadGroupKey,
    /// A peer's address is no multiaddress that ends in `/p2p/…`.
    #[error("{0:?} is not the address of a peer")]
    BadPeerAddress(String),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The transport could not be set up.
    #[error("the network cannot be reached from here: {0}")]
    Transport(String),
}

/// Why there is no verified answer.
#[derive(Debug, thiserror::Error)]
pub enum LightError {
    /// No peer was connected before the deadline.
    #[error("no peer is connected")]
    NoPeers,
    /// Every peer that was asked was silent, behind, or caught with a wrong answer.
    #[error("no peer gave an answer that can be verified")]
    NoValidAnswer,
    /// The peers that were asked do not answer this.
    #[error("the peers refuse to answer: {0}")]
    Refused(Refusal),
    /// What was proven is of a newer version of the network.
    #[error("the network speaks a newer version than this app")]
    NotUnderstood,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Arc<StoreError>),
    /// The node was shut down.
    #[error("the light node was shut down")]
    Stopped,
}

/// Why a transaction was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The network refuses it; another peer would as well.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// No peer took it. It may be sent again: the nonce keeps it from being done twice.
    #[error(transparent)]
    NotSent(#[from] LightError),
}

impl LightError {
    /// Whether asking again later may help without anything being changed.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::NoPeers | Self::NoValidAnswer | Self::Refused(_) => true,
            Self::NotUnderstood | Self::Store(_) | Self::Stopped => false,
        }
    }
}
