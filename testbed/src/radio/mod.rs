//! Puts virtual peripherals, and clients of the guest's own, on the air that its controllers share.
//!
//! The air is a process: Bumble, in `emulator/`, which knows nothing of what a device does. A
//! peripheral's logic is a [`Service`](outpost_device_drivers::protocols::gatt::Service) here, and each
//! request of a client goes there and back. A client is an [`AirLink`], which the drivers use as they use
//! a link of the system's Bluetooth.

pub mod environment;

mod advertisement;
mod bridge;
mod central;
mod host;
mod peripheral;
mod sighting;

pub use advertisement::{Advertisement, TooLong};
pub use central::{AirLink, hear};
pub use peripheral::{LinkEvent, PeripheralBuilder, VirtualPeripheral};

use anyhow::{Context, Result, bail};
use environment::Environment;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The process that emulates controllers and who else is on the air, until this is dropped.
#[derive(Debug)]
pub struct Emulator {
    process: Child,
    /// Where a peripheral or a client is made.
    pub socket: PathBuf,
}

/// How long it may take to start: 1 s on an idle machine, and far longer where all else is built.
const START: Duration = Duration::from_secs(300);

impl Emulator {
    /// Starts it with its socket in `folder`, attached to the guest's `controllers`; what it says goes
    /// to the file `log`.
    ///
    /// # Errors
    /// If it cannot be started, or ends at once.
    pub fn start(
        environment: &Environment,
        folder: &Path,
        controllers: &[PathBuf],
        log: &Path,
    ) -> Result<Self> {
        let socket = folder.join("radio");
        let process = environment
            .python()
            .arg(&environment.script)
            .arg(&socket)
            .args(controllers)
            .stdout(Stdio::null())
            .stderr(File::create(log)?)
            .spawn()
            .context("cannot start Python")?;
        let mut emulator = Self { process, socket };
        emulator.wait_until_ready(log)?;
        Ok(emulator)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let deadline = Instant::now() + START;
        while !self.socket.exists() {
            let ended = self.process.try_wait()?;
            if ended.is_some() || Instant::now() > deadline {
                let said = fs::read_to_string(log).unwrap_or_default();
                bail!("the emulated radio did not start: {said}");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
