//! Does what the core and the window ask of the system, as far as this system can.

use crate::bridge;
use outpost_app_api::DescribeTray;
use outpost_app_core::Biometrics;
use std::sync::Arc;
use tauri::{App, AppHandle, Builder, RunEvent, Window, WindowEvent, Wry};
use tauri_plugin_deep_link::DeepLinkExt;
use tauri_plugin_notification::NotificationExt;

/// The plugins of this system.
pub(crate) fn plugins(builder: Builder<Wry>) -> Builder<Wry> {
    #[cfg(desktop)]
    let builder = crate::desktop::plugins(builder);
    #[cfg(mobile)]
    let builder = builder
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_barcode_scanner::init())
        .plugin(tauri_plugin_biometry::init())
        .plugin(tauri_plugin_geolocation::init());
    builder.plugin(tauri_plugin_notification::init())
}

/// Begins what belongs to this system beside the window.
pub(crate) fn begin(app: &App) -> tauri::Result<()> {
    listen_to_links(app);
    #[cfg(desktop)]
    crate::tray::show(app)?;
    Ok(())
}

/// Takes links that the system hands over while the app runs.
fn listen_to_links(app: &App) {
    let handle = app.handle().clone();
    app.deep_link().on_open_url(move |event| {
        open_window(&handle);
        follow_first_link(&handle, event.urls().into_iter().map(String::from));
    });
}

/// Hands the first link to the core, which looks at it before anything is done with it.
pub(crate) fn follow_first_link(app: &AppHandle, mut words: impl Iterator<Item = String>) {
    let is_link = |word: &String| word.to_ascii_lowercase().starts_with("outpost:");
    if let Some(link) = words.find(is_link) {
        bridge::open_link(app, link);
    }
}

/// Brings the window to the front. A phone does so before it hands anything over.
#[cfg_attr(
    mobile,
    expect(unused_variables, reason = "a phone has the window in front")
)]
fn open_window(app: &AppHandle) {
    #[cfg(desktop)]
    crate::tray::open_window(app);
}

/// Whether the window can stay closed: only a tray opens it again.
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no tray"))]
pub(crate) fn can_hide(app: &App) -> bool {
    #[cfg(desktop)]
    return crate::tray::is_shown(app);
    #[cfg(mobile)]
    false
}

/// Does what the system asks of an app that runs.
pub(crate) fn on_event(app: &AppHandle, event: &RunEvent) {
    match event {
        RunEvent::Exit => bridge::end(app),
        // A click on the app in the dock, when its window was closed.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => open_window(app),
        _ => {}
    }
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

/// What asks the person for a fingerprint or a face; a desktop's own key store does so by itself.
#[cfg_attr(
    desktop,
    expect(unused_variables, reason = "a desktop's key store asks by itself")
)]
pub(crate) fn biometrics(app: &AppHandle) -> Option<Arc<dyn Biometrics>> {
    #[cfg(mobile)]
    return Some(crate::biometrics::sensor(app));
    #[cfg(desktop)]
    None
}

/// Has the phone tell where it is, or not any more.
#[cfg_attr(desktop, expect(unused_variables, reason = "a desktop has receivers"))]
pub(crate) fn tell_position(app: &AppHandle, wanted: bool) {
    #[cfg(mobile)]
    crate::phone::tell_position(app, wanted);
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
