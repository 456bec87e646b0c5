//! Reads what the app is started with.

use crate::practice::Practice;
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
    /// Start without a window, which the tray opens
    #[arg(long)]
    in_background: bool,
    /// A link to open, `outpost:…`
    #[arg(value_name = "LINK")]
    link: Option<String>,
}

/// What a person who opened the app wants.
pub(crate) struct Opened {
    /// What the core is started with.
    pub(crate) start: Start,
    /// Whether the window is shown.
    pub(crate) shown: bool,
    /// The link that was opened, which may be nonsense.
    pub(crate) link: Option<String>,
}

/// What the core is started with.
pub(crate) enum Start {
    /// A network that runs.
    Network(AppConfig),
    /// One that is started with it.
    Practice(Practice),
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
    /// What is wanted. `identifier` names the app's folder in the system's.
    pub(crate) fn read(self, identifier: &str) -> anyhow::Result<Opened> {
        let data = match self.data {
            Some(data) => data,
            None => dirs::data_dir()
                .context("this system names no folder for app data; give one with --data DIR")?
                .join(identifier),
        };
        let serial_ports = self.serial.into_iter();
        let serial_ports: Vec<PathBuf> = serial_ports
            .filter(|path| !path.as_os_str().is_empty())
            .collect();
        let started_beside = data.join(PRACTICE_NETWORK);
        let file = self
            .network
            .or_else(|| started_beside.exists().then_some(started_beside));
        let start = match file {
            Some(file) => Start::Network(config(&file, data, serial_ports)?),
            None => Start::Practice(
                Practice::beside_this_program(&data, serial_ports).ok_or_else(|| NoNetwork {
                    folder: data.join("practice"),
                })?,
            ),
        };
        Ok(Opened {
            start,
            shown: !self.in_background,
            link: self.link,
        })
    }
}

/// What the core is started with on the network of this file.
pub(crate) fn config(
    network: &Path,
    data: PathBuf,
    serial_ports: Vec<PathBuf>,
) -> anyhow::Result<AppConfig> {
    Ok(AppConfig {
        network: read_network(network)?,
        data,
        serial_ports,
        // A phone is handed around unlocked, so its wallet has a lock of its own.
        keys: if cfg!(mobile) {
            Keys::File
        } else {
            Keys::System
        },
        exports: dirs::download_dir(),
    })
}

fn read_network(file: &Path) -> anyhow::Result<NetworkDefinition> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("the network file {} cannot be read", file.display()))?;
    NetworkDefinition::from_toml(&text)
        .with_context(|| format!("the network file {} cannot be used", file.display()))
}
