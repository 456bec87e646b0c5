//! Opens a window with nothing in it, as a reference for how fast the app's own could open.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "examples/empty_window/tauri.conf.json"
    ))
}
