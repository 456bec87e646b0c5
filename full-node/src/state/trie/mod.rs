//! Keeps an authenticated map whose versions live side by side.
//!
//! # A version
//! A [`Trie`] is a binary Merkle trie, hashed as nomt-core defines it. Its upper nodes are [`Fork`]s in
//! memory; below them some dozens of values share a [page](page). Nothing of it ever changes: a change makes
//! new pages, and new forks above them, and shares all others with the version before. So a block's state
//! costs what the block changed, forks of the chain cost nothing more, and a version is read and proven
//! while newer ones are made.
//!
//! # On disk
//! A [checkpoint] writes the pages that are not on disk to where no page is that a version in use has,
//! and then, in one step, the forks above. What was changed since the newest checkpoint is in memory only:
//! the chain's log has the blocks that lead there.

mod checkpoint;
mod disk;
mod hash;
mod kept;
mod page;
mod space;

pub(super) use checkpoint::{Folder, write_checkpoint};
pub(super) use page::Change;

use super::store::StoreError;
use disk::Disk;
use hash::{EMPTY, Node, Path, bit, join};
use kept::Kept;
use nomt_core::proof::PathProof;
use page::{Draft, fits, nothing_at};
use std::sync::{Arc, atomic::Ordering::Relaxed};

/// One version of the map.
#[derive(Clone)]
pub(super) struct Trie {
    disk: Arc<Disk>,
    top: Subtree,
}

/// A part of the trie.
#[derive(Clone)]
enum Subtree {
    /// Nothing.
    Empty,
    /// Some values.
    Page(Arc<Kept>),
    /// More than fit on a page.
    Fork(Arc<Fork>),
}

/// Two parts beside each other, which have more values than fit on a page.
struct Fork {
    node: Node,
    left: Subtree,
    right: Subtree,
}

impl Trie {
    /// The hash of all of it.
    pub(super) fn root(&self) -> Node {
        self.top.node()
    }

    /// What the pages of all versions take that are not on disk, in bytes: about.
    pub(super) fn unstored_bytes(&self) -> usize {
        self.disk.unstored.load(Relaxed)
    }

    /// The value under `path`.
    pub(super) fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        let mut subtree = &self.top;
        for depth in 0_usize.. {
            match subtree {
                Subtree::Empty => break,
                Subtree::Page(kept) => return Ok(kept.page()?.get(path).map(<[u8]>::to_vec)),
                Subtree::Fork(fork) => subtree = fork.side(bit(path, depth)),
            }
        }
        Ok(None)
    }

    /// The proof of what is, or is not, under `path`.
    pub(super) fn prove(&self, path: &Path) -> Result<PathProof, StoreError> {
        let mut subtree = &self.top;
        let mut siblings = Vec::new();
        loop {
            let depth = siblings.len();
            match subtree {
                Subtree::Empty => {
                    let terminal = nothing_at(path, depth);
                    return Ok(PathProof { terminal, siblings });
                }
                Subtree::Page(kept) => return Ok(kept.page()?.prove(path, depth, siblings)),
                Subtree::Fork(fork) => {
                    let right = bit(path, depth);
                    siblings.push(fork.side(!right).node());
                    subtree = fork.side(right);
                }
            }
        }
    }

    /// The version after `changes`, which are in the order of their paths.
    pub(super) fn changed(&self, changes: &[Change]) -> Result<Self, StoreError> {
        let disk = Arc::clone(&self.disk);
        let top = self.top.changed(&disk, 0, changes)?;
        Ok(Self { disk, top })
    }
}

impl Subtree {
    fn node(&self) -> Node {
        match self {
            Self::Empty => EMPTY,
            Self::Page(kept) => kept.node,
            Self::Fork(fork) => fork.node,
        }
    }

    fn changed(
        &self,
        disk: &Arc<Disk>,
        depth: usize,
        changes: &[Change],
    ) -> Result<Self, StoreError> {
        if changes.is_empty() {
            return Ok(self.clone());
        }
        match self {
            Self::Empty => Ok(Self::of(disk, depth, Draft::of(changes))),
            Self::Page(kept) => Ok(Self::of(disk, depth, kept.page()?.changed(changes))),
            Self::Fork(fork) => {
                let middle = changes.partition_point(|(path, _)| !bit(path, depth));
                let (left, right) = changes.split_at(middle);
                let left = fork.left.changed(disk, depth + 1, left)?;
                let right = fork.right.changed(disk, depth + 1, right)?;
                Self::joined(disk, depth, left, right)
            }
        }
    }

    /// The subtree of these values: a page, or forks where there are too many.
    fn of(disk: &Arc<Disk>, depth: usize, draft: Draft) -> Self {
        if draft.is_empty() {
            Self::Empty
        } else if draft.fits() {
            Self::Page(Arc::new(Kept::new(disk, draft, depth)))
        } else {
            let (left, right) = draft.split(depth);
            let left = Self::of(disk, depth + 1, left);
            let right = Self::of(disk, depth + 1, right);
            Self::Fork(Arc::new(Fork::new(left, right)))
        }
    }

    /// The subtree of two parts: a page again where they have become few. Half of what a page has room for is
    /// few, so that a page that was split is not put together and split again all the time.
    fn joined(disk: &Arc<Disk>, depth: usize, left: Self, right: Self) -> Result<Self, StoreError> {
        let few = |entries: usize, bytes| entries < 2 || fits(2 * entries, 2 * bytes);
        let halves = match (&left, &right) {
            (Self::Page(one), Self::Page(other))
                if few(one.entries + other.entries, one.bytes + other.bytes) =>
            {
                [Some(one.page()?), Some(other.page()?)]
            }
            (Self::Page(one), Self::Empty) if few(one.entries, one.bytes) => {
                [Some(one.page()?), None]
            }
            (Self::Empty, Self::Page(one)) if few(one.entries, one.bytes) => {
                [None, Some(one.page()?)]
            }
            (Self::Empty, Self::Empty) => return Ok(Self::Empty),
            _ => return Ok(Self::Fork(Arc::new(Fork::new(left, right)))),
        };
        let draft = Draft::of_halves(halves.each_ref().map(Option::as_deref));
        Ok(Self::of(disk, depth, draft))
    }
}

impl Fork {
    fn new(left: Subtree, right: Subtree) -> Self {
        let node = join(left.node(), right.node());
        Self { node, left, right }
    }

    fn side(&self, right: bool) -> &Subtree {
        if right { &self.right } else { &self.left }
    }
}

#[cfg(test)]
mod tests;
