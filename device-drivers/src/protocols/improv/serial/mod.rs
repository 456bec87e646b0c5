//! Speaks Improv over a serial line: both sides, from bytes to typed events.
//!
//! # The rules (improv-wifi.com/serial)
//! A frame is `IMPROV`, version 1, type, length, data and a checksum: the low byte of the sum of all
//! bytes before it. Peers send a line feed after it. Types are 1 current state, 2 error state, 3
//! command and 4 result; a command's data is its number, a length and arguments, a result's the
//! number it answers, a length and a list of strings, each after its length.
//!
//! A client has one command under way at a time. The answer is a result, the state (to "request
//! state"), or an error state other than 0. A scan is answered by one result for each network and an
//! empty one at the end. A device that boots does not answer, so "request state" is repeated.
//!
//! # What the line carries besides
//! Firmware logs on the same line, cables lose bytes, and a chip in its boot loader sends noise. The
//! [`Framer`] therefore finds frames anywhere, leaves a damaged one at its first byte, so that a
//! whole one that begins within it is still found, and never holds more than one frame.

mod client;
mod device;
mod frame;
mod packet;

pub use client::Client;
pub use device::{Device, DeviceReply};
pub use frame::{Damage, Framer, Incoming, MAX_FRAME_BYTES};
pub use packet::{Packet, number};
