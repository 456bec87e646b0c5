//! Checks values against a header's state root, one path proof each.
//!
//! A path proof leads from a leaf, or from an empty place, up to the root. That the path is right
//! says nothing yet about the key: the leaf must be confirmed to hold exactly this key and value, or
//! the place to be the one where the key would be.

use super::{VerifiedHeader, VerifyError};
use crate::BanReason;
use bitvec::{order::Msb0, view::BitView};
use borsh::BorshDeserialize;
use nomt_core::{
    hasher::{Sha2Hasher, ValueHasher},
    proof::PathProof,
    trie::LeafData,
};
use outpost_protocol::{state::StateKey, wire::ProvenEntry};
use std::{collections::BTreeMap, vec};

/// Largest encoding of a path proof: a leaf of two hashes, and a sibling for each bit of a key.
const MAX_PROOF_BYTES: usize = 1 + 64 + 4 + 256 * 32;

/// Takes a response's entries one after the other, each checked against the key that is due.
pub(super) struct ProvenReader<'a> {
    header: &'a VerifiedHeader,
    entries: vec::IntoIter<ProvenEntry>,
}

impl<'a> ProvenReader<'a> {
    pub(super) fn new(header: &'a VerifiedHeader, entries: Vec<ProvenEntry>) -> Self {
        Self {
            header,
            entries: entries.into_iter(),
        }
    }

    /// The next entry's value, which must be the one of `key`.
    pub(super) fn value(&mut self, key: &StateKey) -> Result<Option<Vec<u8>>, BanReason> {
        let entry = self.entries.next().ok_or(BanReason::WrongShape)?;
        if entry.key != *key {
            return Err(BanReason::WrongShape);
        }
        if !is_proven(&entry, self.header) {
            return Err(BanReason::WrongProof);
        }
        Ok(entry.value)
    }

    /// The next entry's value, decoded; `None` where it is absent.
    pub(super) fn decoded<T: BorshDeserialize>(
        &mut self,
        key: &StateKey,
    ) -> Result<Option<T>, VerifyError> {
        self.value(key)?
            .map(|value| borsh::from_slice(&value).map_err(|_| VerifyError::NotUnderstood))
            .transpose()
    }

    /// Ends the response: nothing may be left.
    pub(super) fn finish(mut self) -> Result<(), BanReason> {
        match self.entries.next() {
            None => Ok(()),
            Some(_) => Err(BanReason::WrongShape),
        }
    }
}

/// Checks that `entries` are the values of `keys`, in that order.
pub(crate) fn verify_values(
    header: &VerifiedHeader,
    keys: &[StateKey],
    entries: Vec<ProvenEntry>,
) -> Result<BTreeMap<StateKey, Option<Vec<u8>>>, BanReason> {
    let mut reader = ProvenReader::new(header, entries);
    let mut values = BTreeMap::new();
    for key in keys {
        values.insert(key.clone(), reader.value(key)?);
    }
    reader.finish()?;
    Ok(values)
}

fn is_proven(entry: &ProvenEntry, header: &VerifiedHeader) -> bool {
    if entry.proof.len() > MAX_PROOF_BYTES {
        return false;
    }
    let Ok(proof) = borsh::from_slice::<PathProof>(&entry.proof) else {
        return false;
    };
    let key_path = entry.key.path();
    let root = header.header().state_root.0;
    // `verify` bounds the siblings by the length of the key before it uses them.
    let Ok(path) = proof.verify::<Sha2Hasher>(key_path.view_bits::<Msb0>(), root) else {
        return false;
    };
    let confirmed = match &entry.value {
        Some(value) => path.confirm_value(&LeafData {
            key_path,
            value_hash: Sha2Hasher::hash_value(value),
        }),
        None => path.confirm_nonexistence(&key_path),
    };
    confirmed.unwrap_or(false)
}
