//! Keeps small files so that a kill at any instant leaves the old or the new content, never a mix.

use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Largest file that is read back, in bytes.
const MAX_FILE_BYTES: u64 = 1 << 20;

/// A file of the data folder that was not what the app wrote.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its content is no JSON of the expected shape, or it is too large.
    #[error("{path} is damaged")]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
}

/// One value in one JSON file.
#[derive(Clone, Debug)]
pub(crate) struct JsonFile {
    path: PathBuf,
}

impl JsonFile {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// The value; `None` when there is no file.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<Option<T>, FileError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed(error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed(error))?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(self.damaged());
        }
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| self.damaged())
    }

    /// Like [`Self::read`], but a damaged file is kept beside under another name, and counts as none.
    pub(crate) fn read_or_set_aside<T: DeserializeOwned>(&self) -> Result<Option<T>, FileError> {
        match self.read() {
            Err(FileError::Damaged { path }) => {
                let aside = path.with_extension("damaged");
                tracing::warn!(path = %path.display(), aside = %aside.display(), "set a damaged file aside");
                fs::rename(&path, aside).map_err(|error| self.failed(error))?;
                Ok(None)
            }
            other => other,
        }
    }

    /// Replaces the value; it is on the disk when this returns.
    pub(crate) fn write<T: Serialize>(&self, value: &T) -> Result<(), FileError> {
        let bytes = serde_json::to_vec_pretty(value).map_err(|_| self.damaged())?;
        replace(&self.path, &bytes).map_err(|error| self.failed(error))
    }

    /// Removes the file, if there is one.
    pub(crate) fn remove(&self) -> Result<(), FileError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }

    fn failed(&self, source: io::Error) -> FileError {
        FileError::Io {
            path: self.path.clone(),
            source,
        }
    }

    fn damaged(&self) -> FileError {
        FileError::Damaged {
            path: self.path.clone(),
        }
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&temporary, path)?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// A rename is on the disk only when its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system journals its renames.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_written_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::at(folder.path().join("value.json"));
        assert_eq!(file.read::<u32>().unwrap(), None);
        file.write(&7u32).unwrap();
        file.write(&8u32).unwrap();
        assert_eq!(file.read::<u32>().unwrap(), Some(8));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        file.remove().unwrap();
        file.remove().unwrap();
        assert_eq!(file.read::<u32>().unwrap(), None);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("value.json");
        fs::write(&path, b"{\"half").unwrap();
        let file = JsonFile::at(path.clone());
        assert!(matches!(file.read::<u32>(), Err(FileError::Damaged { .. })));
        assert_eq!(file.read_or_set_aside::<u32>().unwrap(), None);
        assert_eq!(
            fs::read(path.with_extension("damaged")).unwrap(),
            b"{\"half"
        );
        assert!(!path.exists());
    }
}
