//! Sets up the network that attacks are played on: one like a real one, with epochs of a day.

use crate::chance::Chance;
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, NetworkId, Timestamp,
    economy::Economy,
    evidence::EvidenceRoot,
    genesis::Parameters,
    report::Claim,
    resources::{EpochContext, compute::Work},
    state::{Case, DeviceRecord, Equipment, PendingReport},
};

/// A day.
pub const DAY_MS: u64 = 24 * 3_600_000;
/// The seconds from 1970 to when epoch 0 begins: midnight of 1 June 2026, UTC.
const GENESIS_S: u64 = 1_780_272_000;

/// Epochs of a day from midnight, a reading every minute, four devices to a cell.
pub fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(GENESIS_S * 1_000),
        epoch_ms: DAY_MS,
        report_window_ms: DAY_MS / 8,
        audit_window_ms: DAY_MS / 8,
        answer_window_ms: DAY_MS / 8,
        minimum_fee: Amount::from_units(1_000),
        first_emission: Amount::from_tokens(100_000),
        halving_epochs: 1_461,
        emission_cap: Amount::from_tokens(210_000_000),
        reading_interval_ms: 60_000,
        cell_capacity: 4,
        economy: Economy {
            stale_after: 10,
            sector_price: 100,
            fuel_price: 100,
            ..Economy::PRACTICE
        },
    }
}

/// What the rules know when they settle `epoch`. The draws follow from the seed and the epoch.
pub fn context(parameters: &Parameters, seed: u64, epoch: Epoch) -> EpochContext<'_> {
    EpochContext {
        network: NetworkId([1; 32]),
        epoch,
        parameters,
        schedule: schedule(seed, epoch),
        work: Work::default(),
        draw: Hash::of_encoded("outpost simulated draw 1", &(seed, epoch)),
    }
}

/// What `epoch`'s schedules follow from, known to everybody from before it begins.
pub fn schedule(seed: u64, epoch: Epoch) -> Hash {
    Hash::of_encoded("outpost simulated schedule 1", &(seed, epoch))
}

/// The report of a device that was claimed long ago, of which nothing is remembered yet.
pub fn report(
    device: DeviceKey,
    owner: AccountAddress,
    cell: CellId,
    claim: Claim,
    evidence: EvidenceRoot,
) -> PendingReport {
    PendingReport {
        device,
        owner,
        claimed_at: Timestamp(0),
        reported_at: Timestamp(0),
        cell: Some(cell),
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
        claim,
        evidence,
        case: Case::Undisputed,
    }
}

/// A device that is no other's.
pub fn device(chance: &mut Chance) -> DeviceKey {
    DeviceKey::Ed25519(chance.bytes())
}

/// An account that is no other's.
pub fn account(chance: &mut Chance) -> AccountAddress {
    AccountAddress(chance.bytes())
}

/// How many of `total` contributors cheat: at least one, where any do.
pub fn cheaters_among(total: usize, share: f64) -> usize {
    if share <= 0.0 {
        return 0;
    }
    let cheaters = (total as f64 * share.min(1.0)).round() as usize;
    cheaters.clamp(1, total.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_are_some_that_a_network_can_begin_with() {
        assert_eq!(parameters().check(), Ok(()));
    }

    #[test]
    fn cheaters_are_counted_to_the_nearest_and_never_forgotten() {
        let of = |share| cheaters_among(200, share);
        assert_eq!([0.0, 0.001, 0.1, 0.33, 2.0].map(of), [0, 1, 20, 66, 200]);
    }
}
