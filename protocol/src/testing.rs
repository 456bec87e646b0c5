//! Makes the values that the unit tests of several modules start from.

use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, NetworkId, Timestamp,
    economy::Economy,
    evidence::EvidenceRoot,
    genesis::Parameters,
    report::Claim,
    resources::{EpochContext, compute::Work},
    state::{Case, DeviceRecord, Equipment, PendingReport},
};

/// Epochs of a minute from time 0, 60 readings in each.
pub(crate) fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: 60_000,
        report_window_ms: 15_000,
        audit_window_ms: 10_000,
        answer_window_ms: 10_000,
        minimum_fee: Amount::from_units(1),
        first_emission: Amount::from_tokens(100),
        halving_epochs: 1_000,
        emission_cap: Amount::from_tokens(1_000_000),
        reading_interval_ms: 1_000,
        cell_capacity: 2,
        economy: economy(),
    }
}

pub(crate) fn economy() -> Economy {
    Economy {
        stale_after: 10,
        sector_price: 100,
        fuel_price: 100,
        ..Economy::PRACTICE
    }
}

/// The context of an epoch's settlement.
pub(crate) fn context(parameters: &Parameters, epoch: Epoch) -> EpochContext<'_> {
    EpochContext {
        network: NetworkId([9; 32]),
        epoch,
        parameters,
        schedule: Hash([10; 32]),
        work: Work::default(),
        draw: Hash([11; 32]),
    }
}

/// A report of a device that was always there, in no cell, with nothing to show.
pub(crate) fn report(claim: Claim) -> PendingReport {
    PendingReport {
        device: DeviceKey::Ed25519([1; 32]),
        owner: AccountAddress([2; 32]),
        claimed_at: Timestamp(0),
        reported_at: Timestamp(0),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
        claim,
        evidence: EvidenceRoot {
            hash: Hash::ZERO,
            leaves: 0,
        },
        case: Case::Undisputed,
    }
}

pub(crate) fn cell() -> CellId {
    "881f1d4887fffff".parse().unwrap()
}
