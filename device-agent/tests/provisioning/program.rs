//! Runs the program itself.

use crate::set_up::network;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

fn start(folder: &Path) -> (Child, serde_json::Value) {
    let network_file = folder.join("network.toml");
    std::fs::write(&network_file, network().to_toml().unwrap()).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_outpost-device"))
        .args(["simulate", "--confirm", "auto", "--network"])
        .arg(&network_file)
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
    (child, serde_json::from_str(&line).unwrap())
}

fn signal(child: &Child, signal: rustix::process::Signal) {
    let process = rustix::process::Pid::from_child(child);
    rustix::process::kill_process(process, signal).unwrap();
}

#[test]
fn it_says_where_its_port_is_and_ends_cleanly_when_asked_to() {
    for stop in [rustix::process::Signal::TERM, rustix::process::Signal::INT] {
        let folder = tempfile::tempdir().unwrap();
        let (mut child, ready) = start(folder.path());
        let port = PathBuf::from(ready["port"].as_str().unwrap());
        assert_eq!(port, folder.path().join("device/port"));
        assert!(port.exists());
        assert!(ready["device"].as_str().unwrap().starts_with("opd1"));
        signal(&child, stop);
        assert!(child.wait().unwrap().success());
        assert!(!port.is_symlink());
    }
}

#[test]
fn after_a_kill_the_next_start_takes_the_port_over_with_the_same_device() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, first) = start(folder.path());
    signal(&child, rustix::process::Signal::KILL);
    child.wait().unwrap();
    let (mut child, again) = start(folder.path());
    assert_eq!(first, again);
    assert!(Path::new(again["port"].as_str().unwrap()).exists());
    signal(&child, rustix::process::Signal::TERM);
    assert!(child.wait().unwrap().success());
}
