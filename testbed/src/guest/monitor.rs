//! Speaks to a running machine's monitor: plugs and unplugs devices.
//!
//! # The rules (QEMU, `docs/interop/qmp-spec.rst`)
//! Lines of JSON over a socket that serves one client at a time. The machine greets; the client says
//! `qmp_capabilities`, then commands. A command is answered by `return` or `error`; events may come
//! at any time.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{collections::VecDeque, path::Path};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::UnixStream,
};

/// A connection to the monitor. Nobody else has one meanwhile.
#[derive(Debug)]
pub struct Monitor {
    stream: BufReader<UnixStream>,
    /// Came before the answer to a command, and may be what follows it.
    events: VecDeque<Value>,
}

impl Monitor {
    /// Connects to the monitor with this socket.
    ///
    /// # Errors
    /// If there is none.
    pub async fn connect(socket: &Path) -> Result<Self> {
        let stream = UnixStream::connect(socket)
            .await
            .with_context(|| format!("no machine has a monitor at {}", socket.display()))?;
        let mut monitor = Self {
            stream: BufReader::new(stream),
            events: VecDeque::new(),
        };
        monitor.line().await.context("the monitor did not greet")?;
        monitor.command("qmp_capabilities", json!({})).await?;
        Ok(monitor)
    }

    /// Has a command done: what it returns.
    ///
    /// # Errors
    /// If the machine refuses, with what it says.
    pub async fn command(&mut self, name: &str, arguments: Value) -> Result<Value> {
        let line = json!({ "execute": name, "arguments": arguments });
        let line = format!("{line}\n");
        self.stream.write_all(line.as_bytes()).await?;
        loop {
            let mut answer = self.line().await?;
            if let Some(error) = answer.get("error") {
                bail!("{name} was refused: {error}");
            }
            if let Some(returned) = answer.get_mut("return") {
                return Ok(returned.take());
            }
            self.events.push_back(answer);
        }
    }

    /// Waits until a device that was unplugged is gone.
    ///
    /// # Errors
    /// If the machine ends.
    pub async fn wait_until_deleted(&mut self, device: &str) -> Result<()> {
        loop {
            let event = match self.events.pop_front() {
                Some(event) => event,
                None => self.line().await?,
            };
            let deleted = event.pointer("/data/device").and_then(Value::as_str);
            let name = event.get("event").and_then(Value::as_str);
            if name == Some("DEVICE_DELETED") && deleted == Some(device) {
                return Ok(());
            }
        }
    }

    async fn line(&mut self) -> Result<Value> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await?;
        if read == 0 {
            bail!("the machine ended");
        }
        Ok(serde_json::from_str(&line)?)
    }
}
