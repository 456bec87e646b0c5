//! Plugs emulated USB serial adapters into the guest.

use crate::guest::monitor::Monitor;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
};

/// An adapter that is plugged into the guest: an FTDI FT232 (0403:6001), as `/dev/ttyUSB…` there. It
/// is unplugged by [`UsbAdapter::unplug`] alone.
#[derive(Debug)]
pub struct UsbAdapter {
    monitor: PathBuf,
    line: UnixStream,
    id: String,
}

impl UsbAdapter {
    /// The id of its maker, and its own.
    pub const IDS: (u16, u16) = (0x0403, 0x6001);

    pub(crate) async fn plug_in(socket: &Path, serial: &str) -> Result<Self> {
        let mut monitor = Monitor::connect(socket).await?;
        let id = format!("usb-{serial}");
        let line = format!("{id}-line");
        let end = socket.with_file_name(&line);
        let backend = json!({ "type": "socket", "data": {
            "addr": { "type": "unix", "data": { "path": end } },
            "server": true,
            "wait": false,
        }});
        monitor
            .command("chardev-add", json!({ "id": line, "backend": backend }))
            .await?;
        let stream = UnixStream::connect(&end)
            .await
            .context("the adapter has no line")?;
        let device = json!({
            "driver": "usb-serial",
            "id": id,
            "chardev": line,
            "serial": serial,
        });
        monitor.command("device_add", device).await?;
        Ok(Self {
            monitor: socket.to_owned(),
            line: stream,
            id,
        })
    }

    /// Sends bytes, as the device behind the adapter.
    ///
    /// # Errors
    /// If the guest is gone.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.line.write_all(bytes).await?)
    }

    /// Waits for bytes from the guest: at least one, at most 1024.
    ///
    /// # Errors
    /// If the guest is gone.
    pub async fn receive(&mut self) -> Result<Vec<u8>> {
        let mut bytes = vec![0; 1_024];
        let length = self.line.read(&mut bytes).await?;
        bytes.truncate(length);
        anyhow::ensure!(length > 0, "the guest is gone");
        Ok(bytes)
    }

    /// Pulls the adapter out, and waits until it is gone.
    ///
    /// # Errors
    /// If the guest is gone.
    pub async fn unplug(self) -> Result<()> {
        let mut monitor = Monitor::connect(&self.monitor).await?;
        let device = json!({ "id": self.id });
        monitor.command("device_del", device).await?;
        monitor.wait_until_deleted(&self.id).await?;
        let line = json!({ "id": format!("{}-line", self.id) });
        monitor.command("chardev-remove", line).await?;
        Ok(())
    }
}
