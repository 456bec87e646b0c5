//! How a network begins: its parameters, first balances and group key.

use crate::{
    AccountAddress, Amount, Block, Epoch, Header, Height, NetworkId, Timestamp,
    bounded::List,
    economy::{Economy, EconomyError, Market},
    hash::{Hash, encode},
    header::content_root,
    state::{Account, Changes, MAX_VALIDATORS, Progress, StateKey, Supply, Validators},
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

/// Largest encoding of a genesis, in bytes.
pub const MAX_GENESIS_BYTES: usize = 4 << 20;
/// Longest epoch, in milliseconds: 31 days. With [`MAX_FIRST_EMISSION`] it keeps every product of
/// the rewards' arithmetic within 128 bits.
pub const MAX_EPOCH_MS: u64 = 31 * 24 * 3_600_000;
/// Largest [`Parameters::first_emission`].
pub const MAX_FIRST_EMISSION: Amount = Amount::from_units(u64::MAX as u128);

/// Everything the first block depends on. Its hash is the network's id.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Genesis {
    /// What people call the network.
    pub name: String,
    /// The validators' group key: an encoded MinSig public key of BLS12-381, 96 bytes.
    pub group_key: Vec<u8>,
    /// The rules' numbers.
    pub parameters: Parameters,
    /// Who audits and may change the parameters.
    pub validators: List<AccountAddress, MAX_VALIDATORS>,
    /// Who holds what at the start.
    pub balances: BTreeMap<AccountAddress, Amount>,
}

/// The rules' numbers. State, so that they have a proof.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Parameters {
    /// When epoch 0 began: the genesis block's timestamp.
    pub genesis_time: Timestamp,
    /// Length of an epoch, in milliseconds.
    pub epoch_ms: u64,
    /// How long after an epoch's end its reports are accepted, in milliseconds. Less than `epoch_ms`.
    pub report_window_ms: u64,
    /// How long after the draw validators may say whose evidence they doubt, in milliseconds.
    pub audit_window_ms: u64,
    /// How long after that such evidence can be shown on chain, in milliseconds; rewards are paid from
    /// the first block after that.
    pub answer_window_ms: u64,
    /// The least fee of an account's transaction.
    pub minimum_fee: Amount,
    /// Emission of epoch 0; decays, see [`crate::rewards`].
    pub first_emission: Amount,
    /// Epochs until the emission has halved.
    pub halving_epochs: u64,
    /// Emission over all time stops here.
    pub emission_cap: Amount,
    /// Milliseconds between a sensor's readings: `epoch_ms / reading_interval_ms` are possible.
    pub reading_interval_ms: u64,
    /// Devices in a cell that are paid in full; more share that pay.
    pub cell_capacity: u32,
    /// The economy's numbers.
    pub economy: Economy,
}

impl Genesis {
    /// The network's id: the hash of this genesis.
    pub fn network_id(&self) -> NetworkId {
        NetworkId(Hash::of_encoded("outpost genesis 1", self).0)
    }

    /// Decodes a genesis from a file or a peer, bounded by [`MAX_GENESIS_BYTES`]. Whether it is the
    /// right one, [`network_id`](Self::network_id) tells.
    pub fn decode(bytes: &[u8]) -> Result<Self, GenesisError> {
        if bytes.len() > MAX_GENESIS_BYTES {
            return Err(GenesisError::Malformed);
        }
        let genesis: Self = borsh::from_slice(bytes).map_err(|_| GenesisError::Malformed)?;
        // A map's entries are read in any order, and then the bytes are not those that the id is made of.
        if encode(&genesis) != bytes {
            return Err(GenesisError::Malformed);
        }
        Ok(genesis)
    }

    /// The state before the first block, from an empty one.
    pub fn changes(&self) -> Result<Changes, GenesisError> {
        self.parameters.check()?;
        let minted = Amount::checked_sum(self.balances.values().copied())
            .ok_or(GenesisError::TooManyTokens)?;
        if minted.checked_add(self.parameters.emission_cap).is_none() {
            return Err(GenesisError::TooManyTokens);
        }
        let mut changes = Changes::default();
        changes.put(&StateKey::Parameters, &self.parameters);
        changes.put(&StateKey::Progress, &Progress::default());
        changes.put(&StateKey::Market, &Market::begin(&self.parameters.economy));
        changes.put(
            &StateKey::Validators,
            &Validators {
                keys: self.validators.clone(),
                amendments: 0,
            },
        );
        changes.put(
            &StateKey::Supply,
            &Supply {
                minted,
                ..Supply::default()
            },
        );
        for (address, balance) in &self.balances {
            let account = Account {
                balance: *balance,
                ..Account::default()
            };
            changes.put(&StateKey::Account(*address), &account);
        }
        Ok(changes)
    }

    /// The header of the genesis block; `state_root` is that of the state after
    /// [`changes`](Self::changes).
    pub fn header(&self, state_root: Hash) -> Header {
        Header {
            network: self.network_id(),
            height: Height(0),
            parent: Hash::ZERO,
            timestamp: self.parameters.genesis_time,
            epoch: Epoch(0),
            state_root,
            content_root: content_root(None, &[]),
        }
    }

