//! Reads what the app is started with.

use anyhow::Context;
use clap::Parser;
use outpost_app_core::{AppConfig, Keys, NetworkDefinition};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where a practice network that was started beside the app leaves its file, within the data folder.
const PRACTICE_NETWORK: &str = "practice/network.toml";

/// Your devices, what they contribute and what they earn, checked on your own machine.
#[derive(Debug, Parser)]
#[command(name = "outpost", version)]
pub(crate) struct Arguments {
    /// The file of the network to join [default: practice/network.toml in the data folder]
    #[arg(long, value_name = "FILE", env = "OUTPOST_NETWORK")]
    network: Option<PathBuf>,
    /// Where everything is kept [default: this system's folder for app data]
    #[arg(long, value_name = "DIR", env = "OUTPOST_DATA")]
    data: Option<PathBuf>,
    /// A port with a device that the system does not list; may be given more than once. In the
    /// environment, separated by commas
    #[arg(
        long,
        value_name = "PATH",
        env = "OUTPOST_SERIAL",
        value_delimiter = ','
    )]
    serial: Vec<PathBuf>,
}

/// Nobody said which network, and there is none to be found.
#[derive(Debug, thiserror::Error)]
#[error(
    "Outpost needs to know which network to join.\n\
     \n\
     Give it the network's file:      outpost --network FILE\n\
     or start a network to practise:  outpostd practice --data \"{}\"\n\
     \n\
     and then start Outpost again.",
    folder.display()
)]
pub(crate) struct NoNetwork {
    /// Where `outpostd practice` would leave the file that is looked for.
    folder: PathBuf,
}

impl Arguments {
    /// What the core is started with. `identifier` names the app's folder in the system's.
    pub(crate) fn into_config(self, identifier: &str) -> anyhow::Result<AppConfig> {
        let data = match self.data {
            Some(data) => data,
            None => dirs::data_dir()
                .context("this system names no folder for app data; give one with --data DIR")?
                .join(identifier),
        };
        let network = match self.network {
            Some(file) => file,
            None => practice_network(&data)?,
        };
        Ok(AppConfig {
            network: read_network(&network)?,
            data,
            serial_ports: self
                .serial
                .into_iter()
                .filter(|path| !path.as_os_str().is_empty())
                .collect(),
            keys: Keys::System,
        })
    }
}

fn practice_network(data: &Path) -> Result<PathBuf, NoNetwork> {
    let file = data.join(PRACTICE_NETWORK);
    match (file.exists(), file.parent()) {
        (false, Some(folder)) => Err(NoNetwork {
            folder: folder.to_owned(),
        }),
        _ => Ok(file),
    }
}

fn read_network(file: &Path) -> anyhow::Result<NetworkDefinition> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("the network file {} cannot be read", file.display()))?;
    NetworkDefinition::from_toml(&text)
        .with_context(|| format!("the network file {} cannot be used", file.display()))
}
