//! Checks blocks that a peer says are final.
//!
//! Attack: a peer that sends blocks of its own. Each block must be linked by its hash to the one
//! before, the first to this node's newest, and the last must be certified; so all are final before
//! any of them is executed.

use crate::chain::certificate::{CertificateError, CertificateVerifier};
use outpost_protocol::{
    Block, Certificate, Header, Height,
    header::{BlockDecodeError, content_root},
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
    #[error("block {0} has other contents than its header says")]
    WrongContent(Height),
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
        if header.content_root != content_root(block.seed, &block.transactions) {
            return Err(BatchError::WrongContent(header.height));
        }
        if let Some(seed) = &block.seed {
            verifier.verify_seed(seed)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{dealer::deal_keys, signing::Quorum};
    use commonware_utils::TestRng;
    use outpost_protocol::{Timestamp, bounded::List, genesis::Genesis};

    /// A genesis header, five empty blocks on it of which the third and fifth are certified, and the
    /// group that did it.
    fn chain() -> (Header, Vec<FinalBlock>, CertificateVerifier) {
        let dealing = deal_keys(&mut TestRng::new(3), 4).unwrap();
        let genesis = Genesis {
            name: "test".to_owned(),
            group_key: dealing.committee.group_key(),
            parameters: crate::practice::parameters(Timestamp(1_000), 60_000),
            validators: List::default(),
            balances: std::collections::BTreeMap::new(),
        };
        let network = genesis.network_id();
        let quorum = Quorum::new(&dealing, network).unwrap();
        let first = genesis.header(outpost_protocol::Hash::ZERO);
        let (mut parent, mut blocks) = (first.clone(), Vec::new());
        for height in 1..=5 {
            let time = Timestamp(1_000 + height);
            let root = parent.state_root;
            let block = Block::child(&parent, &genesis.parameters, time, None, Vec::new(), root);
            let certified = height == 3 || height == 5;
            blocks.push(FinalBlock {
                certificate: certified.then(|| quorum.certify(&block.header, height).unwrap()),
                block: block.encode(),
            });
            parent = block.header;
        }
        let verifier = CertificateVerifier::new(network, &genesis.group_key).unwrap();
        (first, blocks, verifier)
    }

    #[test]
    fn blocks_that_lead_to_a_certificate_are_final() {
        let (genesis, blocks, verifier) = chain();
        let Batch(checked) = check_batch(&genesis, &blocks, &verifier).unwrap();
        assert_eq!(checked.len(), 5);
        check_batch(&genesis, &blocks[..3], &verifier).unwrap();
    }

    #[test]
    fn a_peer_that_lies_is_found_out_before_anything_is_executed() {
        let check = |lie: fn(&mut Vec<FinalBlock>), expected: BatchError| {
            let (genesis, mut blocks, verifier) = chain();
            lie(&mut blocks);
            let found = check_batch(&genesis, &blocks, &verifier).err();
            assert_eq!(found, Some(expected));
        };
        check(Vec::clear, BatchError::NotCertified);
        check(|blocks| blocks.truncate(4), BatchError::NotCertified);
        check(
            |blocks| drop(blocks.remove(0)),
            BatchError::NotLinked(Height(2)),
        );
        check(|blocks| blocks.swap(1, 2), BatchError::NotLinked(Height(3)));
        check(
            |blocks| {
                let mut block = Block::decode(&blocks[4].block).unwrap();
                block.header.state_root = outpost_protocol::Hash([1; 32]);
                blocks[4].block = block.encode();
            },
            BatchError::Certificate(CertificateError::WrongHeader),
        );
        check(
            |blocks| blocks[4].certificate = blocks[2].certificate.clone(),
            BatchError::Certificate(CertificateError::WrongHeader),
        );
        check(
            |blocks| {
                if let Some(certificate) = &mut blocks[4].certificate {
                    certificate.0.reverse();
                }
            },
            BatchError::Certificate(CertificateError::Malformed),
        );
        check(
            |blocks| blocks[0].block.push(0),
            BatchError::Block(BlockDecodeError::Malformed),
        );
        check(
            |blocks| {
                let first = blocks[0].clone();
                blocks.resize(65, first);
            },
            BatchError::TooMany,
        );
    }
}
