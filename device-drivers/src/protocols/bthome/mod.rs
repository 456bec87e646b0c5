//! Speaks BTHome v2, the open format in which battery sensors broadcast what they measure: both sides,
//! from an advertisement's service data to typed objects.
//!
//! # The rules (bthome.io/format, bthome.io/encryption)
//! An advertisement carries service data for the 16-bit UUID 0xFCD2: a byte of information about the
//! device, then objects. Of that byte, bit 0 says that the objects are encrypted, bit 2 that the device
//! sends when something happens rather than regularly, and bits 5 to 7 are the version, 2. Bit 1 is
//! reserved; the reference implementation (bthome-ble 3.25) takes it to say that the sensor's address
//! follows, last byte first, and so does this one.
//!
//! An object is its id and a value whose length the id implies: a little-endian integer that counts
//! steps of a fixed size ([`Kind`]), a condition, or an event. Text and raw bytes begin with their
//! length, and so does a command. Ids ascend, so that what a receiver does not know comes last: since its
//! length is not known either, reading ends there.
//!
//! Encrypted, the objects are followed by a counter (4 bytes, little-endian) and a tag (4 bytes):
//! AES-128-CCM without associated data, under the nonce address (6 bytes) | D2 FC | information byte |
//! counter.
//!
//! # What is trusted
//! Plain advertisements are anybody's. Encrypted ones are the sensor's if the tag is right, which a
//! guess is once in 2³² times, and if the counter has risen: otherwise somebody may replay an old one. A
//! [`Listener`] that has a key therefore takes nothing plain, and no counter twice. A repeated packet id
//! (object 00) says that the same is sent once more, for those who missed it.

mod address;
mod cipher;
mod climate;
mod condition;
mod event;
mod kind;
mod listener;
mod measurement;
mod object;
mod payload;
mod sensor;
mod service_data;

pub use address::{Address, NotAnAddress};
pub use cipher::{BindKey, NotABindKey};
pub use climate::Climate;
pub use condition::Condition;
pub use event::{ArgumentsTooLong, ButtonEvent, Command, DimmerEvent};
pub use kind::{Integer, Kind, Quantity, Unit};
pub use listener::{Heard, Listener, Refusal, Remedy};
pub use measurement::{Measurement, OutOfRange};
pub use object::{Damage, Firmware, Object, Objects};
pub use payload::TooLong;
pub use sensor::{CannotAdvertise, Sensor};
pub use service_data::{Body, MAX_SERVICE_DATA_BYTES, Malformed, Sealed, ServiceData};

use uuid::Uuid;

/// The UUID of BTHome's service data: 0xFCD2 (bthome.io/format).
pub const SERVICE: Uuid = Uuid::from_u128(0x0000_fcd2_0000_1000_8000_0080_5f9b_34fb);
