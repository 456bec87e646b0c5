//! Moves bytes to and from a device, and knows nothing of what they mean.

pub mod ble;
pub mod gatt;
pub mod hotplug;
pub mod memory;
pub mod serial;

use std::future::Future;

/// A link to one device. Deadlines are the session's: both calls may be dropped at any time, and
/// a dropped `read` loses no bytes.
pub trait Transport: Send {
    /// Waits for bytes from the device; at least one, at most a few thousand.
    fn read(&mut self) -> impl Future<Output = Result<Vec<u8>, LinkLost>> + Send;

    /// Sends all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = Result<(), LinkLost>> + Send;
}

/// The device was unplugged, or its radio is out of reach.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the link to {port} was lost: {reason}")]
pub struct LinkLost {
    /// Which port, or which Bluetooth device.
    pub port: String,
    /// What the system says.
    pub reason: String,
}
