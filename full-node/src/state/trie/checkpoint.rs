//! Writes a version of the trie to disk, and reads the newest one that was written.
//!
//! A checkpoint is a file with the shape of the trie: the subtrees from the left to the right, each before
//! its parts, a byte each that says what it is, and for a page its node, its size and where it is. Its
//! CRC-32 comes first; all numbers are little-endian. It is written beside the one before it and takes its
//! place in one step, after the pages that it names are on disk. The pages of the one before stay where they
//! are until then, so that one of the two can always be read.

use super::{
    Fork, Kept, Subtree, Trie,
    disk::{Disk, Extent, padded},
};
use crate::state::store::StoreError;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

const IS_EMPTY: u8 = 0;
const IS_PAGE: u8 = 1;
const IS_FORK: u8 = 2;
/// How much is written at once.
const RUN_BYTES: usize = 1 << 20;

/// The folder with the file of pages and the newest checkpoint.
#[derive(Clone)]
pub(in crate::state) struct Folder(PathBuf);

/// What a checkpoint says of a subtree.
enum Item {
    Empty,
    Page(Listed),
    Fork,
}

/// A page as a checkpoint names it.
struct Listed {
    node: [u8; 32],
    entries: u32,
    bytes: u32,
    first: u32,
    length: u32,
}

impl Folder {
    /// Opens the folder, which only one process may, and gives the version of its newest checkpoint. Pages
    /// on disk may take so many bytes of memory.
    pub(in crate::state) fn open(
        path: &Path,
        cache_bytes: usize,
    ) -> Result<(Self, Trie), StoreError> {
        fs::create_dir_all(path)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path.join("pages"))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => StoreError::InUse,
            TryLockError::Error(error) => error.into(),
        })?;
        let folder = Self(path.to_owned());
        let items = match fs::read(folder.checkpoint()) {
            Ok(bytes) => decode(&bytes).ok_or(StoreError::Damaged)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => vec![Item::Empty],
            Err(error) => return Err(error.into()),
        };
        let mut used: Vec<(u32, u32)> = items
            .iter()
            .filter_map(|item| match item {
                Item::Page(listed) => Some((listed.first, listed.length)),
                Item::Empty | Item::Fork => None,
            })
            .collect();
        used.sort_unstable();
        let disk = Disk::new(file, cache_bytes, used)?;
        let top = grow(&disk, &mut items.into_iter(), 0).ok_or(StoreError::Damaged)?;
        Ok((folder, Trie { disk, top }))
    }

    fn checkpoint(&self) -> PathBuf {
        self.0.join("checkpoint")
    }

    /// Puts a new checkpoint in the place of the one before.
    fn replace_checkpoint(&self, bytes: &[u8]) -> Result<(), StoreError> {
        let new = self.0.join("checkpoint.new");
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&new, self.checkpoint())?;
        File::open(&self.0)?.sync_all()?;
        Ok(())
    }
}

/// Writes this version to disk. As long as another may be read from disk, the version of the checkpoint before
/// must be kept.
pub(in crate::state) fn write_checkpoint(trie: &Trie, folder: &Folder) -> Result<(), StoreError> {
    let mut run = Run::default();
    write_pages(&trie.disk, &trie.top, &mut run)?;
    run.write(&trie.disk)?;
    trie.disk.sync()?;
    let mut bytes = vec![0; 4];
    encode(&trie.top, &mut bytes)?;
    let checksum = crc32fast::hash(bytes.get(4..).unwrap_or_default());
    if let Some(place) = bytes.first_chunk_mut() {
        *place = checksum.to_le_bytes();
    }
    folder.replace_checkpoint(&bytes)
}

/// Pages that lie behind each other in the file and are written at once.
#[derive(Default)]
struct Run {
    bytes: Vec<u8>,
    pages: Vec<(Arc<Kept>, Extent)>,
}

