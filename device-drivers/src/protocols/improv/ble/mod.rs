//! Speaks Improv over Bluetooth LE: both sides, from values of characteristics to typed events.
//!
//! # The rules (improv-wifi.com/ble, version 2.4)
//! One service with five characteristics: state and error (read, notify), command (write), result
//! (read, notify) and capabilities (read). A command's value is its number, a length, arguments and
//! a checksum: the low byte of the sum of all bytes before it. A result is the same, with a list of
//! strings. A value of more bytes than a packet holds is written and read in pieces, which the
//! system joins; a notification is not, so that a result that is cut short must be read.
//!
//! A device may want somebody to confirm at it first: its state is then "authorization required",
//! and credentials are refused. A scan is answered by one result with three strings for each network.
//! "Identify" has no result.
//!
//! The service's UUID is advertised together with service data: state, capabilities, and four bytes
//! of zero. All of it is in the clear.

mod advertisement;
mod client;
mod device;
mod value;

pub use advertisement::{Capabilities, ServiceData};
pub use client::{Client, Request};
pub use device::Device;
pub use value::{MAX_VALUE_BYTES, RpcValue};

use uuid::{Uuid, uuid};

/// The service.
pub const SERVICE: Uuid = uuid!("00467768-6228-2272-4663-277478268000");
/// Where provisioning stands, one byte.
pub const STATE: Uuid = uuid!("00467768-6228-2272-4663-277478268001");
/// What went wrong last, one byte.
pub const ERROR: Uuid = uuid!("00467768-6228-2272-4663-277478268002");
/// Takes commands.
pub const COMMAND: Uuid = uuid!("00467768-6228-2272-4663-277478268003");
/// Holds the last result.
pub const RESULT: Uuid = uuid!("00467768-6228-2272-4663-277478268004");
/// What the device can do, one byte.
pub const CAPABILITIES: Uuid = uuid!("00467768-6228-2272-4663-277478268005");
/// The UUID of the service data, 16 bits on air.
pub const SERVICE_DATA: Uuid = uuid!("00004677-0000-1000-8000-00805f9b34fb");
