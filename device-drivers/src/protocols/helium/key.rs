//! Reads and writes keys as Helium shows them: base58check, version 0, of network and kind, then the key.

use super::ValueError;
use helium_crypto::PublicKeyBinary;
use outpost_protocol::{DeviceKey, P256Key, transaction::add_gateway::HeliumKey};

/// Longest text that is looked at. A key with version and checksum, 38 bytes, has at most 52 digits.
const MAX_TEXT_BYTES: usize = 64;

/// A text that is not the key of a hotspot that can be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The hotspot shows none.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// Not base58check of a key.
    #[error("the key is mistyped or incomplete")]
    Malformed,
    /// Of Helium's test network, or of one that is not known.
    #[error("the key is not of Helium's main network")]
    OtherNetwork,
    /// Neither P-256 nor ed25519.
    #[error("the key is of kind {0}, which no device can have here")]
    OtherKind(u8),
}

/// Reads the key that a hotspot shows.
pub fn device_key_from_text(text: &str) -> Result<DeviceKey, KeyError> {
    let bytes = decode(text)?;
    let [tag, key @ ..] = bytes.as_slice() else {
        return Err(KeyError::Malformed);
    };
    let key = key.try_into().map_err(|_| KeyError::Malformed);
    match (tag & 0xf0, tag & 0x0f) {
        (0, 0) => P256Key::from_compact(key?)
            .map(DeviceKey::P256)
            .map_err(|_| KeyError::Malformed),
        (0, 1) => key.map(DeviceKey::Ed25519),
        (0, kind) => Err(KeyError::OtherKind(kind)),
        _ => Err(KeyError::OtherNetwork),
    }
}

/// Writes a key as Helium shows it.
pub fn key_to_text(key: impl Into<HeliumKey>) -> String {
    PublicKeyBinary::from(key.into().0.as_slice()).to_string()
}

/// Reads a key of any network and of any kind that has 33 bytes.
pub(super) fn helium_key_from_text(text: &str) -> Result<HeliumKey, KeyError> {
    decode(text)?
        .try_into()
        .map(HeliumKey)
        .map_err(|_| KeyError::Malformed)
}

fn decode(text: &str) -> Result<Vec<u8>, KeyError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(KeyError::Malformed);
    }
    let key: PublicKeyBinary = text.parse().map_err(|_| KeyError::Malformed)?;
    Ok(key.into())
}
