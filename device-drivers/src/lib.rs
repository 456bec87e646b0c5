//! Sets up nearby hardware: transports move bytes, protocols are sans-IO, a session joins the two.
//!
//! A device is found on a port ([`transport::serial::list_ports`]) or heard over Bluetooth
//! ([`transport::ble::Radio::scan`], [`catalog::Advertised`]), opened by a [`reach::Way`], and set up by
//! a [`session::Session`]: `identify`, `blink`, `scan_wifi`, `send_wifi`, `read_back`, `claim`. Every
//! step has a deadline, can be repeated, and fails with a [`session::SessionError`] whose
//! [`remedy`](session::SessionError::remedy) names the next step. Behind [`session::Steady`] a lost link
//! is made anew within a step. No step makes a network call, and no network call belongs between two
//! steps of a write: a link that waits is a link that is lost.
//!
//! The protocols hold the device's side too, for `device-agent`.

pub mod catalog;
pub mod protocols;
pub mod reach;
pub mod receivers;
pub mod session;
pub mod transport;
