//! Commits to what shows that a claim is true, and checks the parts of it that must be shown.
//!
//! # The rule
//! A report's evidence is a file of leaves, each [`LEAF_BYTES`] long. The report holds the file's BLAKE3
//! hash and the number of leaves, whatever their number. Once the window for reports is closed, the
//! epoch's draw picks [`CHALLENGED_LEAVES`] leaves that must be shown. A leaf is shown with the 1 KiB
//! chunk of the file that it lies in and the chaining values beside the way to the hash (BLAKE3 paper,
//! section 2.4; the same tree that verified streaming of evidence uses).

use crate::{Hash, bounded::List, state::PendingReport};
use borsh::{BorshDeserialize, BorshSerialize};

/// Length of a leaf, in bytes: 8 of them are a BLAKE3 chunk.
pub const LEAF_BYTES: usize = 128;
/// How many leaves of a report's evidence must be shown.
pub const CHALLENGED_LEAVES: u32 = 4;
/// Most leaves of a file of evidence: 512 MiB.
pub const MAX_LEAVES: u32 = 1 << 22;
/// Length of a BLAKE3 chunk, in bytes (BLAKE3 paper, section 2.1).
pub const CHUNK_BYTES: usize = 1_024;
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

/// A chunk of a file with what shows that it is of that file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ChunkProof {
    /// The chunk's bytes; shorter only at the file's end.
    pub chunk: List<u8, CHUNK_BYTES>,
    /// Chaining values beside the way to the hash, from the chunk up.
    pub siblings: List<Hash, MAX_SIBLINGS>,
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
