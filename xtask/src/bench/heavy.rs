//! Measures the screens with a thousand devices and a thousand days of statements, in Chromium; and how
//! much WebAssembly they are.
//!
//! What is done is in `tests/e2e/heavy.rs`. Frames are compared with those of an empty page in the same run.

use super::{HEAVY, table::Row};
use crate::{
    programs::{cargo, run},
    workspace,
};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{fs, process::Command};

const HOME_MS: f64 = 200.0;
/// 55 where the machine draws an empty page at 60.
const FRAMES_BAR: f64 = 55.0 / 60.0;
const WASM_KIB: f64 = 700.0;

/// What the test writes.
#[derive(Deserialize)]
struct Summary {
    home_ms: f64,
    empty: f64,
    scrolling: f64,
    panning: f64,
}

pub(super) fn measure() -> Result<Vec<Row>> {
    run(cargo().args([
        "build",
        "--locked",
        "--release",
        "-p",
        "outpost-dev-host",
        "-p",
        "outpost-full-node",
        "--bins",
    ]))?;
    run(cargo().args([
        "build",
        "--locked",
        "--release",
        "-p",
        "outpost-light-client",
        "--features",
        "fill",
        "--example",
        "fill_history",
    ]))?;
    run(cargo().args([
        "nextest",
        "run",
        "--locked",
        "--release",
        "-p",
        "xtask",
        "--profile",
        "heavy",
        "--no-capture",
    ]))?;
    let summary = workspace::target().join(HEAVY).join("summary.json");
    let found: Summary = serde_json::from_slice(&fs::read(summary)?)?;
    let frames = |name: &str, frames: f64| {
        let name = format!("{name}, 1,000 devices, 1,000 days");
        Row::at_least(&name, frames, "frames/s", found.empty * FRAMES_BAR)
    };
    Ok(vec![
        Row::at_most(
            "home after first paint, 1,000 devices, 1,000 days",
            found.home_ms,
            "ms",
            HOME_MS,
        ),
        frames("scrolling", found.scrolling),
        frames("panning a chart", found.panning),
        Row::at_most(
            "WebAssembly of the screens, gzipped",
            gzipped()?,
            "KiB",
            WASM_KIB,
        ),
    ])
}

/// The size of what the screens load first, in KiB.
fn gzipped() -> Result<f64> {
    let module = workspace::root().join("ui/dist/outpost-ui_bg.wasm");
    let packed = Command::new("gzip")
        .args(["-9", "--stdout"])
        .arg(&module)
        .output()
        .with_context(|| format!("cannot pack {}", module.display()))?;
    Ok(packed.stdout.len() as f64 / 1024.0)
}
