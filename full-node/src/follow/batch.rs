//! Checks blocks that a peer says are final.
//!
//! Attack: a peer that sends blocks of its own. Each block must be linked by its hash to the one
//! before, the first to this node's newest, and the last must be certified; so all are final before
//! any of them is executed.

use crate::chain::certificate::{CertificateError, CertificateVerifier};
use outpost_protocol::{
    Block, Certificate, Header, Height,
    header::{BlockDecodeError, transactions_root},
    wire::{FinalBlock, MAX_BLOCKS},
};

/// Blocks that are final, with the certificates of those that have one.
pub(super) struct Batch(pub(super) Vec<(Block, Option<Certificate>)>);

/// What a peer sent is not the continuation of the chain.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BatchError {
    #[error("more blocks than were asked for")]
    TooMany,
    #[error(transparent)]
    Block(#[from] BlockDecodeError),
    #[error("block {0} does not follow from the one before")]
    NotLinked(Height),
    #[error("block {0} has other transactions than its header says")]
    WrongTransactions(Height),
    #[error("the last block has no certificate")]
    NotCertified,
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// Checks that `blocks` follow `newest` and are final.
pub(super) fn check_batch(
    newest: &Header,
    blocks: &[FinalBlock],
    verifier: &CertificateVerifier,
) -> Result<Batch, BatchError> {
    if blocks.len() > MAX_BLOCKS as usize {
        return Err(BatchError::TooMany);
    }
    let mut parent = newest.clone();
    let mut checked = Vec::new();
    for final_block in blocks {
        let block = Block::decode(&final_block.block)?;
        let header = block.header.clone();
        if header.parent != parent.hash() || header.height != parent.height.next() {
            return Err(BatchError::NotLinked(header.height));
        }
        if header.transactions_root != transactions_root(&block.transactions) {
            return Err(BatchError::WrongTransactions(header.height));
        }
        // All of them, for this node will pass them on.
        if let Some(certificate) = &final_block.certificate {
            verifier.finalization_of(&header, certificate)?;
        }
        parent = header;
        checked.push((block, final_block.certificate.clone()));
    }
    if blocks.last().is_none_or(|last| last.certificate.is_none()) {
        return Err(BatchError::NotCertified);
    }
    Ok(Batch(checked))
}
