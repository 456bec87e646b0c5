//! Prints a report: as JSON for programs, or as lines for people.

use anyhow::Result;
use serde::Serialize;
use std::{fmt::Display, io::Write as _};

/// Prints to standard output, which may be a pipe that was closed.
pub(super) fn print<T: Serialize + Display>(json: bool, report: &T) -> Result<()> {
    let text = if json {
        serde_json::to_string(report)?
    } else {
        report.to_string()
    };
    writeln!(std::io::stdout(), "{}", text.trim_end())?;
    Ok(())
}
