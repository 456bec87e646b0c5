//! Lays a block's changes over the state before it, and a transaction's over the block's.
//!
//! A transaction writes to the staged layer only. It is kept as a whole or discarded as a whole, so
//! that a rejected transaction changes nothing however far it came.

use super::ExecuteError;
use crate::state::{Changes, ReadState, StateKey};
use borsh::{BorshDeserialize, BorshSerialize};

pub(super) struct Overlay<'a, S> {
    base: &'a S,
    kept: Changes,
    staged: Changes,
}

impl<'a, S: ReadState> Overlay<'a, S> {
    pub(super) fn new(base: &'a S) -> Self {
        Self {
            base,
            kept: Changes::default(),
            staged: Changes::default(),
        }
    }

    pub(super) fn get<T: BorshDeserialize>(
        &self,
        key: &StateKey,
    ) -> Result<Option<T>, ExecuteError<S::Error>> {
        let path = key.path();
        let changed = self.staged.0.get(&path).or_else(|| self.kept.0.get(&path));
        match changed {
            Some(Some(bytes)) => decode(key, bytes).map(Some),
            Some(None) => Ok(None),
            None => match self.base.read(path).map_err(ExecuteError::State)? {
                Some(bytes) => decode(key, &bytes).map(Some),
                None => Ok(None),
            },
        }
    }

    /// A value that must be there.
    pub(super) fn require<T: BorshDeserialize>(
        &self,
        key: &StateKey,
    ) -> Result<T, ExecuteError<S::Error>> {
        self.get(key)?
            .ok_or_else(|| ExecuteError::Missing(key.clone()))
    }

    pub(super) fn put<T: BorshSerialize>(&mut self, key: &StateKey, value: &T) {
        self.staged.put(key, value);
    }

    pub(super) fn delete(&mut self, key: &StateKey) {
        self.staged.delete(key);
    }

    pub(super) fn keep(&mut self) {
        if self.kept.0.is_empty() {
            std::mem::swap(&mut self.kept, &mut self.staged);
        } else {
            // Not `append`, which takes time in proportion to all that is kept.
            self.kept.0.extend(std::mem::take(&mut self.staged.0));
        }
    }

    pub(super) fn discard(&mut self) {
        self.staged.0.clear();
    }

    /// Everything that was kept.
    pub(super) fn into_changes(self) -> Changes {
        self.kept
    }
}

fn decode<T: BorshDeserialize, E>(key: &StateKey, bytes: &[u8]) -> Result<T, ExecuteError<E>> {
    borsh::from_slice(bytes).map_err(|_| ExecuteError::Corrupt(key.clone()))
}