impl Run {
    fn add(&mut self, disk: &Arc<Disk>, kept: &Arc<Kept>) -> Result<(), StoreError> {
        let start = self.bytes.len();
        kept.page()?.encode(&mut self.bytes);
        let extent = disk.allot(self.bytes.len() - start)?;
        let follows = self
            .pages
            .last()
            .is_none_or(|(_, last)| last.end() == extent.first);
        if !follows {
            let apart = self.bytes.split_off(start);
            self.write(disk)?;
            self.bytes = apart;
        }
        self.bytes.resize(padded(self.bytes.len()), 0);
        self.pages.push((Arc::clone(kept), extent));
        if self.bytes.len() >= RUN_BYTES {
            self.write(disk)?;
        }
        Ok(())
    }

    fn write(&mut self, disk: &Disk) -> Result<(), StoreError> {
        if let Some((_, first)) = self.pages.first() {
            disk.write(first.first, &self.bytes)?;
        }
        self.bytes.clear();
        for (kept, extent) in self.pages.drain(..) {
            kept.set_stored(extent);
        }
        Ok(())
    }
}

fn write_pages(disk: &Arc<Disk>, subtree: &Subtree, run: &mut Run) -> Result<(), StoreError> {
    match subtree {
        Subtree::Empty => Ok(()),
        Subtree::Page(kept) if kept.extent().is_some() => Ok(()),
        Subtree::Page(kept) => run.add(disk, kept),
        Subtree::Fork(fork) => {
            write_pages(disk, &fork.left, run)?;
            write_pages(disk, &fork.right, run)
        }
    }
}

fn encode(subtree: &Subtree, into: &mut Vec<u8>) -> Result<(), StoreError> {
    match subtree {
        Subtree::Empty => into.push(IS_EMPTY),
        Subtree::Page(kept) => {
            let extent = kept.extent().ok_or(StoreError::Damaged)?;
            into.push(IS_PAGE);
            into.extend_from_slice(&kept.node);
            let numbers = [
                kept.entries as u32,
                kept.bytes as u32,
                extent.first,
                extent.length,
            ];
            for number in numbers {
                into.extend_from_slice(&number.to_le_bytes());
            }
        }
        Subtree::Fork(fork) => {
            into.push(IS_FORK);
            encode(&fork.left, into)?;
            encode(&fork.right, into)?;
        }
    }
    Ok(())
}

fn decode(bytes: &[u8]) -> Option<Vec<Item>> {
    let (checksum, mut rest) = bytes.split_first_chunk()?;
    if crc32fast::hash(rest) != u32::from_le_bytes(*checksum) {
        return None;
    }
    let mut items = Vec::new();
    while let Some((kind, after)) = rest.split_first() {
        rest = after;
        items.push(match *kind {
            IS_EMPTY => Item::Empty,
            IS_FORK => Item::Fork,
            IS_PAGE => {
                let (node, after) = rest.split_first_chunk()?;
                rest = after;
                let mut number = || {
                    let (number, after) = rest.split_first_chunk()?;
                    rest = after;
                    Some(u32::from_le_bytes(*number))
                };
                Item::Page(Listed {
                    node: *node,
                    entries: number()?,
                    bytes: number()?,
                    first: number()?,
                    length: number()?,
                })
            }
            _ => return None,
        });
    }
    Some(items)
}

/// The subtree that `items` begin with.
fn grow(disk: &Arc<Disk>, items: &mut impl Iterator<Item = Item>, depth: usize) -> Option<Subtree> {
    Some(match items.next()? {
        Item::Empty => Subtree::Empty,
        Item::Page(listed) => {
            let extent = disk.extent(listed.first, listed.length);
            let (entries, bytes) = (listed.entries as usize, listed.bytes as usize);
            Subtree::Page(Arc::new(Kept::stored(
                disk,
                listed.node,
                entries,
                bytes,
                extent,
            )))
        }
        // A path has no more bits to tell anything apart.
        Item::Fork if depth >= 256 => return None,
        Item::Fork => {
            let left = grow(disk, items, depth + 1)?;
            let right = grow(disk, items, depth + 1)?;
            Subtree::Fork(Arc::new(Fork::new(left, right)))
        }
    })
}
