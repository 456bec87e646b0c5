//! Proves what parsers do with any bytes, and sets up honest and misbehaving devices in memory and over
//! a real pseudo-terminal.

#[cfg(test)]
mod bthome;
#[cfg(test)]
mod claim_service;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod dsmr;
#[cfg(test)]
mod espressif;
#[cfg(test)]
mod framing;
#[cfg(test)]
#[cfg(unix)]
mod gps;
#[cfg(test)]
mod helium;
#[cfg(test)]
mod improv_ble;
#[cfg(test)]
mod in_memory;
#[cfg(test)]
mod lost_links;
#[cfg(test)]
mod nmea;
#[cfg(test)]
mod pieces;
#[cfg(test)]
#[cfg(unix)]
mod pseudo_terminal;
