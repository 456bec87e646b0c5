//! Measures what a light node occupies while nothing happens but blocks.

use super::table::Row;
use crate::{
    programs::Background,
    services::{NetworkReady, Programs},
};
use anyhow::{Context, Result};
use std::{fs, path::Path, thread, time::Duration};

/// Longer than it takes to join and to see some blocks.
const SETTLE: Duration = Duration::from_secs(45);
const LIMIT_MB: f64 = 60.0;

pub(super) fn measure(
    programs: &Programs,
    folder: &Path,
    network: &NetworkReady,
) -> Result<Vec<Row>> {
    let store = folder.join("idle");
    if store.exists() {
        fs::remove_dir_all(&store)?;
    }
    fs::create_dir_all(&store)?;
    let mut command = programs.command("outpost-light");
    command
        .args(["follow", "--json", "--network"])
        .arg(&network.network);
    command.arg("--db").arg(store.join("light.sqlite"));
    let light = Background::start(&mut command, "light", folder)?;
    thread::sleep(SETTLE);
    let status = fs::read_to_string(format!("/proc/{}/status", light.id()))
        .context("the light node ended")?;
    let kibibytes: f64 = status
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmRSS:")?
                .trim()
                .strip_suffix("kB")?
                .trim()
                .parse()
                .ok()
        })
        .context("the system does not say what the light node occupies")?;
    Ok(vec![Row::at_most(
        "light node, idle, resident",
        kibibytes * 1024.0 / 1e6,
        "MB",
        LIMIT_MB,
    )])
}
