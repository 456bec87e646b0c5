//! Runs a whole small network on one machine, for practice: four validators, a faucet, and simulated
//! neighbours.
//!
//! Its folder is made here and marked, so that `fresh` deletes nothing else. A restart goes on with
//! the chain, on the same ports.

pub mod generator;
mod neighbours;

use crate::{
    chain::engine::EngineError,
    daemon::{DaemonError, RunningValidator},
    node::timestamp,
    setup::{self, NETWORK_FILE, Plan, SetupError, remembered_seed, validator_home},
    state::{BlockError, Capacity},
};
use neighbours::Neighbours;
use outpost_protocol::{
    Amount, NetworkDefinition, Timestamp, economy::Economy, genesis::Parameters,
    network::NetworkFileError,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Validators of a practice network: one may fail.
const VALIDATORS: u32 = 4;
/// Marks a folder that was made here; remembers what it was made with.
const MARKER: &str = "practice.toml";
/// What each validator's faucet begins with.
const FAUCET: Amount = Amount::from_tokens(1_000_000);
/// Readings of a sensor in an epoch.
const READINGS: u64 = 60;

/// What kind of practice network to run.
#[derive(Clone, Debug)]
pub struct PracticeConfig {
    /// The folder of everything.
    pub data: PathBuf,
    /// Length of an epoch, in milliseconds; a restart keeps that of the first start.
    pub epoch_ms: u64,
    /// Simulated contributors; a restart keeps those of the first start.
    pub neighbours: u32,
    /// Begin anew.
    pub fresh: bool,
}

/// A practice network that runs.
pub struct Practice {
    /// What light nodes need to join.
    pub network_file: PathBuf,
    /// Where its full nodes listen.
    pub peers: Vec<String>,
    /// Its validators.
    pub validators: Vec<RunningValidator>,
}

/// A practice network that cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// The folder holds something else.
    #[error("{0} holds something else; choose an empty folder")]
    ForeignFolder(PathBuf),
    /// The folder cannot be read or written.
    #[error("the practice network's folder: {0}")]
    Io(#[from] io::Error),
    /// The marker in the folder is damaged.
    #[error("{MARKER} cannot be read; start with --fresh: {0}")]
    Marker(#[from] toml::de::Error),
    /// The marker cannot be written.
    #[error("{MARKER} cannot be written: {0}")]
    Unwritable(#[from] toml::ser::Error),
    /// See [`NetworkFileError`].
    #[error(transparent)]
    NetworkFile(#[from] NetworkFileError),
    /// See [`SetupError`].
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// See [`DaemonError`].
    #[error(transparent)]
    Daemon(#[from] DaemonError),
    /// A block of a generated chain cannot be made.
    #[error("a block cannot be made: {0}")]
    Generate(Box<BlockError>),
    /// A validator stopped before the network was ready.
    #[error("a validator stopped: {0}")]
    Stopped(#[from] EngineError),
}

/// What the network in a folder was made with.
#[derive(Serialize, Deserialize)]
struct Marker {
    epoch_ms: u64,
    neighbours: u32,
}

/// Starts a practice network and waits until it finalises blocks.
pub async fn start(config: PracticeConfig) -> Result<Practice, PracticeError> {
    let marker = prepare_folder(&config)?;
    let neighbours = Neighbours::of_all_kinds(
        remembered_seed(&config.data.join("neighbours.seed"))?,
        marker.neighbours,
    );
    let network_file = config.data.join(NETWORK_FILE);
    if !network_file.exists() {
        tracing::info!(data = %config.data.display(), "making a new practice network");
        let mut plan = plan_without_neighbours(VALIDATORS, marker.epoch_ms);
        plan.balances = neighbours.balances();
        setup::create(&config.data, plan)?;
    }
    let definition = NetworkDefinition::from_toml(&fs::read_to_string(&network_file)?)?;
    let mut validators = Vec::new();
    for index in 0..VALIDATORS as usize {
        let home = validator_home(&config.data, index);
        validators.push(RunningValidator::start(&home, Capacity::PRACTICE)?);
    }
    let nodes = validators
        .iter()
        .map(|validator| validator.node.clone())
        .collect();
    wait_for_blocks(&validators).await?;
    tokio::spawn(neighbours.live(nodes));
    Ok(Practice {
        network_file,
        peers: definition.peers,
        validators,
    })
}

impl Practice {
    /// Waits until a validator stops, which it does only when it fails.
    pub async fn stopped(self) -> EngineError {
        let engines = self
            .validators
            .into_iter()
            .map(|validator| Box::pin(validator.stopped()));
        futures::future::select_all(engines).await.0
    }
}

/// The rules' numbers of a practice network.
pub fn parameters(genesis_time: Timestamp, epoch_ms: u64) -> Parameters {
    Parameters {
        genesis_time,
        epoch_ms,
        report_window_ms: (epoch_ms / 4).max(1),
        audit_window_ms: epoch_ms / 6,
        answer_window_ms: epoch_ms / 6,
        // 0.001 tokens.
        minimum_fee: Amount::from_units(100_000),
        first_emission: Amount::from_tokens(100),
        // A year of minutes.
        halving_epochs: 525_600,
        emission_cap: Amount::from_tokens(100_000_000),
        reading_interval_ms: (epoch_ms / READINGS).max(1),
        cell_capacity: 4,
        economy: Economy::PRACTICE,
    }
}

/// A practice network with nobody in it yet.
pub fn plan_without_neighbours(validators: u32, epoch_ms: u64) -> Plan {
    Plan {
        name: "practice".to_owned(),
        validators,
        parameters: parameters(timestamp(SystemTime::now()), epoch_ms),
        balances: BTreeMap::new(),
        faucet: FAUCET,
    }
}

/// Makes or checks the folder; deletes only what was made here.
fn prepare_folder(config: &PracticeConfig) -> Result<Marker, PracticeError> {
    let path = config.data.join(MARKER);
    let made_here = path.exists();
    if !made_here && config.data.exists() && fs::read_dir(&config.data)?.next().is_some() {
        return Err(PracticeError::ForeignFolder(config.data.clone()));
    }
    let whole = config.data.join(NETWORK_FILE).exists();
    // A folder without a network file is what a kill during the first start left.
    if made_here && (config.fresh || !whole) {
        empty_folder(&config.data)?;
    }
    if made_here && whole && !config.fresh {
        return Ok(toml::from_str(&fs::read_to_string(&path)?)?);
    }
    fs::create_dir_all(&config.data)?;
    let marker = Marker {
        epoch_ms: config.epoch_ms,
        neighbours: config.neighbours,
    };
    fs::write(&path, toml::to_string(&marker)?)?;
    Ok(marker)
}

/// Deletes what is in the folder, the marker last.
fn empty_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_file(folder.join(MARKER))
}

/// Waits until every validator has finalised something new.
async fn wait_for_blocks(validators: &[RunningValidator]) -> Result<(), PracticeError> {
    for validator in validators {
        let mut tip = validator.node.ledger().tip();
        tip.mark_unchanged();
        // The sender lives in the ledger, which the validator holds.
        if tip.changed().await.is_err() {
            return Err(EngineError::Stopped.into());
        }
    }
    Ok(())
}
