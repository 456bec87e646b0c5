//! Lays out what is installed, as it is below `/`.

use crate::{
    programs::run,
    services::Programs,
    workspace::{self, VERSION},
};
use anyhow::{Context, Result};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// The app, the practice network and the simulated device. The app looks for the others beside itself.
pub(super) const PROGRAMS: [&str; 3] = ["outpost", "outpostd", "outpost-device"];

/// The entry of the desktop's menu. It takes `outpost:` links.
pub(super) const DESKTOP_ENTRY: &str = "\
[Desktop Entry]
Type=Application
Name=Outpost
Comment=Your devices, what they contribute and what they earn
Exec=outpost %u
Icon=outpost
Categories=Network;Utility;
MimeType=x-scheme-handler/outpost;
StartupWMClass=outpost
Terminal=false
";

/// The icons, by their sizes.
const ICONS: [(&str, &str); 4] = [
    ("32x32", "32x32.png"),
    ("128x128", "128x128.png"),
    ("256x256", "128x128@2x.png"),
    ("512x512", "icon.png"),
];

/// The tree, in place of an older one.
pub(super) fn lay_out(tree: &Path, programs: &Programs) -> Result<PathBuf> {
    if tree.exists() {
        fs::remove_dir_all(tree)?;
    }
    let bin = tree.join("usr/bin");
    fs::create_dir_all(&bin)?;
    for name in PROGRAMS {
        strip(&programs.path(name), &bin.join(name))?;
    }
    let share = tree.join("usr/share");
    put(
        &share.join("applications/outpost.desktop"),
        DESKTOP_ENTRY.as_bytes(),
    )?;
    for (size, file) in ICONS {
        let icon = workspace::root().join("src-tauri/icons").join(file);
        let content = fs::read(&icon).with_context(|| icon.display().to_string())?;
        let place = format!("icons/hicolor/{size}/apps/outpost.png");
        put(&share.join(place), &content)?;
    }
    let licence = fs::read_to_string(workspace::root().join("LICENSE"))?;
    let copyright = format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Upstream-Name: Outpost {VERSION}\n\nFiles: *\nLicense: Apache-2.0\n\n{licence}"
    );
    put(&share.join("doc/outpost/copyright"), copyright.as_bytes())?;
    // The screens came with it.
    let others = fs::read(workspace::root().join("ui/dist/licences.json"))?;
    put(&share.join("doc/outpost/licences.json"), &others)?;
    Ok(tree.to_owned())
}

/// Copies a program without what only debuggers read.
pub(super) fn strip(program: &Path, stripped: &Path) -> Result<()> {
    let mut strip = Command::new("strip");
    run(strip
        .arg("--strip-unneeded")
        .arg("-o")
        .args([stripped, program]))
}

/// Writes a file that everybody may read, and its folders.
pub(super) fn put(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| path.display().to_string())?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))?;
    Ok(())
}
