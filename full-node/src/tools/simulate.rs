//! Runs the simulations and prints what came of them.

use clap::{Args, Subcommand};
use outpost_protocol::report::Resource;
use outpost_simulation::{
    adversaries::{self, Measurement},
    economy::{self, Day, Scenario},
    estimate,
};
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// What to simulate.
#[derive(Subcommand)]
pub enum Simulation {
    /// Live through years of the economy under three scenarios; writes a table and a plot of each.
    Economy(EconomyArguments),
    /// Play attacks against the rules: the share of fraud paid, and of honest work refused.
    Adversaries(AdversaryArguments),
    /// Compare estimates of what a device would earn with what it then earns in the simulated economy.
    Estimates {
        /// What everything follows from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// How to simulate the economy.
#[derive(Args)]
pub struct EconomyArguments {
    /// How many years.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100))]
    years: u32,
    /// What everything follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the tables (CSV) and plots (SVG).
    #[arg(long, default_value = "economy")]
    out: PathBuf,
}

/// How to play attacks.
#[derive(Args)]
pub struct AdversaryArguments {
    /// What everything follows from; the first of several with --markdown.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Share of the contributors that cheat, from 0 to 1.
    #[arg(long, default_value_t = 0.10, value_parser = share)]
    cheaters: f64,
    /// Print a list in JSON.
    #[arg(long)]
    json: bool,
    /// Print the tables of the documentation, for several shares of cheaters and seeds. Takes minutes.
    #[arg(long, conflicts_with_all = ["json", "cheaters"])]
    markdown: bool,
}

/// Runs it and prints the result.
pub fn run(simulation: &Simulation) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match simulation {
        Simulation::Economy(arguments) => {
            let runs = economy::run_all(arguments.years, arguments.seed);
            economy::write_report(&arguments.out, &runs)?;
            print_economy(&mut out, &runs)?;
            writeln!(
                out,
                "\nTables and plots are in {}.",
                arguments.out.display()
            )?;
        }
        Simulation::Adversaries(arguments) if arguments.markdown => {
            write!(out, "{}", adversaries::markdown(arguments.seed))?;
        }
        Simulation::Adversaries(arguments) => {
            let measured = adversaries::measure(arguments.seed, arguments.cheaters);
            if arguments.json {
                writeln!(out, "{}", serde_json::to_string_pretty(&measured)?)?;
            } else {
                print_adversaries(&mut out, &measured)?;
            }
        }
        Simulation::Estimates { seed } => print_estimates(&mut out, *seed)?,
    }
    Ok(())
}

/// The last day of each year of each scenario.
fn print_economy(out: &mut impl Write, runs: &[(Scenario, Vec<Day>)]) -> io::Result<()> {
    for (scenario, days) in runs {
        writeln!(
            out,
            "\n{scenario}: tokens in millions, by day in thousands; rewards in tokens a day"
        )?;
        write!(out, "year supply emission burned recycled devices")?;
        for resource in Resource::ALL {
            write!(out, " {:>8}", format!("{resource:?}").to_lowercase())?;
        }
        writeln!(out, "   sparse   normal  crowded  gini")?;
        for (year, day) in (1..).zip(days.chunks(365).filter_map(<[Day]>::last)) {
            write!(
                out,
                "{year:>4} {:>6.1} {:>8.1} {:>6.1} {:>8.1} {:>7}",
                day.supply / 1e6,
                day.emission / 1e3,
                day.burned / 1e3,
                day.recycled / 1e3,
                day.devices
            )?;
            for reward in day.by_resource.iter().chain(&day.by_density) {
                write!(out, " {reward:>8.2}")?;
            }
            writeln!(out, "  {:.2}", day.gini)?;
        }
    }
    Ok(())
}

fn print_adversaries(out: &mut impl Write, measured: &[Measurement]) -> io::Result<()> {
    writeln!(
        out,
        "{:<28} {:>9} {:>12} {:>12}",
        "attack", "cheaters", "false accept", "false reject"
    )?;
    for it in measured {
        writeln!(
            out,
            "{:<28} {:>7.1} % {:>10.3} % {:>10.3} %",
            it.attack,
            it.cheaters * 100.0,
            it.false_accept * 100.0,
            it.false_reject * 100.0
        )?;
    }
    Ok(())
}

fn print_estimates(out: &mut impl Write, seed: u64) -> io::Result<()> {
    writeln!(
        out,
        "scenario   days estimates  half miss by at most  9 of 10 by at most  truth in range"
    )?;
    for it in estimate::backtest(seed) {
        writeln!(
            out,
            "{:<9} {:>5} {:>9} {:>19.1} % {:>17.1} % {:>13.1} %",
            it.scenario.to_string(),
            it.days,
            it.estimates,
            it.median_error * 100.0,
            it.p90_error * 100.0,
            it.in_range * 100.0
        )?;
    }
    Ok(())
}

/// Reads a share, from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err(format!("{text} is not between 0 and 1"))
    }
}
