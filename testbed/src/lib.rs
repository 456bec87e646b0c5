//! Gives tests a real Bluetooth stack and USB ports that come and go, on machines that have neither.
//!
//! Most machines that run tests have no Bluetooth, and no test may depend on what is plugged in. So
//! a small [`guest`] runs in QEMU: Debian's kernel, BlueZ and udev, from an [`image`] that is made
//! here. Its two Bluetooth controllers, `hci0` for a client and `hci1` for a device, are emulated on
//! the host by Bumble and share a [`radio`] with virtual peripherals, whose logic is in Rust. Its USB
//! ports are plugged through QEMU's [`monitor`](guest::monitor). D-Bus comes out of it over a port of
//! the loopback interface, so that a test runs on the host and still speaks to the guest's BlueZ;
//! what must see the guest's own devices runs in it as an [`errand`].
//!
//! `outpost-testbed COMMAND` starts all of it, runs the command in it and ends it; tests that the
//! command runs call [`Testbed::join`], and make of it the devices that they need:
//! [`Testbed::peripheral`], [`Testbed::plug_in`], [`Testbed::errand`].

pub mod errand;
pub mod guest;
pub mod image;
pub mod radio;
pub mod tools;
pub mod usb;

mod testbed;

pub use testbed::{Places, Testbed};
