//! Wraps the tree into an AppImage: a file system in a file, behind the AppImage project's runtime.

use super::tree::{self, DESKTOP_ENTRY};
use crate::{
    programs::run,
    workspace::{self, VERSION},
};
use anyhow::{Context, Result};
use std::{
    env::consts::ARCH,
    fs::{self, File},
    io,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Command,
};

/// What was made, in words. Without the runtime it is the content alone.
pub(super) fn pack(tree: &Path, folder: &Path, runtime: Option<&Path>) -> Result<String> {
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
    let content = folder.join("outpost.squashfs");
    run(Command::new("mksquashfs").args([&app, &content]).args([
        "-noappend",
        "-root-owned",
        "-quiet",
        "-no-progress",
    ]))?;
    let Some(runtime) = runtime else {
        return Ok(format!(
            "{}: the AppImage's content. The runtime that mounts it is no package of Debian, npm or PyPI; \
             give the AppImage project's file with --runtime",
            content.display()
        ));
    };
    let image = folder.join(format!("outpost_{VERSION}_{ARCH}.AppImage"));
    fs::copy(runtime, &image).with_context(|| runtime.display().to_string())?;
    let mut whole = File::options().append(true).open(&image)?;
    io::copy(&mut File::open(&content)?, &mut whole)?;
    fs::set_permissions(&image, fs::Permissions::from_mode(0o755))?;
    Ok(image.display().to_string())
}
