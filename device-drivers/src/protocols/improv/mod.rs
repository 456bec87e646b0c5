//! Speaks Improv Wi-Fi, the open protocol by which a device is given its Wi-Fi (improv-wifi.com).
//!
//! Its commands, states and results are the same whatever carries them: a serial line
//! ([`serial`]) or Bluetooth LE ([`ble`]). Each carrier numbers and frames them in its own way. Who
//! asks ([`Dialogue`], within each carrier's client) and who answers (each carrier's device) are
//! state machines of which the carriers share the decisions.

pub mod ble;
pub mod serial;
pub mod wifi;

mod command;
mod dialogue;
mod responder;
mod result;
mod state;

pub use command::{Command, Extension, Hostname, InvalidHostname};
pub use dialogue::{Answer, Dialogue, Event, MAX_NETWORKS, OneAtATime};
pub use responder::Demand;
pub use result::{DeviceInfo, RpcResult, read_strings, write_strings};
pub use state::{ErrorState, State};

/// Most bytes of a command's or a result's arguments: a serial frame's 255 less number and length.
pub const MAX_ARGUMENT_BYTES: usize = 253;

/// More than a command or a result holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} bytes do not fit into one frame, at most {MAX_ARGUMENT_BYTES} do")]
pub struct TooLong(pub usize);
