//! Keeps a state in memory, without proofs: for tests and for simulations.

use super::{Changes, ReadState, StateKey};
use borsh::{BorshDeserialize, io};
use std::{collections::BTreeMap, convert::Infallible};

/// A state in memory: paths and the values under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryState(pub BTreeMap<[u8; 32], Vec<u8>>);

impl MemoryState {
    /// Does what a block or the genesis says.
    pub fn apply(&mut self, changes: Changes) {
        for (path, value) in changes.0 {
            match value {
                Some(value) => self.0.insert(path, value),
                None => self.0.remove(&path),
            };
        }
    }

    /// The value under `key`, decoded. An error if the bytes there are not the encoding of a `T`.
    pub fn get<T: BorshDeserialize>(&self, key: &StateKey) -> io::Result<Option<T>> {
        self.0
            .get(&key.path())
            .map(|bytes| borsh::from_slice(bytes))
            .transpose()
    }
}

impl ReadState for MemoryState {
    type Error = Infallible;

    fn read(&self, path: [u8; 32]) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(&path).cloned())
    }
}
