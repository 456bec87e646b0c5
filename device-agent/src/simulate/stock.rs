//! Simulates a stock device on a serial port: it speaks Improv, knows nothing of Outpost, and has no key.

use crate::{
    folder::{Folder, FolderError},
    line::{Terminal, TerminalError},
    wifi::{Standing, Wifi, WifiError, made_up::MadeUpWifi},
};
use outpost_device_drivers::{
    protocols::improv::{
        Demand, DeviceInfo, State, TooLong,
        serial::{Device, DeviceReply},
    },
    transport::{LinkLost, Transport},
};
use std::{
    convert::Infallible,
    path::{Path, PathBuf},
};

/// A device with other people's software, until it is dropped; [`StockDevice::run`] answers for it.
#[derive(Debug)]
pub struct StockDevice {
    port: PathBuf,
    terminal: Terminal,
    info: DeviceInfo,
    wifi: MadeUpWifi,
    _folder: Folder,
}

/// Why it cannot be simulated.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its port.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// Its port is lost.
    #[error(transparent)]
    Link(#[from] LinkLost),
    /// Its Wi-Fi.
    #[error(transparent)]
    Wifi(#[from] WifiError),
    /// Its name does not fit.
    #[error(transparent)]
    TooLong(#[from] TooLong),
}

impl StockDevice {
    /// A device of this name, whose port is linked at `link`. Must be called within tokio.
    pub fn open(data: &Path, link: &Path, name: &str) -> Result<Self, StockError> {
        let folder = Folder::open(data)?;
        Ok(Self {
            port: link.to_owned(),
            terminal: Terminal::open(link)?,
            info: DeviceInfo {
                firmware: "stock".to_owned(),
                version: "1.0".to_owned(),
                hardware: "simulated".to_owned(),
                name: name.to_owned(),
            },
            wifi: MadeUpWifi::new(folder.file("wifi.json")),
            _folder: folder,
        })
    }

    /// Where its port is.
    pub fn port(&self) -> &Path {
        &self.port
    }

    /// Answers until dropped, or until its port is lost.
    pub async fn run(mut self) -> Result<Infallible, StockError> {
        let state = match self.wifi.standing().await? {
            Standing::Offline => State::Ready,
            Standing::Cable | Standing::Joined(_) => State::Provisioned,
        };
        let mut improv = Device::new(&self.info, state)?;
        loop {
            let bytes = self.terminal.read().await?;
            let DeviceReply { bytes, demands } = improv.receive(&bytes);
            // Improv on a line has no command to show oneself: that one is Outpost's.
            if demands.contains(&Demand::Identify) {
                self.terminal.write(&improv.unknown_command()).await?;
                continue;
            }
            self.terminal.write(&bytes).await?;
            for demand in demands {
                let said = self.serve(&mut improv, demand).await?;
                self.terminal.write(&said).await?;
            }
        }
    }

    async fn serve(&mut self, improv: &mut Device, demand: Demand) -> Result<Vec<u8>, StockError> {
        Ok(match demand {
            Demand::Join(wanted) => match self.wifi.join(&wanted).await {
                Ok(()) => improv.joined(),
                Err(error) => {
                    tracing::info!(%error, "not joined");
                    improv.not_joined()
                }
            },
            Demand::Scan => improv.scanned(&self.wifi.scan().await?),
            // It has no host name of its own, so that none is demanded.
            Demand::SetHostname(_) => Vec::new(),
            Demand::Identify | Demand::Extension(_) => improv.unknown_command(),
        })
    }
}
