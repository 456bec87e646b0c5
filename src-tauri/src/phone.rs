//! Has the phone tell where it is while somebody walks.

use crate::{bridge, wish::Wish};
use outpost_app_core::{NoPosition, PhonePosition};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Wry, async_runtime, plugin::PermissionState};
use tauri_plugin_geolocation::{
    Geolocation, GeolocationExt, PermissionStatus, PermissionType, PositionOptions, WatchEvent,
};

/// As exact as the phone can, and nothing from before.
const OPTIONS: PositionOptions = PositionOptions {
    enable_high_accuracy: true,
    timeout: 20_000,
    maximum_age: 0,
};

/// Whether the phone is to tell where it is.
static WISH: Mutex<Wish> = Mutex::new(Wish::new());

/// Begins to tell the core where the phone is, or stops. The system asks the person first, and the plugin waits for
/// the answer, so that meanwhile the wish may change.
pub(crate) fn tell_position(app: &AppHandle, wanted: bool) {
    if !wish().wish(wanted) {
        return;
    }
    let app = app.clone();
    async_runtime::spawn_blocking(move || {
        // The watch that goes on: its number with the plugin.
        static WATCH: Mutex<Option<u32>> = Mutex::new(None);
        let mut watch = WATCH.lock().unwrap_or_else(PoisonError::into_inner);
        let geolocation = app.geolocation();
        loop {
            // Not in the loop's head, where the lock would be held on.
            let next = wish().next();
            let Some(wanted) = next else { break };
            match act(&app, geolocation, wanted, *watch) {
                Ok(now) => {
                    *watch = now;
                    wish().done(wanted);
                }
                Err(why) => {
                    wish().refused(wanted);
                    bridge::take_position(&app, Err(why));
                }
            }
        }
    });
}

/// Begins a watch or ends the one that goes on; the watch that goes on then.
fn act(
    app: &AppHandle,
    geolocation: &Geolocation<Wry>,
    wanted: bool,
    watch: Option<u32>,
) -> Result<Option<u32>, NoPosition> {
    if wanted {
        return begin(app, geolocation).map(Some);
    }
    if let Some(Err(error)) = watch.map(|id| geolocation.clear_watch(id)) {
        tracing::warn!(%error, "the phone may still look where it is");
    }
    Ok(None)
}

fn begin(app: &AppHandle, geolocation: &Geolocation<Wry>) -> Result<u32, NoPosition> {
    let asked = geolocation.request_permissions(Some(vec![PermissionType::Location]));
    if !is_permitted(asked) {
        return Err(NoPosition::NotPermitted);
    }
    let app = app.clone();
    let watch = geolocation.watch_position(OPTIONS, move |event| match event {
        WatchEvent::Position(position) => {
            let position = PhonePosition {
                at_ms: position.timestamp,
                latitude: position.coords.latitude,
                longitude: position.coords.longitude,
                accuracy_m: position.coords.accuracy,
                speed_m_s: position.coords.speed,
            };
            bridge::take_position(&app, Ok(position));
        }
        WatchEvent::Error(error) => {
            tracing::debug!(error, "the phone does not know where it is");
            // Asking the phone in its own call would wait for itself.
            let app = app.clone();
            async_runtime::spawn_blocking(move || {
                let why = match is_permitted(app.geolocation().check_permissions()) {
                    true => NoPosition::Unknown,
                    false => NoPosition::NotPermitted,
                };
                bridge::take_position(&app, Err(why));
            });
        }
    });
    watch.map_err(|error| {
        tracing::warn!(%error, "the phone does not tell where it is");
        NoPosition::Unknown
    })
}

/// Whether the app may see where the phone is. The plugin fails where location is switched off for all apps, which
/// its person changes in the same place.
fn is_permitted(status: tauri_plugin_geolocation::Result<PermissionStatus>) -> bool {
    match status {
        Ok(status) => [status.location, status.coarse_location].contains(&PermissionState::Granted),
        Err(error) => {
            tracing::warn!(%error, "the phone does not let the app see where it is");
            false
        }
    }
}

fn wish() -> MutexGuard<'static, Wish> {
    WISH.lock().unwrap_or_else(PoisonError::into_inner)
}
