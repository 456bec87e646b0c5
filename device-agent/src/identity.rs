//! Holds the device's key.

use crate::folder::{self, Folder};
use ed25519_dalek::{Signer, SigningKey};
use outpost_protocol::{DeviceKey, Hash, Signature};
use std::{fmt, io, path::PathBuf};

/// A device's key. It never leaves this type.
pub struct DeviceIdentity {
    key: SigningKey,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a key. It is left as it is: a new key would be another device.
    #[error("the key file {0} is damaged; restore it from a copy, or start in a new folder")]
    Damaged(PathBuf),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    NoRandomness(#[from] getrandom::Error),
}

impl DeviceIdentity {
    /// Reads the folder's key, or makes one on the first start.
    pub fn open(folder: &Folder) -> Result<Self, IdentityError> {
        let path = folder.file("device.key");
        let unusable = |source| IdentityError::Unusable {
            path: path.clone(),
            source,
        };
        let seed: [u8; 32] = match folder::read_if_there(&path).map_err(unusable)? {
            Some(bytes) => bytes
                .try_into()
                .map_err(|_| IdentityError::Damaged(path.clone()))?,
            None => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed)?;
                folder::write_whole(&path, &seed).map_err(unusable)?;
                seed
            }
        };
        Ok(Self {
            key: SigningKey::from_bytes(&seed),
        })
    }

    /// Names this device.
    pub fn device(&self) -> DeviceKey {
        DeviceKey::Ed25519(self.key.verifying_key().to_bytes())
    }

    /// The seed of the key under which this device provides evidence. Says nothing about the device's own
    /// key to whoever sees it.
    pub fn provider_seed(&self) -> [u8; 32] {
        Hash::of("outpost evidence key", self.key.as_bytes()).0
    }

    /// Signs. The same message always has the same signature.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.key.sign(message).to_bytes())
    }
}

impl fmt::Debug for DeviceIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceIdentity({})", self.device())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_device_keeps_its_key_and_only_its_user_may_read_it() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(directory.path()).unwrap();
        let first = DeviceIdentity::open(&folder).unwrap();
        let again = DeviceIdentity::open(&folder).unwrap();
        assert_eq!(first.device(), again.device());
        assert!(again.device().verify(b"message", &first.sign(b"message")));
        let mode = std::fs::metadata(folder.file("device.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_key_is_named_and_left_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(directory.path()).unwrap();
        std::fs::write(folder.file("device.key"), b"half a key").unwrap();
        assert!(matches!(
            DeviceIdentity::open(&folder),
            Err(IdentityError::Damaged(_))
        ));
        assert_eq!(
            std::fs::read(folder.file("device.key")).unwrap(),
            b"half a key"
        );
    }
}
