//! Signs as the device: by a key in a file, or by a part of the board that gives its key to nobody.

mod file;
mod secret;

pub use file::{FileKey, KeyFileError};
pub use secret::{SecretError, read_secret};

use outpost_protocol::{DeviceKey, Signature};
use std::fmt;

/// Whoever holds the device's key. The key never leaves it: a secure element signs by itself.
pub trait Signer: fmt::Debug + Send + Sync {
    /// Names the device; the kind of key is part of the name.
    fn device(&self) -> DeviceKey;

    /// Signs a message, so that [`DeviceKey::verify`] takes it.
    fn sign(&self, message: &[u8]) -> Result<Signature, SigningFailed>;
}

/// The signer did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device's key did not sign: {reason}")]
pub struct SigningFailed {
    /// What the signer says.
    pub reason: String,
}
