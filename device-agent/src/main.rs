//! Runs an Outpost device: `outpost-device simulate` is one on this machine.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Options, Simulated},
};
use outpost_protocol::NetworkDefinition;
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tokio::signal::unix::{SignalKind, signal};

/// An Outpost device.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Simulates a sensor on this machine, behind a pseudo-terminal.
    ///
    /// It is set up like a real one: it sees the Wi-Fi networks "Outpost Practice" (takes any password
    /// of at least 8 characters), "Lighthouse" (takes "keep the light on"), "Café am Hafen" (open) and
    /// "Neighbour 5G" (out of reach).
    Simulate(Simulate),
}

#[derive(clap::Args)]
struct Simulate {
    /// The network file.
    #[arg(long)]
    network: PathBuf,
    /// The device's folder: key, Wi-Fi, readings, reports.
    #[arg(long)]
    data: PathBuf,
    /// Where to link the serial port [default: DATA/port].
    #[arg(long)]
    port_link: Option<PathBuf>,
    /// How a claim is confirmed at the device.
    #[arg(long, value_enum, default_value_t = Confirm::Prompt)]
    confirm: Confirm,
    /// What the device calls itself.
    #[arg(long, default_value = "Outpost Sensor")]
    name: String,
    /// The light node's database [default: DATA/light.db].
    #[arg(long)]
    db: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Confirm {
    /// By itself.
    Auto,
    /// By making the file DATA/confirm.
    File,
    /// By typing y and Enter.
    Prompt,
}

fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,outpost_device_agent=info".into()),
        )
        .init();
    let Command::Simulate(arguments) = Arguments::parse().command;
    let runtime = tokio::runtime::Runtime::new().context("the runtime does not start")?;
    runtime.block_on(simulate(arguments))
}

async fn simulate(arguments: Simulate) -> Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let device = Simulated::open(options(arguments)?)?;
    announce(&device)?;
    tokio::select! {
        stopped = device.run() => match stopped? {},
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

fn options(arguments: Simulate) -> Result<Options> {
    let data = arguments.data;
    let confirmation = match arguments.confirm {
        Confirm::Auto => Confirmation::Automatic,
        Confirm::File => Confirmation::File(data.join("confirm")),
        Confirm::Prompt => Confirmation::prompt(),
    };
    let port_link = arguments.port_link.unwrap_or_else(|| data.join("port"));
    Ok(Options {
        network: read_network(&arguments.network)?,
        port_link: std::path::absolute(port_link)?,
        database: arguments.db.unwrap_or_else(|| data.join("light.db")),
        data,
        name: arguments.name,
        confirmation,
    })
}

fn read_network(path: &Path) -> Result<NetworkDefinition> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the network file {} cannot be read", path.display()))?;
    NetworkDefinition::from_toml(&text)
        .with_context(|| format!("the network file {} is damaged", path.display()))
}

/// Tells whoever started this that the port can be opened.
fn announce(device: &Simulated) -> Result<()> {
    let ready = serde_json::json!({
        "port": device.port(),
        "device": device.device().to_string(),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")?;
    out.flush()?;
    Ok(())
}
