//! What validators agree on: a block, its header, and the certificate that makes it final.

use crate::{
    Epoch, Hash, Height, NetworkId, Timestamp, hash::encode, transaction::SignedTransaction,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most transactions in a block.
pub const MAX_BLOCK_TRANSACTIONS: usize = 2_000;
/// Largest encoding of a block, in bytes.
pub const MAX_BLOCK_BYTES: usize = 1 << 20;

/// Commits to one block and to the state after it. 160 bytes.
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
    /// Hash of the block's transactions, see [`transactions_root`].
    pub transactions_root: Hash,
}

impl Header {
    /// What a certificate signs.
    pub fn hash(&self) -> Hash {
        Hash::of_encoded("outpost header 1", self)
    }
}

/// The hash of a block's transactions, in order.
pub fn transactions_root(transactions: &[SignedTransaction]) -> Hash {
    let hashes: Vec<Hash> = transactions.iter().map(SignedTransaction::hash).collect();
    Hash::of_encoded("outpost transactions 1", &hashes)
}

/// A header and the transactions that lead to its state.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Block {
    /// The header.
    pub header: Header,
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
