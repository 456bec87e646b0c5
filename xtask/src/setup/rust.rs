//! Installs parts of the Rust toolchain, and the tools that the checks call.

use super::Purpose;
use crate::programs::{cargo, output_of, run, succeeds};
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

const WASM: &str = "wasm32-unknown-unknown";

/// A cargo subcommand that comes as source from the package registry.
pub(super) struct Tool {
    /// The package.
    pub(super) name: &'static str,
    /// What is installed where there is none; any other version that is there is used as it is.
    pub(super) version: &'static str,
    subcommand: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool {
        name: "cargo-nextest",
        version: "0.9.143",
        subcommand: "nextest",
    },
    Tool {
        name: "cargo-deny",
        version: "0.20.2",
        subcommand: "deny",
    },
];

/// Parts of the toolchain that are missing, as rustup names them.
pub(super) fn missing_parts(purpose: Purpose) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let libraries =
        output_of(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if !libraries.is_ok_and(|folder| Path::new(folder.trim()).exists()) {
        missing.push(WASM);
    }
    if purpose == Purpose::Tests {
        for (part, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if !succeeds(cargo().args([subcommand, "--version"])) {
                missing.push(part);
            }
        }
    }
    missing
}

/// Adds parts of the toolchain through rustup.
///
/// # Errors
/// If the toolchain does not come from rustup, or rustup fails.
pub(super) fn install_parts(parts: &[&str]) -> Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    if !succeeds(Command::new("rustup").arg("--version")) {
        bail!(
            "this machine has no rustup; install from your system's packages what Rust needs for {}",
            parts.join(", ")
        );
    }
    for part in parts {
        let kind = if *part == WASM { "target" } else { "component" };
        run(Command::new("rustup").args([kind, "add", part]))?;
    }
    Ok(())
}

/// Tools that are missing.
pub(super) fn missing_tools(purpose: Purpose) -> Vec<&'static Tool> {
    match purpose {
        Purpose::App => Vec::new(),
        Purpose::Tests => TOOLS
            .iter()
            .filter(|tool| !succeeds(cargo().args([tool.subcommand, "--version"])))
            .collect(),
    }
}

/// Builds and installs tools from the package registry.
pub(super) fn install_tools(tools: &[&Tool]) -> Result<()> {
    for tool in tools {
        // Unoptimised and without debug information: they are built once and run for seconds.
        run(cargo().env("CARGO_PROFILE_DEV_DEBUG", "0").args([
            "install",
            "--locked",
            "--debug",
            "--version",
            tool.version,
            tool.name,
        ]))?;
    }
    Ok(())
}
