//! Wraps the tree into an AppImage: a file system in a file, behind the program that starts it.

use super::tree::{self, DESKTOP_ENTRY};
use crate::{
    programs::run,
    services::Programs,
    workspace::{self, VERSION},
};
use anyhow::Result;
use std::{
    env::consts::ARCH,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

/// The program that starts what is in the image.
const RUNTIME: &str = "outpost-appimage";

/// The program that makes it.
const MAKER: &str = "outpost-make-appimage";

/// Makes `folder/outpost_VERSION_ARCHITECTURE.AppImage`.
pub(super) fn pack(tree: &Path, folder: &Path, programs: &Programs) -> Result<PathBuf> {
    let app = folder.join("Outpost.AppDir");
    if app.exists() {
        fs::remove_dir_all(&app)?;
    }
    run(Command::new("cp").arg("-a").args([tree, app.as_path()]))?;
    tree::put(&app.join("outpost.desktop"), DESKTOP_ENTRY.as_bytes())?;
    let icon = workspace::root().join("src-tauri/icons/128x128@2x.png");
    tree::put(&app.join("outpost.png"), &fs::read(icon)?)?;
    symlink("outpost.png", app.join(".DirIcon"))?;
    symlink("usr/bin/outpost", app.join("AppRun"))?;
    let stripped = folder.join(RUNTIME);
    tree::strip(&programs.path(RUNTIME), &stripped)?;
    let image = folder.join(format!("outpost_{VERSION}_{ARCH}.AppImage"));
    run(Command::new(programs.path(MAKER)).args([&stripped, &app, &image]))?;
    Ok(image)
}
