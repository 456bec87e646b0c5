//! Measures what the project promises in numbers.
//!
//! Every row comes from a run just made, with optimised programs, on this machine. A time is
//! compared with a reference taken in the same run, because machines differ.

mod certificate;
mod cold_start;
mod memory;
mod paint;
mod scale;
mod table;

use crate::{
    programs::{cargo, run as run_program},
    progress::stage,
    services::{Network, Programs},
    setup, ui, workspace,
};
use anyhow::{Result, bail};
use std::fs;

/// Takes all measures, prints them, and writes them to `target/bench/summary.json`.
///
/// # Errors
/// If a bar does not hold.
pub fn run() -> Result<()> {
    stage("Looking for what this machine lacks", setup::everything)?;
    stage("Building the app's screens", ui::build)?;
    stage(
        "Building the programs and what they are compared with",
        build,
    )?;
    let folder = workspace::target().join("bench");
    let network_data = folder.join("network");
    if network_data.exists() {
        fs::remove_dir_all(network_data)?;
    }
    let programs = Programs::release();
    let mut rows = stage("Checking certificates", || certificate::measure(&programs))?;
    rows.extend(stage("Starting light nodes from nothing", || {
        cold_start::measure(&programs, &folder)
    })?);
    rows.extend(stage("Closing epochs of very many devices", || {
        scale::measure(&programs, &folder)
    })?);
    let network = Network::start(&programs, &folder, "60s", 8)?;
    rows.extend(stage("Letting a light node idle", || {
        memory::measure(&programs, &folder, &network.ready)
    })?);
    rows.extend(stage("Opening the window", || {
        paint::measure(&programs, &folder, &network.ready)
    })?);
    table::print(&rows);
    let summary = folder.join("summary.json");
    fs::write(&summary, serde_json::to_string_pretty(&rows)?)?;
    println!("The same as JSON: {}", summary.display());
    match rows.iter().filter(|row| !row.holds).count() {
        0 => Ok(()),
        failed => bail!("{failed} of {} figures miss their bar", rows.len()),
    }
}

fn build() -> Result<()> {
    run_program(cargo().args([
        "build",
        "--locked",
        "--release",
        "--bins",
        "--example",
        "certificate_cost",
        "--example",
        "empty_window",
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

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
