//! Installs the Improv client that tests provision a device with: it is of npm.

use crate::{
    programs::{run, succeeds},
    workspace,
};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::Command};

/// What is pinned: the client and all that comes with it.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// The system packages without which nothing of npm can be installed, where npm is missing.
pub(super) fn missing_packages() -> &'static [&'static str] {
    match succeeds(Command::new("npm").arg("--version")) {
        true => &[],
        false => &["nodejs", "npm"],
    }
}

/// Whether the client is missing, or is not the one that is pinned.
pub(super) fn is_client_missing() -> bool {
    let is_pinned = |name| {
        let installed = fs::read(installed().join(name)).ok();
        installed.is_some() && installed == fs::read(pinned().join(name)).ok()
    };
    !(MANIFESTS.into_iter().all(is_pinned) && installed().join("node_modules").is_dir())
}

/// Installs the client, without running anything of it.
///
/// # Errors
/// If npm fails.
pub(super) fn install_client() -> Result<()> {
    let folder = installed();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for name in MANIFESTS {
        fs::copy(pinned().join(name), folder.join(name))
            .with_context(|| format!("cannot copy {name} to {}", folder.display()))?;
    }
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder))
}

fn pinned() -> PathBuf {
    workspace::root().join("device-agent/tests/interop")
}

fn installed() -> PathBuf {
    workspace::target().join("interop")
}
