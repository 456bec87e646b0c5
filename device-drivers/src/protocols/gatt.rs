//! Names what is said over GATT, the attribute protocol of Bluetooth LE, for protocols that are
//! sans-IO: a device's side is a [`Service`], which whoever holds the radio reads and writes for the
//! client.

use std::collections::VecDeque;
use uuid::Uuid;

/// Longest value of a characteristic, in bytes (Bluetooth Core 5.4, volume 3, part F, 3.2.9).
pub const MAX_VALUE_BYTES: usize = 512;

/// A characteristic and its value, for a notification.
pub type Notification = (Uuid, Vec<u8>);

/// What may be done with a characteristic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Characteristic {
    /// Names it.
    pub uuid: Uuid,
    /// What a client may do.
    pub access: Access,
    /// The text of its descriptor 0x2901, by which a client knows it where ids differ by build.
    pub description: Option<&'static str>,
}

/// What a client may do with a characteristic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Read its value.
    pub read: bool,
    /// Write its value.
    pub write: bool,
    /// Write it without waiting whether it was taken. For what is answered in another way alone: some
    /// systems (BlueZ) then confirm every write before the device has seen it.
    pub unheeded: bool,
    /// Be told when it changes.
    pub notify: bool,
}

/// The device's side of a service. Knows no time and no radio: it demands what it needs done, and
/// what came of it is told to the type behind this trait.
pub trait Service: Send {
    /// What the device has to do after a write.
    type Demand;

    /// Names it.
    fn uuid(&self) -> Uuid;

    /// What it is made of.
    fn characteristics(&self) -> Vec<Characteristic>;

    /// The value that a client reads, at most [`MAX_VALUE_BYTES`].
    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal>;

    /// A client wrote `value`.
    fn write(&mut self, characteristic: Uuid, value: &[u8])
    -> Result<Reply<Self::Demand>, Refusal>;
}

/// What a device has to do after a write, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<D> {
    /// To tell clients that subscribed.
    pub notifications: VecDeque<Notification>,
    /// To do.
    pub demands: Vec<D>,
}

impl<D> Default for Reply<D> {
    fn default() -> Self {
        Self {
            notifications: VecDeque::new(),
            demands: Vec::new(),
        }
    }
}

/// A request that is answered with an ATT error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The service has no such characteristic, or it may not be used like this.
    #[error("this characteristic does not allow that")]
    NotAllowed,
    /// The value is longer than the characteristic takes.
    #[error("the value is too long")]
    TooLong,
}

impl Access {
    /// Read alone.
    pub const READ: Self = Self {
        read: true,
        write: false,
        unheeded: false,
        notify: false,
    };
    /// Write alone.
    pub const WRITE: Self = Self {
        read: false,
        write: true,
        unheeded: false,
        notify: false,
    };
    /// Write alone, where what comes of it is told.
    pub const WRITE_UNHEEDED: Self = Self {
        unheeded: true,
        ..Self::WRITE
    };
    /// Read, and be told.
    pub const READ_NOTIFY: Self = Self {
        read: true,
        write: false,
        unheeded: false,
        notify: true,
    };
    /// Write, and read what came of it.
    pub const READ_WRITE: Self = Self {
        read: true,
        write: true,
        unheeded: false,
        notify: false,
    };
    /// All of it.
    pub const READ_WRITE_NOTIFY: Self = Self {
        read: true,
        write: true,
        unheeded: false,
        notify: true,
    };
}

impl Characteristic {
    /// A characteristic without a description.
    pub fn new(uuid: Uuid, access: Access) -> Self {
        Self {
            uuid,
            access,
            description: None,
        }
    }
}
