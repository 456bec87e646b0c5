//! Runs the tests that need a real Bluetooth stack or a USB port, in a guest that has both.

use crate::{
    programs::{as_from_the_shell, cargo, run},
    setup, workspace,
};
use anyhow::Result;

/// Runs these tests alone, and builds no more than they need.
pub fn run_alone() -> Result<()> {
    setup::everything()?;
    run_suite(&["--package", "outpost-testbed"])
}

/// Runs these tests with everything built as the other checks build it.
pub fn run_with_all() -> Result<()> {
    run_suite(&["--workspace"])
}

/// Starts the guest once, and runs the tests of the crates that `scope` names in it.
fn run_suite(scope: &[&str]) -> Result<()> {
    run(cargo()
        .args(["build", "--locked", "--all-targets"])
        .args(scope))?;
    let testbed = workspace::target().join("debug/outpost-testbed");
    run(as_from_the_shell(testbed)
        .args(["cargo", "nextest", "run", "--locked", "--profile", "guest"])
        .args(scope))
}
