//! Does what an owner wants of a device that is claimed: to know how it is, and why it does not earn.

mod changes;
mod diagnosis;
mod heights;
mod history;
mod nearby;
mod plan;

pub(crate) use changes::{Changes, change, resume};
pub(crate) use heights::{Heights, note as note_height};
pub(crate) use nearby::{NearbyCheck, check as check_nearby, stop as stop_checking_nearby};
pub(crate) use plan::{check_gain, view as equipment_view};

use crate::{
    app::Core,
    earnings::{self, Proven},
    errors::ForApp,
    home::Devices,
    map,
    onboarding::look,
};
use diagnosis::{Chain, Known};
use outpost_app_api::{
    AppError, DeviceDetails, DeviceOwnership, DiagnoseDevice, ErrorCode, GetDevice,
    GetDeviceOwnership, Ladder, MAX_NAME_CHARS, RenameDevice,
};
use outpost_protocol::{
    DeviceKey, Epoch, state::Device, state::StateKey, statement::StatementLine,
};

/// All that is known of a device, if it is the account's.
pub(crate) async fn details(
    core: &Core,
    call: GetDevice,
) -> Result<Option<DeviceDetails>, AppError> {
    let key = parse(&call.device)?;
    let status = core.light.status().await;
    let proven = core.proven();
    let account = proven.account.as_ref();
    let account = account.ok_or_else(|| AppError::new(ErrorCode::NotVerified))?;
    let seen = Devices::of(core, &proven).view_of(core, &status, key);
    let (Some(view), Some(device)) = (seen, owned(&proven, key)) else {
        return Ok(None);
    };
    let now = account.at.header_time;
    let shown = history::shown(device, &account.parameters, now);
    let statements = earnings::statements_of(core, key, shown).await?;
    Ok(Some(DeviceDetails {
        place: device.cell.and_then(map::of_cell),
        height_m: core.heights.of(key),
        fee: earnings::money(account.parameters.minimum_fee),
        epochs: history::epochs(
            key,
            device,
            &statements,
            &account.parameters,
            now,
            &core.names,
        ),
        device: view,
    }))
}

/// Calls a device something else.
pub(crate) async fn rename(core: &Core, call: RenameDevice) -> Result<(), AppError> {
    let key = parse(&call.device)?;
    let name: String = call
        .name
        .trim()
        .chars()
        .filter(|letter| !letter.is_control())
        .take(MAX_NAME_CHARS)
        .collect();
    match name.is_empty() {
        true => core.names.forget(key),
        false => core.names.remember(key, &name),
    }
    .for_app()?;
    core.publisher.changed();
    Ok(())
}

/// Whose a device is, and whom it is offered to.
pub(crate) async fn ownership(
    core: &Core,
    call: GetDeviceOwnership,
) -> Result<DeviceOwnership, AppError> {
    let me = core.wallet.address()?;
    let (_, proven) = look(core, me, parse(&call.device)?).await?;
    Ok(DeviceOwnership {
        owner: proven.device.map(|device| device.owner.to_string()),
        offered_to: proven.offered_to.map(|account| account.to_string()),
        fee: earnings::money(proven.minimum_fee),
        device: call.device,
    })
}

/// The ladder of a device.
pub(crate) async fn diagnose(core: &Core, call: DiagnoseDevice) -> Result<Ladder, AppError> {
    let key = parse(&call.device)?;
    let known = Known {
        chain: chain(core, key).await,
        nearby: core.nearby.found(&call.device),
    };
    let rungs = match core.mapping.device_key() == Some(key) {
        true => diagnosis::roaming_ladder(&known),
        false => diagnosis::ladder(&known),
    };
    Ok(Ladder {
        rungs,
        device: call.device,
    })
}

/// What the network proves of a device; `None` while that is not fresh. The account is proven with every
/// block, so nothing is asked but for a device that is not the account's.
async fn chain(core: &Core, key: DeviceKey) -> Option<Chain> {
    let tip = core.light.status().await.tip?;
    if tip.stale_since.is_some() {
        return None;
    }
    let proven = core.proven();
    let account = proven.account.as_ref()?;
    let device = match owned(&proven, key) {
        Some(device) => Some(device.clone()),
        None => {
            let wanted = StateKey::Device(key);
            let seen = core.light.prove(vec![wanted.clone()]).await.ok()?;
            let value = seen.values.get(&wanted)?.as_deref();
            value.map(borsh::from_slice).transpose().ok()?
        }
    };
    Some(Chain {
        me: account.address,
        now: account.at.header_time,
        parameters: account.parameters.clone(),
        device,
        last: last_lines(core, &proven, key).await,
    })
}

fn owned(proven: &Proven, key: DeviceKey) -> Option<&Device> {
    let devices = &proven.account.as_ref()?.devices;
    let found = devices.iter().find(|(owned, _)| *owned == key);
    found.map(|(_, device)| device)
}

/// The newest epoch that statements have lines of a device for, and those lines.
async fn last_lines(
    core: &Core,
    proven: &Proven,
    key: DeviceKey,
) -> Option<(Epoch, Vec<StatementLine>)> {
    let last = proven.book.devices.get(&key)?.last;
    let statements = earnings::statements_of(core, key, last..last.next()).await;
    // All lines of a device are on one statement of an epoch.
    let newest = statements.ok()?.into_iter().next()?;
    let lines = newest.statement.lines.into_iter();
    Some((last, lines.filter(|line| line.device == key).collect()))
}

/// The device that the UI names.
fn parse(address: &str) -> Result<DeviceKey, AppError> {
    let key = address.parse();
    key.map_err(|_| AppError::new(ErrorCode::Malformed))
}
