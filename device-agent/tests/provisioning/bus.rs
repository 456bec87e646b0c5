//! Runs a D-Bus of its own for each test, or joins the guest's.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};
use zbus::{Connection, connection};

/// A bus, which ends when this is dropped if it is nobody else's.
pub(crate) struct Bus {
    daemon: Option<Child>,
    pub(crate) address: String,
}

impl Bus {
    /// One that nobody else is on.
    pub(crate) fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the package dbus has dbus-daemon");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            daemon: Some(daemon),
            address: address.trim().to_owned(),
        }
    }

    /// The bus of the guest, whose BlueZ is real.
    pub(crate) fn of_the_guest() -> Self {
        Self {
            daemon: None,
            address: std::env::var("DBUS_SYSTEM_BUS_ADDRESS").unwrap(),
        }
    }

    /// Connects to it.
    pub(crate) async fn connect(&self) -> Connection {
        self.builder().build().await.unwrap()
    }

    /// Prepares a connection that serves something.
    pub(crate) fn builder(&self) -> connection::Builder<'static> {
        connection::Builder::address(self.address.as_str()).unwrap()
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        if let Some(daemon) = &mut self.daemon {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
        }
    }
}
