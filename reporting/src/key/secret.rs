//! Reads secrets that only this user may read, and refuses those that others may.

use crate::folder;
#[cfg(unix)]
use std::fs;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Any of these bits lets somebody else at the file.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Why a secret is not used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others may read it, and perhaps have.
    #[error("others may read the key file {path} (mode {mode:03o}); run: chmod 600 {path}")]
    Exposed {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
}

/// The bytes of a secret; `None` if there is no file.
pub fn read_secret(path: &Path) -> Result<Option<Vec<u8>>, SecretError> {
    let unusable = |source| SecretError::Unusable {
        path: path.to_owned(),
        source,
    };
    let Some(bytes) = folder::read_if_there(path).map_err(unusable)? else {
        return Ok(None);
    };
    #[cfg(unix)]
    {
        let permissions = fs::metadata(path).map_err(unusable)?.permissions();
        let mode = std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777;
        if mode & OTHERS != 0 {
            return Err(SecretError::Exposed {
                path: path.to_owned(),
                mode,
            });
        }
    }
    Ok(Some(bytes))
}
