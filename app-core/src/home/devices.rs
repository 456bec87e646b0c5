//! Says how each device is, from what the network proves about it.

use super::names::DeviceNames;
use crate::{
    earnings::{self, Proven},
    network,
};
use outpost_app_api::{DeviceState, DeviceView};
use outpost_light_client::Status;
use outpost_protocol::{Epoch, Timestamp, genesis::Parameters, state::Device};

/// The account's devices, those that need attention first.
pub(crate) fn views(proven: &Proven, names: &DeviceNames, status: &Status) -> Vec<DeviceView> {
    let Some(account) = &proven.account else {
        return Vec::new();
    };
    let earned = earnings::by_device(&proven.statements.newest_first);
    let freshness = network::freshness(account.at, status.tip.and_then(|tip| tip.stale_since));
    let mut views: Vec<DeviceView> = account
        .devices
        .iter()
        .map(|(key, device)| DeviceView {
            address: key.to_string(),
            name: names.of(*key),
            state: state(device, &account.parameters, account.at.header_time),
            cell: device.cell.map(|cell| cell.to_string()),
            claimed_ms: device.claimed_at.0,
            earned: earned.get(key).copied().unwrap_or_default(),
            last_epoch: device.last_report.map(|(epoch, _)| epoch.0),
            freshness: freshness.clone(),
        })
        .collect();
    views.sort_by_key(|view| (view.state, view.claimed_ms));
    views
}

/// How a device was at the block of time `at`.
///
/// Reports for an epoch are taken until its settlement. So a device is silent once the newest
/// settled epoch that it could report for is later than the one it did report for. The epoch that it
/// was claimed in does not count: it may have been too short for a reading.
fn state(device: &Device, parameters: &Parameters, at: Timestamp) -> DeviceState {
    if device.cell.is_none() {
        return DeviceState::NeedsPlace;
    }
    let expected_first = parameters.epoch_at(device.claimed_at).next();
    let missed = newest_settled(parameters, at).is_some_and(|settled| {
        settled >= expected_first
            && device
                .last_report
                .is_none_or(|(reported, _)| reported < settled)
    });
    match (missed, device.last_report) {
        (true, _) => DeviceState::Silent,
        (false, None) => DeviceState::Waiting,
        (false, Some(_)) => DeviceState::Working,
    }
}

/// The newest epoch whose window for reports was closed at `at`.
fn newest_settled(parameters: &Parameters, at: Timestamp) -> Option<Epoch> {
    let running = parameters.epoch_at(at);
    let last = running.previous()?;
    if parameters.settlement_of(last) <= at {
        Some(last)
    } else {
        last.previous()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{AccountAddress, Amount, CellId, report::Resource};

    /// Epochs of 100 ms from 0 on, reports taken for 20 ms after an epoch's end.
    fn check(device: Device, at: u64, expected: DeviceState) {
        let parameters = Parameters {
            genesis_time: Timestamp(0),
            epoch_ms: 100,
            report_window_ms: 20,
            minimum_fee: Amount::ZERO,
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            reading_interval_ms: 10,
            cell_capacity: 1,
        };
        assert_eq!(
            state(&device, &parameters, Timestamp(at)),
            expected,
            "at {at}: {device:?}"
        );
    }

    /// Claimed in epoch 2.
    fn device(reported: Option<u64>) -> Device {
        Device {
            owner: AccountAddress([1; 32]),
            index: 0,
            claimed_at: Timestamp(250),
            cell: Some(CellId::try_from(0x0881_f1d4_887f_ffff).unwrap()),
            last_report: reported.map(|epoch| (Epoch(epoch), Resource::Sensing)),
        }
    }

    #[test]
    fn a_device_without_a_place_needs_one() {
        let placeless = Device {
            cell: None,
            ..device(None)
        };
        check(placeless, 260, DeviceState::NeedsPlace);
    }

    #[test]
    fn a_new_device_is_waited_for_until_its_first_whole_epoch_is_settled() {
        check(device(None), 260, DeviceState::Waiting);
        check(device(None), 419, DeviceState::Waiting);
        check(device(None), 420, DeviceState::Silent);
    }

    #[test]
    fn a_device_works_until_an_epoch_is_settled_without_its_report() {
        check(device(Some(3)), 419, DeviceState::Working);
        check(device(Some(3)), 519, DeviceState::Working);
        check(device(Some(3)), 520, DeviceState::Silent);
        check(device(Some(4)), 520, DeviceState::Working);
    }
}
