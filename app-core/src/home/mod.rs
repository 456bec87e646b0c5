//! Shows the first screen: what the account holds and how its devices are.

mod devices;
pub(crate) mod names;

pub(crate) use devices::{Devices, misses_epochs, newest_paid};

use crate::{
    app::Core,
    earnings::{self, Proven},
    mapping, network, settings, wallet,
};
use outpost_app_api::{AppError, AppView, DevicesView, GetDevices, GetView, MoneyView};
use outpost_light_client::Status;
use std::sync::Arc;

/// Devices in the view, which is sent whenever anything changed; more are asked for by the page.
const FIRST_DEVICES: usize = 50;
/// Most devices of a page, whatever is asked for.
const MOST_DEVICES: u32 = 200;

/// The view as it is now.
pub(crate) async fn current(core: &Core, _: GetView) -> Result<AppView, AppError> {
    Ok(view(core).await)
}

/// Everything the UI draws without asking.
pub(crate) async fn view(core: &Core) -> AppView {
    let status = core.light.status().await;
    let proven = core.proven();
    let devices = Devices::of(core, &proven);
    let shown = core.wallet.address().ok();
    let mut view = AppView {
        wallet: wallet::view(core, &proven),
        network: network::view(core, &status, proven.parameters.as_ref()),
        money: money(core, &proven, &status),
        device_counts: devices.counts(),
        devices: devices.views(core, &status, 0..FIRST_DEVICES),
        onboarding: core.wizard.view(proven.parameters.as_ref(), &core.heights),
        settings: settings::view(core),
        device_changes: shown.map_or_else(Vec::new, |account| core.changes.views(account)),
        notices: Vec::new(),
        link: core.link.view(),
        nearby: core.nearby.view(),
        mapping: mapping::current(core),
    };
    let allow =
        |kind, device: Option<&str>| view.settings.settings.notifications.allow(kind, device);
    view.notices = core
        .notices
        .look(&view, devices.states(), &core.names, allow);
    view
}

/// A page of the devices, those that need attention first.
pub(crate) async fn devices(core: &Arc<Core>, call: GetDevices) -> Result<DevicesView, AppError> {
    let status = core.light.status().await;
    let proven = core.proven();
    let devices = Devices::of(core, &proven);
    let first = call.skip as usize;
    let page = first..first.saturating_add(call.take.min(MOST_DEVICES) as usize);
    Ok(DevicesView {
        counts: devices.counts(),
        devices: devices.views(core, &status, page),
    })
}

fn money(core: &Core, proven: &Proven, status: &Status) -> Option<MoneyView> {
    let account = proven.account.as_ref()?;
    let stale_since = status.tip.and_then(|tip| tip.stale_since);
    Some(MoneyView {
        balance: earnings::money(account.account.balance),
        earnings: earnings::totals(proven, &earnings::calendar(core)),
        freshness: network::freshness(account.at, stale_since),
    })
}
