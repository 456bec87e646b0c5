//! Reads, writes and hears characteristics of one device.

use super::LinkLost;
use std::{future::Future, time::Duration};
use uuid::Uuid;

/// A connection to one device over GATT. Deadlines are the session's: every call may be dropped at
/// any time, and a dropped `notification` loses none.
pub trait GattLink: Send {
    /// What the device offers, as it was when the link was made.
    fn characteristics(&self) -> &[Offered];

    /// Reads a value.
    fn read(
        &mut self,
        characteristic: Uuid,
    ) -> impl Future<Output = Result<Vec<u8>, GattError>> + Send;

    /// Writes a value, and waits until the device has it.
    fn write(
        &mut self,
        characteristic: Uuid,
        value: &[u8],
    ) -> impl Future<Output = Result<(), GattError>> + Send;

    /// Asks to be told of changes. Harmless when repeated.
    fn subscribe(
        &mut self,
        characteristic: Uuid,
    ) -> impl Future<Output = Result<(), GattError>> + Send;

    /// Waits for the next change of a subscribed characteristic.
    fn notification(&mut self) -> impl Future<Output = Result<(Uuid, Vec<u8>), GattError>> + Send;

    /// Ends the connection, so that the device can be found again at once.
    fn close(&mut self) -> impl Future<Output = ()> + Send;
}

/// A characteristic that a device offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The service it belongs to.
    pub service: Uuid,
    /// Names it.
    pub uuid: Uuid,
    /// The text of its descriptor 0x2901, where it has one.
    pub description: Option<String>,
}

/// Why a characteristic could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GattError {
    /// The link broke.
    #[error(transparent)]
    LinkLost(#[from] LinkLost),
    /// The device does not offer it.
    #[error("the device has no characteristic {0}")]
    Missing(Uuid),
    /// The device did not answer.
    #[error("the device did not answer for {characteristic} within {within:?}")]
    Silent {
        /// Which characteristic.
        characteristic: Uuid,
        /// How long it was waited for.
        within: Duration,
    },
    /// The device refused.
    #[error("the device refused {characteristic}: {reason}")]
    Refused {
        /// Which characteristic.
        characteristic: Uuid,
        /// What the system says.
        reason: String,
    },
}
