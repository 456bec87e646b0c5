//! Starts what the app talks to: a practice network and a simulated device.

use crate::{
    programs::{Background, output_of},
    progress::stage,
};
use anyhow::Result;
use serde::Deserialize;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    thread,
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

    /// Those of a plain `cargo build`, which is quick to repeat.
    pub fn debug() -> Self {
        Self(crate::workspace::target().join("debug"))
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
    _program: Background,
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
            _program: program,
        })
    }
}

/// A practice network with a simulated device, as for trying the app, until this is dropped.
pub struct Practice {
    /// The network.
    pub network: Network,
    /// The device.
    pub device: Device,
}

impl Practice {
    /// Starts both; what they keep is in `folder`.
    pub fn start(programs: &Programs, folder: &Path) -> Result<Self> {
        let network = stage("Starting the practice network", || {
            Network::start(programs, folder, "60s", 12)
        })?;
        let device = stage("Starting the simulated device", || {
            Device::start(programs, folder, &network.ready.network)
        })?;
        Ok(Self { network, device })
    }
}

/// A network with a process for each validator, until this is dropped.
pub struct Validators {
    /// What joins it.
    pub ready: NetworkReady,
    programs: Programs,
    folder: PathBuf,
    running: Vec<Background>,
}

impl Validators {
    /// How many there are: one may fail at any time.
    pub const COUNT: usize = 4;

    /// Makes the network in `folder/network` and starts its validators.
    pub fn start(programs: &Programs, folder: &Path, epoch: &str) -> Result<Self> {
        let homes = folder.join("network");
        let mut command = programs.command("outpostd");
        command
            .args([
                "genesis",
                "--validators",
                &Self::COUNT.to_string(),
                "--epoch",
                epoch,
                "--out",
            ])
            .arg(&homes);
        let ready = serde_json::from_str(&output_of(&mut command)?)?;
        let mut network = Self {
            ready,
            programs: programs.clone(),
            folder: folder.to_owned(),
            running: Vec::new(),
        };
        network.restart_all(Duration::ZERO)?;
        Ok(network)
    }

    /// Kills a validator, waits, and starts it again.
    pub fn restart(&mut self, index: usize, pause: Duration) -> Result<()> {
        let index = index % Self::COUNT;
        drop(self.running.remove(index));
        thread::sleep(pause);
        let validator = self.start_validator(index)?;
        self.running.insert(index, validator);
        Ok(())
    }

    /// Kills all validators, waits, and starts them again.
    pub fn restart_all(&mut self, pause: Duration) -> Result<()> {
        self.running.clear();
        thread::sleep(pause);
        for index in 0..Self::COUNT {
            self.running.push(self.start_validator(index)?);
        }
        Ok(())
    }

    fn start_validator(&self, index: usize) -> Result<Background> {
        let mut command = self.programs.command("outpostd");
        command
            .args(["validator", "--home"])
            .arg(self.folder.join(format!("network/validators/{index}")));
        Background::start(&mut command, &format!("validator-{index}"), &self.folder)
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

/// The development host, until this is dropped.
pub struct DevHost {
    /// How it is reached.
    pub ready: DevHostReady,
    program: Background,
}

/// What `outpost-dev-host` says when it is ready.
#[derive(Clone, Debug, Deserialize)]
pub struct DevHostReady {
    /// What a browser opens.
    pub url: String,
}

impl DevHost {
    /// Serves the app with its data in `folder/data`.
    pub fn app(programs: &Programs, folder: &Path, network: &Path, serial: &Path) -> Result<Self> {
        let mut command = programs.command("outpost-dev-host");
        command.arg("app").arg("--network").arg(network);
        command.arg("--serial").arg(serial);
        command.arg("--data").arg(folder.join("data"));
        Self::start(&mut command, folder)
    }

    /// Serves the gallery.
    pub fn gallery(programs: &Programs, folder: &Path) -> Result<Self> {
        let mut command = programs.command("outpost-dev-host");
        Self::start(command.arg("gallery"), folder)
    }

    /// Waits until it ends by itself or by a signal.
    pub fn wait(mut self) -> Result<()> {
        self.program.wait()
    }

    fn start(command: &mut Command, folder: &Path) -> Result<Self> {
        let ui = crate::workspace::root().join("ui");
        command.arg("--ui").arg(ui);
        let mut program = Background::start(command, "dev-host", folder)?;
        Ok(Self {
            ready: program.ready(Duration::from_secs(60))?,
            program,
        })
    }
}
