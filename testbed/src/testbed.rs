//! Joins the test bed that a test was started in.

use crate::{
    errand::Errand,
    radio::{Advertisement, PeripheralBuilder},
    usb::UsbAdapter,
};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use tokio::process::Command;

/// Where the parts of a test bed are reached.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Places {
    /// The socket on which peripherals and clients are made.
    pub radio: PathBuf,
    /// The socket of the guest's monitor.
    pub monitor: PathBuf,
    /// Where a program is sent to be run in the guest.
    pub errands: SocketAddr,
    /// The Python that has clients and peripherals that others wrote.
    pub python: PathBuf,
}

impl Places {
    /// The variable that tells a test where these are, as JSON.
    pub const VARIABLE: &str = "OUTPOST_TESTBED";

    /// The variable's value.
    ///
    /// # Errors
    /// If a path is not plain text.
    pub fn to_variable(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }
}

/// A running test bed. The system's D-Bus of a process in it is the guest's.
#[derive(Clone, Debug)]
pub struct Testbed(Places);

impl Testbed {
    /// The test bed that this process was started in.
    ///
    /// # Errors
    /// If it was started in none.
    pub fn join() -> Result<Self> {
        let places = env::var(Places::VARIABLE)
            .context("there is no test bed here: `cargo xtask guest` runs these tests in one")?;
        Ok(Self(serde_json::from_str(&places)?))
    }

    /// A peripheral that is to appear under `address`, such as `C4:F2:17:1A:1D:BB`. The two highest
    /// bits of an address that a device made up are ones (Bluetooth Core 5.4, volume 6, part B,
    /// 1.3.2.1).
    pub fn peripheral(&self, address: &str, advertisement: Advertisement) -> PeripheralBuilder {
        PeripheralBuilder::new(&self.0.radio, address, advertisement)
    }

    /// Plugs a USB serial adapter with this serial number into the guest.
    ///
    /// # Errors
    /// If the guest refuses.
    pub async fn plug_in(&self, serial_number: &str) -> Result<UsbAdapter> {
        UsbAdapter::plug_in(&self.0.monitor, serial_number).await
    }

    /// The socket on which peripherals and clients are made.
    pub fn radio(&self) -> &Path {
        &self.0.radio
    }

    /// A Python with clients and devices that others wrote, to be started. The guest's bus is the system's to it
    /// too.
    pub fn python(&self) -> Command {
        let mut command = Command::new(&self.0.python);
        command.kill_on_drop(true);
        command
    }

    /// Starts a program of this machine in the guest.
    ///
    /// # Errors
    /// If it cannot be read or sent.
    pub async fn errand(&self, program: &Path, arguments: &[&str]) -> Result<Errand> {
        Errand::start(self.0.errands, program, arguments).await
    }
}
