//! Keeps pages: in memory until they are on disk, and from then on as long as there is room.

use super::{
    disk::{Disk, Extent},
    hash::Node,
    page::{Draft, Page},
};
use crate::state::store::StoreError;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

/// A page of one or more versions of the trie.
pub(super) struct Kept {
    /// The node above its values.
    pub(super) node: Node,
    /// How many values there are.
    pub(super) entries: usize,
    /// What it takes, in bytes: about.
    pub(super) bytes: usize,
    /// `None` where it must be read.
    page: Mutex<Option<Arc<Page>>>,
    was_used: AtomicBool,
    /// Where it is on disk, once it is.
    extent: OnceLock<Extent>,
    disk: Arc<Disk>,
}

/// Which pages that are on disk are in memory too.
#[derive(Default)]
pub(super) struct Cache {
    /// In the order in which they came; some may be gone.
    order: Mutex<VecDeque<Weak<Kept>>>,
    /// How many there are.
    pages: AtomicUsize,
    /// What they take.
    bytes: AtomicUsize,
}

impl Kept {
    /// Keeps a new page, of a subtree at `depth`.
    pub(super) fn new(disk: &Arc<Disk>, draft: Draft, depth: usize) -> Self {
        let bytes = draft.bytes();
        let (page, node) = draft.finish(depth);
        disk.unstored.fetch_add(bytes, Relaxed);
        Self {
            node,
            entries: page.len(),
            bytes,
            page: Mutex::new(Some(Arc::new(page))),
            was_used: AtomicBool::new(false),
            extent: OnceLock::new(),
            disk: Arc::clone(disk),
        }
    }

    /// A page that is on disk.
    pub(super) fn stored(
        disk: &Arc<Disk>,
        node: Node,
        entries: usize,
        bytes: usize,
        extent: Extent,
    ) -> Self {
        Self {
            node,
            entries,
            bytes,
            page: Mutex::new(None),
            was_used: AtomicBool::new(false),
            extent: OnceLock::from(extent),
            disk: Arc::clone(disk),
        }
    }

    /// The page; reads it where it is not in memory.
    pub(super) fn page(self: &Arc<Self>) -> Result<Arc<Page>, StoreError> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = &*page {
            self.was_used.store(true, Relaxed);
            return Ok(Arc::clone(page));
        }
        // A page is in memory until it has its place.
        let extent = self.extent.get().ok_or(StoreError::Damaged)?;
        let read = Page::decode(extent.read()?).ok_or(StoreError::Damaged)?;
        let read = Arc::clone(page.insert(Arc::new(read)));
        drop(page);
        self.disk.cache.admit(self, self.disk.cache_bytes);
        Ok(read)
    }

    /// Where it is on disk, if it is.
    pub(super) fn extent(&self) -> Option<&Extent> {
        self.extent.get()
    }

    /// Notes where it is on disk now, so that it may leave memory.
    pub(super) fn set_stored(self: &Arc<Self>, extent: Extent) {
        if self.extent.set(extent).is_ok() {
            self.disk.unstored.fetch_sub(self.bytes, Relaxed);
            self.disk.cache.admit(self, self.disk.cache_bytes);
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if self.extent.get().is_none() {
            self.disk.unstored.fetch_sub(self.bytes, Relaxed);
            return;
        }
        let page = self.page.get_mut().unwrap_or_else(PoisonError::into_inner);
        if page.is_some() {
            self.disk.cache.forget(self.bytes);
        }
    }
}

impl Cache {
    /// Notes a page that came into memory, and lets those go that were not used for long.
    fn admit(&self, kept: &Arc<Kept>, most_bytes: usize) {
        self.bytes.fetch_add(kept.bytes, Relaxed);
        self.pages.fetch_add(1, Relaxed);
        let mut order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        order.push_back(Arc::downgrade(kept));
        // Each page is passed over once at most, since then it counts as not used.
        while self.bytes.load(Relaxed) > most_bytes {
            let Some(oldest) = order.pop_front() else {
                break;
            };
            let Some(oldest) = oldest.upgrade() else {
                continue;
            };
            if oldest.was_used.swap(false, Relaxed) {
                order.push_back(Arc::downgrade(&oldest));
                continue;
            }
            let left = oldest
                .page
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            if left.is_some() {
                self.forget(oldest.bytes);
            }
        }
        // What is gone else would stay here, and with it the memory of what it was.
        if order.len() > 1_024 + 2 * self.pages.load(Relaxed) {
            order.retain(|kept| kept.strong_count() > 0);
        }
    }

    fn forget(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Relaxed);
        self.pages.fetch_sub(1, Relaxed);
    }
}
