//! Wraps the tree into a Debian package that names what it needs.

use super::tree::{self, PROGRAMS};
use crate::{
    programs::{output_of, run},
    workspace::VERSION,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What no program is linked against: the tray's library is opened when it is needed, and a session bus
/// brings notices and keeps to one instance.
const RECOMMENDED: &str = "libayatana-appindicator3-1, default-dbus-session-bus | dbus-session-bus";

/// The zones that days are counted in, which no program is linked against either.
const ZONES: &str = "tzdata";

/// The package.
pub(super) fn pack(tree: &Path, folder: &Path) -> Result<PathBuf> {
    let architecture = output_of(Command::new("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let control = format!(
        "Package: outpost\n\
         Version: {VERSION}\n\
         Architecture: {architecture}\n\
         Maintainer: Outpost maintainers <maintainers@outpost.invalid>\n\
         Installed-Size: {}\n\
         Depends: {}, {ZONES}\n\
         Recommends: {RECOMMENDED}\n\
         Section: net\n\
         Priority: optional\n\
         Description: See what your devices contribute to a community-owned network\n \
         Sets devices up over Bluetooth and USB, shows what they contribute and earn, and checks every\n \
         number with a light node of its own. Brings a network to practise with.\n",
        kilobytes(tree)?,
        needed(tree, folder)?,
    );
    tree::put(&tree.join("DEBIAN/control"), control.as_bytes())?;
    let package = folder.join(format!("outpost_{VERSION}_{architecture}.deb"));
    run(Command::new("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "-z1", "--build"])
        .args([tree, package.as_path()]))?;
    fs::remove_dir_all(tree.join("DEBIAN"))?;
    Ok(package)
}

/// The packages whose libraries the programs are linked against, with their versions.
fn needed(tree: &Path, folder: &Path) -> Result<String> {
    // The tool wants to be within a source package.
    tree::put(
        &folder.join("debian/control"),
        b"Source: outpost\n\nPackage: outpost\nArchitecture: any\nDepends: ${shlibs:Depends}\n",
    )?;
    let mut command = Command::new("dpkg-shlibdeps");
    command.current_dir(folder).arg("-O");
    for program in PROGRAMS {
        command.arg("-e").arg(tree.join("usr/bin").join(program));
    }
    let answer = output_of(&mut command)?;
    let needed = answer.trim().strip_prefix("shlibs:Depends=");
    Ok(needed
        .with_context(|| format!("dpkg-shlibdeps said `{answer}`"))?
        .to_owned())
}

fn kilobytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        sum += match data.is_dir() {
            true => kilobytes(&entry.path())?,
            false => data.len().div_ceil(1024),
        };
    }
    Ok(sum)
}
