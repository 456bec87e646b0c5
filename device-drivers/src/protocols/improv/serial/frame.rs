//! Finds frames in whatever a serial line carries.

use super::packet::Packet;
use crate::protocols::cutter::{Cutter, Found, Grammar};

/// The longest frame: header, version, type, length, 255 bytes of data, checksum.
pub const MAX_FRAME_BYTES: usize = 6 + 1 + 1 + 1 + 255 + 1;

/// Every frame begins with this: the header and version 1.
const PREAMBLE: [u8; 7] = *b"IMPROV\x01";

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A whole frame.
    Packet(Packet),
    /// Something that began as a frame.
    Damaged(Damage),
}

/// Why what began as a frame is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Bytes were lost or changed on the way.
    #[error("a frame's checksum is {found:#04x} instead of {expected:#04x}")]
    Checksum {
        /// What the bytes add up to.
        expected: u8,
        /// What the frame says.
        found: u8,
    },
    /// The data is not of the frame's type.
    #[error("a frame of type {kind} holds something else")]
    Data {
        /// The frame's type.
        kind: u8,
    },
}

/// Cuts a stream of bytes into frames. Holds less than [`MAX_FRAME_BYTES`].
#[derive(Debug, Default)]
pub struct Framer {
    cutter: Cutter,
}

impl Framer {
    /// Takes the next bytes, cut anywhere, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        self.cutter.feed::<Frames>(bytes)
    }

    /// How many bytes outside of frames there were: log lines and noise.
    pub fn noise(&self) -> u64 {
        self.cutter.noise()
    }
}

impl Packet {
    /// The frame, with the line feed that follows it.
    pub fn encode(&self) -> Vec<u8> {
        let data = self.data();
        let mut frame = PREAMBLE.to_vec();
        // Data is bounded to 255 bytes by the types it is made of.
        frame.extend([self.kind(), data.len() as u8]);
        frame.extend(data);
        frame.push(checksum(&frame));
        frame.push(b'\n');
        frame
    }
}

/// The grammar of frames.
enum Frames {}

impl Grammar for Frames {
    type Incoming = Incoming;

    const MOST_BYTES: usize = MAX_FRAME_BYTES;

    fn examine(bytes: &[u8]) -> Found<Incoming> {
        let known = bytes.len().min(PREAMBLE.len());
        if bytes.get(..known) != PREAMBLE.get(..known) {
            return Found::Noise;
        }
        let [_, _, _, _, _, _, _, kind, length, rest @ ..] = bytes else {
            return Found::Prefix;
        };
        if !Packet::may_have_length(*kind, *length) {
            // Known before all of it has come, so that a false start does not hide what follows.
            return damaged(Damage::Data { kind: *kind });
        }
        let Some((data, [found, ..])) = rest.split_at_checked(usize::from(*length)) else {
            return Found::Prefix;
        };
        let length = PREAMBLE.len() + 2 + data.len();
        let expected = checksum(bytes.get(..length).unwrap_or_default());
        if expected != *found {
            return damaged(Damage::Checksum {
                expected,
                found: *found,
            });
        }
        match Packet::read(*kind, data) {
            Some(packet) => Found::Whole(Incoming::Packet(packet), length + 1),
            None => damaged(Damage::Data { kind: *kind }),
        }
    }

    fn find_beginning(bytes: &[u8]) -> Option<usize> {
        memchr::memchr(b'I', bytes)
    }
}

fn damaged(damage: Damage) -> Found<Incoming> {
    Found::Damaged(Incoming::Damaged(damage))
}

/// The low byte of the sum.
fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}
