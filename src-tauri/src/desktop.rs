//! Joins the app to the desktop: one instance, a window that remembers its place, a start at login.

use crate::{shell, tray};
use tauri::{AppHandle, Builder, Wry};
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_window_state::StateFlags;

/// What the app is started with at login: its window stays closed.
pub(crate) const IN_BACKGROUND: &str = "--in-background";

/// The plugins of the desktop. The one for a single instance comes first, since it may end this one.
pub(crate) fn plugins(builder: Builder<Wry>) -> Builder<Wry> {
    let window_state = tauri_plugin_window_state::Builder::new()
        // Whether it is shown is not remembered: it is shown with its first page.
        .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
        .build();
    builder
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            tray::open_window(app);
            shell::follow_first_link(app, arguments.into_iter().skip(1));
        }))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(
            tauri_plugin_autostart::Builder::new()
                .arg(IN_BACKGROUND)
                .build(),
        )
        .plugin(window_state)
}

/// Has the app start at login, or not.
pub(crate) fn start_at_login(app: &AppHandle, wanted: bool) {
    let manager = app.autolaunch();
    let changed = match manager.is_enabled() {
        Ok(enabled) if enabled == wanted => return,
        _ if wanted => manager.enable(),
        _ => manager.disable(),
    };
    if let Err(error) = changed {
        tracing::warn!(%error, wanted, "the start at login cannot be changed");
    }
}
