//! Makes the Python environment that the emulated radio runs in, with clients and devices that others wrote.

use crate::tools::{bound_to_us, output_of, tool};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What is installed, pinned.
const PACKAGES: &[&str] = &[
    // The emulator works around faults of this very version.
    "bumble==0.0.236",
    // A client of Improv that nobody here wrote, and what it needs: its package does not say.
    "py-improv-ble-client==2.0.1",
    "bleak==3.1.0",
    "bleak-retry-connector==4.7.1",
    // A GPS receiver that nobody here wrote.
    "nmeasim==1.1.1.0",
];
/// The same, without what they say they need.
const PACKAGES_ALONE: &[&str] = &[
    // A device of Improv that nobody here wrote. Only its protocol is used, which needs no Bluetooth of its
    // own.
    "pyimprov==0.2.0",
];
/// The system's own, which its package for environments belongs to; a person may have others.
const PYTHON: &str = "/usr/bin/python3";
/// The emulated radio's program, and its parts.
const PROGRAM: &str = "radio.py";
const SCRIPTS: [(&str, &str); 5] = [
    (PROGRAM, include_str!("emulator/radio.py")),
    ("air.py", include_str!("emulator/air.py")),
    ("party.py", include_str!("emulator/party.py")),
    ("peripheral.py", include_str!("emulator/peripheral.py")),
    ("central.py", include_str!("emulator/central.py")),
];

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
        script: folder.join(PROGRAM),
    };
    let made_with = folder.join("venv.made-with");
    let wanted = [PACKAGES, PACKAGES_ALONE].concat().join("\n");
    let is_made = environment.interpreter.exists()
        && fs::read_to_string(&made_with).is_ok_and(|it| it == wanted);
    if !is_made {
        println!("  Bumble is installed for virtual peripherals: 70 MB, once.");
        output_of(tool(PYTHON).args(["-m", "venv", "--clear"]).arg(&venv)).context(
            "no Python environment can be made; `cargo xtask setup` installs python3-venv",
        )?;
        install(&environment.interpreter, PACKAGES)?;
        let alone = [&["--no-deps"], PACKAGES_ALONE].concat();
        install(&environment.interpreter, &alone)?;
        // Last, so that a half-made environment is made again.
        fs::write(&made_with, wanted)?;
    }
    for (name, script) in SCRIPTS {
        fs::write(folder.join(name), script)?;
    }
    Ok(environment)
}

fn install(interpreter: &Path, packages: &[&str]) -> Result<()> {
    let mut pip = Command::new(interpreter);
    pip.args(["-m", "pip", "install", "--quiet"])
        .arg("--disable-pip-version-check")
        .args(packages);
    output_of(&mut pip).map(drop)
}

impl Environment {
    /// Its interpreter, to be started.
    pub fn python(&self) -> Command {
        bound_to_us(&self.interpreter.to_string_lossy())
    }
}
