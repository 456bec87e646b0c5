//! Holds some values that lie beside each other, with the hashes above them.
//!
//! On disk a page is its CRC-32, the number of its values, each value with its path and leaf node, and
//! the joints, all little-endian. The hashes are kept so that a page that is read need not be hashed.

use super::hash::{EMPTY, Node, Path, bit, join, leaf, leaf_data, raise, shared_bits};
use bytes::{Buf as _, Bytes};
use nomt_core::{
    proof::{PathProof, PathProofTerminal},
    trie_pos::TriePosition,
};

/// Most values on a page that has more than one.
const MAX_ENTRIES: usize = 48;
/// Most that a page with more than one value takes, in bytes.
const MAX_BYTES: usize = 24 * 1024;
/// What a value takes besides itself, in bytes: about, in memory and on disk.
const ENTRY_BYTES: usize = 128;
/// What it takes on disk at least.
const ENTRY_LEAST_BYTES: usize = 68;

/// A value and where it lies. `None` as the value of a change deletes it.
pub(in crate::state) type Change = ([u8; 32], Option<Bytes>);

/// A page. Never changes.
pub(super) struct Page {
    entries: Vec<Entry>,
    /// Between each two entries the node at which they part, at its own depth.
    joints: Vec<Node>,
}

#[derive(Clone)]
struct Entry {
    path: Path,
    leaf: Node,
    /// On a page that was read, a part of what was read.
    value: Bytes,
}

/// The values of a page that is being made.
#[derive(Default)]
pub(super) struct Draft {
    entries: Vec<Entry>,
    /// What is known of the joint before each entry.
    joints: Vec<Node>,
    /// Whether an entry is new, or one beside it was deleted: then no joint above it is known.
    is_new: Vec<bool>,
    bytes: usize,
}

impl Page {
    /// How many values it has.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value under `path`.
    pub(super) fn get(&self, path: &Path) -> Option<&[u8]> {
        let place = self
            .entries
            .binary_search_by(|entry| entry.path.cmp(path))
            .ok()?;
        self.entries.get(place).map(|entry| &*entry.value)
    }

    /// Its values after `changes`, which are in the order of their paths.
    pub(super) fn changed(&self, changes: &[Change]) -> Draft {
        let mut draft = Draft::with_capacity(self.len() + changes.len());
        let mut old = self.entries.iter().enumerate().peekable();
        let joint = |place: usize| {
            let before = place.checked_sub(1);
            before.and_then(|it| self.joints.get(it)).copied()
        };
        let mut after_deletion = false;
        for (path, value) in changes {
            while let Some((place, entry)) = old.next_if(|(_, entry)| entry.path < *path) {
                draft.push(entry.clone(), joint(place), after_deletion);
                after_deletion = false;
            }
            let replaced = old.next_if(|(_, entry)| entry.path == *path);
            match value {
                Some(value) => {
                    draft.push_value(*path, value.clone());
                    after_deletion = false;
                }
                None if replaced.is_some() => {
                    draft.mark_last();
                    after_deletion = true;
                }
                None => {}
            }
        }
        for (place, entry) in old {
            draft.push(entry.clone(), joint(place), after_deletion);
            after_deletion = false;
        }
        draft
    }

    /// Goes on with a proof for `path`: adds the siblings from `depth` on and says where the way ends.
    pub(super) fn prove(&self, path: &Path, depth: usize, siblings: Vec<Node>) -> PathProof {
        prove(&self.entries, &self.joints, path, depth, siblings)
    }

    /// Its form on disk.
    pub(super) fn encode(&self, into: &mut Vec<u8>) {
        let start = into.len();
        into.extend_from_slice(&[0; 4]);
        into.extend_from_slice(&(self.entries.len() as u32).to_le_bytes());
        for entry in &self.entries {
            into.extend_from_slice(&entry.path);
            into.extend_from_slice(&entry.leaf);
            into.extend_from_slice(&(entry.value.len() as u32).to_le_bytes());
            into.extend_from_slice(&entry.value);
        }
        for joint in &self.joints {
            into.extend_from_slice(joint);
        }
        let checksum = crc32fast::hash(into.get(start + 4..).unwrap_or_default());
        if let Some(place) = into.get_mut(start..start + 4) {
            place.copy_from_slice(&checksum.to_le_bytes());
        }
    }

