//! Holds what the light node tells its app. Nothing in here comes from a peer unverified.

use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{
    AccountAddress, DeviceKey, Epoch, Height, Timestamp,
    genesis::Parameters,
    state::{Account, Device, StateKey},
    statement::{Statement, StatementId},
};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// The node as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The newest verified header; `None` until the first.
    pub tip: Option<TipView>,
    /// Peers that are connected.
    pub peers: Vec<PeerView>,
    /// How many connected peers proved the tip, or a header at most
    /// [`AGREEMENT_LAG`](crate::AGREEMENT_LAG) blocks from it, themselves.
    pub agreeing: u32,
    /// Bytes of responses and gossip received since the start, as encoded by the protocol.
    pub bytes_in: u64,
    /// Bytes of requests sent since the start, as encoded by the protocol.
    pub bytes_out: u64,
    /// Requests sent since the start.
    pub requests: u64,
}

/// The newest verified header, and whether it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TipView {
    /// Its height.
    pub height: Height,
    /// The epoch of rewards it falls in.
    pub epoch: Epoch,
    /// When its leader proposed it.
    pub time: Timestamp,
    /// Since when the tip has stood still; `None` while it moves.
    pub stale_since: Option<Timestamp>,
}

/// A peer's name: the text of its libp2p id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId(pub Arc<str>);

/// A peer that is connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerView {
    /// Its name.
    pub peer: PeerId,
    /// The newest header it proved; `None` before the first.
    pub height: Option<Height>,
}

/// The header that a value was proven against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedAt {
    /// The header's height.
    pub height: Height,
    /// The header's time.
    pub header_time: Timestamp,
    /// [`Status::agreeing`] at that moment.
    pub agreeing_peers: u32,
}

/// An account, whole, as proven at one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedAccount {
    /// Whose.
    pub address: AccountAddress,
    /// Balance, nonce and counts; all zero where the network proved that there is nothing.
    pub account: Account,
    /// The rules' numbers.
    pub parameters: Parameters,
    /// All its devices, in the order of [`StateKey::OwnedDevice`]. Of many, those after the first
    /// [`MAX_DEVICES`](crate::MAX_DEVICES) may be as proven at a later header.
    pub devices: Vec<(DeviceKey, Device)>,
    /// The header.
    pub at: VerifiedAt,
}

/// A statement, as proven at one header. Statements never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedStatement {
    /// The statement.
    pub statement: Statement,
    /// The header.
    pub at: VerifiedAt,
}

/// The statements of an account that were verified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// Newest first, with no gap: each is the `previous` of the one before it.
    pub newest_first: Vec<VerifiedStatement>,
    /// Whether the last one is the account's first, so that nothing is missing.
    pub complete: bool,
}

/// Where a reader of an account's statements is, in the order in which they were verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Cursor {
    /// Tells the store from one that took its place.
    pub(crate) store: [u8; 16],
    /// The number and the id of the last statement that was read.
    pub(crate) last: Option<(u64, StatementId)>,
}

/// Statements of an account, in the order in which they were verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// Those after the reader's cursor, or the first ones.
    pub statements: Vec<VerifiedStatement>,
    /// Whether they are the first: the reader has no cursor of this store, and begins anew.
    pub are_first: bool,
    /// Where the reader is once it has read them.
    pub cursor: Cursor,
}

/// Any values of the state, as proven at one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenValues {
    /// The encodings; `None` where there is proof of absence.
    pub values: BTreeMap<StateKey, Option<Vec<u8>>>,
    /// The header.
    pub at: VerifiedAt,
}

impl Statements {
    /// Orders statements that were verified into the chain that ends with `newest`, as far back as it has
    /// no gap. Those that do not belong to it are left out.
    pub fn chain(
        newest: Option<StatementId>,
        verified: impl IntoIterator<Item = VerifiedStatement>,
    ) -> Self {
        let mut by_id: BTreeMap<StatementId, VerifiedStatement> = verified
            .into_iter()
            .map(|verified| (verified.statement.id, verified))
            .collect();
        let mut next = newest;
        let mut newest_first = Vec::new();
        // Taken out, so that this ends whatever the chain looks like.
        while let Some(statement) = next.and_then(|id| by_id.remove(&id)) {
            next = statement.statement.previous;
            newest_first.push(statement);
        }
        Self {
            newest_first,
            complete: next.is_none(),
        }
    }
}

impl PeerId {
    /// Names a peer by the text of its id.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
