//! Has the phone tell where it is while somebody walks.

use crate::bridge;
use outpost_app_core::PhonePosition;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, async_runtime};
use tauri_plugin_geolocation::{
    Geolocation, GeolocationExt, PermissionType, PositionOptions, WatchEvent,
};

/// As exact as the phone can, and nothing from before.
const OPTIONS: PositionOptions = PositionOptions {
    enable_high_accuracy: true,
    timeout: 20_000,
    maximum_age: 0,
};

/// The watch that goes on: its number with the plugin.
static WATCH: Mutex<Option<u32>> = Mutex::new(None);

/// Begins to tell the core where the phone is, or stops. The system asks the person first.
pub(crate) fn tell_position(app: &AppHandle, wanted: bool) {
    let app = app.clone();
    // The plugin waits for the person's answer.
    async_runtime::spawn_blocking(move || {
        let mut watch = WATCH.lock().unwrap_or_else(PoisonError::into_inner);
        let geolocation = app.geolocation();
        let told = match (wanted, *watch) {
            (true, None) => begin(&app, geolocation).map(Some),
            (false, Some(id)) => geolocation.clear_watch(id).map(|()| None),
            (_, unchanged) => Ok(unchanged),
        };
        match told {
            Ok(now) => *watch = now,
            Err(error) => tracing::warn!(%error, "the phone does not tell where it is"),
        }
    });
}

fn begin(
    app: &AppHandle,
    geolocation: &Geolocation<tauri::Wry>,
) -> tauri_plugin_geolocation::Result<u32> {
    geolocation.request_permissions(Some(vec![PermissionType::Location]))?;
    let app = app.clone();
    geolocation.watch_position(OPTIONS, move |event| match event {
        WatchEvent::Position(position) => bridge::take_position(
            &app,
            PhonePosition {
                at_ms: position.timestamp,
                latitude: position.coords.latitude,
                longitude: position.coords.longitude,
                accuracy_m: position.coords.accuracy,
                speed_m_s: position.coords.speed,
            },
        ),
        WatchEvent::Error(error) => tracing::debug!(error, "the phone does not know where it is"),
    })
}
