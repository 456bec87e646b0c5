//! Proves the framing, and sets up honest and misbehaving devices in memory and over a real
//! pseudo-terminal.

#[cfg(test)]
mod devices;
#[cfg(test)]
mod espressif;
#[cfg(test)]
mod framing;
#[cfg(test)]
mod helium;
#[cfg(test)]
mod improv_ble;
#[cfg(test)]
mod in_memory;
#[cfg(test)]
mod lost_links;
#[cfg(test)]
#[cfg(unix)]
mod pseudo_terminal;
