//! Remembers what devices are called; the network knows them only by their keys.

use crate::files::{FileError, JsonFile};
use outpost_protocol::DeviceKey;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Names by device address, kept in the data folder.
#[derive(Debug)]
pub(crate) struct DeviceNames {
    file: JsonFile,
    names: Mutex<BTreeMap<String, String>>,
}

impl DeviceNames {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let names = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self { file, names })
    }

    /// What a device is called; where nobody told, an address short enough to tell devices apart by.
    pub(crate) fn of(&self, device: DeviceKey) -> String {
        let address = device.to_string();
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names
            .get(&address)
            .cloned()
            .unwrap_or_else(|| shortened(&address))
    }

    /// Calls a device by its address again.
    pub(crate) fn forget(&self, device: DeviceKey) -> Result<(), FileError> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.remove(&device.to_string());
        self.file.write(&*names)
    }

    pub(crate) fn remember(&self, device: DeviceKey, name: &str) -> Result<(), FileError> {
        if name.trim().is_empty() {
            return Ok(());
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(device.to_string(), name.trim().to_owned());
        self.file.write(&*names)
    }
}

fn shortened(address: &str) -> String {
    let head: String = address.chars().take(8).collect();
    let tail: String = address
        .chars()
        .skip(address.chars().count().saturating_sub(4))
        .collect();
    format!("{head}…{tail}")
}