    /// Reads [`encode`](Self::encode)'s form; `None` where it is damaged.
    pub(super) fn decode(bytes: Vec<u8>) -> Option<Self> {
        let mut rest = Bytes::from(bytes);
        let checksum = rest.try_get_u32_le().ok()?;
        if crc32fast::hash(&rest) != checksum {
            return None;
        }
        let count = take_length(&mut rest)?;
        let mut entries = Vec::with_capacity(count.min(rest.len() / ENTRY_LEAST_BYTES));
        for _ in 0..count {
            let (path, leaf) = (take_hash(&mut rest)?, take_hash(&mut rest)?);
            let length = take_length(&mut rest)?;
            let value = (length <= rest.len()).then(|| rest.split_to(length))?;
            entries.push(Entry { path, leaf, value });
        }
        let mut joints = Vec::with_capacity(entries.len().saturating_sub(1));
        for _ in 1..count {
            joints.push(take_hash(&mut rest)?);
        }
        rest.is_empty().then_some(Self { entries, joints })
    }
}

fn take_length(bytes: &mut Bytes) -> Option<usize> {
    usize::try_from(bytes.try_get_u32_le().ok()?).ok()
}

fn take_hash(bytes: &mut Bytes) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    bytes.try_copy_to_slice(&mut hash).ok()?;
    Some(hash)
}

impl Draft {
    fn with_capacity(entries: usize) -> Self {
        Self {
            entries: Vec::with_capacity(entries),
            joints: Vec::with_capacity(entries),
            is_new: Vec::with_capacity(entries),
            bytes: 0,
        }
    }

