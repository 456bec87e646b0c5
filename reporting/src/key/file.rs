//! Holds an ed25519 key in a file that only its user may read.

use super::{SecretError, Signer, SigningFailed, read_secret};
use crate::folder;
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{DeviceKey, Signature};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// A key out of a file.
pub struct FileKey {
    key: SigningKey,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be read or written, or others may read it.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The file is not a key. It is left as it is: a new key would be another device.
    #[error("the key file {0} is damaged; restore it from a copy, or start in a new folder")]
    Damaged(PathBuf),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    NoRandomness(#[from] getrandom::Error),
}

impl FileKey {
    /// Reads the key, or makes one on the first start.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        let seed: [u8; 32] = match read_secret(path)? {
            Some(bytes) => bytes
                .try_into()
                .map_err(|_| KeyFileError::Damaged(path.to_owned()))?,
            None => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed)?;
                folder::write_whole(path, &seed).map_err(|source| SecretError::Unusable {
                    path: path.to_owned(),
                    source,
                })?;
                seed
            }
        };
        Ok(Self {
            key: SigningKey::from_bytes(&seed),
        })
    }
}

impl Signer for FileKey {
    fn device(&self) -> DeviceKey {
        DeviceKey::Ed25519(self.key.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SigningFailed> {
        Ok(Signature(self.key.sign(message).to_bytes()))
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileKey({})", self.device())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_device_keeps_its_key_and_only_its_user_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device.key");
        let first = FileKey::open(&path).unwrap();
        let again = FileKey::open(&path).unwrap();
        assert_eq!(first.device(), again.device());
        let signature = first.sign(b"message").unwrap();
        assert!(again.device().verify(b"message", &signature));
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_key_that_others_may_read_is_refused_with_the_command_that_closes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device.key");
        FileKey::open(&path).unwrap();
        for open in [0o640, 0o604, 0o620, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
            let error = FileKey::open(&path).unwrap_err();
            assert!(matches!(
                error,
                KeyFileError::Secret(SecretError::Exposed { mode, .. }) if mode == open
            ));
            let command = format!("chmod 600 {}", path.display());
            assert!(error.to_string().ends_with(&command), "{error}");
            assert_eq!(mode(&path), open, "it is the person's to close");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        FileKey::open(&path).unwrap();
    }

    #[test]
    fn a_damaged_key_is_named_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device.key");
        folder::write_whole(&path, b"half a key").unwrap();
        assert!(matches!(
            FileKey::open(&path),
            Err(KeyFileError::Damaged(_))
        ));
        assert_eq!(fs::read(&path).unwrap(), b"half a key");
    }
}
