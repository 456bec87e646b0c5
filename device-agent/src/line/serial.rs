//! Offers a serial line of the board: a UART, or the device's end of a USB gadget.

use outpost_device_drivers::transport::{
    LinkLost, Transport,
    serial::{self, OpenError, SerialTransport},
};
use std::time::Duration;
use tokio::time::sleep;

/// How long until a line that went away is opened again.
const OPEN_AGAIN: Duration = Duration::from_secs(1);

/// A line that comes back: a gadget's goes away with its cable.
#[derive(Debug)]
pub struct SerialLine {
    path: String,
    open: Option<SerialTransport>,
}

impl SerialLine {
    /// Opens a line at 115200 8N1; a gadget takes any speed. Must be called within tokio.
    ///
    /// # Errors
    /// If it cannot be opened now: what is wrong at the start is wrong with the options.
    pub fn open(path: &str) -> Result<Self, OpenError> {
        Ok(Self {
            open: Some(serial::open(path)?),
            path: path.to_owned(),
        })
    }

    /// Opens the line anew each second until it is there again.
    async fn reopen(&mut self) {
        while self.open.is_none() {
            sleep(OPEN_AGAIN).await;
            match serial::open(&self.path) {
                Ok(line) => self.open = Some(line),
                Err(error) => tracing::debug!(%error, "the line is not back yet"),
            }
        }
    }

    fn lose(&mut self, lost: &LinkLost) {
        tracing::info!(%lost, "waiting for the line to come back");
        self.open = None;
    }
}

impl Transport for SerialLine {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        loop {
            match &mut self.open {
                None => self.reopen().await,
                Some(line) => match line.read().await {
                    Ok(bytes) => return Ok(bytes),
                    Err(lost) => self.lose(&lost),
                },
            }
        }
    }

    /// What is sent while the line is away is lost.
    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        if let Some(line) = &mut self.open
            && let Err(lost) = line.write(bytes).await
        {
            self.lose(&lost);
        }
        Ok(())
    }
}
