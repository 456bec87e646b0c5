//! Simulates years of the economy: who contributes, who uses the network, and what it pays.
//!
//! The rules are the protocol's own: emission, budget, shares, multipliers and the split to the last unit.
//! What is assumed is people:
//! - **Contributors** hear of the network, look at one place and one resource, and ask the protocol's
//!   [estimate](outpost_protocol::rewards::estimate) what a device would earn there. They buy it if that
//!   beats its running cost and its price spread over three years, each with costs of their own; and they
//!   leave when a device earns less than it costs to run.
//! - **Users** want services worth some money each day ([`Scenario`]), buy the tokens for it and burn them.
//! - **The token's price** moves slowly towards the one at which what users and investors buy is what
//!   contributors sell.
//!
//! Money is in a currency that stays as it is; everything follows from a seed.

mod day;
mod plots;
mod scenario;
mod world;

pub use day::{Day, Density};
pub use scenario::Scenario;
pub use world::{Placement, World, parameters};

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Days in a year, rounded up so that a decade has its leap days.
const DAYS_PER_YEAR: f64 = 365.25;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file could not be written.
    #[error("{path} could not be written: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A plot could not be drawn.
    #[error("{path} could not be drawn: {reason}")]
    Plot {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Lives through so many years, day by day.
pub fn run(years: u32, scenario: Scenario, seed: u64) -> Vec<Day> {
    let days = (f64::from(years) * DAYS_PER_YEAR) as u64;
    let mut world = World::new(scenario, days, seed);
    (0..days).map(|_| world.live_a_day()).collect()
}

/// Lives through so many years of each scenario, at once.
pub fn run_all(years: u32, seed: u64) -> Vec<(Scenario, Vec<Day>)> {
    std::thread::scope(|scope| {
        let started = Scenario::ALL.map(|it| (it, scope.spawn(move || run(years, it, seed))));
        started
            .into_iter()
            .map(|(scenario, running)| match running.join() {
                Ok(days) => (scenario, days),
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// Writes each scenario's days as CSV and as a plot into a folder, which is made if there is none.
pub fn write_report(directory: &Path, runs: &[(Scenario, Vec<Day>)]) -> Result<(), ReportError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| ReportError::File { path, source }
    };
    std::fs::create_dir_all(directory).map_err(failed(directory))?;
    for (scenario, days) in runs {
        let path = directory.join(format!("{scenario}.csv"));
        write_csv(&path, days).map_err(failed(&path))?;
        plots::draw(&directory.join(format!("{scenario}.svg")), *scenario, days)?;
    }
    Ok(())
}

fn write_csv(path: &Path, days: &[Day]) -> io::Result<()> {
    let mut file = io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "{}", Day::csv_header())?;
    for day in days {
        writeln!(file, "{}", day.to_csv())?;
    }
    file.flush()
}

#[cfg(test)]
mod tests;
