//! How a network begins: its parameters, first balances and group key.

use crate::{AccountAddress, Amount, Epoch, NetworkId, Timestamp, hash::Hash};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

/// Everything the first block depends on. Its hash is the network's id.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Genesis {
    /// What people call the network.
    pub name: String,
    /// When epoch 0 begins, and the genesis block's timestamp.
    pub time: Timestamp,
    /// The validators' group key: an encoded MinSig public key of BLS12-381, 96 bytes.
    pub group_key: Vec<u8>,
    /// The rules' numbers.
    pub parameters: Parameters,
    /// Who holds what at the start.
    pub balances: BTreeMap<AccountAddress, Amount>,
}

/// The rules' numbers. State, so that they have a proof.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Parameters {
    /// When epoch 0 began.
    pub genesis_time: Timestamp,
    /// Length of an epoch, in milliseconds.
    pub epoch_ms: u64,
    /// How long after an epoch's end its reports are accepted, in milliseconds; rewards are paid
    /// with the first block after that. Less than `epoch_ms`.
    pub report_window_ms: u64,
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
}

impl Genesis {
    /// The network's id: the hash of this genesis.
    pub fn network_id(&self) -> NetworkId {
        NetworkId(Hash::of_encoded("outpost genesis 1", self).0)
    }
}

impl Parameters {
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

    /// When the window for `epoch`'s reports closes and its rewards are due.
    pub fn settlement_of(&self, epoch: Epoch) -> Timestamp {
        Timestamp(self.end_of(epoch).0.saturating_add(self.report_window_ms))
    }
}
