//! Reads the command line, runs a light node for it, and prints what it finds.

mod follow;
mod print;
mod report;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Parser, Subcommand};
use outpost_light_client::{Config, EventStream, LightNode, Status};
use outpost_protocol::{AccountAddress, NetworkDefinition};
use print::print;
use report::{AccountReport, ColdStart, StatementsReport, StatusReport};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

/// How long to wait for the first verified header.
const FIRST_TIP: Duration = Duration::from_secs(15);
/// How long to wait, after that, for the other peers' word.
const AGREEMENT: Duration = Duration::from_secs(2);
/// How long to wait for an account's whole history.
const HISTORY: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);

/// Ask an Outpost network. Everything printed was proven to this computer.
#[derive(Debug, Parser)]
#[command(name = "outpost-light", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    node: NodeArguments,
    /// Print JSON: one object, or one on each line for `follow`.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct NodeArguments {
    /// The network file: the network's id, its group key and peers.
    #[arg(long, global = true, value_name = "FILE")]
    network: Option<PathBuf>,
    /// Where what was verified is kept; beside the network file if not given.
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Ask this peer instead of those in the network file. May be given more than once.
    #[arg(long = "peer", global = true, value_name = "MULTIADDR")]
    peers: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// How far the network is, and how many peers agree.
    Status {
        /// Start cold: ask one peer for this account and nothing else, and say what that cost.
        #[arg(long, value_name = "ADDRESS")]
        account: Option<AccountAddress>,
    },
    /// What an account holds and owns.
    Account {
        /// `op1…`
        address: AccountAddress,
    },
    /// What an account earned, epoch by epoch, newest first.
    Statements {
        /// `op1…`
        address: AccountAddress,
    },
    /// Print what happens until interrupted.
    Follow {
        /// Accounts to keep fresh meanwhile: `op1…`
        addresses: Vec<AccountAddress>,
    },
}

/// Does what the command line says.
pub(crate) async fn run(arguments: Arguments) -> Result<()> {
    let config = config(arguments.node)?;
    let name = config.network.name.clone();
    let known_peers = distinct_peers(&config);
    let (node, events) = LightNode::start(config).await?;
    let json = arguments.json;
    let result = match arguments.command {
        Command::Status { account: None } => status(&node, name, known_peers)
            .await
            .and_then(|report| print(json, &report)),
        Command::Status {
            account: Some(address),
        } => cold_start(&node, name, address)
            .await
            .and_then(|report| print(json, &report)),
        Command::Account { address } => account(&node, address)
            .await
            .and_then(|report| print(json, &report)),
        Command::Statements { address } => statements(&node, address)
            .await
            .and_then(|report| print(json, &report)),
        Command::Follow { addresses } => follow(&node, events, addresses, json).await,
    };
    node.shutdown().await;
    result
}

fn config(arguments: NodeArguments) -> Result<Config> {
    let Some(file) = arguments.network else {
        bail!("say which network: --network FILE");
    };
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the network file {} cannot be read", file.display()))?;
    let network = NetworkDefinition::from_toml(&text)?;
    let database = arguments
        .db
        .unwrap_or_else(|| file.with_extension("light.db"));
    Ok(Config {
        network,
        database,
        peers: arguments.peers,
    })
}

/// How many different peers will be dialled: one may have several addresses.
fn distinct_peers(config: &Config) -> usize {
    let addresses = if config.peers.is_empty() {
        &config.network.peers
    } else {
        &config.peers
    };
    let peers: BTreeSet<&str> = addresses
        .iter()
        .filter_map(|address| address.rsplit('/').next())
        .collect();
    peers.len()
}

async fn status(node: &LightNode, network: String, known_peers: usize) -> Result<StatusReport> {
    wait_for(node, FIRST_TIP, |status| status.agreeing > 0).await?;
    let status = wait_for(node, AGREEMENT, |status| {
        usize::try_from(status.agreeing).is_ok_and(|agreeing| agreeing >= known_peers)
    })
    .await?;
    if status.tip.is_none() {
        bail!("no peer of this network can be reached, or none gave a header that can be verified");
    }
    Ok(StatusReport::new(network, &status))
}

async fn cold_start(
    node: &LightNode,
    network: String,
    address: AccountAddress,
) -> Result<StatusReport> {
    let account = node.refresh_account(address).await?;
    let status = node.status().await;
    let mut report = StatusReport::new(network, &status);
    report.cold_start = Some(ColdStart::new(&account));
    Ok(report)
}

async fn account(node: &LightNode, address: AccountAddress) -> Result<AccountReport> {
    match node.refresh_account(address).await {
        Ok(account) => Ok(AccountReport::fresh(&account)),
        Err(error) => match node.account(address).await? {
            Some(account) => {
                eprintln!("{error}; this is what was verified earlier");
                Ok(AccountReport::stored(&account))
            }
            None => Err(error.into()),
        },
    }
}

async fn statements(node: &LightNode, address: AccountAddress) -> Result<StatementsReport> {
    node.refresh_account(address).await?;
    node.follow_account(address).await?;
    let deadline = Instant::now() + HISTORY;
    loop {
        let statements = node.statements(address).await?;
        if statements.complete {
            return StatementsReport::new(address, &statements);
        }
        if Instant::now() >= deadline {
            bail!("some of the statements could not be fetched; try again later");
        }
        tokio::time::sleep(POLL).await;
    }
}

async fn follow(
    node: &LightNode,
    mut events: EventStream,
    addresses: Vec<AccountAddress>,
    json: bool,
) -> Result<()> {
    for address in addresses {
        node.follow_account(address).await?;
    }
    loop {
        tokio::select! {
            event = events.next() => match event {
                Some(event) => print(json, &follow::EventReport::new(node, &event).await?)?,
                None => return Ok(()),
            },
            interrupted = tokio::signal::ctrl_c() => return Ok(interrupted?),
        }
    }
}

/// The status once it is as wanted, or as it is when time is up.
async fn wait_for(
    node: &LightNode,
    limit: Duration,
    is_enough: impl Fn(&Status) -> bool,
) -> Result<Status> {
    let deadline = Instant::now() + limit;
    loop {
        let status = node.status().await;
        if is_enough(&status) || Instant::now() >= deadline {
            return Ok(status);
        }
        tokio::time::sleep(POLL).await;
    }
}