    /// The genesis block: its header and no transactions.
    pub fn block(&self, state_root: Hash) -> Block {
        Block {
            header: self.header(state_root),
            seed: None,
            transactions: Vec::new(),
        }
    }
}

/// A genesis that no network can begin with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenesisError {
    /// Not the encoding of a genesis, or too large.
    #[error("not a genesis")]
    Malformed,
    /// The parameters contradict each other.
    #[error(transparent)]
    Parameters(#[from] ParametersError),
    /// The first balances and the emission's cap exceed 128 bits.
    #[error("the balances and the emission's cap are too much to count")]
    TooManyTokens,
}

/// Parameters that the rules cannot work with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// No length, or longer than [`MAX_EPOCH_MS`].
    #[error("an epoch of {0} ms is not between 1 and {MAX_EPOCH_MS} ms")]
    EpochLength(u64),
    /// No window, or one that is still open when the next begins.
    #[error("a report window of {0} ms is not between 1 ms and the epoch's length")]
    ReportWindow(u64),
    /// No interval, or longer than an epoch.
    #[error("a reading interval of {0} ms is not between 1 ms and the epoch's length")]
    ReadingInterval(u64),
    /// More than [`MAX_FIRST_EMISSION`].
    #[error("a first emission of {0} is too much to count")]
    FirstEmission(Amount),
    /// Emission cannot halve within no time.
    #[error("the emission needs at least one epoch to halve")]
    NoHalving,
    /// A cell in which nobody is paid in full.
    #[error("a cell needs room for at least one device")]
    NoCellCapacity,
    /// The economy's numbers contradict each other.
    #[error(transparent)]
    Economy(#[from] EconomyError),
}

impl Parameters {
    /// Whether the rules can work with these numbers.
    pub fn check(&self) -> Result<(), ParametersError> {
        if !(1..=MAX_EPOCH_MS).contains(&self.epoch_ms) {
            return Err(ParametersError::EpochLength(self.epoch_ms));
        }
        // Below the epoch's length, so that only one epoch's window is open at a time.
        if !(1..self.epoch_ms).contains(&self.report_window_ms) {
            return Err(ParametersError::ReportWindow(self.report_window_ms));
        }
        if !(1..=self.epoch_ms).contains(&self.reading_interval_ms) {
            return Err(ParametersError::ReadingInterval(self.reading_interval_ms));
        }
        if self.first_emission > MAX_FIRST_EMISSION {
            return Err(ParametersError::FirstEmission(self.first_emission));
        }
        if self.halving_epochs == 0 {
            return Err(ParametersError::NoHalving);
        }
        if self.cell_capacity == 0 {
            return Err(ParametersError::NoCellCapacity);
        }
        self.economy.check()?;
        Ok(())
    }

    /// The epoch that `time` falls in; 0 before the network began.
    pub fn epoch_at(&self, time: Timestamp) -> Epoch {
        let since = time.0.saturating_sub(self.genesis_time.0);
        Epoch(since.checked_div(self.epoch_ms).unwrap_or(0))
    }

    /// When `epoch` begins.
    pub fn start_of(&self, epoch: Epoch) -> Timestamp {
        Timestamp(
            self.genesis_time
                .0
                .saturating_add(epoch.0.saturating_mul(self.epoch_ms)),
        )
    }

    /// When `epoch` ends, and its window for reports opens.
    pub fn end_of(&self, epoch: Epoch) -> Timestamp {
        self.start_of(epoch.next())
    }

    /// When the devices of `owner` are asked to send their reports for `epoch`: in the first half of the
    /// window, in the order in which accounts lie in the state. Nobody must keep to it. But so a block's reports
    /// change neighbouring values, which costs validators less, and not all devices send at once.
    pub fn turn_to_report(&self, epoch: Epoch, owner: AccountAddress) -> Timestamp {
        let [a, b, ..] = StateKey::Account(owner).path();
        let place = u64::from(u16::from_be_bytes([a, b]));
        let since_opened = (self.report_window_ms / 2).saturating_mul(place) >> 16;
        Timestamp(self.end_of(epoch).0.saturating_add(since_opened))
    }

    /// When the window for `epoch`'s reports closes; the next block draws.
    pub fn reports_close(&self, epoch: Epoch) -> Timestamp {
        Timestamp(self.end_of(epoch).0.saturating_add(self.report_window_ms))
    }

    /// The first epoch whose [window for reports](Self::reports_close) is not closed at `time`.
    pub fn first_unclosed_at(&self, time: Timestamp) -> Epoch {
        let opened = self.genesis_time.0.saturating_add(self.report_window_ms);
        let since = time.0.saturating_sub(opened);
        Epoch(since.checked_div(self.epoch_ms).unwrap_or(0))
    }

    /// Until when evidence may be doubted after a draw at `time`.
    pub fn audits_close(&self, draw: Timestamp) -> Timestamp {
        Timestamp(draw.0.saturating_add(self.audit_window_ms))
    }

    /// Until when doubted evidence may be shown after a draw at `time`; then its epoch is settled.
    pub fn answers_close(&self, draw: Timestamp) -> Timestamp {
        let audited = self.audits_close(draw);
        Timestamp(audited.0.saturating_add(self.answer_window_ms))
    }
}
