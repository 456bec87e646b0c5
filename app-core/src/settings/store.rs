//! Keeps the settings in a file of the data folder.

use crate::files::{FileError, JsonFile};
use outpost_app_api::Settings;
use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// The settings in force. They are on the disk before they are in force.
#[derive(Debug)]
pub(crate) struct SettingsStore {
    file: JsonFile,
    settings: Mutex<Settings>,
    changed: Notify,
}

impl SettingsStore {
    /// Those in the file; a damaged one is kept beside, and the defaults are in force.
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let settings = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self {
            file,
            settings,
            changed: Notify::new(),
        })
    }

    pub(crate) fn get(&self) -> Settings {
        self.lock().clone()
    }

    pub(crate) fn set(&self, settings: Settings) -> Result<(), FileError> {
        let mut in_force = self.lock();
        self.file.write(&settings)?;
        *in_force = settings;
        self.changed.notify_one();
        Ok(())
    }

    /// Waits until others are in force. One task may wait.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::Theme;

    #[test]
    fn what_was_chosen_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let dark = Settings {
            theme: Theme::Dark,
            ..Settings::default()
        };
        let store = SettingsStore::open(path.clone()).unwrap();
        assert_eq!(store.get(), Settings::default());
        store.set(dark.clone()).unwrap();
        assert_eq!(SettingsStore::open(path).unwrap().get(), dark);
    }

    #[test]
    fn what_could_not_be_kept_is_not_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let store = SettingsStore::open(folder.path().join("gone/settings.json")).unwrap();
        let dark = Settings {
            theme: Theme::Dark,
            ..Settings::default()
        };
        assert!(store.set(dark).is_err());
        assert_eq!(store.get(), Settings::default());
    }
}
