//! Installs system packages through apt, where it may.

use crate::programs::{output_of, run, succeeds};
use anyhow::{Result, bail};
use std::process::Command;

/// What the app is linked against, and what a C dependency's build script calls.
pub(super) const APP: &[&str] = &[
    "build-essential",
    "pkg-config",
    // The window, which brings GTK's headers along.
    "libwebkit2gtk-4.1-dev",
    // The window's messages to the desktop.
    "libdbus-1-dev",
    // The tray, which opens this library when it is there.
    "libayatana-appindicator3-1",
];

/// What packs the app, and makes a bare system to try the package in.
pub(super) const BUNDLE: &[&str] = &["dpkg-dev", "mmdebstrap", "xvfb"];

/// A screen for tests where there is none, and what drives the window on it and a browser.
pub(super) const TESTS: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "dbus",
    "libgl1-mesa-dri",
    "fonts-dejavu-core",
    // An ordinary browser for the development host, and the program that drives it.
    "chromium",
    "chromium-driver",
];

/// What the guest for tests of devices is made of, and what emulates it and its radio.
pub(super) const GUEST: &[&str] = &[
    "qemu-system-x86",
    "bluez",
    "busybox-static",
    "kmod",
    "python3-venv",
    "socat",
    "udev",
    "xz-utils",
];

/// A database to check queries against.
pub(super) const QUERIES: &[&str] = &["sqlite3"];

/// Those of the packages that are not installed.
///
/// # Errors
/// If this is no Debian or one of its descendants.
pub(super) fn missing(wanted: &[&'static str]) -> Result<Vec<&'static str>> {
    if !succeeds(Command::new("dpkg-query").arg("--version")) {
        bail!(
            "this machine has no dpkg, so packages cannot be looked up; set-up knows Debian and Ubuntu. \
             Elsewhere, install what these packages hold, then build with plain cargo: {}",
            wanted.join(" ")
        );
    }
    Ok(wanted
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect())
}

fn is_installed(package: &str) -> bool {
    output_of(Command::new("dpkg-query").args([
        "--show",
        "--showformat=${db:Status-Status}\n",
        package,
    ]))
    // A package of several architectures has a line for each.
    .is_ok_and(|states| states.lines().any(|state| state == "installed"))
}

/// Installs the packages as root or through sudo where that asks for no password.
///
/// # Errors
/// If neither is so: the message has the line for the person to run.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let Some(prefix) = right_to_install() else {
        bail!(
            "installing system packages needs an administrator. Run this line, then start again:\n\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {}\n",
            packages.join(" ")
        );
    };
    run(apt_get(prefix).arg("update"))?;
    run(apt_get(prefix)
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))
}

/// What to put before a command so that it runs as root.
fn right_to_install() -> Option<&'static [&'static str]> {
    let user = output_of(Command::new("id").arg("-u")).unwrap_or_default();
    if user.trim() == "0" {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt_get(prefix: &[&str]) -> Command {
    let mut words = prefix.iter().copied().chain([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        // Fresh machines update themselves for some minutes after their first start.
        "-o",
        "DPkg::Lock::Timeout=500",
    ]);
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words);
    command
}
