//! Fills a light node's database with an account's made-up history, to measure what reads it.

use anyhow::{Context as _, Result};
use clap::Parser;
use outpost_light_client::fill::{History, fill};
use outpost_protocol::{AccountAddress, NetworkDefinition, Timestamp};
use std::{
    fs,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

/// Fills a light node's database with an account's made-up history that ends today.
#[derive(Parser)]
struct Arguments {
    /// The network's file.
    #[arg(long)]
    network: PathBuf,
    /// The database.
    #[arg(long)]
    db: PathBuf,
    /// Whose history, `op1…`.
    #[arg(long)]
    account: AccountAddress,
    /// How many devices report.
    #[arg(long, default_value_t = 1_000)]
    devices: u32,
    /// For how many days.
    #[arg(long, default_value_t = 1_000)]
    days: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let network = NetworkDefinition::from_toml(&fs::read_to_string(&arguments.network)?)
        .context("the network's file cannot be used")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let history = History {
        account: arguments.account,
        devices: arguments.devices,
        epochs: arguments.days,
        ended: Timestamp(u64::try_from(now.as_millis())?),
    };
    fill(
        arguments.db,
        network.id,
        history.account(),
        history.statements(),
    )
    .await?;
    Ok(())
}
