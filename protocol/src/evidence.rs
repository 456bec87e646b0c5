//! Commits to what shows that a claim is true, and checks the parts of it that must be shown.
//!
//! # The rule
//! A report's evidence is a file of leaves, each [`LEAF_BYTES`] long. The report holds the file's BLAKE3
//! hash and the number of leaves, whatever their number. Once the window for reports is closed, the
//! epoch's draw picks [`CHALLENGED_LEAVES`] leaves that must be shown. A leaf is shown with the 1 KiB
//! chunk of the file that it lies in and the chaining values beside the way to the hash (BLAKE3 paper,
//! section 2.4; the same tree that verified streaming of evidence uses).

mod tree;

pub use tree::{ChunkProof, ProofError};

use crate::{Hash, state::PendingReport};
use borsh::{BorshDeserialize, BorshSerialize};

/// Length of a leaf, in bytes: 8 of them are a BLAKE3 chunk.
pub const LEAF_BYTES: usize = 128;
/// How many leaves of a report's evidence must be shown.
pub const CHALLENGED_LEAVES: u32 = 4;
/// Most leaves of a file of evidence: 512 MiB.
pub const MAX_LEAVES: u32 = 1 << 22;
/// Length of a BLAKE3 chunk, in bytes (BLAKE3 paper, section 2.1).
pub const CHUNK_BYTES: usize = 1_024;
/// Leaves in a chunk.
const LEAVES_PER_CHUNK: u32 = (CHUNK_BYTES / LEAF_BYTES) as u32;
/// Most chaining values beside the way from a chunk to the hash.
pub const MAX_SIBLINGS: usize = 20;

/// Commits to a file of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct EvidenceRoot {
    /// BLAKE3 of the file.
    pub hash: Hash,
    /// How many leaves the file has.
    pub leaves: u32,
}

impl EvidenceRoot {
    /// Commits to `file`; `None` where that is no file of at most [`MAX_LEAVES`] whole leaves.
    pub fn of(file: &[u8]) -> Option<Self> {
        if !file.len().is_multiple_of(LEAF_BYTES) {
            return None;
        }
        // Never by zero: a constant.
        let leaves = u32::try_from(file.len() / LEAF_BYTES).ok()?;
        (leaves <= MAX_LEAVES).then(|| Self {
            hash: Hash(*blake3::hash(file).as_bytes()),
            leaves,
        })
    }

    /// Length of the file, in bytes.
    pub fn bytes(&self) -> u64 {
        u64::from(self.leaves) * LEAF_BYTES as u64
    }

    /// The leaf at `index`, from the chunk that `proof` shows to be of this file.
    pub fn leaf<'a>(&self, index: u32, proof: &'a ChunkProof) -> Result<&'a [u8], ProofError> {
        if index >= self.leaves || self.leaves > MAX_LEAVES {
            return Err(ProofError::NotInFile);
        }
        proof.check(self.hash, self.bytes(), chunk_of(index))?;
        leaf_of(&proof.chunk, index).ok_or(ProofError::NotInFile)
    }
}

/// The number of the chunk that the leaf at `index` lies in.
pub fn chunk_of(index: u32) -> u32 {
    index / LEAVES_PER_CHUNK
}

/// The leaf at `index`, out of the chunk that it lies in.
pub fn leaf_of(chunk: &[u8], index: u32) -> Option<&[u8]> {
    let place = usize::try_from(index % LEAVES_PER_CHUNK).ok()?;
    chunk.chunks_exact(LEAF_BYTES).nth(place)
}

/// A part of evidence that must be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Challenge {
    /// A leaf of the report's evidence.
    Leaf(u32),
    /// A chunk of a sector that the device keeps.
    Sector {
        /// The sector's place in the device's list.
        sector: u32,
        /// The chunk.
        chunk: u32,
    },
}

/// Why a shown leaf is not what the claim says.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    BorshSerialize,
    BorshDeserialize,
    thiserror::Error,
)]
pub enum Flaw {
    /// The bytes are no leaf of this resource.
    #[error("the evidence does not have the form of this resource's")]
    Malformed,
    /// The leaf is of another device, epoch or place in the file.
    #[error("the evidence is of another device or time")]
    NotThis,
    /// The leaf contradicts the claim.
    #[error("the evidence contradicts the claim")]
    Contradicts,
    /// The leaf is impossible in itself.
    #[error("the evidence is impossible")]
    Impossible,
    /// A signature in the leaf is wrong.
    #[error("a signature in the evidence is wrong")]
    BadSignature,
}

/// The leaves of `report`'s evidence that must be shown, once `draw` is known: none where there are
/// none, all where there are few.
pub fn challenges(report: &PendingReport, draw: &Hash) -> Vec<Challenge> {
    let leaves = report.evidence.leaves;
    if leaves <= CHALLENGED_LEAVES {
        return (0..leaves).map(Challenge::Leaf).collect();
    }
    let resource = report.claim.resource();
    (0..CHALLENGED_LEAVES)
        .map(|turn| {
            let picked = Hash::of_encoded(
                "outpost challenge 1",
                &(draw, report.device, resource, turn),
            );
            Challenge::Leaf(picked.below(leaves))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(leaves: u32) -> Vec<u8> {
        (0..leaves)
            .flat_map(|leaf| (0..LEAF_BYTES / 4).flat_map(move |_| leaf.to_le_bytes()))
            .collect()
    }

    fn prove(file: &[u8], index: u32) -> ChunkProof {
        ChunkProof::of(file, chunk_of(index)).unwrap()
    }

    #[test]
    fn only_whole_leaves_are_a_file_of_evidence() {
        let leaves = |bytes: usize| EvidenceRoot::of(&vec![0; bytes]).map(|root| root.leaves);
        assert_eq!(leaves(0), Some(0));
        assert_eq!(leaves(1), None);
        assert_eq!(leaves(LEAF_BYTES), Some(1));
        assert_eq!(leaves(LEAF_BYTES + 1), None);
        assert_eq!(leaves(3 * CHUNK_BYTES), Some(24));
    }

    #[test]
    fn a_file_said_to_be_longer_or_shorter_shows_no_leaf() {
        let file = file(17);
        let root = EvidenceRoot::of(&file).unwrap();
        let last = prove(&file, 16);
        assert!(root.leaf(16, &last).is_ok());
        for leaves in [15, 16, 18, 24, 25, 33, MAX_LEAVES, u32::MAX] {
            let lie = EvidenceRoot { leaves, ..root };
            assert!(lie.leaf(16, &last).is_err(), "{leaves} leaves");
        }
    }

    #[test]
    fn nothing_is_shown_of_an_empty_file() {
        let root = EvidenceRoot::of(&[]).unwrap();
        let proof = ChunkProof::of(&file(1), 0).unwrap();
        assert_eq!(root.leaf(0, &proof), Err(ProofError::NotInFile));
    }

    proptest! {
        #[test]
        fn a_proof_shows_every_leaf_of_its_chunk_and_no_other(leaves in 1_u32..200, at: prop::sample::Index) {
            let file = file(leaves);
            let root = EvidenceRoot::of(&file).unwrap();
            let index = u32::try_from(at.index(leaves as usize)).unwrap();
            let proof = prove(&file, index);
            for other in 0..leaves + 9 {
                let found = root.leaf(other, &proof).ok();
                let is_there = other < leaves && chunk_of(other) == chunk_of(index);
                let start = other as usize * LEAF_BYTES;
                let expected = is_there.then(|| &file[start..start + LEAF_BYTES]);
                prop_assert_eq!(found, expected, "leaf {}", other);
            }
        }
    }
}
