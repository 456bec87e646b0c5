//! Simulates devices on this machine, for tests and for practice networks: one for each way of being set up, and
//! what talks on a serial port.
//!
//! - [`Simulated`]: an Outpost device with a made-up sensor, behind a pseudo-terminal.
//! - [`Talker`]: what talks on a port unasked, a GPS receiver or a smart meter.
//! - [`HostedDevice`]: what is set up over Bluetooth, a Helium hotspot, an ESP32, or a device that knows the
//!   claim alone.
//! - [`StockDevice`]: one that speaks Improv on a serial port and knows nothing of Outpost.
//!
//! Not simulated: Espressif's security 0 and 2, which the drivers' tests have in memory, and a BTHome sensor,
//! which only advertises: the guest's tests have one on a virtual radio.

mod hosted;
mod sensor;
mod stock;
mod talker;

pub use hosted::{HostedDevice, HostedError, Model};
pub use sensor::{Options, SimulateError, Simulated};
pub use stock::{StockDevice, StockError};
pub use talker::{Talker, Talks};