    /// The values that `changes` set, where there was nothing.
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut draft = Self::with_capacity(changes.len());
        for (path, value) in changes {
            if let Some(value) = value {
                draft.push_value(*path, value.clone());
            }
        }
        draft
    }

    /// The values of two pages, the left and the right half of one place.
    pub(super) fn of_halves(halves: [Option<&Page>; 2]) -> Self {
        let mut draft = Self::default();
        for page in halves.into_iter().flatten() {
            let joints = std::iter::once(None).chain(page.joints.iter().copied().map(Some));
            let begin = draft.entries.len();
            for (entry, joint) in page.entries.iter().zip(joints) {
                draft.push(entry.clone(), joint, false);
            }
            // The joint between the halves is new; those of one half with itself are not.
            if begin > 0 {
                draft.mark_between(begin);
            }
        }
        draft
    }

    fn push(&mut self, entry: Entry, joint: Option<Node>, is_new: bool) {
        self.bytes += entry.value.len() + ENTRY_BYTES;
        self.entries.push(entry);
        self.joints.push(joint.unwrap_or(EMPTY));
        self.is_new.push(is_new);
    }

    fn push_value(&mut self, path: Path, value: Bytes) {
        let leaf = leaf(&path, &value);
        self.push(Entry { path, leaf, value }, None, true);
    }

    fn mark_last(&mut self) {
        if let Some(last) = self.is_new.last_mut() {
            *last = true;
        }
    }

    fn mark_between(&mut self, place: usize) {
        for place in [place.checked_sub(1), Some(place)].into_iter().flatten() {
            if let Some(is_new) = self.is_new.get_mut(place) {
                *is_new = true;
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it is small enough for one page.
    pub(super) fn fits(&self) -> bool {
        fits(self.entries.len(), self.bytes)
    }

    /// What a page of it takes, in bytes: about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Those whose paths go to the left at `depth`, and those that go to the right.
    pub(super) fn split(mut self, depth: usize) -> (Self, Self) {
        let middle = self
            .entries
            .partition_point(|entry| !bit(&entry.path, depth));
        let right = Self {
            entries: self.entries.split_off(middle),
            joints: self.joints.split_off(middle),
            is_new: self.is_new.split_off(middle),
            bytes: 0,
        };
        (self.weighed(), right.weighed())
    }

    fn weighed(mut self) -> Self {
        let values = self.entries.iter();
        self.bytes = values.map(|it| it.value.len() + ENTRY_BYTES).sum();
        self
    }

    /// The page, and its node at `depth`.
    pub(super) fn finish(mut self, depth: usize) -> (Page, Node) {
        let mut joints = match self.joints.is_empty() {
            true => Vec::new(),
            false => self.joints.split_off(1),
        };
        let node = hash(&self.entries, &mut joints, &self.is_new, depth);
        let entries = self.entries;
        (Page { entries, joints }, node)
    }
}

/// Whether so many values of so many bytes are small enough for one page.
pub(super) fn fits(entries: usize, bytes: usize) -> bool {
    entries < 2 || (entries <= MAX_ENTRIES && bytes <= MAX_BYTES)
}

/// The node at `depth` above `entries`; brings the joints between them up to date.
fn hash(entries: &[Entry], joints: &mut [Node], is_new: &[bool], depth: usize) -> Node {
    let Some((fork, path)) = Parted::of(entries) else {
        return entries.first().map_or(EMPTY, |only| only.leaf);
    };
    let (before, rest) = joints.split_at_mut(fork.middle - 1);
    let Some((joint, after)) = rest.split_first_mut() else {
        return EMPTY;
    };
    if is_new.contains(&true) {
        let (left, right) = entries.split_at(fork.middle);
        let (left_is_new, right_is_new) = is_new.split_at(fork.middle);
        *joint = join(
            hash(left, before, left_is_new, fork.depth + 1),
            hash(right, after, right_is_new, fork.depth + 1),
        );
    }
    raise(*joint, path, fork.depth, depth)
}

/// Where entries part.
struct Parted {
    /// The depth of the first bit in which they are not alike.
    depth: usize,
    /// How many go to the left there: at least 1, and not all.
    middle: usize,
}

impl Parted {
    /// Where these part, and the way there; `None` for fewer than two.
    fn of(entries: &[Entry]) -> Option<(Self, &Path)> {
        let [first, .., last] = entries else {
            return None;
        };
        let depth = shared_bits(&first.path, &last.path);
        let middle = entries.partition_point(|entry| !bit(&entry.path, depth));
        Some((Self { depth, middle }, &first.path))
    }
}

fn prove(
    entries: &[Entry],
    joints: &[Node],
    path: &Path,
    mut depth: usize,
    mut siblings: Vec<Node>,
) -> PathProof {
    let ends = |terminal, siblings| PathProof { terminal, siblings };
    let Some((fork, way)) = Parted::of(entries) else {
        let terminal = match entries.first() {
            Some(only) => PathProofTerminal::Leaf(leaf_data(&only.path, &only.value)),
            None => nothing_at(path, depth),
        };
        return ends(terminal, siblings);
    };
    let (before, rest) = joints.split_at(fork.middle - 1);
    let (joint, after) = rest.split_first().unwrap_or((&EMPTY, &[]));
    let alike = shared_bits(path, way).min(fork.depth);
    while depth < alike {
        siblings.push(EMPTY);
        depth += 1;
    }
    if depth < fork.depth {
        siblings.push(raise(*joint, way, fork.depth, depth + 1));
        return ends(nothing_at(path, depth + 1), siblings);
    }
    let (left, right) = entries.split_at(fork.middle);
    let below = depth + 1;
    if bit(path, depth) {
        siblings.push(known(left, before, below));
        prove(right, after, path, below, siblings)
    } else {
        siblings.push(known(right, after, below));
        prove(left, before, path, below, siblings)
    }
}

/// The node at `depth` above entries whose joints are all known.
fn known(entries: &[Entry], joints: &[Node], depth: usize) -> Node {
    match Parted::of(entries) {
        Some((fork, path)) => {
            let joint = joints.get(fork.middle - 1).copied().unwrap_or(EMPTY);
            raise(joint, path, fork.depth, depth)
        }
        None => entries.first().map_or(EMPTY, |only| only.leaf),
    }
}

/// The end of a way where there is nothing.
pub(super) fn nothing_at(path: &Path, depth: usize) -> PathProofTerminal {
    PathProofTerminal::Terminator(match u16::try_from(depth) {
        Ok(depth) if depth > 0 => TriePosition::from_path_and_depth(*path, depth),
        _ => TriePosition::new(),
    })
}
