//! Speaks NMEA 0183 as GPS receivers do over USB serial: both sides, from bytes to fixes.
//!
//! # The rules (NMEA 0183, version 4; field by field in any receiver's manual)
//! A sentence is `$`, an address, fields after commas, `*`, two hexadecimal digits and CR LF. The
//! digits are the exclusive or of all bytes between `$` and `*`. `!` begins a sentence that
//! encapsulates others, as of ships' transponders. The address is a talker of two letters (GP for GPS,
//! GN for several systems, GL, GA, GB and more) and a kind of three; an address that begins with P is a
//! maker's own. A field that is not known is empty, and later versions add fields at the end.
//!
//! A receiver sends a burst of sentences for each epoch, usually once a second. What is read of them:
//!
//! | kind | what |
//! |---|---|
//! | RMC | time, date, position, speed, and whether they are valid |
//! | GGA | time, position, how it was found, satellites, dilution of precision (HDOP) |
//! | GST | time, standard deviations of latitude and longitude, in metres |
//! | GSA | whether there is a fix, in two or three dimensions |
//! | VTG | speed |
//! | ZDA | time and date |
//!
//! GLL says nothing that RMC does not, and GSV lists satellites in view, used or not: they are whole
//! sentences of another kind.
//!
//! # What the line carries besides
//! Bytes at another rate, makers' binary messages between sentences, and sentences that lost bytes. A
//! sentence without its checksum is refused, and one that another interrupts is left at its first byte.
//! The standard ends a sentence after 82 bytes; receivers that give more digits or satellites exceed it,
//! so [`MAX_SENTENCE_BYTES`] is what bounds memory.
//!
//! # Why not the `nmea` crate
//! It gives positions as floating-point numbers and times as chrono's, which this project does not use;
//! fixes here are integers, and the same on every machine.

mod device;
mod epoch;
mod frame;
mod position;
mod read;
mod receiver;
mod sentence;
mod write;

pub use device::{report, report_search};
pub use epoch::{Fix, NoFix, RANGE_ERROR_CM};
pub use frame::{Damage, Framer, Incoming, MAX_SENTENCE_BYTES};
pub use position::Position;
pub use receiver::{Event, Receiver};
pub use sentence::{
    Content, Dimensions, Gga, Gsa, Gst, Kind, Quality, Rmc, Sentence, Solution, Talker, Vtg, Zda,
};

/// Rates to try, in this order, with 8 data bits, no parity and one stop bit: what most modules are
/// set to, the standard's, and its high-speed variant's. A receiver with USB of its own takes any.
pub const BAUD_RATES: [u32; 3] = [9_600, 4_800, 38_400];
