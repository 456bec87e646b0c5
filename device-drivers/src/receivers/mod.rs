//! Listens to receivers on serial ports, which tell what they know without being asked.

pub mod gps;
pub mod meter;
pub mod track;

mod recognition;

pub use recognition::recognise;
