//! Runs one history of the rules unoptimised, optimised and under Miri, and compares the states that it
//! leads to.

use crate::programs::{cargo, output_of, succeeds};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::process::Command;

/// What the test prints before a root.
const MARK: &str = "state after ";

/// Where each history is: its package, what of it is built, and its test.
const SHORT: History = History {
    package: "outpost-protocol",
    target: &["--test", "rules"],
    test: "determinism::a_short_history",
};
const LONG: History = History {
    test: "determinism::a_long_history",
    ..SHORT
};
const CHAIN: History = History {
    package: "outpost-full-node",
    target: &["--lib"],
    test: "the_same_blocks_and_the_same_state",
};

/// A test that prints what a history led to.
#[derive(Clone, Copy)]
struct History {
    package: &'static str,
    /// What of the package is built.
    target: &'static [&'static str],
    test: &'static str,
}

/// What the same history led to in each build.
#[derive(Debug, Serialize)]
struct Roots {
    /// After the short history that Miri can run, too.
    debug: String,
    release: String,
    /// `None` where Miri is not installed.
    miri: Option<String>,
    /// After the long one.
    debug_long: String,
    release_long: String,
    /// The last of the same blocks that a full node made, whose hash says what its state was.
    debug_chain: String,
    release_chain: String,
    /// Whether they are the same.
    agree: bool,
}

/// Prints the roots as JSON.
///
/// # Errors
/// If they differ, or from what the test has pinned.
pub fn run() -> Result<()> {
    let debug_long = root(cargo().arg("test"), LONG)?;
    let debug = root(cargo().arg("test"), SHORT)?;
    let debug_chain = root(cargo().arg("test"), CHAIN)?;
    let release_long = root(cargo().args(["test", "--release"]), LONG)?;
    let release = root(cargo().args(["test", "--release"]), SHORT)?;
    let release_chain = root(cargo().args(["test", "--release"]), CHAIN)?;
    let miri = match succeeds(miri().arg("--version")) {
        true => Some(root(miri().arg("test"), SHORT)?),
        false => {
            eprintln!(
                "Miri is left out, since it is missing: \
                 `rustup component add miri rust-src --toolchain nightly` installs it"
            );
            None
        }
    };
    let agree = debug == release
        && debug_long == release_long
        && debug_chain == release_chain
        && miri.as_ref().is_none_or(|miri| *miri == debug);
    let roots = Roots {
        debug,
        release,
        miri,
        debug_long,
        release_long,
        debug_chain,
        release_chain,
        agree,
    };
    println!("{}", serde_json::to_string_pretty(&roots)?);
    ensure!(agree, "the same history led to different states");
    Ok(())
}

fn miri() -> Command {
    let mut command = cargo();
    // Else it would go on with the toolchain that `cargo xtask` runs under.
    command.env_remove("CARGO").args(["+nightly", "miri"]);
    command
}

/// Runs a history, and gives the root that the test prints.
fn root(command: &mut Command, history: History) -> Result<String> {
    command.args(["-p", history.package]).args(history.target);
    let printed = output_of(command.args([history.test, "--", "--nocapture"]))?;
    let root = printed
        .lines()
        .find_map(|line| line.split_once(MARK)?.1.split_once(": "));
    root.map(|(_, root)| root.to_owned())
        .with_context(|| format!("{} printed no root", history.test))
}
