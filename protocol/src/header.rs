//! What validators agree on: a block, its header, and the certificate that makes it final.

use crate::{
    Epoch, Hash, Height, NetworkId, Timestamp, genesis::Parameters, hash::encode, randomness::Seed,
    transaction::SignedTransaction,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most transactions in a block.
pub const MAX_BLOCK_TRANSACTIONS: usize = 2_000;
/// Largest encoding of a block, in bytes.
pub const MAX_BLOCK_BYTES: usize = 1 << 20;

/// Commits to one block and to the state after it. 152 bytes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Header {
    /// The network this block is of.
    pub network: NetworkId,
    /// Distance from genesis.
    pub height: Height,
    /// Hash of the parent's header.
    pub parent: Hash,
    /// When the leader proposed it; later than the parent's.
    pub timestamp: Timestamp,
    /// The epoch of rewards that `timestamp` falls in.
    pub epoch: Epoch,
    /// Root of the authenticated state after this block.
    pub state_root: Hash,
    /// Hash of the block's seed and transactions, see [`content_root`].
    pub content_root: Hash,
}

impl Header {
    /// What a certificate signs.
    pub fn hash(&self) -> Hash {
        Hash::of_encoded("outpost header 1", self)
    }
}

/// A header that does not follow from its parent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Of another network.
    #[error("the header is of network {0}")]
    WrongNetwork(NetworkId),
    /// Not the parent's height and one.
    #[error("the header is at height {found}, expected {expected}")]
    WrongHeight {
        /// The parent's and one.
        expected: Height,
        /// The header's.
        found: Height,
    },
    /// Not the parent's hash.
    #[error("the header's parent is another block")]
    WrongParent,
    /// Not later than the parent's.
    #[error("the header's time {found} is not later than its parent's {parent}")]
    NotLater {
        /// The parent's.
        parent: Timestamp,
        /// The header's.
        found: Timestamp,
    },
    /// Not the epoch of its timestamp.
    #[error("the header names epoch {found}, its time is of epoch {expected}")]
    WrongEpoch {
        /// The timestamp's.
        expected: Epoch,
        /// The header's.
        found: Epoch,
    },
    /// Not the hash of the block's seed and transactions.
    #[error("the header commits to other contents")]
    WrongContent,
}

/// The hash of a block's seed and of its transactions, in order.
pub fn content_root(seed: Option<Seed>, transactions: &[SignedTransaction]) -> Hash {
    let hashes: Vec<Hash> = transactions.iter().map(SignedTransaction::hash).collect();
    Hash::of_encoded("outpost content 1", &(seed, hashes))
}

/// A header, and what leads to its state.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Block {
    /// The header.
    pub header: Header,
    /// The seed of the parent's round, where the rules [draw](crate::execute::needs_seed) with this
    /// block.
    pub seed: Option<Seed>,
    /// At most [`MAX_BLOCK_TRANSACTIONS`], in the order of execution.
    pub transactions: Vec<SignedTransaction>,
}

impl Block {
    /// Decodes a block from a peer, bounded by [`MAX_BLOCK_BYTES`] and [`MAX_BLOCK_TRANSACTIONS`].
    /// Does not check that the header commits to the transactions.
    pub fn decode(bytes: &[u8]) -> Result<Self, BlockDecodeError> {
        if bytes.len() > MAX_BLOCK_BYTES {
            return Err(BlockDecodeError::TooLarge(bytes.len()));
        }
        let block: Self = borsh::from_slice(bytes).map_err(|_| BlockDecodeError::Malformed)?;
        if block.transactions.len() > MAX_BLOCK_TRANSACTIONS {
            return Err(BlockDecodeError::TooManyTransactions(
                block.transactions.len(),
            ));
        }
        Ok(block)
    }

    /// The canonical encoding.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Makes the child of `parent` with these contents, which lead to `state_root`. Its timestamp must be
    /// later than the parent's.
    pub fn child(
        parent: &Header,
        parameters: &Parameters,
        timestamp: Timestamp,
        seed: Option<Seed>,
        transactions: Vec<SignedTransaction>,
        state_root: Hash,
    ) -> Self {
        let header = Header {
            network: parent.network,
            height: parent.height.next(),
            parent: parent.hash(),
            timestamp,
            epoch: parameters.epoch_at(timestamp),
            state_root,
            content_root: content_root(seed, &transactions),
        };
        Self {
            header,
            seed,
            transactions,
        }
    }

    /// Checks every field of the header against the parent and the transactions, but for the state
    /// root, which only execution can tell, and but for a timestamp in the future, which only a clock
    /// can tell.
    pub fn check_child_of(
        &self,
        parent: &Header,
        parameters: &Parameters,
    ) -> Result<(), HeaderError> {
        let header = &self.header;
        if header.network != parent.network {
            return Err(HeaderError::WrongNetwork(header.network));
        }
        let expected = parent.height.next();
        if header.height != expected || expected == parent.height {
            return Err(HeaderError::WrongHeight {
                expected,
                found: header.height,
            });
        }
        if header.parent != parent.hash() {
            return Err(HeaderError::WrongParent);
        }
        if header.timestamp <= parent.timestamp {
            return Err(HeaderError::NotLater {
                parent: parent.timestamp,
                found: header.timestamp,
            });
        }
        let expected = parameters.epoch_at(header.timestamp);
        if header.epoch != expected {
            return Err(HeaderError::WrongEpoch {
                expected,
                found: header.epoch,
            });
        }
        if header.content_root != content_root(self.seed, &self.transactions) {
            return Err(HeaderError::WrongContent);
        }
        Ok(())
    }
}

/// Bytes that are not a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockDecodeError {
    /// Longer than [`MAX_BLOCK_BYTES`].
    #[error("a block of {0} bytes is too large")]
    TooLarge(usize),
    /// More than [`MAX_BLOCK_TRANSACTIONS`].
    #[error("a block of {0} transactions is too large")]
    TooManyTransactions(usize),
    /// Not the encoding of a block.
    #[error("not a block")]
    Malformed,
}

/// The engine's proof that two thirds of the validators finalised a header: the encoding of a
/// `Finalization` of commonware's threshold simplex scheme. Opaque here; the light client and the
/// full node check it against the network's group key.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Certificate(pub Vec<u8>);

/// A header with the certificate that finalises it. At most 400 bytes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CertifiedHeader {
    /// The header.
    pub header: Header,
    /// Its certificate.
    pub certificate: Certificate,
}
