//! Keeps small files so that a kill at any instant leaves the old or the new content, never a mix.

use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Largest file that is read back, and so that is written, in bytes. The largest is a track of as many points
/// as are kept, with half a MiB.
const MAX_FILE_BYTES: u64 = 4 << 20;

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
    /// It would not be read back.
    #[error("{path} would have {bytes} bytes, {limit} at most are read back")]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// How large it would be.
        bytes: u64,
        /// How large it may be.
        limit: u64,
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

/// A value that is on the disk and does not count yet. What is left of one that was dropped, the next
/// one takes the place of.
#[derive(Debug)]
#[must_use]
pub(crate) struct Prepared<'a> {
    file: &'a JsonFile,
    temporary: PathBuf,
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
        self.prepare(value)?.commit()
    }

    /// Puts a new value on the disk beside the old one, which counts until [`Prepared::commit`].
    pub(crate) fn prepare<T: Serialize>(&self, value: &T) -> Result<Prepared<'_>, FileError> {
        let bytes = serde_json::to_vec(value).map_err(|_| self.damaged())?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(FileError::TooLarge {
                path: self.path.clone(),
                bytes: bytes.len() as u64,
                limit: MAX_FILE_BYTES,
            });
        }
        let temporary = self.path.with_extension("new");
        put(&temporary, &bytes).map_err(|error| self.failed(error))?;
        Ok(Prepared {
            file: self,
            temporary,
        })
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

impl Prepared<'_> {
    /// Lets the new value count; it is on the disk when this returns.
    pub(crate) fn commit(self) -> Result<(), FileError> {
        let path = &self.file.path;
        let renamed = fs::rename(&self.temporary, path);
        let synced = renamed.and_then(|()| path.parent().map_or(Ok(()), sync_folder));
        synced.map_err(|error| self.file.failed(error))
    }
}

/// Puts `bytes` in the place of a file; they are on the disk when this returns.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    put(&temporary, bytes)?;
    fs::rename(&temporary, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A rename is on the disk only when its folder is.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system journals its renames.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
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
    fn a_kill_before_a_new_value_counts_leaves_the_old_one_and_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::at(folder.path().join("value.json"));
        file.write(&7u32).unwrap();
        drop(file.prepare(&8u32).unwrap());
        assert_eq!(file.read::<u32>().unwrap(), Some(7));
        // A kill while the new value was being put down leaves a part of it.
        fs::write(folder.path().join("value.new"), b"{\"half").unwrap();
        assert_eq!(file.read::<u32>().unwrap(), Some(7));
        file.write(&9u32).unwrap();
        assert_eq!(file.read::<u32>().unwrap(), Some(9));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_would_not_be_read_back_is_refused_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::at(folder.path().join("value.json"));
        let fits = "a".repeat(MAX_FILE_BYTES as usize - 2);
        file.write(&fits).unwrap();
        let refused = file.write(&format!("{fits}a"));
        assert!(matches!(refused, Err(FileError::TooLarge { .. })));
        assert_eq!(file.read::<String>().unwrap(), Some(fits));
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
