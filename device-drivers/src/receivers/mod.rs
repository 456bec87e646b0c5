//! Listens to receivers on serial ports, which tell what they know without being asked.

pub mod gps;
