//! Measures what the project promises in numbers.
//!
//! Every row comes from a run just made, with optimised programs, on this machine. A time is
//! compared with a reference taken in the same run, because machines differ.

mod certificate;
mod cold_start;
mod heavy;
mod memory;
mod paint;
mod parsers;
mod scale;
mod table;

use crate::{
    programs::{cargo, run as run_program},
    progress::stage,
    services::{Network, Programs},
    setup, ui, workspace,
};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::{fs, path::Path};
use table::Row;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Measure {
    /// How fast what devices send is parsed.
    Parsers,
    /// A header's certificate: its size, and the check of it.
    Certificate,
    /// What a new light node asks for and receives.
    ColdStart,
    /// Full nodes on large states.
    Scale,
    /// What an idle light node occupies.
    Memory,
    /// The time until the window has something to show.
    Paint,
    /// The screens with a very long history, and how large they are.
    Heavy,
}

/// Where the screens with a very long history are measured, below the target folder.
pub const HEAVY: &str = "heavy";

/// Takes the chosen measures, or all if none is named, prints them, and writes them to
/// `target/bench/summary.json`.
///
/// # Errors
/// If a bar does not hold.
pub fn run(chosen: &[Measure]) -> Result<()> {
    let chosen = match chosen {
        [] => Measure::value_variants(),
        chosen => chosen,
    };
    stage("Looking for what this machine lacks", setup::everything)?;
    let folder = workspace::target().join("bench");
    fs::create_dir_all(&folder)?;
    let mut rows = Vec::new();
    if chosen.contains(&Measure::Parsers) {
        rows.extend(stage("Parsing what devices send", || {
            parsers::measure(&folder)
        })?);
    }
    if chosen.iter().any(|measure| *measure != Measure::Parsers) {
        rows.extend(measure_programs(chosen, &folder)?);
    }
    table::print(&rows);
    let summary = folder.join("summary.json");
    fs::write(&summary, serde_json::to_string_pretty(&rows)?)?;
    println!("The same as JSON: {}", summary.display());
    match rows.iter().filter(|row| !row.holds).count() {
        0 => Ok(()),
        failed => bail!("{failed} of {} figures miss their bar", rows.len()),
    }
}

/// Takes those of the chosen measures for which the project's programs run.
fn measure_programs(chosen: &[Measure], folder: &Path) -> Result<Vec<Row>> {
    stage("Building the app's screens", ui::build)?;
    stage(
        "Building the programs and what they are compared with",
        build,
    )?;
    let programs = Programs::release();
    let mut rows = Vec::new();
    if chosen.contains(&Measure::Certificate) {
        rows.extend(stage("Checking certificates", || {
            certificate::measure(&programs)
        })?);
    }
    if chosen.contains(&Measure::ColdStart) {
        rows.extend(stage("Starting light nodes from nothing", || {
            cold_start::measure(&programs, folder)
        })?);
    }
    if chosen.contains(&Measure::Scale) {
        rows.extend(stage("Closing epochs of very many devices", || {
            scale::measure(&programs, folder)
        })?);
    }
    if chosen.contains(&Measure::Heavy) {
        rows.extend(stage(
            "Showing a thousand devices and days",
            heavy::measure,
        )?);
    }
    let (memory, paint) = (
        chosen.contains(&Measure::Memory),
        chosen.contains(&Measure::Paint),
    );
    if !memory && !paint {
        return Ok(rows);
    }
    let network_data = folder.join("network");
    if network_data.exists() {
        fs::remove_dir_all(network_data)?;
    }
    let network = Network::start(&programs, folder, "60s", 8)?;
    if memory {
        rows.extend(stage("Letting a light node idle", || {
            memory::measure(&programs, folder, &network.ready)
        })?);
    }
    if paint {
        rows.extend(stage("Opening the window", || {
            paint::measure(&programs, folder, &network.ready)
        })?);
    }
    Ok(rows)
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
