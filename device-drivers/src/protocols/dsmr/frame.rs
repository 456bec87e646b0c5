//! Finds telegrams in whatever a serial line carries.

use super::{Telegram, Unreadable};
use crate::protocols::cutter::{Cutter, Found, Grammar};
use crc::{CRC_16_ARC, Crc};

/// The longest telegram that is read, from `/` to the checksum. The longest by the standard has about
/// 4 KiB, of which half is a message of 1024 characters in hexadecimal digits and the rest a log of
/// power failures and four other meters. A line of 115200 baud carries 11 KiB a second.
pub const MAX_TELEGRAM_BYTES: usize = 8_192;

static CRC: Crc<u16> = Crc::<u16>::new(&CRC_16_ARC);
/// `!` and four digits.
const END_BYTES: usize = 5;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A whole telegram whose checksum is right.
    Telegram(Telegram),
    /// Something that began as a telegram.
    Damaged(Damage),
}

/// Why what began as a telegram is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Bytes were lost or changed on the way.
    #[error("a telegram's checksum is {found:04X} instead of {expected:04X}")]
    Checksum {
        /// Of its bytes.
        expected: u16,
        /// What the telegram says.
        found: u16,
    },
    /// It ends without a checksum, as those of DSMR 2 and 3.
    #[error("the meter sends telegrams without a checksum, as of DSMR 2 and 3")]
    Unchecked,
    /// It ends with something that is no checksum.
    #[error("a telegram ends with something else than a checksum")]
    NotAChecksum,
    /// Another telegram begins within it.
    #[error("a telegram is interrupted by another")]
    Interrupted,
    /// Longer than [`MAX_TELEGRAM_BYTES`].
    #[error("a telegram has more than {MAX_TELEGRAM_BYTES} bytes")]
    TooLong,
    /// Its checksum is right, and what it says is not.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Cuts a stream of bytes into telegrams. Holds less than [`MAX_TELEGRAM_BYTES`].
#[derive(Debug, Default)]
pub struct Framer {
    cutter: Cutter,
}

impl Framer {
    /// Takes the next bytes, cut anywhere, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        self.cutter.feed::<Telegrams>(bytes)
    }

    /// How many bytes outside of telegrams there were.
    pub fn noise(&self) -> u64 {
        self.cutter.noise()
    }
}

/// The grammar of telegrams.
enum Telegrams {}

impl Grammar for Telegrams {
    type Incoming = Incoming;

    const MOST_BYTES: usize = MAX_TELEGRAM_BYTES;

    fn examine(bytes: &[u8]) -> Found<Incoming> {
        let after = match bytes {
            [] => return Found::Prefix,
            [b'/', after @ ..] => after,
            _ => return Found::Noise,
        };
        let longest = MAX_TELEGRAM_BYTES - 1 - END_BYTES;
        let within = after.get(..=longest).unwrap_or(after);
        let Some(end) = memchr::memchr2(b'!', b'/', within) else {
            return if after.len() > longest {
                damaged(Damage::TooLong)
            } else {
                Found::Prefix
            };
        };
        let (text, end) = after.split_at(end);
        match end {
            [b'/', ..] => damaged(Damage::Interrupted),
            [_, b'\r' | b'\n', ..] => damaged(Damage::Unchecked),
            [_, digits @ ..] => match digits.first_chunk() {
                Some(digits) => match hexadecimal(*digits) {
                    Some(found) => checked(bytes, text, found),
                    None => damaged(Damage::NotAChecksum),
                },
                None => Found::Prefix,
            },
            [] => Found::Prefix,
        }
    }

    fn find_beginning(bytes: &[u8]) -> Option<usize> {
        memchr::memchr(b'/', bytes)
    }
}

/// The CRC of a telegram from `/` to `!`.
pub(super) fn checksum(bytes: &[u8]) -> u16 {
    CRC.checksum(bytes)
}

/// Reads the telegram of this text, at the front of `bytes`.
fn checked(bytes: &[u8], text: &[u8], found: u16) -> Found<Incoming> {
    let summed = text.len() + 2;
    let expected = checksum(bytes.get(..summed).unwrap_or_default());
    if expected != found {
        return damaged(Damage::Checksum { expected, found });
    }
    match Telegram::read(text) {
        Ok(telegram) => Found::Whole(Incoming::Telegram(telegram), 1 + text.len() + END_BYTES),
        Err(reason) => damaged(reason.into()),
    }
}

fn damaged(damage: Damage) -> Found<Incoming> {
    Found::Damaged(Incoming::Damaged(damage))
}

fn hexadecimal(digits: [u8; 4]) -> Option<u16> {
    digits.into_iter().try_fold(0, |value, digit| {
        let digit = char::from(digit).to_digit(16)?;
        Some(value << 4 | digit as u16)
    })
}
