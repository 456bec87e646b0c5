//! Starts what the app talks to: a practice network and a simulated device.

use crate::programs::Background;
use anyhow::Result;
use serde::Deserialize;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The folder that holds the project's programs as they were built.
#[derive(Clone, Debug)]
pub struct Programs(PathBuf);

impl Programs {
    /// Those that people use, optimised.
    pub fn release() -> Self {
        Self(crate::workspace::target().join("release"))
    }

    /// Those that were built along with the test that asks.
    ///
    /// # Errors
    /// If the system does not tell where the test is.
    pub fn beside_this_test() -> Result<Self> {
        let test = env::current_exe()?;
        Ok(Self(
            test.ancestors().nth(2).unwrap_or(Path::new(".")).to_owned(),
        ))
    }

    /// Where the program `name` is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The program `name`, to be started.
    pub fn command(&self, name: &str) -> Command {
        Command::new(self.path(name))
    }
}

/// A practice network, until this is dropped.
pub struct Network {
    /// What joins it.
    pub ready: NetworkReady,
    program: Background,
}

/// What `outpostd practice` says when it is ready.
#[derive(Clone, Debug, Deserialize)]
pub struct NetworkReady {
    /// The network file.
    pub network: PathBuf,
    /// Where its nodes listen.
    pub peers: Vec<String>,
}

impl Network {
    /// Starts the network whose data is in `folder/network`, with epochs of this length.
    pub fn start(programs: &Programs, folder: &Path, epoch: &str, neighbours: u32) -> Result<Self> {
        let mut command = programs.command("outpostd");
        command.args([
            "practice",
            "--epoch",
            epoch,
            "--neighbours",
            &neighbours.to_string(),
            "--data",
        ]);
        command.arg(folder.join("network"));
        let mut program = Background::start(&mut command, "network", folder)?;
        Ok(Self {
            ready: program.ready(Duration::from_secs(120))?,
            program,
        })
    }

    /// The process, to be killed by a test.
    pub fn program(&mut self) -> &mut Background {
        &mut self.program
    }
}

/// A simulated device, until this is dropped.
pub struct Device {
    /// How it is reached.
    pub ready: DeviceReady,
    _program: Background,
}

/// What `outpost-device simulate` says when it is ready.
#[derive(Clone, Debug, Deserialize)]
pub struct DeviceReady {
    /// Its serial port.
    pub port: PathBuf,
    /// Its address, `opd1…`.
    pub device: String,
}

impl Device {
    /// Starts the device whose data is in `folder/device`; it agrees to a claim by itself.
    pub fn start(programs: &Programs, folder: &Path, network: &Path) -> Result<Self> {
        let mut command = programs.command("outpost-device");
        command
            .args(["simulate", "--confirm", "auto", "--network"])
            .arg(network);
        command.arg("--data").arg(folder.join("device"));
        let mut program = Background::start(&mut command, "device", folder)?;
        Ok(Self {
            ready: program.ready(Duration::from_secs(60))?,
            _program: program,
        })
    }
}
