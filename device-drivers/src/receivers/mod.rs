//! Listens to receivers on serial ports, which tell what they know without being asked, and reads what was
//! recorded elsewhere.

pub mod gps;
pub mod meter;
pub mod recorded;
pub mod track;

mod recognition;

pub use recognition::recognise;
