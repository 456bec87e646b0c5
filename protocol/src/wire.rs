//! What light nodes and full nodes say to each other: one request, one response, both borsh.
//!
//! Carried by libp2p request-response under [`PROTOCOL`]; new headers are gossiped as
//! [`CertifiedHeader`] on [`header_topic`], transactions between full nodes as
//! [`SignedTransaction`] on [`transaction_topic`]. A light node believes nothing in here before it
//! has checked it: a header by its certificate, a value by its proof.
//!
//! A request or response is all bytes of its substream up to the end, with no length before them.
//! Gossip is anonymous (gossipsub's `MessageAuthenticity::Anonymous`: no author, sequence number or
//! signature), because what it carries proves itself; a message's id is the SHA-256 of its data.

use crate::{
    AccountAddress, CertifiedHeader, Hash, Height, NetworkId,
    offer::SignedOffer,
    state::StateKey,
    transaction::{Rejection, SignedTransaction},
};
use borsh::{BorshDeserialize, BorshSerialize, io};

/// libp2p's name for this protocol.
pub const PROTOCOL: &str = "/outpost/light/1";
/// Largest encoding of a request, in bytes.
pub const MAX_REQUEST_BYTES: usize = 16 << 10;
/// Largest encoding of a response, in bytes.
pub const MAX_RESPONSE_BYTES: usize = 4 << 20;
/// Most keys in one [`Request::Prove`].
pub const MAX_KEYS: usize = 128;
/// Most values in one [`Response::Proven`].
pub const MAX_ENTRIES: usize = 1_024;
/// Most blocks in one [`Request::Blocks`].
pub const MAX_BLOCKS: u32 = 64;
/// Largest gossiped header or offer, in bytes.
pub const MAX_GOSSIP_BYTES: usize = 4 << 10;

/// What is asked of a full node.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Request {
    /// The newest certified header. Answer: [`Response::Tip`].
    Tip,
    /// An account, whole, in one round trip: [`StateKey::Parameters`], its [`StateKey::Account`],
    /// its first `devices` devices (for each [`StateKey::OwnedDevice`] and [`StateKey::Device`])
    /// and its newest `statements` statements, in that order. Answer: [`Response::Proven`].
    Account {
        /// Whose.
        address: AccountAddress,
        /// At most so many devices.
        devices: u16,
        /// At most so many statements.
        statements: u16,
    },
    /// Any values, at most [`MAX_KEYS`]. Answer: [`Response::Proven`], with the keys in order.
    Prove(#[borsh(deserialize_with = "read_list::<MAX_KEYS, _, _>")] Vec<StateKey>),
    /// Take a transaction. Answer: [`Response::Submitted`].
    Submit(Box<SignedTransaction>),
    /// Finalised blocks from this height on, at most `count` and [`MAX_BLOCKS`]. For full nodes.
    /// Answer: [`Response::Blocks`].
    Blocks {
        /// The first height wanted.
        from: Height,
        /// How many at most.
        count: u32,
    },
    /// Give this account tokens for practice. Answer: [`Response::Submitted`].
    Faucet(AccountAddress),
    /// The genesis, for a new full node. Answer: [`Response::Genesis`].
    Genesis,
    /// Remember where a device's evidence can be fetched, and tell others. Answer:
    /// [`Response::Submitted`].
    OfferEvidence(Box<SignedOffer>),
}

/// What a full node answers.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Response {
    /// The newest certified header.
    Tip(CertifiedHeader),
    /// Values of the state at the header's root.
    Proven(Proven),
    /// Whether a transaction or an offer was taken: its hash, or why not.
    Submitted(Result<Hash, Rejection>),
    /// Encoded [`Block`](crate::Block)s in order, with certificates for those that have one of
    /// their own; the last always has one.
    Blocks(
        #[borsh(deserialize_with = "read_list::<{ MAX_BLOCKS as usize }, _, _>")] Vec<FinalBlock>,
    ),
    /// An encoded [`Genesis`](crate::genesis::Genesis).
    Genesis(Vec<u8>),
    /// Not answered.
    Refused(Refusal),
}

