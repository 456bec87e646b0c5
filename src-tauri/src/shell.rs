//! Does what the core and the window ask of the system, as far as this system can.

use outpost_app_api::DescribeTray;
use tauri::{App, AppHandle, Builder, Window, WindowEvent, Wry};
use tauri_plugin_notification::NotificationExt;

/// The plugins of this system.
pub(crate) fn plugins(builder: Builder<Wry>) -> Builder<Wry> {
    #[cfg(desktop)]
    let builder = crate::desktop::plugins(builder);
    #[cfg(mobile)]
    let builder = builder
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_barcode_scanner::init())
        .plugin(tauri_plugin_geolocation::init());
    builder.plugin(tauri_plugin_notification::init())
}

/// Begins what belongs to this system beside the window.
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no tray"))]
pub(crate) fn begin(app: &App) -> tauri::Result<()> {
    #[cfg(desktop)]
    {
        crate::desktop::listen_to_links(app);
        crate::tray::show(app)?;
    }
    Ok(())
}

/// Has the app start at login, or not.
#[cfg_attr(
    mobile,
    expect(unused_variables, reason = "nothing starts at the login of a phone")
)]
pub(crate) fn start_at_login(app: &AppHandle, wanted: bool) {
    #[cfg(desktop)]
    crate::desktop::start_at_login(app, wanted);
}

/// Raises a notice.
pub(crate) fn raise(app: &AppHandle, title: &str, body: &str) {
    let notice = app.notification().builder().title(title).body(body);
    if let Err(error) = notice.show() {
        tracing::warn!(%error, "a notice cannot be raised");
    }
}

/// Says how things are, beside the clock.
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no tray"))]
pub(crate) fn describe(app: &AppHandle, words: &DescribeTray) {
    #[cfg(desktop)]
    crate::tray::describe(app, words);
}

/// Where there is a tray, closing the window leaves the app running in it.
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no tray"))]
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    #[cfg(desktop)]
    if let WindowEvent::CloseRequested { api, .. } = event
        && crate::tray::is_shown(window)
    {
        api.prevent_close();
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "the window cannot be hidden");
        }
    }
}
