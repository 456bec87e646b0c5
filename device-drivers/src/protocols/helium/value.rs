//! Bounds the values of characteristics, and tells words from what else they may hold.

use crate::protocols::gatt::MAX_VALUE_BYTES;

/// A value that says nothing of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Longer than [`MAX_VALUE_BYTES`].
    #[error("a value of {0} bytes, at most {MAX_VALUE_BYTES} are possible")]
    TooLong(usize),
    /// Not what this characteristic holds.
    #[error("not a value of this characteristic")]
    Malformed,
    /// The hotspot does not know it yet, for example because it is still booting.
    #[error("the hotspot does not know it yet")]
    NotYet,
    /// The hotspot tried, and failed.
    #[error("the hotspot failed")]
    Failed,
}

/// The value, if it is of a possible length and none of the words that stand for something else.
pub(super) fn content(value: &[u8]) -> Result<&[u8], ValueError> {
    match value {
        value if value.len() > MAX_VALUE_BYTES => Err(ValueError::TooLong(value.len())),
        b"init" | b"wait" | b"unknown" => Err(ValueError::NotYet),
        b"error" => Err(ValueError::Failed),
        value => Ok(value),
    }
}

/// Reads a message of protocol buffers.
pub(super) fn message<M: prost::Message + Default>(value: &[u8]) -> Result<M, ValueError> {
    M::decode(content(value)?).map_err(|_| ValueError::Malformed)
}

/// Reads one of two words.
pub(super) fn either(value: &[u8], yes: &[u8], no: &[u8]) -> Result<bool, ValueError> {
    match content(value)? {
        value if value == yes => Ok(true),
        value if value == no => Ok(false),
        _ => Err(ValueError::Malformed),
    }
}