/// Values of the state, each with its proof, at one certified header.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Proven {
    /// The header whose `state_root` the proofs lead to.
    pub tip: CertifiedHeader,
    /// The values, at most [`MAX_ENTRIES`].
    #[borsh(deserialize_with = "read_list::<MAX_ENTRIES, _, _>")]
    pub entries: Vec<ProvenEntry>,
}

/// One value of the state, or its absence, with the proof.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ProvenEntry {
    /// Which value.
    pub key: StateKey,
    /// Its encoding; `None` where there is none.
    pub value: Option<Vec<u8>>,
    /// Borsh encoding of `nomt_core::proof::PathProof`, under its SHA-256 hasher.
    pub proof: Vec<u8>,
}

/// A block that is final.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FinalBlock {
    /// Encoding of the [`Block`](crate::Block).
    pub block: Vec<u8>,
    /// Its own certificate, where it has one.
    pub certificate: Option<crate::Certificate>,
}

/// Why a node did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, thiserror::Error)]
pub enum Refusal {
    /// More than a bound allows.
    #[error("the request asks for too much")]
    TooMuch,
    /// Nothing is final yet, or the node is still catching up.
    #[error("the node is not ready")]
    NotReady,
    /// This network gives no tokens for practice.
    #[error("this network has no tokens for practice")]
    NoFaucet,
    /// The node failed; another may not.
    #[error("the node has a fault of its own")]
    Fault,
}

/// Bytes that are no message of this protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Longer than the bound.
    #[error("a message of {found} bytes, at most {limit} are taken")]
    TooLarge {
        /// Its length.
        found: usize,
        /// The bound.
        limit: usize,
    },
    /// Not the encoding of a message.
    #[error("not a message of this protocol")]
    Malformed,
}

impl Request {
    /// Decodes, bounded by [`MAX_REQUEST_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        decode_bounded(bytes, MAX_REQUEST_BYTES)
    }
}

impl Response {
    /// Decodes, bounded by [`MAX_RESPONSE_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        decode_bounded(bytes, MAX_RESPONSE_BYTES)
    }
}

impl CertifiedHeader {
    /// Decodes a gossiped header, bounded by [`MAX_GOSSIP_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        decode_bounded(bytes, MAX_GOSSIP_BYTES)
    }
}

pub(crate) fn decode_bounded<T: BorshDeserialize>(
    bytes: &[u8],
    limit: usize,
) -> Result<T, WireError> {
    if bytes.len() > limit {
        return Err(WireError::TooLarge {
            found: bytes.len(),
            limit,
        });
    }
    borsh::from_slice(bytes).map_err(|_| WireError::Malformed)
}

/// Reads a list of at most `MAX` items. In memory an item may be many times its encoding, so a bound
/// on the message alone does not bound what a hostile one costs.
fn read_list<const MAX: usize, T: BorshDeserialize, R: io::Read>(
    reader: &mut R,
) -> io::Result<Vec<T>> {
    let length = u32::deserialize_reader(reader)?;
    if usize::try_from(length).is_ok_and(|length| length <= MAX) {
        (0..length).map(|_| T::deserialize_reader(reader)).collect()
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a list too long",
        ))
    }
}

/// The gossip topic of a network's new headers.
pub fn header_topic(network: NetworkId) -> String {
    format!("/outpost/{network}/headers/1")
}

/// The gossip topic of a network's new transactions.
pub fn transaction_topic(network: NetworkId) -> String {
    format!("/outpost/{network}/transactions/1")
}

/// The gossip topic of a network's new offers of evidence.
pub fn offer_topic(network: NetworkId) -> String {
    format!("/outpost/{network}/offers/1")
}
