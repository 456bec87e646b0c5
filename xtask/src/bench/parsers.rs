//! Measures how fast what devices send is parsed on one core.

use super::table::Row;
use crate::programs::{cargo, run};
use anyhow::{Context, Result};
use serde::{Deserialize, de::DeserializeOwned};
use std::{fs, path::Path};

/// What `parsers.rs` and `advertisements.rs` of `device-drivers/benches/` measure, and the least MB a second.
/// A new parser gets its group there and its line here.
const PARSERS: [(&str, &str, f64); 5] = [
    ("nmea", "NMEA parsed", 200.0),
    ("improv-frames", "Improv over serial parsed", 200.0),
    ("improv-logs", "logs on Improv's line skipped", 200.0),
    ("p1", "P1 parsed", 50.0),
    ("bthome", "BTHome advertisements read", 200.0),
];

/// What the reference does on a machine of today, in MB a second. A slower machine must reach the same
/// part of its own.
const REFERENCE_MB_S: f64 = 800.0;

/// A part of criterion's `estimates.json`, in nanoseconds for a whole stream.
#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// A part of criterion's `benchmark.json`.
#[derive(Deserialize)]
struct Benchmark {
    throughput: Throughput,
}

#[derive(Deserialize)]
struct Throughput {
    #[serde(rename = "Bytes")]
    bytes: f64,
}

pub(super) fn measure(folder: &Path) -> Result<Vec<Row>> {
    let found = folder.join("criterion");
    // Else a bench that lost a group would leave the figures of another run.
    if found.exists() {
        fs::remove_dir_all(&found)?;
    }
    run(cargo()
        .args(["bench", "--locked", "-p", "outpost-device-drivers"])
        .args(["--bench", "parsers", "--bench", "advertisements"])
        .env("CRITERION_HOME", &found))?;
    let mut rows = Vec::new();
    for (group, name, least_mb_s) in PARSERS {
        let parser = mb_s(&found.join(group).join("parser"))?;
        let reference = mb_s(&found.join(group).join("reference"))?;
        rows.push(Row::at_least(name, parser, "MB/s", least_mb_s));
        rows.push(Row::compared(
            &format!("{name}, by a pass byte by byte"),
            1e3 / parser,
            "us/kB",
            1e3 / reference,
            REFERENCE_MB_S / least_mb_s,
        ));
    }
    Ok(rows)
}

/// What criterion found, in MB a second.
fn mb_s(measured: &Path) -> Result<f64> {
    let estimates: Estimates = read(&measured.join("new/estimates.json"))?;
    let benchmark: Benchmark = read(&measured.join("new/benchmark.json"))?;
    Ok(benchmark.throughput.bytes / estimates.median.point_estimate * 1e3)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("the bench left no {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
}
