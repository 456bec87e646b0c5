//! Holds the file of pages, and says which parts of it are in use.
//!
//! An [`Extent`] is a part of the file that belongs to one page. It is free again when it is dropped, which
//! is when no version of the trie has that page any more: neither one that is used now, nor the one of the
//! newest checkpoint.

use super::{kept::Cache, space::Space};
use crate::state::store::StoreError;
use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicUsize},
};

/// What space is given out by, in bytes.
const UNIT: u64 = 512;

/// The file of pages.
pub(super) struct Disk {
    file: File,
    space: Mutex<Space>,
    /// What pages take that are not on disk, in bytes.
    pub(super) unstored: AtomicUsize,
    pub(super) cache: Cache,
    /// What pages that are on disk may take in memory, in bytes.
    pub(super) cache_bytes: usize,
}

/// A part of the file.
pub(super) struct Extent {
    /// Its first unit.
    pub(super) first: u32,
    /// How many bytes of it are used.
    pub(super) length: u32,
    disk: Arc<Disk>,
}

impl Disk {
    /// The file, of which those parts are in use that `used` names by first unit and length in bytes, in
    /// order of the former.
    pub(super) fn new(
        file: File,
        cache_bytes: usize,
        used: impl IntoIterator<Item = (u32, u32)>,
    ) -> Result<Arc<Self>, StoreError> {
        let used = used
            .into_iter()
            .map(|(first, length)| (first, units(length)));
        Ok(Arc::new(Self {
            file,
            space: Mutex::new(Space::around(used).ok_or(StoreError::Damaged)?),
            unstored: AtomicUsize::new(0),
            cache: Cache::default(),
            cache_bytes,
        }))
    }

    /// Room for so many bytes.
    pub(super) fn allot(self: &Arc<Self>, length: usize) -> Result<Extent, StoreError> {
        let length = u32::try_from(length).map_err(|_| StoreError::Full)?;
        let mut space = self.space.lock().unwrap_or_else(PoisonError::into_inner);
        let first = space.take(units(length)).ok_or(StoreError::Full)?;
        Ok(self.extent(first, length))
    }

    /// The part that begins there, which is in use.
    pub(super) fn extent(self: &Arc<Self>, first: u32, length: u32) -> Extent {
        let disk = Arc::clone(self);
        Extent {
            first,
            length,
            disk,
        }
    }

    /// Writes to the file from a unit on.
    pub(super) fn write(&self, first: u32, bytes: &[u8]) -> Result<(), StoreError> {
        let place = u64::from(first) * UNIT;
        Ok(self.file.write_all_at(bytes, place)?)
    }

    /// Returns when all that was written is on disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        Ok(self.file.sync_data()?)
    }
}

impl Extent {
    /// What is there.
    pub(super) fn read(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = vec![0; self.length as usize];
        let place = u64::from(self.first) * UNIT;
        self.disk.file.read_exact_at(&mut bytes, place)?;
        Ok(bytes)
    }

    /// The first unit after it.
    pub(super) fn end(&self) -> u32 {
        self.first.saturating_add(units(self.length))
    }
}

impl Drop for Extent {
    fn drop(&mut self) {
        let mut space = self
            .disk
            .space
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        space.give_back(self.first, units(self.length));
    }
}

/// How many bytes the units of so many bytes have.
pub(super) fn padded(length: usize) -> usize {
    length.next_multiple_of(UNIT as usize)
}

fn units(length: u32) -> u32 {
    length.div_ceil(UNIT as u32).max(1)
}
