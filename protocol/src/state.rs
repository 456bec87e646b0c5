//! The authenticated state: which keys there are, and what is kept under them.
//!
//! Lists are kept so that "all of them" can be proven: a count and one key for each index (an account's
//! devices), or a chain from the newest to the previous (an account's statements).

use crate::{
    AccountAddress, Amount, Epoch, Hash, Timestamp, bounded::List, hash::encode,
    resources::compute::Work, statement::StatementId,
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

mod device;
mod filing;
mod key;
mod memory;
mod sheet;

pub use device::{Device, DeviceRecord, EnergySource, Equipment, Generator};
pub use filing::{
    BUNDLES, DRAWERS, FiledSheet, Intake, JudgedPage, JudgedSheet, MAX_SHEETS_PER_EPOCH,
    PAGES_PER_GROUP, Payroll, SHEETS_PER_PAGE, SheetGroup, SheetPage,
};
pub use key::{SHARED_BYTES, StateKey};
pub use memory::MemoryState;
pub use sheet::{Case, PendingReport, SLOTS_PER_SHEET, Sheet, SheetId};

/// Most devices that one account can own.
pub const MAX_DEVICES_PER_ACCOUNT: u32 = 10_000;
/// Most validators that can audit, a bit for each in [`Case::Doubted`].
pub const MAX_VALIDATORS: usize = 128;

/// An account's part of the state. Absent means: nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// What it holds.
    pub balance: Amount,
    /// How many transactions it made.
    pub nonce: u64,
    /// How many devices it owns, see [`StateKey::OwnedDevice`].
    pub devices: u32,
    /// How many devices it ever claimed; the next one's [slot](Device::slot).
    pub slots: u32,
    /// Its newest statement; older ones are chained by
    /// [`Statement::previous`](crate::statement::Statement::previous).
    pub newest_statement: Option<StatementId>,
    /// Credits for the use of the network, bought by burning tokens.
    pub credits: u128,
}

/// All tokens there are: `minted - burned` is the sum of the balances.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Supply {
    /// Ever created, genesis included.
    pub minted: Amount,
    /// Ever destroyed.
    pub burned: Amount,
    /// Of the rewards of all epochs priced so far, what the emission's cap bounds.
    pub emitted: Amount,
    /// The rest of those rewards: what users had burned before.
    pub recycled: Amount,
}

/// Which work at the ends of epochs is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Progress {
    /// The oldest epoch that there is no draw for yet.
    pub next_to_draw: Epoch,
    /// The oldest epoch that is not settled.
    pub next_to_settle: Epoch,
    /// How far its settlement is.
    pub stage: Stage,
}

/// How far the settlement of an epoch is; each pass goes through pages in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Stage {
    /// Its evidence may still be doubted or shown.
    #[default]
    Waiting,
    /// Samples are gathered into tallies; this page of sheets, as they are counted, is next.
    Gathering(u32),
    /// Reports are weighed; this page of sheets is next.
    Weighing(u32),
    /// Rewards are paid; this judged page is next.
    Paying(u32),
}

/// Who audits and who may change the parameters, in the order that bits and signatures name them by.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Validators {
    /// The validators' own keys, as accounts are named.
    pub keys: List<AccountAddress, MAX_VALIDATORS>,
    /// How many changes of the parameters were made.
    pub amendments: u64,
}

/// Randomness that nobody could choose or foresee, taken from a certificate's seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Draw {
    /// The randomness.
    pub randomness: Hash,
    /// The time of the block that took it.
    pub at: Timestamp,
    /// The next epoch that there is a draw for, or will be. Epochs between have no reports.
    pub next: Epoch,
    /// The jobs that are scheduled by it.
    pub work: Work,
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
