//! Tells devices apart.

use crate::protocols::improv::DeviceInfo;
use outpost_protocol::DeviceKey;
use std::fmt;

/// Who a device is, read back and compared around every write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// It has a key and can be owned.
    Key(DeviceKey),
    /// It has none: what it says of itself must stay the same. It can be set up, and not be owned.
    Unkeyed(DeviceInfo),
}

impl Identity {
    /// The key; `None` where the device cannot be owned.
    pub fn key(&self) -> Option<DeviceKey> {
        match self {
            Self::Key(key) => Some(*key),
            Self::Unkeyed(_) => None,
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => key.fmt(f),
            Self::Unkeyed(info) => write!(f, "{} ({} {})", info.name, info.firmware, info.version),
        }
    }
}
