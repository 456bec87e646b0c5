//! Proves that a chunk lies at its place in a file, by the file's BLAKE3 tree.
//!
//! # The rule
//! A file is cut into chunks of [`CHUNK_BYTES`], of which only the last may be shorter. The shape of the
//! tree over them follows from the file's length: on the left of each node are as many chunks as the
//! largest power of two below the node's (BLAKE3 paper, section 2.1). So length and number of a chunk say
//! how long it is, how many chaining values lead from it to the hash, and on which side each of them is. A
//! proof that differs in any of this is refused. Besides, a chunk's chaining value holds its number, so
//! that equal chunks at two places prove nothing about each other.

use super::{CHUNK_BYTES, MAX_SIBLINGS};
use crate::{Hash, bounded::List};
use blake3::{
    Hasher,
    hazmat::{
        ChainingValue, HasherExt, Mode, left_subtree_len, merge_subtrees_non_root,
        merge_subtrees_root,
    },
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::ops::Range;

/// A chunk of a file with what shows that it is of that file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ChunkProof {
    /// The chunk's bytes; shorter only at the file's end.
    pub chunk: List<u8, CHUNK_BYTES>,
    /// Chaining values beside the way to the hash, from the chunk up.
    pub siblings: List<Hash, MAX_SIBLINGS>,
}

/// Why a proof shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The file ends before this place.
    #[error("the file has no such place")]
    NotInFile,
    /// The chunk's length or the number of chaining values does not fit its place.
    #[error("the proof does not have the form of one for this place")]
    Form,
    /// The chaining values lead to another hash.
    #[error("the proof leads to another file")]
    OtherFile,
}

impl ChunkProof {
    /// The proof for the chunk of this number, from the whole file, which it hashes once; `None` where
    /// the file has no such chunk, or is longer than proofs are made for.
    pub fn of(file: &[u8], chunk: u32) -> Option<Self> {
        let length = u64::try_from(file.len()).ok()?;
        let way = Way::to(chunk, length)?;
        let siblings: Vec<Hash> = way
            .siblings
            .iter()
            .map(|sibling| chaining_value(file, &sibling.bytes).map(Hash))
            .collect::<Option<_>>()?;
        let bytes = slice(file, &way.chunk)?.to_vec();
        Some(Self {
            chunk: bytes.try_into().ok()?,
            siblings: siblings.try_into().ok()?,
        })
    }

    /// Whether this is the chunk of this number in the file of `bytes` bytes with the BLAKE3 hash `hash`.
    pub fn check(&self, hash: Hash, bytes: u64, chunk: u32) -> Result<(), ProofError> {
        let way = Way::to(chunk, bytes).ok_or(ProofError::NotInFile)?;
        let length = way.chunk.end.saturating_sub(way.chunk.start);
        if u64::try_from(self.chunk.len()) != Ok(length)
            || self.siblings.len() != way.siblings.len()
        {
            return Err(ProofError::Form);
        }
        if self.root(&way) == hash {
            Ok(())
        } else {
            Err(ProofError::OtherFile)
        }
    }

    /// The hash of the file that this chunk and these chaining values are of.
    fn root(&self, way: &Way) -> Hash {
        let Some((top, below)) = way.siblings.split_last() else {
            return Hash(*blake3::hash(&self.chunk).as_bytes());
        };
        let mut value = Hasher::new()
            .set_input_offset(way.chunk.start)
            .update(&self.chunk)
            .finalize_non_root();
        for (sibling, beside) in below.iter().zip(self.siblings.iter()) {
            let (left, right) = sibling.order(&beside.0, &value);
            value = merge_subtrees_non_root(left, right, Mode::Hash);
        }
        let beside = self.siblings.last().copied().unwrap_or(Hash::ZERO);
        let (left, right) = top.order(&beside.0, &value);
        Hash(*merge_subtrees_root(left, right, Mode::Hash).as_bytes())
    }
}

/// The way from a chunk to the hash.
struct Way {
    /// The chunk's bytes in the file.
    chunk: Range<u64>,
    /// The subtrees beside the way, from the chunk up.
    siblings: Vec<Sibling>,
}

/// A subtree beside the way from a chunk to the hash.
struct Sibling {
    bytes: Range<u64>,
    is_left: bool,
}

impl Way {
    /// The way from the chunk of this number in a file of `length` bytes, if there is one.
    fn to(chunk: u32, length: u64) -> Option<Self> {
        let start = u64::from(chunk) * CHUNK_BYTES as u64;
        if start >= length {
            return None;
        }
        let mut node = 0..length;
        let mut siblings = Vec::new();
        while node.end.saturating_sub(node.start) > CHUNK_BYTES as u64 {
            let half = left_subtree_len(node.end.saturating_sub(node.start));
            let middle = node.start.saturating_add(half);
            let (left, right) = (node.start..middle, middle..node.end);
            let is_left = start >= middle;
            let (within, beside) = if is_left {
                (right, left)
            } else {
                (left, right)
            };
            siblings.push(Sibling {
                bytes: beside,
                is_left,
            });
            node = within;
        }
        siblings.reverse();
        Some(Self {
            chunk: node,
            siblings,
        })
    }
}

impl Sibling {
    /// The left and the right of the two children.
    fn order<'a>(
        &self,
        beside: &'a ChainingValue,
        within: &'a ChainingValue,
    ) -> (&'a ChainingValue, &'a ChainingValue) {
        if self.is_left {
            (beside, within)
        } else {
            (within, beside)
        }
    }
}

