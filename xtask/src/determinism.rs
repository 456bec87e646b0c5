//! Runs one history of the rules unoptimised, optimised and under Miri, and compares the states that it
//! leads to.

use crate::programs::{cargo, output_of, succeeds};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::process::Command;

/// What the test prints before a root.
const MARK: &str = "state after ";

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
    /// Whether they are the same.
    agree: bool,
}

/// Prints the roots as JSON.
///
/// # Errors
/// If they differ, or from what the test has pinned.
pub fn run() -> Result<()> {
    let debug_long = root(cargo().arg("test"), "long")?;
    let debug = root(cargo().arg("test"), "short")?;
    let release_long = root(cargo().args(["test", "--release"]), "long")?;
    let release = root(cargo().args(["test", "--release"]), "short")?;
    let miri = match succeeds(miri().arg("--version")) {
        true => Some(root(miri().arg("test"), "short")?),
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
        && miri.as_ref().is_none_or(|miri| *miri == debug);
    let roots = Roots {
        debug,
        release,
        miri,
        debug_long,
        release_long,
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
fn root(command: &mut Command, history: &str) -> Result<String> {
    let name = format!("determinism::a_{history}_history");
    let test = ["-p", "outpost-protocol", "--test", "rules", &name];
    let printed = output_of(command.args(test).args(["--", "--nocapture"]))?;
    let root = printed
        .lines()
        .find_map(|line| line.split_once(MARK)?.1.split_once(": "));
    root.map(|(_, root)| root.to_owned())
        .with_context(|| format!("the {history} history printed no root"))
}
