//! Runs the tests that need a real Bluetooth stack or a USB port, in a guest that has both.

use crate::{
    programs::{as_from_the_shell, cargo, run},
    setup, workspace,
};
use anyhow::Result;
use std::process::Command;

/// The variable that tells the tests how often what must always go well is tried.
const RUNS: &str = "OUTPOST_GUEST_RUNS";

/// These tests alone. Builds no more than they need.
const ALONE: &[&str] = &[
    "--package",
    "outpost-testbed",
    "--package",
    "outpost-device-agent",
];

/// Runs these tests alone.
pub fn run_alone() -> Result<()> {
    setup::everything()?;
    run(&mut suite(ALONE)?)
}

/// The same, with so many runs of a whole set-up, and a line of JSON that says how they went.
pub fn run_often(runs: u8) -> Result<()> {
    setup::everything()?;
    run(suite(ALONE)?
        .args(["--success-output", "immediate"])
        .env(RUNS, runs.to_string()))
}

/// Runs these tests with everything built as the other checks build it.
pub fn run_with_all() -> Result<()> {
    run(&mut suite(&["--workspace"])?)
}

/// Builds the tests of the crates that `scope` names: what runs them, with the guest started once.
fn suite(scope: &[&str]) -> Result<Command> {
    run(cargo()
        .args(["build", "--locked", "--all-targets"])
        .args(scope))?;
    let testbed = workspace::target().join("debug/outpost-testbed");
    let mut suite = as_from_the_shell(testbed);
    suite
        .args(["cargo", "nextest", "run", "--locked", "--profile", "guest"])
        .args(scope);
    Ok(suite)
}
