//! Says how each device is, from what the network proves about it.

use crate::{app::Core, devices, earnings::Proven, network};
use outpost_app_api::{DeviceCounts, DeviceState, DeviceView, Money};
use outpost_light_client::Status;
use outpost_protocol::{DeviceKey, Epoch, Timestamp, genesis::Parameters, state::Device};
use std::ops::Range;

/// How late statements may be before a device is called silent; at most half an epoch.
const PATIENCE_MS: u64 = 5 * 60_000;

/// The account's devices and how each is, those that need attention first.
pub(crate) struct Devices<'a> {
    proven: &'a Proven,
    found: Vec<(DeviceKey, &'a Device, DeviceState)>,
}

impl<'a> Devices<'a> {
    pub(crate) fn of(core: &Core, proven: &'a Proven) -> Self {
        let roams = core.mapping.device_key();
        let found = proven.account.iter().flat_map(|account| {
            let now = account.at.header_time;
            account.devices.iter().map(move |(key, device)| {
                let last = proven.book.devices.get(key).map(|sum| sum.last);
                let state = match roams == Some(*key) {
                    true => roaming(last),
                    false => state(device, last, &account.parameters, now),
                };
                (*key, device, state)
            })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(key, device, state)| (*state, device.claimed_at, *key));
        Self { proven, found }
    }

    /// How many there are, and how many need attention.
    pub(crate) fn counts(&self) -> DeviceCounts {
        let in_need = self.states().filter(|(_, state)| state.needs_attention());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        DeviceCounts {
            in_need: count(in_need.count()),
            all: count(self.found.len()),
        }
    }

    /// How each is.
    pub(crate) fn states(&self) -> impl Iterator<Item = (DeviceKey, DeviceState)> {
        self.found.iter().map(|(key, _, state)| (*key, *state))
    }

    /// A stretch of them.
    pub(crate) fn views(
        &self,
        core: &Core,
        status: &Status,
        stretch: Range<usize>,
    ) -> Vec<DeviceView> {
        let found = self.found.iter().take(stretch.end).skip(stretch.start);
        found
            .filter_map(|found| self.view(core, status, found))
            .collect()
    }

    /// One of them; `None` if it is not among them.
    pub(crate) fn view_of(
        &self,
        core: &Core,
        status: &Status,
        wanted: DeviceKey,
    ) -> Option<DeviceView> {
        let found = self.found.iter().find(|(key, _, _)| *key == wanted)?;
        self.view(core, status, found)
    }

    fn view(
        &self,
        core: &Core,
        status: &Status,
        (key, device, state): &(DeviceKey, &Device, DeviceState),
    ) -> Option<DeviceView> {
        let at = self.proven.account.as_ref()?.at;
        let sum = self.proven.book.devices.get(key);
        Some(DeviceView {
            address: key.to_string(),
            name: core.names.of(*key),
            state: *state,
            roams: core.mapping.device_key() == Some(*key),
            cell: device.cell.map(|cell| cell.to_string()),
            equipment: devices::equipment_view(&device.equipment),
            claimed_ms: device.claimed_at.0,
            earned: Money(sum.map_or(0, |sum| sum.earned)),
            last_epoch: sum.map(|sum| sum.last.0),
            freshness: network::freshness(at, status.tip.and_then(|tip| tip.stale_since)),
        })
    }
}

/// How a device was at the block of time `at`, if `last` is the newest epoch that a statement has a
/// line of it for.
fn state(
    device: &Device,
    last: Option<Epoch>,
    parameters: &Parameters,
    at: Timestamp,
) -> DeviceState {
    let running = parameters.epoch_at(at);
    if let Some(until) = device.record.suspended_until
        && running < until
    {
        return DeviceState::Suspended;
    }
    if device.cell.is_none() {
        return DeviceState::NeedsPlace;
    }
    match (misses_epochs(device, last, parameters, at), last) {
        (true, _) => DeviceState::Silent,
        (false, None) => DeviceState::Waiting,
        (false, Some(_)) => DeviceState::Working,
    }
}

/// How the app's own device is, which stands nowhere and works only while somebody walks.
fn roaming(last: Option<Epoch>) -> DeviceState {
    match last {
        None => DeviceState::Waiting,
        Some(_) => DeviceState::Working,
    }
}

/// Whether an epoch was paid without the device by `at`, if `last` is the newest that it was paid for. The
/// epoch that it was claimed in does not count: it may have been too short for a reading.
pub(crate) fn misses_epochs(
    device: &Device,
    last: Option<Epoch>,
    parameters: &Parameters,
    at: Timestamp,
) -> bool {
    let expected_first = parameters.epoch_at(device.claimed_at).next();
    newest_paid(parameters, at)
        .is_some_and(|paid| paid >= expected_first && last.is_none_or(|last| last < paid))
}

/// The newest epoch whose statements should be here at `at`. They are due when evidence cannot be shown
/// any more, and then take some blocks and a walk to fetch them.
pub(crate) fn newest_paid(parameters: &Parameters, at: Timestamp) -> Option<Epoch> {
    let patience = PATIENCE_MS.min(parameters.epoch_ms / 2);
    let after_reports = parameters
        .audit_window_ms
        .saturating_add(parameters.answer_window_ms)
        .saturating_add(patience);
    let then = Timestamp(at.0.saturating_sub(after_reports));
    parameters.first_unclosed_at(then).previous()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parameters;
    use outpost_protocol::{
        AccountAddress, CellId,
        state::{DeviceRecord, Equipment},
    };

    /// Epochs of 100 ms from 0 on, paid 40 ms after their end; 50 ms later they are missed.
    #[track_caller]
    fn check(device: Device, last: Option<u64>, at: u64, expected: DeviceState) {
        let found = state(&device, last.map(Epoch), &parameters(), Timestamp(at));
        assert_eq!(found, expected, "at {at}: {device:?}");
    }

    /// Claimed in epoch 2.
    fn device() -> Device {
        Device {
            owner: AccountAddress([1; 32]),
            index: 0,
            slot: 0,
            claimed_at: Timestamp(250),
            cell: Some(CellId::try_from(0x0881_f1d4_887f_ffff).unwrap()),
            equipment: Equipment::default(),
            record: DeviceRecord::default(),
        }
    }

    #[test]
    fn a_device_without_a_place_needs_one() {
        let placeless = Device {
            cell: None,
            ..device()
        };
        check(placeless, None, 260, DeviceState::NeedsPlace);
    }

    #[test]
    fn a_new_device_is_waited_for_until_its_first_whole_epoch_is_paid() {
        check(device(), None, 260, DeviceState::Waiting);
        check(device(), None, 489, DeviceState::Waiting);
        check(device(), None, 490, DeviceState::Silent);
    }

    #[test]
    fn a_device_works_until_an_epoch_is_paid_without_it() {
        check(device(), Some(3), 489, DeviceState::Working);
        check(device(), Some(3), 589, DeviceState::Working);
        check(device(), Some(3), 590, DeviceState::Silent);
        check(device(), Some(4), 590, DeviceState::Working);
    }

    #[test]
    fn a_device_is_suspended_until_the_epoch_that_its_record_names() {
        let suspended = Device {
            record: DeviceRecord {
                suspended_until: Some(Epoch(5)),
                ..DeviceRecord::default()
            },
            ..device()
        };
        check(suspended.clone(), Some(3), 499, DeviceState::Suspended);
        check(suspended, Some(4), 500, DeviceState::Working);
    }
}
