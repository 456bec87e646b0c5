//! Writes a wallet's files whole or not at all, and never over another.

use crate::KeyStoreError;
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Whether there may be something at `path`. What cannot be looked at counts as there, so that it is
/// not overwritten.
pub(crate) fn is_taken(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => !matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        ),
    }
}

/// Reads the file at `path`, but no more than `limit` bytes and one.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, KeyStoreError> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(KeyStoreError::WalletMissing),
        Err(error) => Err(failed(path, error)),
    }
}

/// Puts a file with `bytes` at `path` that only this user may read. After a crash it is there whole
/// or not at all. What is at `path` already stays.
pub(crate) fn write_new(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), KeyStoreError> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    put_beside(folder, path, bytes)?
        .persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => KeyStoreError::WalletExists {
                path: path.to_path_buf(),
            },
            _ => failed(path, error.error),
        })?;
    sync_names(folder)
}

/// Puts a file with `bytes` in the place of the one at `path`, which stays until `check` has approved of
/// what the disk gives back. After a crash there is one or the other.
pub(crate) fn replace(
    folder: &Path,
    path: &Path,
    bytes: &[u8],
    check: impl FnOnce(&[u8]) -> Result<(), KeyStoreError>,
) -> Result<(), KeyStoreError> {
    let file = put_beside(folder, path, bytes)?;
    check(&read(file.path(), bytes.len() as u64)?)?;
    file.persist(path)
        .map_err(|error| failed(path, error.error))?;
    sync_names(folder)
}

/// Deletes the file at `path`; where there is none, that is right too.
pub(crate) fn remove(folder: &Path, path: &Path) -> Result<(), KeyStoreError> {
    match fs::remove_file(path) {
        Ok(()) => sync_names(folder),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(path, error)),
    }
}

/// A file with `bytes` that only this user may read, under a name of its own until it is persisted; it
/// has mode 0600 on Unix.
fn put_beside(folder: &Path, path: &Path, bytes: &[u8]) -> Result<NamedTempFile, KeyStoreError> {
    let mut file = tempfile::Builder::new()
        .prefix(".wallet.")
        .tempfile_in(folder)
        .map_err(|error| failed(folder, error))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| failed(path, error))?;
    Ok(file)
}

/// Moves the file at `path` in `folder` to the first free name of `path.1`, `path.2` and so on, which
/// it gives.
pub(crate) fn set_aside(folder: &Path, path: &Path) -> Result<PathBuf, KeyStoreError> {
    if !is_taken(path) {
        return Err(KeyStoreError::WalletMissing);
    }
    let aside = reserve_name_beside(path)?;
    // Over the empty file that reserved the name.
    fs::rename(path, &aside).map_err(|error| failed(path, error))?;
    sync_names(folder)?;
    Ok(aside)
}

/// Makes an empty file at the first free name after `path`, so that nobody else takes that name.
fn reserve_name_beside(path: &Path) -> Result<PathBuf, KeyStoreError> {
    let mut number: u64 = 1;
    loop {
        let name = path.with_added_extension(number.to_string());
        match File::create_new(&name) {
            Ok(_) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(failed(&name, error)),
        }
    }
}

/// A new name is safe from a crash once its folder is; Windows has no such call.
fn sync_names(folder: &Path) -> Result<(), KeyStoreError> {
    #[cfg(unix)]
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed(folder, error))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn failed(path: &Path, source: io::Error) -> KeyStoreError {
    KeyStoreError::File {
        path: path.to_path_buf(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_once_what_was_written_is_approved_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "old").unwrap();
        let refused = replace(folder.path(), &path, b"new", |written| {
            assert_eq!(written, b"new");
            assert_eq!(fs::read(&path).unwrap(), b"old");
            Err(KeyStoreError::OutOfMemory)
        });
        assert!(matches!(refused, Err(KeyStoreError::OutOfMemory)));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        replace(folder.path(), &path, b"new", |_| Ok(())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
