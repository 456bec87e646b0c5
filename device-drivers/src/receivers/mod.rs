//! Listens to what tells what it knows without being asked, receivers on serial ports and access points, and
//! reads what was recorded elsewhere.

pub mod access_points;
pub mod gps;
pub mod meter;
pub mod recorded;
pub mod track;

mod recognition;

pub use recognition::recognise;
