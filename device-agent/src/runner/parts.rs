//! Names what a device is made of, and why it cannot run.

use crate::{
    bluetooth::BluetoothError, confirmation::Confirmation, folder::Folder,
    identity::DeviceIdentity, instrument::Instruments, key::SigningFailed, line::Lines,
    reporting::ReportingError, wifi::WifiError,
};
use outpost_device_drivers::{
    protocols::improv::{DeviceInfo, TooLong},
    transport::LinkLost,
};
use outpost_protocol::NetworkDefinition;
use std::{io, path::PathBuf};

/// What a device is made of.
#[derive(Debug)]
pub struct Parts<W> {
    /// The network it reports to.
    pub network: NetworkDefinition,
    /// Its folder.
    pub folder: Folder,
    /// Its key.
    pub identity: DeviceIdentity,
    /// Its light node's database.
    pub database: PathBuf,
    /// What it says of itself.
    pub info: DeviceInfo,
    /// Its serial lines.
    pub lines: Lines,
    /// Its Bluetooth, if it is reached by it.
    pub bluetooth: Option<BluetoothAdapter>,
    /// Its Wi-Fi.
    pub wifi: W,
    /// How somebody confirms at it.
    pub confirmation: Confirmation,
    /// What it takes readings with.
    pub instruments: Instruments,
}

/// Which adapter is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BluetoothAdapter {
    /// The first there is.
    First,
    /// The one of this name, such as `hci0`.
    Named(String),
}

/// Why a device cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// What it says of itself does not fit into a frame.
    #[error("the device's name is too long: {0}")]
    Name(#[from] TooLong),
    /// A line is gone for good.
    #[error(transparent)]
    Line(#[from] LinkLost),
    /// Its Bluetooth.
    #[error(transparent)]
    Bluetooth(#[from] BluetoothError),
    /// Its Wi-Fi.
    #[error(transparent)]
    Wifi(#[from] WifiError),
    /// Its key.
    #[error(transparent)]
    Key(#[from] SigningFailed),
    /// Its folder.
    #[error("the device's folder cannot be written: {0}")]
    Folder(#[from] io::Error),
    /// Its reports.
    #[error(transparent)]
    Reporting(#[from] ReportingError),
}

impl RunError {
    /// What the person has to do, where that is known.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Bluetooth(error) => error.remedy(),
            Self::Wifi(error) => error.remedy(),
            _ => None,
        }
    }
}

impl BluetoothAdapter {
    /// Its name; `None` for the first.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::First => None,
            Self::Named(name) => Some(name),
        }
    }
}
