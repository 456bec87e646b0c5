//! Makes the values that the unit tests of several modules start from.

use crate::{Amount, CellId, Timestamp, genesis::Parameters};

/// Epochs of a minute from time 0, 60 readings in each.
pub(crate) fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: 60_000,
        report_window_ms: 15_000,
        minimum_fee: Amount::from_units(1),
        first_emission: Amount::from_tokens(100),
        halving_epochs: 1_000,
        emission_cap: Amount::from_tokens(1_000_000),
        reading_interval_ms: 1_000,
        cell_capacity: 2,
    }
}

pub(crate) fn cell() -> CellId {
    "881f1d4887fffff".parse().unwrap()
}
