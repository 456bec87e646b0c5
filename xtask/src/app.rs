//! Builds everything, starts a practice network and a simulated device, and opens the app.

use crate::{
    programs::{Background, cargo, run as run_program},
    progress::stage,
    setup::{self, Purpose},
    ui,
    workspace::{self, release_binary},
};
use anyhow::{Result, ensure};
use serde::Deserialize;
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// Starts all of it, and ends the network and the device once the window is closed.
pub(crate) fn run() -> Result<()> {
    stage("Looking for what this machine lacks", || {
        setup::install(Purpose::App)
    })?;
    stage("Building the app's screens", ui::build)?;
    stage("Building the programs", build_programs)?;
    let folder = workspace::target().join("app");
    let network = stage("Starting the practice network", || start_network(&folder))?;
    let device = stage("Starting the simulated device", || {
        start_device(&folder, &network.ready.network)
    })?;
    println!(
        "The window opens now. Everything ends when it is closed; what was earned stays in {}.",
        folder.display()
    );
    let status = Command::new(release_binary("outpost"))
        .arg("--network")
        .arg(&network.ready.network)
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--serial")
        .arg(&device.ready.port)
        .status()?;
    ensure!(status.success(), "the app ended with {status}");
    Ok(())
}

/// Builds the four programs as people use them.
pub(crate) fn build_programs() -> Result<()> {
    run_program(cargo().args([
        "build",
        "--locked",
        "--release",
        "--bins",
        "-p",
        "outpost-app",
        "-p",
        "outpost-full-node",
        "-p",
        "outpost-device-agent",
        "-p",
        "outpost-light-client",
    ]))
}

/// A program in the background, and what it said when it was ready.
struct Service<Ready> {
    ready: Ready,
    _program: Background,
}

#[derive(Deserialize)]
struct NetworkReady {
    network: PathBuf,
}

#[derive(Deserialize)]
struct DeviceReady {
    port: PathBuf,
}

fn start_network(folder: &Path) -> Result<Service<NetworkReady>> {
    let mut command = Command::new(release_binary("outpostd"));
    command
        .args(["practice", "--epoch", "60s", "--neighbours", "8", "--data"])
        .arg(folder.join("network"));
    let mut program = Background::start(&mut command, "network", folder)?;
    Ok(Service {
        ready: program.ready(Duration::from_secs(120))?,
        _program: program,
    })
}

fn start_device(folder: &Path, network: &Path) -> Result<Service<DeviceReady>> {
    let mut command = Command::new(release_binary("outpost-device"));
    command
        .args(["simulate", "--network"])
        .arg(network)
        .arg("--data")
        .arg(folder.join("device"));
    let mut program = Background::start(&mut command, "device", folder)?;
    Ok(Service {
        ready: program.ready(Duration::from_secs(60))?,
        _program: program,
    })
}
