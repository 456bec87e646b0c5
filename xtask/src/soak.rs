//! Kills parts of the system in a loop; what must hold is in `tests/e2e/soak.rs`.

use crate::{checks, setup, ui, workspace};
use anyhow::Result;

/// The variable that tells the test how many kills to make.
pub const KILLS: &str = "OUTPOST_KILLS";
/// Where the test writes what it saw, below the target folder.
pub const SUMMARY: &str = "soak/summary.json";

/// Makes so many kills, and prints a line for each.
pub fn run(kills: u32) -> Result<()> {
    setup::everything()?;
    ui::build()?;
    checks::on_a_screen("soak", |nextest| {
        nextest.arg("--no-capture");
        nextest.env(KILLS, kills.to_string());
        Ok(())
    })?;
    println!(
        "The same as JSON: {}",
        workspace::target().join(SUMMARY).display()
    );
    Ok(())
}
