//! Runs full nodes: a practice network, a validator, or a follower.

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use futures::future::OptionFuture;
use mimalloc::MiMalloc;
use outpost_full_node::{
    daemon::RunningValidator,
    follow, measure,
    practice::{self, PracticeConfig},
    setup,
    state::Capacity,
    tools::{
        estimate::{self, EstimateArguments},
        simulate::{self, Simulation},
    },
};
use outpost_protocol::NetworkDefinition;
use serde::Serialize;
use serde_json::json;
use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    time::Duration,
};
use tokio::sync::oneshot;

/// The state's pages come and go in all sizes, and over days that scatters the heap of the system's
/// allocator: a quarter of an epoch's close was spent in looking for room.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Outpost's full node.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a whole small network on this machine, for practice.
    ///
    /// Prints one line of JSON when it is ready: the network file and the peers.
    Practice {
        /// Folder of everything.
        #[arg(long)]
        data: PathBuf,
        /// Length of an epoch, such as 60s.
        #[arg(long, default_value = "60s", value_parser = duration)]
        epoch: Duration,
        /// Simulated contributors.
        #[arg(long, default_value_t = 0)]
        neighbours: u32,
        /// Delete the folder's old network first.
        #[arg(long)]
        fresh: bool,
        /// End when the standard input is closed, as it is when whoever started this has ended.
        #[arg(long)]
        until_stdin_closes: bool,
    },
    /// Deal keys for a new network and make a home folder for each validator.
    Genesis {
        /// How many validators.
        #[arg(long, default_value_t = 4)]
        validators: u32,
        /// Where to put the folders; must be empty.
        #[arg(long)]
        out: PathBuf,
        /// Length of an epoch, such as 60s.
        #[arg(long, default_value = "60s", value_parser = duration)]
        epoch: Duration,
    },
    /// Follow a network as a full node, from nothing, and serve.
    Follow {
        /// The network file.
        #[arg(long)]
        network: PathBuf,
        /// Folder of the node's chain.
        #[arg(long)]
        data: PathBuf,
        /// Multiaddresses to listen on.
        #[arg(long, default_values_t = [
            "/ip4/127.0.0.1/udp/0/quic-v1".to_owned(),
            "/ip4/127.0.0.1/tcp/0".to_owned(),
        ])]
        listen: Vec<String>,
    },
    /// Make a certified chain quickly, without consensus, and serve it: for measurements.
    ///
    /// Prints one line of JSON when it is ready: the network file, the peers, and an account that
    /// has one device.
    Generate {
        /// How many blocks.
        #[arg(long)]
        heights: u64,
        /// Where to put the chain; must be empty.
        #[arg(long)]
        out: PathBuf,
    },
    /// Estimate what one more device would earn.
    Estimate(EstimateArguments),
    /// Simulate the economy, attacks, or estimates.
    #[command(subcommand)]
    Simulate(Simulation),
    /// Measure the chain on a large state that is made up for it, on one core.
    ///
    /// Prints one line of JSON.
    #[command(hide = true)]
    Measure {
        #[command(subcommand)]
        what: Measure,
        /// How many devices, each of another account.
        #[arg(long, global = true, default_value_t = 100_000)]
        devices: u32,
        /// Where to put the chain; must not exist.
        #[arg(long, global = true, default_value = "measured")]
        out: PathBuf,
    },
    /// Run the validator that lives in a home folder.
    Validator {
        /// The folder.
        #[arg(long)]
        home: PathBuf,
    },
}

