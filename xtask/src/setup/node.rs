//! Installs what the screens and tests take from npm, exactly as it is pinned, without running anything of it.

use super::Purpose;
use crate::{
    programs::{run, succeeds},
    workspace,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What pins a package and all that comes with it.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Something of npm.
pub struct Package {
    /// What a person calls it.
    pub(super) name: &'static str,
    /// The folder of its manifests in the source tree.
    pinned: &'static str,
    /// The folder that it is installed into, below the target folder.
    installed: &'static str,
}

/// What the screens load beside WebAssembly.
pub const SCREENS: Package = Package {
    name: "what the screens draw maps and charts with",
    pinned: "ui/vendor",
    installed: "ui-vendor",
};

/// What judges the accessibility of screens.
pub const AXE: Package = Package {
    name: "axe-core, which judges the accessibility of screens",
    pinned: "xtask/tests/e2e/axe",
    installed: "axe",
};

/// What tests take.
const TESTS: [Package; 2] = [
    Package {
        name: "an Improv client to test with",
        pinned: "device-agent/tests/interop",
        installed: "interop",
    },
    AXE,
];

/// The system packages without which nothing of npm can be installed, where npm is missing.
pub(super) fn missing_packages() -> &'static [&'static str] {
    match succeeds(Command::new("npm").arg("--version")) {
        true => &[],
        false => &["nodejs", "npm"],
    }
}

/// What is missing, or is not what is pinned.
pub(super) fn missing(purpose: Purpose) -> Vec<&'static Package> {
    let tests: &[Package] = match purpose {
        Purpose::App => &[],
        Purpose::Tests => &TESTS,
    };
    std::iter::once(&SCREENS)
        .chain(tests)
        .filter(|package| !package.is_there())
        .collect()
}

impl Package {
    /// Installs it.
    ///
    /// # Errors
    /// If npm fails.
    pub fn install(&self) -> Result<()> {
        let folder = self.installed();
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for name in MANIFESTS {
            fs::copy(self.pinned().join(name), folder.join(name))
                .with_context(|| format!("cannot copy {name} to {}", folder.display()))?;
        }
        run(Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(folder))
    }

    /// Whether it is installed as it is pinned.
    pub fn is_there(&self) -> bool {
        let read = |folder: &Path, name| fs::read(folder.join(name)).ok();
        let is_pinned = |name| {
            let installed = read(&self.installed(), name);
            installed.is_some() && installed == read(&self.pinned(), name)
        };
        MANIFESTS.into_iter().all(is_pinned) && self.modules().is_dir()
    }

    /// Where its packages are, once it is installed.
    pub fn modules(&self) -> PathBuf {
        self.installed().join("node_modules")
    }

    /// What pins it.
    pub fn lockfile(&self) -> PathBuf {
        self.pinned().join("package-lock.json")
    }

    fn pinned(&self) -> PathBuf {
        workspace::root().join(self.pinned)
    }

    fn installed(&self) -> PathBuf {
        workspace::target().join(self.installed)
    }
}
