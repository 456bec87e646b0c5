//! Reads the command: `cargo xtask COMMAND`.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::{
    app, bench, bundle, checks, determinism, fuzz, guest, screens, setup, soak, sql, ui,
    ui::Compile, web,
};

/// Sets up, runs, tests and measures the project.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything, starts a practice network and a simulated device, and opens the app.
    App,
    /// Runs the app in an ordinary browser, to work on its screens.
    Web,
    /// Looks at every screen and state in Chromium, and keeps a picture of each.
    Screens {
        /// Of the gallery's states, only these.
        only: Vec<String>,
        /// Keeps them as they are now, to compare later ones with.
        #[arg(long, conflicts_with = "only")]
        renew: bool,
    },
    /// Packs the app, a practice network and a simulated device as a Debian package and an AppImage.
    Bundle(bundle::Arguments),
    /// Runs everything that must hold before a change lands.
    Test,
    /// Drives the real window through what the app promises, kills included.
    E2e,
    /// Tests devices over a real Bluetooth stack and USB, in a guest that has both.
    Guest {
        /// Sets a device up so many times, and says how long that took.
        #[arg(long)]
        runs: Option<u8>,
    },
    /// Measures what the project promises in numbers.
    Bench {
        /// What to measure; all of it if nothing is named.
        measures: Vec<bench::Measure>,
    },
    /// Kills validators, a light node and the app in a loop, and compares what is known.
    Soak {
        /// How many kills.
        #[arg(long, default_value_t = 20)]
        kills: u32,
    },
    /// Runs one history of the rules unoptimised, optimised and under Miri, and compares the states.
    Determinism,
    /// Feeds hostile bytes to each parser of them for a while.
    Fuzz(fuzz::Arguments),
    /// Describes the store's queries anew, after a query or a migration changed.
    PrepareSql,
    /// Builds the app's screens into `ui/dist/`.
    Ui {
        /// Big and slow, but built within seconds after a change.
        #[arg(long)]
        quick: bool,
    },
    /// Installs what building and testing need, after saying what.
    Setup,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::App => app::run(),
        Command::Web => web::run(),
        Command::Screens { renew: true, .. } => screens::renew(),
        Command::Screens { only, .. } => screens::run(&only),
        Command::Bundle(arguments) => bundle::run(&arguments),
        Command::Test => checks::run_all(),
        Command::E2e => checks::end_to_end(),
        Command::Guest { runs: None } => guest::run_alone(),
        Command::Guest { runs: Some(runs) } => guest::run_often(runs),
        Command::Bench { measures } => bench::run(&measures),
        Command::Soak { kills } => soak::run(kills),
        Command::Determinism => determinism::run(),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::PrepareSql => sql::prepare(),
        Command::Ui { quick: false } => ui::build(),
        Command::Ui { quick: true } => ui::build_as(Compile::Quick),
        Command::Setup => setup::everything(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
