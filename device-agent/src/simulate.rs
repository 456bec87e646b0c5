//! Runs a device on this machine: behind a pseudo-terminal, with a made-up radio and a made-up sensor.

use crate::{
    confirmation::Confirmation,
    folder::{Folder, FolderError},
    identity::{DeviceIdentity, IdentityError},
    line::{Lines, Terminal, TerminalError},
    provisioning::Provisioning,
    runner::{Parts, RunError, Runner},
    sensor::made_up::MadeUpSensor,
    wifi::made_up::MadeUpWifi,
};
use outpost_protocol::{DeviceKey, NetworkDefinition};
use std::{
    convert::Infallible,
    path::{Path, PathBuf},
};

/// What a simulated device needs.
#[derive(Debug)]
pub struct Options {
    /// The network it reports to.
    pub network: NetworkDefinition,
    /// Its folder, made if there is none.
    pub data: PathBuf,
    /// Where its port is linked.
    pub port_link: PathBuf,
    /// Its light node's database.
    pub database: PathBuf,
    /// Its name.
    pub name: String,
    /// How a claim is confirmed.
    pub confirmation: Confirmation,
}

/// Why a device cannot be simulated.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Its port.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
}

/// A device that is ready to be set up; [`Simulated::run`] runs it.
#[derive(Debug)]
pub struct Simulated {
    device: DeviceKey,
    port: PathBuf,
    parts: Parts<MadeUpWifi>,
}

impl Simulated {
    /// Opens folder, key and port. Must be called within tokio.
    pub fn open(options: Options) -> Result<Self, SimulateError> {
        let folder = Folder::open(&options.data)?;
        let identity = DeviceIdentity::open(&folder)?;
        let terminal = Terminal::open(&options.port_link)?;
        let mut lines = Lines::default();
        lines.attach(terminal);
        let device = identity.device();
        Ok(Self {
            device,
            port: options.port_link,
            parts: Parts {
                wifi: MadeUpWifi::new(folder.file("wifi.json")),
                folder,
                identity,
                lines,
                network: options.network,
                database: options.database,
                info: Provisioning::info(&options.name, "simulated"),
                bluetooth: None,
                confirmation: options.confirmation,
                sensor: Some(Box::new(MadeUpSensor::new(device))),
            },
        })
    }

    /// Names the device.
    pub fn device(&self) -> DeviceKey {
        self.device
    }

    /// Where its port is.
    pub fn port(&self) -> &Path {
        &self.port
    }

    /// Runs until dropped, or until it cannot go on.
    pub async fn run(self) -> Result<Infallible, RunError> {
        Runner::start(self.parts).await?.run().await
    }
}
