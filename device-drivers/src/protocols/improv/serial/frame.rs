//! Finds frames in whatever a serial line carries.

use super::packet::Packet;

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
    /// A prefix of what may be a frame.
    held: Vec<u8>,
    noise: u64,
}

enum Found {
    /// More bytes are needed.
    Prefix,
    /// The first byte begins no frame.
    NotAFrame,
    /// The first byte began what should have been a frame.
    Damaged(Damage),
    /// A frame of this many bytes.
    Frame(Packet, usize),
}

impl Framer {
    /// Takes the next bytes, cut anywhere, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        let mut incoming = Vec::new();
        for byte in bytes {
            self.held.push(*byte);
            self.settle(&mut incoming);
        }
        incoming
    }

    /// How many bytes outside of frames there were: log lines and noise.
    pub fn noise(&self) -> u64 {
        self.noise
    }

    /// Takes from the held bytes until they are a prefix of a frame again. After a damaged frame that
    /// can be several whole ones.
    fn settle(&mut self, incoming: &mut Vec<Incoming>) {
        loop {
            match examine(&self.held) {
                Found::Prefix => return,
                Found::Frame(packet, length) => {
                    incoming.push(Incoming::Packet(packet));
                    self.held.drain(..length);
                }
                Found::Damaged(damage) => {
                    incoming.push(Incoming::Damaged(damage));
                    self.drop_first();
                }
                Found::NotAFrame => self.drop_first(),
            }
        }
    }

    fn drop_first(&mut self) {
        let dropped = self.held.drain(..self.held.len().min(1));
        // The line feed after a frame is no noise.
        self.noise += dropped
            .filter(|byte| !matches!(byte, b'\n' | b'\r'))
            .count() as u64;
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

fn examine(held: &[u8]) -> Found {
    let known = held.len().min(PREAMBLE.len());
    if held.get(..known) != PREAMBLE.get(..known) {
        return Found::NotAFrame;
    }
    let [_, _, _, _, _, _, _, kind, length, rest @ ..] = held else {
        return Found::Prefix;
    };
    if !Packet::may_have_length(*kind, *length) {
        // Known before all of it has come, so that a false start does not hide what follows.
        return Found::Damaged(Damage::Data { kind: *kind });
    }
    let Some((data, [found, ..])) = rest.split_at_checked(usize::from(*length)) else {
        return Found::Prefix;
    };
    let length = PREAMBLE.len() + 2 + data.len();
    let expected = checksum(held.get(..length).unwrap_or_default());
    if expected != *found {
        return Found::Damaged(Damage::Checksum {
            expected,
            found: *found,
        });
    }
    match Packet::read(*kind, data) {
        Some(packet) => Found::Frame(packet, length + 1),
        None => Found::Damaged(Damage::Data { kind: *kind }),
    }
}

/// The low byte of the sum.
fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}
