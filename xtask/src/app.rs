//! Builds everything, starts a practice network and a simulated device, and opens the app.

use crate::{
    programs::{cargo, run as run_program},
    progress::stage,
    services::{Practice, Programs},
    setup::{self, Purpose},
    ui, workspace,
};
use anyhow::{Result, ensure};

/// Starts all of it, and ends the network and the device once the window is closed.
pub fn run() -> Result<()> {
    stage("Looking for what this machine lacks", || {
        setup::install(Purpose::App)
    })?;
    stage("Building the app's screens", ui::build)?;
    stage("Building the programs", build_programs)?;
    let folder = workspace::target().join("app");
    let programs = Programs::release();
    let practice = Practice::start(&programs, &folder)?;
    println!(
        "The window opens now. Close it, or quit it beside the clock where it stays there, to end everything; \
         what you have is kept in {}.",
        folder.display()
    );
    let mut app = programs.command("outpost");
    app.arg("--network")
        .arg(&practice.network.ready.network)
        .arg("--data")
        .arg(folder.join("data"));
    let status = app
        .arg("--serial")
        .arg(&practice.device.ready.port)
        .status()?;
    ensure!(status.success(), "the app ended with {status}");
    Ok(())
}

/// Builds the four programs as people use them.
pub fn build_programs() -> Result<()> {
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
