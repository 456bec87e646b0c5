//! Speaks what devices speak, sans-IO: bytes in, bytes and typed events out, no clock, no socket.

pub mod claim;
pub mod espressif;
pub mod gatt;
pub mod helium;
pub mod improv;
