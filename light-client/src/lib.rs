//! Verifies, on this device, everything that a person is shown about the network.
//!
//! An app starts a [`LightNode`] and keeps the handle; what happens arrives as [`Event`]s. The node
//! trusts two things, both in the network file: the network's id and the validators' group key.
//! Whatever a peer says is checked against them before it is stored or shown.

pub mod core;
mod error;
mod event;
#[cfg(feature = "fill")]
pub mod fill;
mod gaps;
mod net;
mod node;
mod store;
mod verify;
mod view;
mod worker;

pub use error::{LightError, StartError, SubmitError};
pub use event::{BanReason, Event, EventStream};
pub use gaps::Gaps;
pub use node::{Config, LightNode};
pub use store::StoreError;
pub use verify::{BadGroupKey, TrustAnchor, VerifiedHeader};
pub use view::{
    Arrivals, Cursor, PeerId, PeerView, ProvenValues, Statements, Status, TipView, VerifiedAccount,
    VerifiedAt, VerifiedStatement,
};

/// How far behind the tip, in blocks, the newest header of a peer may be to count as agreeing: about
/// two rounds of asking. Headers that check against one group key are all of one chain.
pub const AGREEMENT_LAG: u64 = 10;
/// Most devices of an account that are fetched with it: as many as a full node proves in one answer, which
/// has two values for each, the account, the parameters and a statement. More are paged through.
pub const MAX_DEVICES: u16 = 62;
