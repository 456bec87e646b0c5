//! Says who the device is: its key, and the name under which it provides evidence.

use crate::{
    folder::{self, Folder},
    key::{FileKey, KeyFileError, Signer, SigningFailed},
};
use outpost_protocol::{DeviceKey, Hash, Signature};
use std::{io, path::PathBuf};

/// What a device signs with.
#[derive(Debug)]
pub struct DeviceIdentity {
    signer: Box<dyn Signer>,
    provider: ProviderSeed,
}

/// A seed that is not shown.
struct ProviderSeed([u8; 32]);

/// Why a device has no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Its key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The seed for providing evidence cannot be kept.
    #[error("the seed file {path} cannot be used: {source}")]
    Seed {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    NoRandomness(#[from] getrandom::Error),
}

impl DeviceIdentity {
    /// With the key in the folder, made on the first start.
    pub fn open(folder: &Folder) -> Result<Self, IdentityError> {
        let key = FileKey::open(&folder.file("device.key"))?;
        Self::of(Box::new(key), folder)
    }

    /// With a key that is elsewhere, such as in a secure element.
    pub fn of(signer: Box<dyn Signer>, folder: &Folder) -> Result<Self, IdentityError> {
        Ok(Self {
            signer,
            provider: ProviderSeed::open(folder)?,
        })
    }

    /// Names this device.
    pub fn device(&self) -> DeviceKey {
        self.signer.device()
    }

    /// The seed of the key under which this device provides evidence. Has nothing to do with the device's
    /// own key.
    pub fn provider_seed(&self) -> [u8; 32] {
        self.provider.0
    }

    /// A secret that outlives a restart, for what is sealed. Tells nothing of the device's own key.
    pub fn sealing_secret(&self) -> [u8; 32] {
        Hash::of("outpost device sealing 1", &self.provider.0).0
    }

    /// Signs as this device.
    pub fn sign(&self, message: &[u8]) -> Result<Signature, SigningFailed> {
        self.signer.sign(message)
    }
}

impl ProviderSeed {
    /// A damaged seed is made anew: the network is told the new name with the next offer.
    fn open(folder: &Folder) -> Result<Self, IdentityError> {
        let path = folder.file("evidence.key");
        let unusable = |source| IdentityError::Seed {
            path: path.clone(),
            source,
        };
        let kept = folder::read_if_there(&path).map_err(unusable)?;
        if let Some(seed) = kept.and_then(|bytes| bytes.try_into().ok()) {
            return Ok(Self(seed));
        }
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        folder::write_whole(&path, &seed).map_err(unusable)?;
        Ok(Self(seed))
    }
}

impl std::fmt::Debug for ProviderSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProviderSeed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_provides_evidence_under_the_same_name_after_a_restart() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(directory.path()).unwrap();
        let first = DeviceIdentity::open(&folder).unwrap();
        let again = DeviceIdentity::open(&folder).unwrap();
        assert_eq!(first.provider_seed(), again.provider_seed());
        std::fs::write(folder.file("evidence.key"), b"half a seed").unwrap();
        let anew = DeviceIdentity::open(&folder).unwrap();
        assert_eq!(anew.device(), first.device());
        assert_ne!(anew.provider_seed(), first.provider_seed());
    }
}
