//! Runs everything that must hold before a change lands, cheapest faults first.
//!
//! All steps that compile the workspace use the same profile and the same features, so that nothing
//! is built twice.

use crate::{
    guest,
    programs::{cargo, output_of, run},
    progress::{self, OnFailure, Outcome, Step},
    screen::Screen,
    screens,
    services::{Network, Programs},
    setup, ui, workspace,
};
use anyhow::Result;
use std::{fs, path::Path, process::Command};

const STEPS: &[Step] = &[
    Step {
        name: "tools and packages",
        run: || passed(setup::everything()),
        on_failure: OnFailure::Stop,
    },
    Step {
        name: "formatting",
        run: || passed(formatting()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "the app's screens",
        run: || passed(ui::build()),
        on_failure: OnFailure::Stop,
    },
    Step {
        name: "lints",
        run: || passed(lints()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "licences, bans and sources",
        run: || passed(dependencies()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "advisories",
        run: advisories,
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "tests",
        run: || passed(tests()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "examples in the documentation",
        run: documentation,
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "tests of the screens",
        run: || passed(ui_tests()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "every screen in Chromium",
        run: || passed(screens::look_at_all()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "devices over a real Bluetooth stack",
        run: || passed(guest::run_with_all()),
        on_failure: OnFailure::GoOn,
    },
    Step {
        name: "end to end in the real window",
        run: || passed(drive_the_window()),
        on_failure: OnFailure::GoOn,
    },
];

/// Runs all checks and closes with a summary.
///
/// # Errors
/// If any check failed.
pub fn run_all() -> Result<()> {
    progress::run(STEPS)
}

/// Runs the end to end test alone.
pub fn end_to_end() -> Result<()> {
    setup::everything()?;
    ui::build()?;
    drive_the_window()
}

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

fn formatting() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    ["fuzz/Cargo.toml", "ui/Cargo.toml"]
        .iter()
        .try_for_each(|manifest| run(cargo().args(["fmt", "--manifest-path", manifest, "--check"])))
}

fn lints() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    // Without the fuzzer itself, which is C++.
    run(cargo().args([
        "clippy",
        "--locked",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--no-default-features",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    run(cargo().args([
        "clippy",
        "--locked",
        "--manifest-path",
        "ui/Cargo.toml",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The lockfiles of what is given away. What `fuzz/` is built from stays here, and libFuzzer's licence is
/// none of those that are allowed.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "ui/Cargo.toml"];

fn dependencies() -> Result<()> {
    MANIFESTS
        .iter()
        .try_for_each(|manifest| run(deny(manifest).args(["check", "licenses", "bans", "sources"])))
}

/// Looks for known faults in dependencies, where the database of them can be had.
fn advisories() -> Result<Outcome> {
    if let Err(error) = output_of(deny("Cargo.toml").args(["fetch", "db"])) {
        println!("  {error:#}");
        return Ok(Outcome::Skipped(
            "the database of advisories cannot be reached from here".to_owned(),
        ));
    }
    MANIFESTS
        .iter()
        .try_for_each(|manifest| run(deny(manifest).args(["check", "advisories"])))?;
    Ok(Outcome::Passed)
}

fn deny(manifest: &str) -> Command {
    let mut command = cargo();
    command.args([
        "deny",
        "--locked",
        "--config",
        "deny.toml",
        "--manifest-path",
        manifest,
    ]);
    command
}

fn tests() -> Result<()> {
    run(cargo().args(["nextest", "run", "--locked", "--workspace"]))
}

fn ui_tests() -> Result<()> {
    run(cargo().args([
        "nextest",
        "run",
        "--locked",
        "--manifest-path",
        "ui/Cargo.toml",
    ]))
}

/// Runs examples in doc comments where there are any: an empty run compiles every crate once more.
fn documentation() -> Result<Outcome> {
    let mut with_examples = Vec::new();
    for entry in fs::read_dir(workspace::root())? {
        let folder = entry?.path();
        if folder.join("src/lib.rs").exists()
            && !folder.ends_with("ui")
            && has_examples(&folder.join("src"))?
        {
            with_examples.push(folder);
        }
    }
    if with_examples.is_empty() {
        return Ok(Outcome::Skipped("no doc comment has an example".to_owned()));
    }
    for folder in with_examples {
        run(cargo()
            .args(["test", "--locked", "--doc", "--manifest-path"])
            .arg(folder.join("Cargo.toml")))?;
    }
    Ok(Outcome::Passed)
}

fn has_examples(folder: &Path) -> Result<bool> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            has_examples(&path)?
        } else {
            begins_an_example(&fs::read_to_string(&path).unwrap_or_default())
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a block of code in a doc comment says no other language than Rust.
fn begins_an_example(text: &str) -> bool {
    let mut within = false;
    let mut fences = text.lines().filter_map(|line| {
        let line = line.trim();
        let comment = line.strip_prefix("///").or(line.strip_prefix("//!"))?;
        comment.trim().strip_prefix("```")
    });
    fences.any(|language| {
        within = !within;
        within && language.is_empty()
    })
}

/// The variable that names the file of the practice network that scenarios share.
pub const SHARED_NETWORK: &str = "OUTPOST_SHARED_NETWORK";
/// As short as leaves time to read all screens before the next epoch pays.
pub const SHORT_EPOCH: &str = "20s";
/// Simulated contributors around the devices of tests.
pub const NEIGHBOURS: u32 = 5;

fn drive_the_window() -> Result<()> {
    on_a_screen("e2e", |nextest| {
        let folder = workspace::target().join("e2e/shared");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let network = Network::start(&Programs::debug(), &folder, SHORT_EPOCH, NEIGHBOURS)?;
        nextest.env(SHARED_NETWORK, &network.ready.network);
        // What they print is shown though several run at once.
        nextest.args(["--success-output", "immediate"]);
        Ok(network)
    })
}

/// Builds the programs that a test in the real window starts, and runs the tests of a profile of
/// nextest on a screen of their own. What `prepare` returns lives until they have ended.
pub fn on_a_screen<T>(
    profile: &str,
    prepare: impl FnOnce(&mut Command) -> Result<T>,
) -> Result<()> {
    build_workspace()?;
    let screen = Screen::start(&workspace::target().join(profile))?;
    let mut nextest = nextest(profile);
    let _kept = prepare(&mut nextest)?;
    run(screen.show(&mut nextest))
}

/// Builds everything as all checks do, so that nothing is built twice.
pub(crate) fn build_workspace() -> Result<()> {
    run(cargo().args(["build", "--locked", "--workspace", "--all-targets"]))
}

/// The tests of a profile of nextest, built as all checks do.
pub(crate) fn nextest(profile: &str) -> Command {
    let mut command = cargo();
    command.args([
        "nextest",
        "run",
        "--locked",
        "--workspace",
        "--profile",
        profile,
    ]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_text_in_a_doc_comment_is_no_example() {
        assert!(begins_an_example("/// ```\n/// f();\n/// ```"));
        assert!(!begins_an_example(
            "//! ```text\n//! x = 1\n//! ```\nlet y = 2;"
        ));
        assert!(!begins_an_example("let fence = \"```\";"));
    }
}
