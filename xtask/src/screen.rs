//! Gives windows a screen in memory, for machines that have none.

use crate::programs::Background;
use anyhow::{Context, Result};
use std::{path::Path, process::Command, time::Duration};

/// An X server that draws into memory; it ends when this is dropped.
pub struct Screen {
    _server: Background,
    display: String,
}

impl Screen {
    /// Starts a server on the first display number that is free.
    pub fn start(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let mut server = Background::start(&mut command, "screen", folder)?;
        let number = server
            .first_line(Duration::from_secs(20))
            .context("no screen for the window")?;
        Ok(Self {
            _server: server,
            display: format!(":{}", number.trim()),
        })
    }

    /// Makes a program show its windows here.
    ///
    /// It also keeps the program from the person's own desktop: no key store, no screen reader.
    pub fn show<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
    }
}
