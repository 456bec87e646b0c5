//! Hashes the nodes of the trie, as nomt-core defines them, so that its proofs check ours.

use nomt_core::{
    hasher::{NodeHasher as _, Sha2Hasher, ValueHasher as _},
    trie::{InternalData, LeafData},
};

/// Where a value lies: 256 bits, from the root down.
pub(super) type Path = [u8; 32];
/// The hash of a subtree; [`EMPTY`] where there is nothing.
pub(super) type Node = [u8; 32];

/// The subtree without values.
pub(super) const EMPTY: Node = nomt_core::trie::TERMINATOR;

/// The node of one value. A subtree with one value is this node, at whatever depth.
pub(super) fn leaf(path: &Path, value: &[u8]) -> Node {
    Sha2Hasher::hash_leaf(&leaf_data(path, value))
}

/// What the node of one value commits to.
pub(super) fn leaf_data(path: &Path, value: &[u8]) -> LeafData {
    LeafData {
        key_path: *path,
        value_hash: Sha2Hasher::hash_value(value),
    }
}

/// The node above two subtrees, of at least two values together.
pub(super) fn join(left: Node, right: Node) -> Node {
    Sha2Hasher::hash_internal(&InternalData { left, right })
}

/// The node at `depth` of a subtree whose node is at `own_depth`, and beside which there is nothing on the
/// way along `path`.
pub(super) fn raise(node: Node, path: &Path, own_depth: usize, depth: usize) -> Node {
    (depth..own_depth).rev().fold(node, |node, depth| {
        if bit(path, depth) {
            join(EMPTY, node)
        } else {
            join(node, EMPTY)
        }
    })
}

/// Whether `path` goes to the right at this depth.
pub(super) fn bit(path: &Path, depth: usize) -> bool {
    path.get(depth / 8)
        .is_some_and(|byte| byte & (0x80 >> (depth % 8)) != 0)
}

/// How many bits two paths have in common from the root on.
pub(super) fn shared_bits(one: &Path, other: &Path) -> usize {
    let mut shared = 0_usize;
    for (a, b) in one.iter().zip(other) {
        let apart = a ^ b;
        shared += apart.leading_zeros() as usize;
        if apart != 0 {
            break;
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_from_the_highest_of_the_first_byte() {
        let mut path = [0; 32];
        path[1] = 0b0010_0000;
        let on: Vec<usize> = (0..256).filter(|&depth| bit(&path, depth)).collect();
        assert_eq!(on, [10]);
        assert_eq!(shared_bits(&path, &[0; 32]), 10);
        assert_eq!(shared_bits(&path, &path), 256);
    }
}
