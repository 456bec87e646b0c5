//! Runs an Outpost device on this machine: behind a pseudo-terminal, with a made-up radio and a made-up
//! sensor, and a meter and a receiver where ports of such are named.

use crate::{
    confirmation::Confirmation,
    folder::{Folder, FolderError},
    identity::{DeviceIdentity, IdentityError},
    instrument::Instruments,
    line::{Lines, Terminal, TerminalError},
    meter::P1Meter,
    provisioning::Provisioning,
    runner::{Parts, RunError, Runner},
    sensor::made_up::MadeUpSensor,
    tracker::Tracker,
    wifi::made_up::MadeUpWifi,
};
use outpost_device_drivers::transport::serial::OpenError;
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
    /// The port of its smart meter, if it has one.
    pub meter: Option<String>,
    /// The port of its GPS receiver, if it has one.
    pub gps: Option<String>,
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
    /// The port of its meter or its receiver.
    #[error(transparent)]
    Port(#[from] OpenError),
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
        let tracker = options.gps.as_deref().map(Tracker::open).transpose()?;
        Ok(Self {
            device,
            port: options.port_link,
            parts: Parts {
                wifi: MadeUpWifi::new(folder.file("wifi.json"))
                    .that_moves(tracker.as_ref().map(Tracker::whereabouts)),
                folder,
                identity,
                lines,
                network: options.network,
                database: options.database,
                info: Provisioning::info(&options.name, "simulated"),
                bluetooth: None,
                confirmation: options.confirmation,
                instruments: Instruments {
                    sensor: Some(Box::new(MadeUpSensor::new(device))),
                    meter: options.meter.as_deref().map(P1Meter::open).transpose()?,
                    tracker,
                },
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
