//! Runs the program itself.

use crate::set_up::network;
use outpost_protocol::DeviceKey;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// A simulated device in a process of its own, until it is dropped.
pub(crate) struct Simulation {
    child: Child,
    ready: serde_json::Value,
}

impl Simulation {
    /// Starts the one whose files are in `folder`; it agrees to claims by itself.
    pub(crate) fn start(folder: &Path) -> Self {
        let network_file = folder.join("network.toml");
        std::fs::write(&network_file, network().to_toml().unwrap()).unwrap();
        let network_file = network_file.to_str().unwrap();
        Self::start_with(folder, &["--confirm", "auto", "--network", network_file])
    }

    /// Starts one of this kind.
    pub(crate) fn start_kind(folder: &Path, kind: &str) -> Self {
        Self::start_with(folder, &["--kind", kind])
    }

    /// Starts one of this kind that is set up over Bluetooth, at this adapter.
    pub(crate) fn start_at(adapter: &str, folder: &Path, kind: &str) -> Self {
        Self::start_with(folder, &["--kind", kind, "--adapter", adapter])
    }

    fn start_with(folder: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_outpost-device"))
            .arg("simulate")
            .args(options)
            .arg("--data")
            .arg(folder.join("device"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready }
    }

    pub(crate) fn port(&self) -> &str {
        self.ready["port"].as_str().unwrap()
    }

    pub(crate) fn device(&self) -> DeviceKey {
        self.ready["device"].as_str().unwrap().parse().unwrap()
    }

    /// What is printed on it.
    pub(crate) fn word(&self) -> Option<&str> {
        self.ready["word"].as_str()
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn end(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        // One that has ended is waited for as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_says_where_its_port_is_and_ends_cleanly_when_asked_to() {
    for stop in [Signal::TERM, Signal::INT] {
        let folder = tempfile::tempdir().unwrap();
        let mut simulation = Simulation::start(folder.path());
        let port = PathBuf::from(simulation.port());
        assert_eq!(port, folder.path().join("device/port"));
        assert!(port.exists());
        let device = simulation.ready["device"].as_str().unwrap();
        assert!(device.starts_with("opd1"));
        simulation.signal(stop);
        assert!(simulation.end().success());
        assert!(!port.is_symlink());
    }
}

#[test]
fn after_a_kill_the_next_start_takes_the_port_over_with_the_same_device() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Simulation::start(folder.path());
    first.signal(Signal::KILL);
    first.end();
    let mut again = Simulation::start(folder.path());
    assert_eq!(first.ready, again.ready);
    assert!(Path::new(again.port()).exists());
    again.signal(Signal::TERM);
    assert!(again.end().success());
}
