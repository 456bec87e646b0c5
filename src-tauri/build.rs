//! Prepares what `tauri::generate_context!` embeds.

use std::{fs, io, path::Path};

/// Where the built UI is; `cargo xtask ui` fills it.
const UI: &str = "../ui/dist";

fn main() -> io::Result<()> {
    // The macro refuses to compile without the folder. Checks and lints that never open a window
    // (`cargo clippy` on a fresh clone) get an empty page instead of a build of the UI.
    let page = Path::new(UI).join("index.html");
    if !page.exists() {
        fs::create_dir_all(UI)?;
        fs::write(page, "<!doctype html><title>Outpost</title>")?;
    }
    println!("cargo:rerun-if-changed={UI}");
    tauri_build::build();
    Ok(())
}
