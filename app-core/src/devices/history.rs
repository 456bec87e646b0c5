//! Lists what a device did in each epoch that was paid since it was claimed, those without a report too.

use crate::{
    earnings::line_view,
    home::{names::DeviceNames, newest_paid},
    network,
};
use outpost_app_api::{DeviceDetails, DeviceEpoch};
use outpost_light_client::{VerifiedAt, VerifiedStatement};
use outpost_protocol::{
    DeviceKey, Epoch, Timestamp, genesis::Parameters, state::Device, statement::StatementLine,
};
use std::{collections::BTreeMap, ops::Range};

/// The epochs that are listed at most, whatever was paid: it may still be that the one before is paid late.
pub(super) fn shown(device: &Device, parameters: &Parameters, now: Timestamp) -> Range<Epoch> {
    let most = u64::try_from(DeviceDetails::MOST_EPOCHS).unwrap_or(u64::MAX);
    let end = parameters.epoch_at(now).next();
    let first = end.0.saturating_sub(most.saturating_add(2));
    Epoch(first.max(parameters.epoch_at(device.claimed_at).0))..end
}

/// The epochs, newest first. The one that the device was claimed in is left out if it did not report then: it
/// may have been too short for a reading.
pub(super) fn epochs(
    key: DeviceKey,
    device: &Device,
    newest_first: &[VerifiedStatement],
    parameters: &Parameters,
    now: Timestamp,
    names: &DeviceNames,
) -> Vec<DeviceEpoch> {
    let mut paid: BTreeMap<Epoch, Vec<(&StatementLine, VerifiedAt)>> = BTreeMap::new();
    for verified in newest_first {
        let lines = verified.statement.lines.iter();
        let own: Vec<(&StatementLine, VerifiedAt)> = lines
            .filter(|line| line.device == key)
            .map(|line| (line, verified.at))
            .collect();
        if !own.is_empty() {
            let epoch = verified.statement.id.epoch;
            paid.entry(epoch).or_default().extend(own);
        }
    }
    let claimed = parameters.epoch_at(device.claimed_at);
    let due = newest_paid(parameters, now).filter(|due| *due > claimed);
    let newest = due.max(paid.keys().next_back().copied());
    let Some(newest) = newest else {
        return Vec::new();
    };
    let numbers = (claimed.0..=newest.0).rev();
    let epochs = numbers.map(Epoch).filter_map(|epoch| {
        let lines = paid.get(&epoch);
        (epoch > claimed || lines.is_some()).then(|| DeviceEpoch {
            epoch: epoch.0,
            ended_ms: parameters.end_of(epoch).0,
            lines: lines
                .into_iter()
                .flatten()
                .map(|(line, at)| line_view(line, names, network::freshness(*at, None)))
                .collect(),
        })
    });
    epochs.take(DeviceDetails::MOST_EPOCHS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parameters;
    use outpost_light_client::VerifiedAt;
    use outpost_protocol::{
        AccountAddress, Amount, Height,
        report::Resource,
        state::{DeviceRecord, Equipment},
        statement::{Multipliers, Statement, StatementId},
    };

    const DEVICE: DeviceKey = DeviceKey::Ed25519([2; 32]);

    fn statement(epoch: u64, device: DeviceKey) -> VerifiedStatement {
        let line = StatementLine {
            device,
            resource: Resource::Sensing,
            cell: None,
            possible: 1,
            claimed: 1,
            accepted: 1,
            losses: Vec::new(),
            multipliers: Multipliers {
                crowd: 1_000,
                freshness: 1_000,
            },
            reward: Amount::ZERO,
        };
        let id = StatementId {
            epoch: Epoch(epoch),
            page: 0,
        };
        VerifiedStatement {
            statement: Statement {
                account: AccountAddress([1; 32]),
                id,
                previous: None,
                lines: vec![line],
                total: Amount::ZERO,
            },
            at: VerifiedAt {
                height: Height(1),
                header_time: Timestamp(0),
                agreeing_peers: 1,
            },
        }
    }

    /// Checks which epochs are listed at `now`, and whether each has a line, of a device that was claimed in
    /// epoch 2 and paid for `paid`.
    #[track_caller]
    fn check(now: u64, paid: &[u64], expected: &[(u64, bool)]) {
        let device = Device {
            owner: AccountAddress([1; 32]),
            index: 0,
            slot: 0,
            claimed_at: Timestamp(250),
            cell: None,
            equipment: Equipment::default(),
            record: DeviceRecord::default(),
        };
        let mut statements: Vec<_> = paid.iter().map(|&paid| statement(paid, DEVICE)).collect();
        statements.push(statement(1, DeviceKey::Ed25519([3; 32])));
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        let now = Timestamp(now);
        let listed = epochs(DEVICE, &device, &statements, &parameters(), now, &names);
        let listed: Vec<(u64, bool)> = listed
            .iter()
            .map(|listed| (listed.epoch, !listed.lines.is_empty()))
            .collect();
        assert_eq!(listed, expected);
    }

    #[test]
    fn a_device_that_was_just_claimed_has_no_epochs() {
        check(260, &[], &[]);
        check(380, &[], &[]);
    }

    #[test]
    fn epochs_without_a_report_are_listed_once_they_are_due() {
        check(590, &[3], &[(4, false), (3, true)]);
        check(690, &[5, 3], &[(5, true), (4, false), (3, true)]);
    }

    #[test]
    fn the_epoch_of_the_claim_and_one_that_came_early_are_listed_if_they_were_paid() {
        check(380, &[2], &[(2, true)]);
        check(450, &[3, 2], &[(3, true), (2, true)]);
    }

    #[test]
    fn the_oldest_of_many_epochs_are_left_out() {
        let now = 100_000;
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        let device = Device {
            owner: AccountAddress([1; 32]),
            index: 0,
            slot: 0,
            claimed_at: Timestamp(0),
            cell: None,
            equipment: Equipment::default(),
            record: DeviceRecord::default(),
        };
        let listed = epochs(DEVICE, &device, &[], &parameters(), Timestamp(now), &names);
        assert_eq!(listed.len(), DeviceDetails::MOST_EPOCHS);
    }
}