/// What can be measured.
#[derive(Subcommand)]
enum Measure {
    /// How many reports a second are checked, executed and committed.
    Throughput,
    /// What the end of an epoch takes for which all devices reported. Serves the chain afterwards.
    Close,
}

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    log_to_stderr();
    match Arguments::parse().command {
        Command::Practice {
            data,
            epoch,
            neighbours,
            fresh,
            until_stdin_closes,
        } => {
            let closed = until_stdin_closes.then(stdin_closed);
            let network = practice::start(PracticeConfig {
                data,
                epoch_ms: milliseconds(epoch)?,
                neighbours,
                fresh,
            })
            .await?;
            announce(&json!({
                "network": network.network_file,
                "peers": network.peers,
            }))?;
            tokio::select! {
                stopped = network.stopped() => bail!("a validator stopped: {stopped}"),
                Some(_) = OptionFuture::from(closed) => Ok(()),
            }
        }
        Command::Genesis {
            validators,
            out,
            epoch,
        } => {
            std::fs::create_dir_all(&out)?;
            if std::fs::read_dir(&out)?.next().is_some() {
                bail!("{} is not empty", out.display());
            }
            let plan = practice::plan_without_neighbours(validators, milliseconds(epoch)?);
            let definition = setup::create(&out, plan)?;
            announce(&json!({
                "network": out.join(setup::NETWORK_FILE),
                "peers": definition.peers,
            }))
        }
        Command::Follow {
            network,
            data,
            listen,
        } => {
            let text = std::fs::read_to_string(&network)
                .with_context(|| format!("the network file {}", network.display()))?;
            let definition = NetworkDefinition::from_toml(&text)?;
            let follower = follow::start(&definition, &data, listen).await?;
            let mut tip = follower.node.ledger().tip();
            while tip.changed().await.is_ok() {
                if let Some(tip) = tip.borrow_and_update().as_ref() {
                    tracing::info!(height = %tip.header.height, root = %tip.header.state_root, "final");
                }
            }
            Ok(())
        }
        Command::Generate { heights, out } => {
            let chain = practice::generator::generate_chain(&out, heights)?;
            announce(&json!({
                "network": chain.network_file,
                "peers": chain.peers,
                "account": chain.account.to_string(),
            }))?;
            std::future::pending().await
        }
        Command::Estimate(arguments) => estimate::run(&arguments),
        Command::Simulate(simulation) => simulate::run(&simulation),
        Command::Measure { what, devices, out } => {
            measure::use_one_core()?;
            match what {
                Measure::Throughput => announce(&measure::throughput::measure(&out, devices)?),
                Measure::Close => {
                    let (closed, _server) = measure::close::measure(&out, devices)?;
                    announce(&closed)?;
                    std::future::pending().await
                }
            }
        }
        Command::Validator { home } => {
            let validator = RunningValidator::start(&home, Capacity::NETWORK)
                .with_context(|| format!("the validator in {}", home.display()))?;
            bail!("the engine stopped: {}", validator.stopped().await)
        }
    }
}

/// The one line on standard output; everything else goes to standard error.
fn announce(line: &impl Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(line)?)?;
    Ok(out.flush()?)
}

/// Is done when the standard input is closed. A thread, for one that reads cannot be stopped.
fn stdin_closed() -> oneshot::Receiver<()> {
    let (closed, done) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = closed.send(());
    });
    done
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        EnvFilter::new("warn,outpost_full_node=info,outpostd=info,libp2p_gossipsub=error")
    });
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

fn milliseconds(duration: Duration) -> anyhow::Result<u64> {
    u64::try_from(duration.as_millis()).context("the epoch is too long")
}

/// Reads `500ms`, `60s`, `5m` or `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
    let number: u64 = digits
        .parse()
        .map_err(|_| format!("{text:?} does not begin with a number"))?;
    let unit = match &text[digits.len()..] {
        "ms" => Duration::from_millis(1),
        "s" | "" => Duration::from_secs(1),
        "m" => Duration::from_secs(60),
        "h" => Duration::from_secs(3_600),
        other => return Err(format!("{other:?} is no unit; use ms, s, m or h")),
    };
    u32::try_from(number)
        .ok()
        .and_then(|number| unit.checked_mul(number))
        .ok_or_else(|| format!("{text:?} is too long"))
}
