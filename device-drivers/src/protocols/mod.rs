//! Speaks what devices speak, sans-IO: bytes in, bytes and typed events out, no clock, no socket.

pub mod bthome;
pub mod calendar;
pub mod claim;
mod cutter;
mod decimal;
pub mod dsmr;
pub mod espressif;
pub mod gatt;
pub mod helium;
pub mod improv;
pub mod nmea;
