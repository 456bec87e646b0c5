//! Shows that the test bed is what tests of devices take it for.
//!
//! `cargo xtask guest` starts it once, and runs these tests and those of other crates in it one after
//! another.

#![cfg(test)]

mod central;
mod echo;
mod improv_device;
mod in_the_guest_bluetooth;
mod in_the_guest_bthome;
mod in_the_guest_espressif;
mod in_the_guest_helium;
mod in_the_guest_interoperability;
mod in_the_guest_lost_links;
mod in_the_guest_provisioning;
mod in_the_guest_usb;
mod runs;
mod set_up;
