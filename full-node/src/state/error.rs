//! Tells what this node is at fault for from what a block is.

use super::{block_log::BlockLogError, store::StoreError};
use outpost_protocol::{
    Hash, Height,
    authentic::Forged,
    execute::ExecuteError,
    genesis::GenesisError,
    header::{BlockDecodeError, HeaderError},
    transaction::Rejection,
};

/// This node is at fault.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The folder cannot be made.
    #[error("the chain's folder cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// See [`BlockLogError`].
    #[error(transparent)]
    Log(#[from] BlockLogError),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
    /// See [`ExecuteError`].
    #[error(transparent)]
    Execute(#[from] ExecuteError<StoreError>),
    /// The genesis cannot be the beginning of a network.
    #[error(transparent)]
    Genesis(#[from] GenesisError),
    /// The folder holds another network's chain.
    #[error("the folder holds the chain of another network")]
    OtherNetwork,
    /// No block of the log leads to the state in the store.
    #[error("the state in the store is that of no block in the log")]
    Diverged,
    /// A block in the log does not decode.
    #[error("the block log holds bytes that are no block: {0}")]
    BadRecord(#[from] BlockDecodeError),
    /// A final block that this node finds invalid: it or the validators have a fault.
    #[error("final block {height} is invalid: {reason}")]
    InvalidFinal {
        /// Its height.
        height: Height,
        /// Why.
        reason: String,
    },
}

/// A block that is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// It does not follow from its parent.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// It holds a transaction that is rejected.
    #[error("transaction {index} is rejected: {rejection}")]
    Transaction {
        /// Its place in the block.
        index: usize,
        /// Why.
        rejection: Rejection,
    },
    /// Its transactions lead to another state.
    #[error("the transactions lead to the state {found}, the header says {expected}")]
    WrongState {
        /// The header's.
        expected: Hash,
        /// What execution gave.
        found: Hash,
    },
    /// More than a block may hold.
    #[error("the block is too large")]
    TooLarge,
    /// It contradicts what is final.
    #[error("the block contradicts what is final")]
    ConflictsWithFinal,
    /// Its parent was not executed; execute that first.
    #[error("the parent of block {0} is not known")]
    UnknownParent(Height),
    /// It must draw and has no seed; or this node does not know the seed that it is to make it with.
    #[error("the block must draw and has no seed")]
    SeedMissing,
    /// It has a seed and nothing to draw.
    #[error("the block has a seed and nothing to draw")]
    SeedNotDue,
    /// Its seed is of another round than its parent's, or not signed by the group.
    #[error("the block's seed is not that of its parent's round")]
    WrongSeed,
    /// This node failed; says nothing about the block.
    #[error(transparent)]
    Fault(#[from] LedgerError),
}

impl From<StoreError> for BlockError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Forged> for BlockError {
    fn from(Forged { index, rejection }: Forged) -> Self {
        Self::Transaction { index, rejection }
    }
}

impl From<ExecuteError<StoreError>> for BlockError {
    fn from(error: ExecuteError<StoreError>) -> Self {
        match error {
            ExecuteError::SeedMissing => Self::SeedMissing,
            ExecuteError::SeedNotDue => Self::SeedNotDue,
            fault => Self::Fault(fault.into()),
        }
    }
}
