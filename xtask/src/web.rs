//! Runs the app in an ordinary browser, over a practice network and a simulated device.

use crate::{
    programs::{cargo, run as run_program},
    progress::stage,
    services::{DevHost, Practice, Programs},
    setup::{self, Purpose},
    ui::{self, Compile},
    workspace,
};
use anyhow::Result;

/// Starts all of it and prints the address; ends it with the development host.
pub fn run() -> Result<()> {
    stage("Looking for what this machine lacks", || {
        setup::install(Purpose::App)
    })?;
    stage("Building the app's screens", || {
        ui::build_as(Compile::Quick)
    })?;
    stage("Building the programs", build_programs)?;
    let folder = workspace::target().join("web");
    let programs = Programs::debug();
    let practice = Practice::start(&programs, &folder)?;
    let host = DevHost::app(
        &programs,
        &folder,
        &practice.network.ready.network,
        &practice.device.ready.port,
    )?;
    println!(
        "Open this in a browser on this machine; Ctrl-C ends everything. Whoever has the address has \
         the app.\n\n  {}\n\nAfter a change, `cargo xtask ui --quick` and a reload show it. What you have is kept \
         in {}.",
        host.ready.url,
        folder.display()
    );
    host.wait()
}

/// Builds what the browser's app talks to, unoptimised.
pub fn build_programs() -> Result<()> {
    run_program(cargo().args([
        "build",
        "--locked",
        "--bins",
        "-p",
        "outpost-dev-host",
        "-p",
        "outpost-full-node",
        "-p",
        "outpost-device-agent",
    ]))
}
