//! Holds the authenticated state: versions in memory, and checkpoints of them on disk.
//!
//! A commit writes nothing: the chain's log has the block already. Once enough has changed, a thread writes
//! a checkpoint while the chain goes on. What is opened after a crash is the newest checkpoint.

use super::trie::{Change, Folder, Trie, write_checkpoint};
use nomt_core::proof::PathProof;
use outpost_protocol::{
    Hash,
    state::{Changes, ReadState},
};
use std::{
    io,
    path::Path,
    thread::{self, JoinHandle},
};

/// How much memory a store may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// What is kept of pages that are on disk, in MiB.
    cache_mib: usize,
    /// What pages that are not on disk may take until a checkpoint is due, in MiB. Twice as much is the most.
    unstored_mib: usize,
}

impl Capacity {
    /// For a practice network, which has some hundred accounts and runs four stores in one process.
    pub const PRACTICE: Self = Self {
        cache_mib: 8,
        unstored_mib: 8,
    };
    /// For millions of accounts.
    pub const NETWORK: Self = Self {
        cache_mib: 384,
        unstored_mib: 192,
    };
}

/// After how many commits a checkpoint is due, however little they changed; bounds how many blocks are
/// executed again after a crash.
const MOST_COMMITS: u32 = 512;

/// The disk or the store's files failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk failed.
    #[error("the state's files cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// Another process has the folder open.
    #[error("the state is in use by another process")]
    InUse,
    /// What was read is not what was written.
    #[error("the state's files are damaged")]
    Damaged,
    /// The file of pages cannot be larger.
    #[error("the state is larger than its file can be")]
    Full,
    /// The thread that writes a checkpoint stopped.
    #[error("the state's checkpoint was not written to its end")]
    Stopped,
}

/// The state on disk and its newest version.
pub(super) struct Store {
    folder: Folder,
    newest: Trie,
    /// The version of the newest checkpoint, whose pages must stay as they are.
    durable: Trie,
    writing: Option<JoinHandle<Result<Trie, StoreError>>>,
    /// A checkpoint failed. What of it is on disk is not known, so that no other may build upon it.
    has_failed: bool,
    commits: u32,
    most_unstored: usize,
}

/// The state as of one block.
#[derive(Clone)]
pub struct View(Trie);

impl Store {
    /// Opens the state in `directory` as of its newest checkpoint, or begins with an empty one.
    pub(super) fn open(directory: &Path, capacity: Capacity) -> Result<Self, StoreError> {
        let (folder, durable) = Folder::open(directory, capacity.cache_mib << 20)?;
        Ok(Self {
            folder,
            newest: durable.clone(),
            durable,
            writing: None,
            has_failed: false,
            commits: 0,
            most_unstored: capacity.unstored_mib << 20,
        })
    }

    /// The newest version.
    pub(super) fn newest(&self) -> View {
        View(self.newest.clone())
    }

    /// Makes `state` the newest version.
    pub(super) fn commit(&mut self, state: View) -> Result<(), StoreError> {
        if self.writing.as_ref().is_some_and(JoinHandle::is_finished) {
            self.end_checkpoint()?;
        }
        self.newest = state.0;
        self.commits = self.commits.saturating_add(1);
        let unstored = self.newest.unstored_bytes();
        if unstored < self.most_unstored && self.commits < MOST_COMMITS {
            return Ok(());
        }
        if self.writing.is_none() || unstored >= 2 * self.most_unstored {
            self.begin_checkpoint()?;
        }
        Ok(())
    }

    /// Returns when the newest version is on disk.
    pub(super) fn write_out(&mut self) -> Result<(), StoreError> {
        self.begin_checkpoint()?;
        self.end_checkpoint()
    }

    fn begin_checkpoint(&mut self) -> Result<(), StoreError> {
        self.end_checkpoint()?;
        if self.has_failed {
            return Err(StoreError::Stopped);
        }
        self.commits = 0;
        let (trie, folder) = (self.newest.clone(), self.folder.clone());
        let write = move || write_checkpoint(&trie, &folder).map(|()| trie);
        let name = "checkpoint".to_owned();
        self.writing = Some(thread::Builder::new().name(name).spawn(write)?);
        Ok(())
    }

    fn end_checkpoint(&mut self) -> Result<(), StoreError> {
        if let Some(writing) = self.writing.take() {
            let ended = writing.join().unwrap_or(Err(StoreError::Stopped));
            self.has_failed |= ended.is_err();
            self.durable = ended?;
        }
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Whoever opens the folder next would else meet the thread that still writes.
        if let Err(error) = self.end_checkpoint() {
            tracing::error!(%error, "the newest checkpoint could not be written");
        }
    }
}

impl View {
    /// The hash of the state.
    pub(super) fn root(&self) -> Hash {
        Hash(self.0.root())
    }

    /// The state after `changes`.
    pub(super) fn after(&self, changes: Changes) -> Result<Self, StoreError> {
        let changes = changes.0.into_iter();
        let changes: Vec<Change> = changes
            .map(|(path, value)| (path, value.map(Into::into)))
            .collect();
        self.0.changed(&changes).map(Self)
    }

    /// The proof of what is, or is not, under `path`.
    pub(super) fn prove(&self, path: [u8; 32]) -> Result<PathProof, StoreError> {
        self.0.prove(&path)
    }
}

impl ReadState for View {
    type Error = StoreError;

    fn read(&self, path: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.read(&path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{Amount, state::StateKey};
    use tempfile::TempDir;

    fn open(folder: &TempDir) -> Store {
        Store::open(folder.path(), Capacity::PRACTICE).unwrap()
    }

    fn commit(store: &mut Store, number: u32) -> Hash {
        let mut changes = Changes::default();
        changes.put(&StateKey::Job(number % 100), &number);
        changes.put(&StateKey::Supply, &Amount::from_units(number.into()));
        let state = store.newest().after(changes).unwrap();
        let root = state.root();
        store.commit(state).unwrap();
        root
    }

    #[test]
    fn after_a_crash_the_newest_checkpoint_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(&folder);
        let roots: Vec<Hash> = (0..MOST_COMMITS + 10)
            .map(|number| commit(&mut store, number))
            .collect();
        drop(store);
        let found = open(&folder).newest().root();
        assert_eq!(found, roots[MOST_COMMITS as usize - 1]);
    }

    #[test]
    fn what_was_written_out_is_there_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..3 {
            let mut store = open(&folder);
            let root = commit(&mut store, number);
            store.write_out().unwrap();
            drop(store);
            assert_eq!(open(&folder).newest().root(), root);
        }
    }

    #[test]
    fn a_checkpoint_is_due_when_much_is_only_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(&folder);
        let mut changes = Changes::default();
        for number in 0..900 {
            changes.put(&StateKey::Job(number), &vec![1_u8; 10_000]);
        }
        let state = store.newest().after(changes).unwrap();
        let root = state.root();
        store.commit(state).unwrap();
        drop(store);
        assert_eq!(open(&folder).newest().root(), root);
    }
}
