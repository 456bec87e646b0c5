//! Remembers how high antennas are. It is a note of the person's own: the rules ask for no height.

use super::parse;
use crate::{
    app::Core,
    errors::ForApp,
    files::{FileError, JsonFile},
};
use outpost_app_api::{AppError, ErrorCode, MAX_HEIGHT_M, NoteHeight};
use outpost_protocol::DeviceKey;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Heights above the ground in metres by device address, kept in the data folder.
#[derive(Debug)]
pub(crate) struct Heights {
    file: JsonFile,
    noted: Mutex<BTreeMap<String, f64>>,
}

impl Heights {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let noted = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self { file, noted })
    }

    pub(crate) fn of(&self, device: DeviceKey) -> Option<f64> {
        self.lock().get(&device.to_string()).copied()
    }

    /// Notes how high a device's antenna is, whosever it is by now; `None` forgets it.
    pub(crate) fn note(&self, device: DeviceKey, height_m: Option<f64>) -> Result<(), AppError> {
        if height_m.is_some_and(|height| !(0.0..=MAX_HEIGHT_M).contains(&height)) {
            return Err(AppError::new(ErrorCode::Malformed));
        }
        let mut noted = self.lock();
        let mut next = noted.clone();
        match height_m {
            Some(height) => next.insert(device.to_string(), height),
            None => next.remove(&device.to_string()),
        };
        self.file.write(&next).for_app()?;
        *noted = next;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, f64>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes how high a device's antenna is; nothing forgets it.
pub(crate) async fn note(core: &Core, call: NoteHeight) -> Result<(), AppError> {
    core.heights.note(parse(&call.device)?, call.height_m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_height_is_there_after_a_restart_and_gone_once_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("heights.json");
        let device = DeviceKey::Ed25519([1; 32]);
        Heights::open(path.clone())
            .unwrap()
            .note(device, Some(12.192))
            .unwrap();
        let heights = Heights::open(path.clone()).unwrap();
        assert_eq!(heights.of(device), Some(12.192));
        assert_eq!(heights.of(DeviceKey::Ed25519([2; 32])), None);
        for height in [-1.0, 1_000.1, f64::NAN] {
            assert!(heights.note(device, Some(height)).is_err(), "{height}");
        }
        assert_eq!(
            Heights::open(path.clone()).unwrap().of(device),
            Some(12.192)
        );
        heights.note(device, None).unwrap();
        assert_eq!(Heights::open(path).unwrap().of(device), None);
    }
}
