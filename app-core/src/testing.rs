//! Makes the values that the unit tests of several modules start from.

use outpost_protocol::{
    Amount, Timestamp, economy::Economy, genesis::Parameters, report::Resource,
};

/// Epochs of 100 ms from 0 on. Reports are taken for 20 ms after an epoch's end; it is paid 40 ms after
/// its end.
pub(crate) fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: 100,
        report_window_ms: 20,
        audit_window_ms: 10,
        answer_window_ms: 10,
        minimum_fee: Amount::from_units(1),
        first_emission: Amount::ZERO,
        halving_epochs: 1,
        emission_cap: Amount::ZERO,
        reading_interval_ms: 10,
        cell_capacity: 1,
        economy: Economy {
            share_bounds: [(50_000, 500_000); Resource::COUNT],
            share_speed: 10_000,
            recycled: 500_000,
            stale_after: 10,
            stale_bonus: 2_000,
            strikes: 3,
            suspension: 30,
            sector_price: 1,
            fuel_price: 1,
        },
    }
}
