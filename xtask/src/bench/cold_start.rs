//! Measures what a light node sends and receives until it has proof of an account with a device, on
//! its first start: on a short chain and on a long one.

use super::table::Row;
use crate::{
    programs::{Background, output_of},
    services::Programs,
};
use anyhow::{Result, ensure};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

const HEIGHTS: [u64; 2] = [100, 10_000];
const LIMIT_BYTES: f64 = 8.0 * 1024.0;
/// Making a block takes some milliseconds.
const LIMIT: Duration = Duration::from_secs(900);

/// What `outpostd generate` says when it serves the chain.
#[derive(Deserialize)]
struct Chain {
    network: PathBuf,
    /// Has one device.
    account: String,
}

/// What `outpost-light status --account` says.
#[derive(Deserialize)]
struct Start {
    height: Option<u64>,
    requests: f64,
    bytes_in: f64,
    devices: u32,
}

pub(super) fn measure(programs: &Programs, folder: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for height in HEIGHTS {
        let start = start_on_chain_of(height, programs, folder)?;
        ensure!(
            start.height == Some(height),
            "the light node found height {:?}, not {height}",
            start.height
        );
        ensure!(
            start.devices == 1,
            "the account has {} devices, not one",
            start.devices
        );
        rows.push(Row::at_most(
            &format!("cold start at height {height}, requests"),
            start.requests,
            "",
            1.0,
        ));
        rows.push(Row::at_most(
            &format!("cold start at height {height}, received"),
            start.bytes_in,
            "B",
            LIMIT_BYTES,
        ));
    }
    Ok(rows)
}

fn start_on_chain_of(height: u64, programs: &Programs, folder: &Path) -> Result<Start> {
    let home = folder.join(format!("chain-{height}"));
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let mut generate = programs.command("outpostd");
    generate
        .args(["generate", "--heights", &height.to_string(), "--out"])
        .arg(&home);
    let mut server = Background::start(&mut generate, &format!("chain-{height}"), folder)?;
    let chain: Chain = server.ready(LIMIT)?;
    let mut light = programs.command("outpost-light");
    light
        .args(["status", "--account", &chain.account, "--json", "--network"])
        .arg(&chain.network);
    light.arg("--db").arg(home.join("light.sqlite"));
    Ok(serde_json::from_str(&output_of(&mut light)?)?)
}