/// The chaining value of a subtree of `file`.
fn chaining_value(file: &[u8], bytes: &Range<u64>) -> Option<ChainingValue> {
    let subtree = slice(file, bytes)?;
    let mut hasher = Hasher::new();
    hasher.set_input_offset(bytes.start).update(subtree);
    Some(hasher.finalize_non_root())
}

fn slice<'a>(file: &'a [u8], bytes: &Range<u64>) -> Option<&'a [u8]> {
    let start = usize::try_from(bytes.start).ok()?;
    let end = usize::try_from(bytes.end).ok()?;
    file.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at % 251) as u8).collect()
    }

    fn hash(file: &[u8]) -> Hash {
        Hash(*blake3::hash(file).as_bytes())
    }

    #[track_caller]
    fn check(file: &[u8], proof: &ChunkProof, chunk: u32, expected: Result<(), ProofError>) {
        let found = proof.check(hash(file), file.len() as u64, chunk);
        assert_eq!(found, expected, "chunk {chunk} of {} bytes", file.len());
    }

    #[test]
    fn every_chunk_of_files_around_each_boundary_is_proven() {
        for chunks in [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33] {
            for length in [chunks * 1_024 - 1, chunks * 1_024, chunks * 1_024 + 1] {
                let file = file(length);
                let last = u32::try_from(length.div_ceil(CHUNK_BYTES)).unwrap();
                for chunk in 0..last {
                    check(&file, &ChunkProof::of(&file, chunk).unwrap(), chunk, Ok(()));
                }
                assert_eq!(ChunkProof::of(&file, last), None);
            }
        }
    }

    #[test]
    fn an_empty_file_has_no_chunk() {
        assert_eq!(ChunkProof::of(&[], 0), None);
        let proof = ChunkProof::of(&file(1), 0).unwrap();
        check(&[], &proof, 0, Err(ProofError::NotInFile));
    }

    #[test]
    fn equal_chunks_prove_nothing_about_each_other() {
        let file = vec![7; 8 * CHUNK_BYTES];
        let proof = ChunkProof::of(&file, 2).unwrap();
        check(&file, &proof, 2, Ok(()));
        check(&file, &proof, 3, Err(ProofError::OtherFile));
    }

    #[test]
    fn a_node_of_the_tree_is_no_chunk() {
        let two = file(2 * CHUNK_BYTES);
        let halves = [0, 1].map(|half| {
            let start = half * CHUNK_BYTES as u64;
            chaining_value(&two, &(start..start + CHUNK_BYTES as u64)).unwrap()
        });
        let posed = ChunkProof {
            chunk: halves.concat().try_into().unwrap(),
            siblings: List::default(),
        };
        assert_eq!(posed.check(hash(&two), 64, 0), Err(ProofError::OtherFile));
    }

    #[test]
    fn a_longest_file_needs_no_more_siblings_than_a_proof_holds() {
        let length = u64::from(super::super::MAX_LEAVES) * super::super::LEAF_BYTES as u64;
        let way = Way::to(0, length).unwrap();
        assert!(way.siblings.len() < MAX_SIBLINGS);
    }

    proptest! {
        #[test]
        fn a_proof_is_of_no_other_place(length in 1_usize..40_000, at: prop::sample::Index, other in 0_u32..60) {
            let file = file(length);
            let chunk = u32::try_from(at.index(length.div_ceil(CHUNK_BYTES))).unwrap();
            let proof = ChunkProof::of(&file, chunk).unwrap();
            let found = proof.check(hash(&file), length as u64, other);
            prop_assert_eq!(found.is_ok(), other == chunk);
        }

        #[test]
        fn an_altered_proof_shows_nothing(
            length in 1_usize..40_000,
            at: prop::sample::Index,
            byte: prop::sample::Index,
            bit in 0_u32..8,
        ) {
            let file = file(length);
            let chunk = u32::try_from(at.index(length.div_ceil(CHUNK_BYTES))).unwrap();
            let proof = ChunkProof::of(&file, chunk).unwrap();
            let mut encoded = borsh::to_vec(&proof).unwrap();
            let byte = byte.index(encoded.len());
            encoded[byte] ^= 1 << bit;
            if let Ok(altered) = borsh::from_slice::<ChunkProof>(&encoded) {
                prop_assert!(altered.check(hash(&file), length as u64, chunk).is_err());
            }
        }

        #[test]
        fn a_proof_cut_short_or_prolonged_shows_nothing(length in 1_025_usize..40_000, at: prop::sample::Index) {
            let file = file(length);
            let chunk = u32::try_from(at.index(length.div_ceil(CHUNK_BYTES))).unwrap();
            let proof = ChunkProof::of(&file, chunk).unwrap();
            let mut longer = proof.clone();
            longer.siblings.push(Hash::ZERO).unwrap();
            check(&file, &longer, chunk, Err(ProofError::Form));
            let mut shorter = proof.clone();
            shorter.siblings = proof.siblings[1..].to_vec().try_into().unwrap();
            check(&file, &shorter, chunk, Err(ProofError::Form));
            let mut cut = proof.clone();
            cut.chunk = proof.chunk[1..].to_vec().try_into().unwrap();
            check(&file, &cut, chunk, Err(ProofError::Form));
        }
    }
}
