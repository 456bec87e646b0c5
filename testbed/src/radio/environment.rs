//! Makes the Python environment that the emulated radio runs in, with a client that others wrote.

use crate::tools::{bound_to_us, output_of, tool};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What is installed, pinned.
const PACKAGES: &[&str] = &[
    // `peripherals.py` works around faults of this very version.
    "bumble==0.0.236",
    // A client of Improv that nobody here wrote, and what it needs: its package does not say.
    "py-improv-ble-client==2.0.1",
    "bleak==3.1.0",
    "bleak-retry-connector==4.7.1",
];
/// The system's own, which its package for environments belongs to; a person may have others.
const PYTHON: &str = "/usr/bin/python3";
const SCRIPT: &str = include_str!("peripherals.py");

/// A Python with what the emulated radio needs.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its interpreter.
    pub interpreter: PathBuf,
    /// The emulated radio's program.
    pub script: PathBuf,
}

/// The environment in `folder`, made where it is not there.
///
/// # Errors
/// If there is no Python that can make one, or the packages cannot be downloaded.
pub fn prepare(folder: &Path) -> Result<Environment> {
    fs::create_dir_all(folder)?;
    let venv = folder.join("venv");
    let environment = Environment {
        interpreter: venv.join("bin/python3"),
        script: folder.join("peripherals.py"),
    };
    let made_with = folder.join("venv.made-with");
    let wanted = PACKAGES.join("\n");
    let is_made = environment.interpreter.exists()
        && fs::read_to_string(&made_with).is_ok_and(|it| it == wanted);
    if !is_made {
        println!("  Bumble is installed for virtual peripherals: 70 MB, once.");
        output_of(tool(PYTHON).args(["-m", "venv", "--clear"]).arg(&venv)).context(
            "no Python environment can be made; `cargo xtask setup` installs python3-venv",
        )?;
        output_of(
            Command::new(&environment.interpreter)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .args(PACKAGES),
        )?;
        // Last, so that a half-made environment is made again.
        fs::write(&made_with, wanted)?;
    }
    fs::write(&environment.script, SCRIPT)?;
    Ok(environment)
}

impl Environment {
    /// Its interpreter, to be started.
    pub fn python(&self) -> Command {
        bound_to_us(&self.interpreter.to_string_lossy())
    }
}
