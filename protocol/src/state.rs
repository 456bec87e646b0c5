//! The authenticated state: which keys there are, and what is kept under them.
//!
//! Keys are hashes of their [`StateKey`], which spreads them evenly over the trie. Lists are kept
//! so that "all of them" can be proven: a count and one key for each index (an account's devices),
//! or a chain from the newest to the previous (an account's statements).

#[cfg(doc)]
use crate::Height;
use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Timestamp,
    hash::encode,
    report::{Claim, Resource},
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

mod memory;

pub use memory::MemoryState;

/// Most devices that one account can own.
pub const MAX_DEVICES_PER_ACCOUNT: u32 = 10_000;
/// Most reports that one epoch takes, which bounds the work of the block that settles it.
pub const MAX_REPORTS_PER_EPOCH: u32 = 50_000;

/// Names one value of the state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum StateKey {
    /// [`Parameters`](crate::genesis::Parameters).
    Parameters,
    /// [`Supply`].
    Supply,
    /// [`Progress`].
    Progress,
    /// [`Account`].
    Account(AccountAddress),
    /// [`DeviceKey`]: the device at this index, from 0 to below [`Account::devices`].
    OwnedDevice(AccountAddress, u32),
    /// [`Device`].
    Device(DeviceKey),
    /// [`Statement`](crate::statement::Statement) of an account for an epoch.
    Statement(AccountAddress, Epoch),
    /// `u32`: how many reports are pending for an epoch.
    PendingReports(Epoch),
    /// [`PendingReport`] at an index; deleted when the epoch is settled.
    PendingReport(Epoch, u32),
    /// [`Height`] at which a device's claim with this nonce was used. Never deleted: it keeps a former
    /// owner from taking the device again with the old claim.
    UsedClaim(DeviceKey, [u8; 16]),
}

impl StateKey {
    /// The path in the trie.
    pub fn path(&self) -> [u8; 32] {
        Hash::of_encoded("outpost state 1", self).0
    }
}

/// An account's part of the state. Absent means: nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// What it holds.
    pub balance: Amount,
    /// How many transactions it made.
    pub nonce: u64,
    /// How many devices it owns, see [`StateKey::OwnedDevice`].
    pub devices: u32,
    /// The newest epoch it has a statement for; older ones are chained by
    /// [`Statement::previous`](crate::statement::Statement::previous).
    pub newest_statement: Option<Epoch>,
}

/// A claimed device.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Device {
    /// Its owner.
    pub owner: AccountAddress,
    /// Its place in the owner's list.
    pub index: u32,
    /// When it was claimed.
    pub claimed_at: Timestamp,
    /// Its cell, once asserted.
    pub cell: Option<CellId>,
    /// The last epoch it reported for, with the resource.
    pub last_report: Option<(Epoch, Resource)>,
}

/// All tokens there are: `minted - burned` is the sum of the balances.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Supply {
    /// Ever created, genesis included.
    pub minted: Amount,
    /// Ever destroyed.
    pub burned: Amount,
    /// Created as rewards, which the emission's cap bounds.
    pub emitted: Amount,
}

/// Which work at the ends of epochs is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Progress {
    /// The oldest epoch that is not settled.
    pub next_to_settle: Epoch,
}

/// A report that waits for its epoch's settlement, with what was known of the device when it was
/// made. So whoever owned the device then is paid, even if it is released or moved before settlement.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PendingReport {
    /// The device.
    pub device: DeviceKey,
    /// Its owner.
    pub owner: AccountAddress,
    /// When that owner claimed it.
    pub claimed_at: Timestamp,
    /// Its cell, if one was asserted.
    pub cell: Option<CellId>,
    /// What it claims.
    pub claim: Claim,
}

/// Reads the state as of some block.
pub trait ReadState {
    /// Why the state could not be read (a disk error, for example).
    type Error: std::error::Error + Send + Sync + 'static;

    /// The value under `path`, see [`StateKey::path`].
    fn read(&self, path: [u8; 32]) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// What a block does to the state: a new value for each path, `None` where the value is deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub BTreeMap<[u8; 32], Option<Vec<u8>>>);

impl Changes {
    /// Sets the value under `key`.
    pub fn put<T: BorshSerialize>(&mut self, key: &StateKey, value: &T) {
        self.0.insert(key.path(), Some(encode(value)));
    }

    /// Deletes the value under `key`.
    pub fn delete(&mut self, key: &StateKey) {
        self.0.insert(key.path(), None);
    }
}

/// The encoding of a value of the state.
pub fn encode_value<T: BorshSerialize>(value: &T) -> Vec<u8> {
    encode(value)
}
