//! Measures a full node on large states: reports a second against bare signatures, and the close of an
//! epoch for which very many devices reported.

use super::table::Row;
use crate::{
    programs::{Background, output_of},
    services::Programs,
};
use anyhow::Result;
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Devices in the state while reports are taken.
const DEVICES: u32 = 100_000;
/// Devices that report for the epochs that are closed.
const CLOSED: [u32; 2] = [100_000, 1_000_000];
/// 0.4 reports in the time of a signature.
const REPORT_BAR: f64 = 2.5;
const SLOWEST_BLOCK_MS: f64 = 500.0;
const PROCESSOR_S: f64 = 30.0;
const MEMORY_MIB: f64 = 2_048.0;
/// Tenfold devices may take twelvefold time.
const GROWTH_BAR: f64 = 12.0;
const STATEMENT_BYTES: f64 = 4.0 * 1024.0;
/// Making a state of a million devices takes minutes.
const LIMIT: Duration = Duration::from_secs(1_800);

/// What `outpostd measure throughput` says.
#[derive(Deserialize)]
struct Throughput {
    reports_per_second: f64,
    signatures_per_second: f64,
}

/// What `outpostd measure close` says.
#[derive(Deserialize)]
struct Closed {
    slowest_block_ms: f64,
    processor_s: f64,
    peak_memory_mib: f64,
    statement_bytes: f64,
}

pub(super) fn measure(programs: &Programs, folder: &Path) -> Result<Vec<Row>> {
    let mut rows = vec![throughput(programs, folder)?];
    let mut seconds = Vec::new();
    for devices in CLOSED {
        let closed = close(devices, programs, folder)?;
        let name = |what: &str| format!("epoch close, {devices} devices, {what}");
        rows.extend([
            Row::at_most(
                &name("slowest block"),
                closed.slowest_block_ms,
                "ms",
                SLOWEST_BLOCK_MS,
            ),
            Row::at_most(&name("processor"), closed.processor_s, "s", PROCESSOR_S),
            Row::at_most(&name("memory"), closed.peak_memory_mib, "MiB", MEMORY_MIB),
            Row::at_most(
                &name("statement with proof"),
                closed.statement_bytes,
                "B",
                STATEMENT_BYTES,
            ),
        ]);
        seconds.push(closed.processor_s);
    }
    if let [fewer, more] = seconds.as_slice() {
        rows.push(Row::compared(
            "epoch close, growth from 100000 to 1000000 devices",
            *more,
            "s",
            *fewer,
            GROWTH_BAR,
        ));
    }
    Ok(rows)
}

fn throughput(programs: &Programs, folder: &Path) -> Result<Row> {
    let home = empty(folder.join("throughput"))?;
    let mut measure = programs.command("outpostd");
    measure
        .args(["measure", "throughput", "--devices", &DEVICES.to_string()])
        .arg("--out")
        .arg(&home);
    let found: Throughput = serde_json::from_str(&output_of(&mut measure)?)?;
    fs::remove_dir_all(home)?;
    Ok(Row::compared(
        "a report verified, executed and committed, by a bare signature",
        1e6 / found.reports_per_second,
        "us",
        1e6 / found.signatures_per_second,
        REPORT_BAR,
    ))
}

fn close(devices: u32, programs: &Programs, folder: &Path) -> Result<Closed> {
    let name = format!("close-{devices}");
    let home = empty(folder.join(&name))?;
    let mut measure = programs.command("outpostd");
    measure
        .args(["measure", "close", "--devices", &devices.to_string()])
        .arg("--out")
        .arg(&home);
    let closed = Background::start(&mut measure, &name, folder)?.ready(LIMIT)?;
    fs::remove_dir_all(home)?;
    Ok(closed)
}

/// The path, with nothing there from an earlier run.
fn empty(path: PathBuf) -> Result<PathBuf> {
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    Ok(path)
}
