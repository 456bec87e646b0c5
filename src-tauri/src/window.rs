//! Opens the one window, in the colours of the page, so that nothing flashes.

use tauri::{
    App, Theme, WebviewUrl, WebviewWindowBuilder,
    webview::{Color, PageLoadEvent},
};

/// The page's background, `--bg` of the UI's design tokens.
const LIGHT: Color = Color(245, 246, 244, 255);
const DARK: Color = Color(13, 17, 16, 255);

/// Opens it hidden and shows it with its first page, unless the app works in the background.
pub(crate) fn open(app: &App, shown: bool) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Outpost")
        .inner_size(1100.0, 760.0)
        .min_inner_size(360.0, 600.0)
        .visible(false)
        .on_page_load(move |window, page| {
            if page.event() == PageLoadEvent::Finished
                && shown
                && let Err(error) = window.show()
            {
                tracing::error!(%error, "the window cannot be shown");
            }
        })
        .build()?;
    window.set_background_color(Some(match window.theme()? {
        Theme::Dark => DARK,
        _ => LIGHT,
    }))
}
