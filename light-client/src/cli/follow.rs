//! Says what happened, as one line for each event.

use anyhow::Result;
use outpost_light_client::{Event, LightNode};
use serde::Serialize;
use std::fmt;

/// A line of `follow`.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum EventReport {
    TipAdvanced {
        height: u64,
        epoch: u64,
        header_time_ms: u64,
    },
    TipStale {
        since: u64,
    },
    AccountUpdated {
        account: String,
        balance: Option<String>,
        height: Option<u64>,
    },
    StatementVerified {
        account: String,
        epoch: u64,
        page: u32,
    },
    PeerJoined {
        peer: String,
    },
    PeerLeft {
        peer: String,
    },
    PeerBanned {
        peer: String,
        reason: String,
    },
    StoreRebuilt {
        moved_to: String,
    },
}

impl EventReport {
    /// Describes `event`, with the balance that `node` holds where it changed.
    pub(super) async fn new(node: &LightNode, event: &Event) -> Result<Self> {
        Ok(match event {
            Event::TipAdvanced(tip) => Self::TipAdvanced {
                height: tip.height.0,
                epoch: tip.epoch.0,
                header_time_ms: tip.time.0,
            },
            Event::TipStale { since } => Self::TipStale { since: since.0 },
            Event::AccountUpdated(address) => {
                let account = node.account(*address).await?;
                let account = account.as_ref();
                Self::AccountUpdated {
                    account: address.to_string(),
                    balance: account.map(|account| account.account.balance.units().to_string()),
                    height: account.map(|account| account.at.height.0),
                }
            }
            Event::StatementVerified { account, id } => Self::StatementVerified {
                account: account.to_string(),
                epoch: id.epoch.0,
                page: id.page,
            },
            Event::PeerJoined(peer) => Self::PeerJoined {
                peer: peer.to_string(),
            },
            Event::PeerLeft(peer) => Self::PeerLeft {
                peer: peer.to_string(),
            },
            Event::PeerBanned { peer, reason } => Self::PeerBanned {
                peer: peer.to_string(),
                reason: reason.to_string(),
            },
            Event::StoreRebuilt { moved_to } => Self::StoreRebuilt {
                moved_to: moved_to.display().to_string(),
            },
        })
    }
}

impl fmt::Display for EventReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TipAdvanced { height, epoch, .. } => write!(f, "block {height}, epoch {epoch}"),
            Self::TipStale { since } => write!(
                f,
                "no new block for {} s",
                super::report::seconds_since(*since)
            ),
            Self::AccountUpdated {
                account, balance, ..
            } => {
                let balance = balance.as_deref().unwrap_or("unknown");
                write!(f, "{account} holds {balance} base units")
            }
            Self::StatementVerified { account, epoch, .. } => {
                write!(f, "{account} has a statement for epoch {epoch}")
            }
            Self::PeerJoined { peer } => write!(f, "{peer} connected"),
            Self::PeerLeft { peer } => write!(f, "{peer} left"),
            Self::PeerBanned { peer, reason } => write!(f, "{peer} was dropped: {reason}"),
            Self::StoreRebuilt { moved_to } => {
                write!(
                    f,
                    "the database was damaged; it is now {moved_to}, and is filled again"
                )
            }
        }
    }
}
