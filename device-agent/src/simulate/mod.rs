//! Simulates any device of the catalog on this machine, for tests and for practice networks.
//!
//! - [`Simulated`]: an Outpost device with a made-up sensor, behind a pseudo-terminal.
//! - [`Talker`]: what talks on a port unasked, a GPS receiver or a smart meter.
//! - [`HostedDevice`]: what is set up over Bluetooth, a Helium hotspot, an ESP32, or a device that knows the
//!   claim alone.

mod hosted;
mod sensor;
mod talker;

pub use hosted::{HostedDevice, HostedError, Model};
pub use sensor::{Options, SimulateError, Simulated};
pub use talker::{Talker, Talks};
