//! Makes the values that the unit tests of several modules start from.

use outpost_light_client::{VerifiedAt, VerifiedStatement};
use outpost_protocol::{
    AccountAddress, Amount, DeviceKey, Epoch, Height, Timestamp,
    economy::Economy,
    genesis::Parameters,
    report::Resource,
    statement::{Loss, LossReason, Multipliers, Statement, StatementId, StatementLine},
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
            stale_after: 10,
            sector_price: 1,
            fuel_price: 1,
            ..Economy::PRACTICE
        },
    }
}

/// A statement with a line for each device and what it was paid, in base units. Epochs from 0 on have two
/// statements each; `number` counts them all.
pub(crate) fn statement(number: u64, lines: Vec<(u8, u64)>) -> VerifiedStatement {
    let id = |number| StatementId {
        epoch: Epoch(number / 2),
        page: (number % 2) as u32,
    };
    let lines: Vec<StatementLine> = lines.into_iter().map(line).collect();
    VerifiedStatement {
        statement: Statement {
            account: AccountAddress([1; 32]),
            id: id(number),
            previous: number.checked_sub(1).map(id),
            total: Amount::checked_sum(lines.iter().map(|line| line.reward)).unwrap(),
            lines,
        },
        at: VerifiedAt {
            height: Height(number + 1),
            header_time: Timestamp(number),
            agreeing_peers: 3,
        },
    }
}

/// A line of a device that lost a tenth of what was possible.
fn line((device, reward): (u8, u64)) -> StatementLine {
    StatementLine {
        device: DeviceKey::Ed25519([device; 32]),
        resource: Resource::ALL[usize::from(device) % Resource::COUNT],
        cell: None,
        possible: 60,
        claimed: 54,
        accepted: 54,
        losses: vec![Loss {
            reason: LossReason::FewerReadings,
            units: 6,
            amount: Amount::from_units(u128::from(reward / 9)),
        }],
        multipliers: Multipliers {
            crowd: 1_000,
            freshness: 1_000,
        },
        reward: Amount::from_units(reward.into()),
    }
}
