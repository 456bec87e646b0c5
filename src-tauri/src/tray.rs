//! Shows how things are beside the clock, and keeps the app running when its window is closed.
//!
//! The words come from the screens. On systems without a tray there is none, and closing the window ends the
//! app.

use outpost_app_api::DescribeTray;
use tauri::{
    App, AppHandle, Manager, Wry,
    image::Image,
    menu::{Menu, MenuItem},
    tray::{TrayIcon, TrayIconBuilder},
};

const OPEN: &str = "open";
const QUIT: &str = "quit";
const STATE: &str = "state";

/// The tray, where there is one.
pub(crate) struct Tray {
    icon: TrayIcon,
    state: MenuItem<Wry>,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

/// Puts the icon beside the clock. Until the screens say how things are, it has the app's name.
pub(crate) fn show(app: &App) -> tauri::Result<()> {
    if !is_possible() {
        tracing::info!("this system has no tray");
        return Ok(());
    }
    let name = app.package_info().name.clone();
    let item = |id, enabled| MenuItem::with_id(app, id, &name, enabled, None::<&str>);
    let (state, open, quit) = (item(STATE, false)?, item(OPEN, true)?, item(QUIT, true)?);
    let menu = Menu::with_items(app, &[&state, &open, &quit])?;
    let icon = TrayIconBuilder::new()
        .icon(picture(false))
        .tooltip(&name)
        .menu(&menu)
        .on_menu_event(|app, event| match event.id.as_ref() {
            OPEN => open_window(app),
            QUIT => app.exit(0),
            _ => {}
        })
        .build(app)?;
    app.manage(Tray {
        icon,
        state,
        open,
        quit,
    });
    Ok(())
}

/// Whether there is an icon beside the clock.
pub(crate) fn is_shown(app: &impl Manager<Wry>) -> bool {
    app.try_state::<Tray>().is_some()
}

/// Brings the window to the front.
pub(crate) fn open_window(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window cannot be brought to the front");
    }
}

/// Says how things are.
pub(crate) fn describe(app: &AppHandle, words: &DescribeTray) {
    let Some(tray) = app.try_state::<Tray>() else {
        return;
    };
    let described = tray
        .state
        .set_text(&words.state)
        .and_then(|()| tray.open.set_text(&words.open))
        .and_then(|()| tray.quit.set_text(&words.quit))
        .and_then(|()| tray.icon.set_tooltip(Some(&words.state)))
        .and_then(|()| tray.icon.set_icon(Some(picture(words.attention))));
    if let Err(error) = described {
        tracing::warn!(%error, "the tray cannot be described");
    }
}

/// The app's mark, with a dot when something needs attention.
fn picture(attention: bool) -> Image<'static> {
    match attention {
        true => tauri::include_image!("icons/tray-attention.png"),
        false => tauri::include_image!("icons/32x32.png"),
    }
}

/// Whether there is a tray to put an icon into. The library that does so on Linux is opened when it is needed,
/// by a crate that panics where it is missing; and without a session bus nobody would see the icon.
fn is_possible() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];
    const FOLDERS: [&str; 6] = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
        "/lib64",
        "/usr/local/lib",
    ];
    let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS");
    let has_bus =
        bus.is_ok_and(|address| address.contains("path=") || address.contains("abstract="));
    let is_there = |library| {
        FOLDERS
            .iter()
            .any(|folder| std::path::Path::new(folder).join(library).exists())
    };
    has_bus && LIBRARIES.into_iter().any(is_there)
}
