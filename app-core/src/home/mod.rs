//! Shows the first screen: what the account holds and how its devices are.

mod devices;
pub(crate) mod names;

pub(crate) use devices::{misses_epochs, newest_paid};

use crate::{
    app::Core,
    earnings::{self, Proven},
    network, settings, wallet,
};
use outpost_app_api::{AppError, AppView, GetView, MoneyView};
use outpost_light_client::Status;

/// The view as it is now.
pub(crate) async fn current(core: &Core, _: GetView) -> Result<AppView, AppError> {
    Ok(view(core).await)
}

/// Everything the UI draws without asking.
pub(crate) async fn view(core: &Core) -> AppView {
    let status = core.light.status().await;
    let proven = core.ledger.proven();
    let mut view = AppView {
        wallet: wallet::view(core, &proven),
        network: network::view(core, &status, proven.parameters.as_ref()),
        money: money(&proven, &status),
        devices: devices::views(&proven, &core.names, &core.changes, &status),
        onboarding: core.wizard.view(proven.parameters.as_ref()),
        settings: settings::view(core),
        device_changes: core.changes.views(),
        notices: Vec::new(),
        link: core.link.view(),
        nearby: core.nearby.view(),
    };
    view.notices = core.notices.look(&view, |kind, device| {
        view.settings.settings.notifications.allow(kind, device)
    });
    view
}

fn money(proven: &Proven, status: &Status) -> Option<MoneyView> {
    let account = proven.account.as_ref()?;
    let stale_since = status.tip.and_then(|tip| tip.stale_since);
    Some(MoneyView {
        balance: earnings::money(account.account.balance),
        earnings: earnings::totals(&proven.statements, &account.parameters, &earnings::today()),
        freshness: network::freshness(account.at, stale_since),
    })
}
