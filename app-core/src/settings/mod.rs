//! Keeps what the person chose, and answers what the settings' screen asks of this installation.

mod battery;
mod folder;
mod store;
mod support;

pub(crate) use battery::{Resting, watch as watch_battery};
pub(crate) use folder::open_data_folder;
pub(crate) use store::SettingsStore;
pub(crate) use support::{Preview, preview_support, save_support};

use crate::{app::Core, errors::ForApp};
use jiff::tz::{self, TimeZone};
use outpost_app_api::{AppError, ChangeSettings, ErrorCode, ListZones, Settings, SettingsView};

/// A day ends before this many minutes on its clock.
const MINUTES_A_DAY: u16 = 1_440;
/// More devices than anybody has; a file of settings must stay one that is read back.
const MAX_MUTED_DEVICES: usize = 4_096;

/// The settings, and what their screen says of this installation.
pub(crate) fn view(core: &Core) -> SettingsView {
    SettingsView {
        settings: core.settings.get(),
        system_zone: TimeZone::system().iana_name().map(str::to_owned),
        data_folder: core.data.display().to_string(),
        is_phone: core.host.is_phone(),
        has_battery: core.resting.has_battery(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Replaces the settings.
pub(crate) async fn change(core: &Core, call: ChangeSettings) -> Result<(), AppError> {
    check(&call.settings)?;
    core.settings.set(call.settings).for_app()?;
    core.host.start_at_login(core.settings.get().start_at_login);
    core.publisher.changed();
    Ok(())
}

/// The zones that days can be counted in.
pub(crate) async fn list_zones(_: &Core, _: ListZones) -> Result<Vec<String>, AppError> {
    // Files that are no zones of places: aliases of offsets, and the database's own.
    let is_place = |name: &str| {
        name.contains('/')
            && !name.starts_with("Etc/")
            && !name.contains("posix")
            && !name.contains("right/")
    };
    let mut zones: Vec<String> = tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| is_place(name))
        .collect();
    zones.push("UTC".to_owned());
    zones.sort();
    zones.dedup();
    Ok(zones)
}

/// Refuses what no screen offers.
fn check(settings: &Settings) -> Result<(), AppError> {
    let zone = settings.day.zone.as_deref();
    let zone_is_known = zone.is_none_or(|name| TimeZone::get(name).is_ok());
    let right = zone_is_known
        && settings.day.starts_minutes < MINUTES_A_DAY
        && settings.notifications.muted_devices.len() <= MAX_MUTED_DEVICES;
    match right {
        true => Ok(()),
        false => Err(AppError::new(ErrorCode::Malformed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::DayBoundary;

    fn check_day(zone: Option<&str>, starts_minutes: u16, is_right: bool) {
        let settings = Settings {
            day: DayBoundary {
                zone: zone.map(str::to_owned),
                starts_minutes,
            },
            ..Settings::default()
        };
        assert_eq!(check(&settings).is_ok(), is_right, "{settings:?}");
    }

    #[test]
    fn a_day_begins_within_a_day_and_in_a_zone_that_there_is() {
        check_day(None, 0, true);
        check_day(Some("Europe/Lisbon"), 1_439, true);
        check_day(Some("UTC"), 240, true);
        check_day(None, 1_440, false);
        check_day(Some("Europe/Nowhere"), 0, false);
    }
}
