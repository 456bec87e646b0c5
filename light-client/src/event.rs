//! Tells the app what happened, as it happens.

use crate::{PeerId, TipView};
use outpost_protocol::{AccountAddress, Timestamp, statement::StatementId};
use std::path::PathBuf;
use tokio::sync::broadcast;

/// What happened. What it changed is already in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A newer header was verified.
    TipAdvanced(TipView),
    /// The tip stopped moving.
    TipStale {
        /// Since when.
        since: Timestamp,
    },
    /// An account was proven again; its content may be as before.
    AccountUpdated(AccountAddress),
    /// A statement was verified for the first time.
    StatementVerified {
        /// Whose.
        account: AccountAddress,
        /// Which one.
        id: StatementId,
    },
    /// A peer connected.
    PeerJoined(PeerId),
    /// A peer disconnected.
    PeerLeft(PeerId),
    /// A peer was caught, dropped, and will not be talked to for a while.
    PeerBanned {
        /// Which.
        peer: PeerId,
        /// What it did.
        reason: BanReason,
    },
    /// The database was damaged; it was moved aside and is filled again from peers.
    StoreRebuilt {
        /// Where the damaged file is now.
        moved_to: PathBuf,
    },
}

/// What a peer was caught with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BanReason {
    /// A header of another network.
    #[error("it sent a header of another network")]
    WrongNetwork,
    /// A certificate that does not check against the group key, or is of another header.
    #[error("it sent a header with a wrong certificate")]
    WrongCertificate,
    /// A proof that does not lead from the value to the header's root.
    #[error("it sent a value with a wrong proof")]
    WrongProof,
    /// An answer to something that was not asked, or with something left out.
    #[error("it did not answer what was asked")]
    WrongShape,
    /// Bytes that are no message.
    #[error("it sent bytes that are no message")]
    Malformed,
    /// More bytes than a message may have.
    #[error("it sent more than a message may hold")]
    TooLarge,
}

/// The events of one node, from when it was made. A reader that falls far behind misses the oldest.
#[derive(Debug)]
pub struct EventStream(pub(crate) broadcast::Receiver<Event>);

impl EventStream {
    /// The next event; `None` once the node was shut down.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            match self.0.recv().await {
                Ok(event) => return Some(event),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}
