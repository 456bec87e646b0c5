//! Holds the authenticated state: a nomt trie under SHA-256, committed on disk, with overlays in memory.

use nomt::{
    KeyReadWrite, Nomt, Options, Overlay, Session, SessionParams, WitnessMode, hasher::Sha2Hasher,
    proof::PathProof,
};
use outpost_protocol::{
    Hash,
    state::{Changes, ReadState},
};
use std::path::Path;

/// How much a store can hold and keep at hand. Decided when the store is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Most pages of the trie, 4 KiB each. The file is sparse: only what is used takes space.
    pages: u32,
    /// Each of the two caches, in MiB.
    cache_mib: usize,
}

impl Capacity {
    /// For a practice network, which has some hundred accounts and runs four stores in one process.
    pub const PRACTICE: Self = Self {
        pages: 64_000,
        cache_mib: 8,
    };
    /// For millions of accounts.
    pub const NETWORK: Self = Self {
        pages: 4_000_000,
        cache_mib: 256,
    };
}

/// The store on disk.
pub(super) struct Store(Nomt<Sha2Hasher>);

/// The disk or the store's files failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state's store failed: {0}")]
pub struct StoreError(String);

impl StoreError {
    // The store reports with `anyhow`, which is no `std` error.
    fn new(error: impl std::fmt::Display) -> Self {
        Self(format!("{error:#}"))
    }
}

/// Reads the state as of one block. Short-lived: nothing can be committed while there is one.
pub struct View(Session<Sha2Hasher>);

/// A state that is not committed: its root, and what it changes.
pub(super) struct Uncommitted {
    pub(super) root: Hash,
    pub(super) overlay: Overlay,
}

impl Store {
    pub(super) fn open(directory: &Path, capacity: Capacity) -> Result<Self, StoreError> {
        let mut options = Options::new();
        options.path(directory);
        options.commit_concurrency(1);
        options.io_workers(1);
        options.hashtable_buckets(capacity.pages);
        options.preallocate_ht(false);
        options.page_cache_size(capacity.cache_mib);
        options.leaf_cache_size(capacity.cache_mib);
        options.page_cache_upper_levels(1);
        Nomt::open(options).map(Self).map_err(StoreError::new)
    }

    pub(super) fn root(&self) -> Hash {
        Hash(self.0.root().into_inner())
    }

    /// The committed state under `overlays`, which go from the newest to the oldest.
    pub(super) fn view<'a>(
        &self,
        overlays: impl IntoIterator<Item = &'a Overlay>,
    ) -> Result<View, StoreError> {
        let parameters = SessionParams::default()
            .witness_mode(WitnessMode::disabled())
            .overlay(overlays)
            .map_err(|error| StoreError(format!("{error:?}")))?;
        Ok(View(self.0.begin_session(parameters)))
    }

    pub(super) fn commit(&self, overlay: Overlay) -> Result<(), StoreError> {
        overlay.commit(&self.0).map_err(StoreError::new)
    }
}

impl View {
    /// The state after `changes`.
    pub(super) fn apply(self, changes: Changes) -> Result<Uncommitted, StoreError> {
        let writes = changes
            .0
            .into_iter()
            .map(|(path, value)| (path, KeyReadWrite::Write(value)))
            .collect();
        let finished = self.0.finish(writes).map_err(StoreError::new)?;
        Ok(Uncommitted {
            root: Hash(finished.root().into_inner()),
            overlay: finished.into_overlay(),
        })
    }

    /// The proof of what is, or is not, under `path`.
    pub(super) fn prove(&self, path: [u8; 32]) -> Result<PathProof, StoreError> {
        self.0.prove(path).map_err(StoreError::new)
    }
}

impl ReadState for View {
    type Error = StoreError;

    fn read(&self, path: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.read(path).map_err(StoreError::new)
    }
}
