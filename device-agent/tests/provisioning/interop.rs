//! Has a device provisioned by an Improv client that nobody here wrote: the SDK of the protocol's own
//! authors, in Node.

use crate::program::Simulation;
use outpost_device_agent::wifi::made_up::{STRICT_NETWORK, STRICT_PASSWORD, networks};
use serde_json::{Value, json};
use std::{path::Path, process::Command};

/// Provisions the device at `port`; what the client says came of it.
fn provision(port: &str) -> Value {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let sdk = target.join("interop");
    assert!(
        sdk.join("node_modules").is_dir(),
        "the client is missing: run cargo xtask setup"
    );
    let output = Command::new("node")
        .arg("--import")
        .arg(scripts.join("load.mjs"))
        .arg(scripts.join("driver.mjs"))
        .arg(sdk)
        .args([port, STRICT_NETWORK, STRICT_PASSWORD])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The states in order; one that is told again is no new one.
fn states(said: &Value) -> Vec<u64> {
    let states = said["states"].as_array().unwrap().iter();
    let mut states: Vec<u64> = states.map(|state| state.as_u64().unwrap()).collect();
    states.dedup();
    states
}

#[test]
fn the_protocols_own_client_provisions_a_device() {
    let folder = tempfile::tempdir().unwrap();
    let device = Simulation::start(folder.path());
    let first = provision(device.port());
    assert_eq!(first["info"]["firmware"], "Outpost");
    assert_eq!(first["info"]["name"], "Outpost Sensor");
    assert_eq!(first["info"]["chipFamily"], "simulated");
    assert_eq!(first["wrongPassword"], "UNABLE_TO_CONNECT");
    assert_eq!(first["unknownCommand"], "UNKNOWN_RPC_COMMAND");
    assert_eq!(first["problems"], json!([]));
    // Ready, trying and ready again, trying and provisioned.
    assert_eq!(states(&first), [2, 3, 2, 3, 4]);

    let mut expected: Vec<(String, i16, bool)> = networks()
        .into_iter()
        .map(|network| (network.ssid, network.signal_dbm, network.secured))
        .collect();
    expected.sort();
    let seen = first["networks"].as_array().unwrap();
    let mut seen: Vec<(String, i16, bool)> = seen
        .iter()
        .map(|network| {
            let ssid = network["name"].as_str().unwrap().to_owned();
            let signal = network["rssi"].as_i64().unwrap() as i16;
            (ssid, signal, network["secured"].as_bool().unwrap())
        })
        .collect();
    seen.sort();
    assert_eq!(seen, expected);

    // A second time, without anything being unplugged.
    let second = provision(device.port());
    assert_eq!(states(&second), [4, 3, 2, 3, 4]);
}
