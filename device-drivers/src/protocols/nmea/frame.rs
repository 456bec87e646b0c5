//! Finds sentences in whatever a serial line carries.

use super::{
    Kind, Sentence,
    read::{Reading, read},
};
use crate::protocols::cutter::{Cutter, Found, Grammar};

/// The longest sentence that is read, from `$` to the checksum. The standard allows 80 bytes before CR
/// LF; u-blox's own sentences and those with seven decimals of a minute have up to about 110.
pub const MAX_SENTENCE_BYTES: usize = 128;

/// `*` and two digits.
const CHECKSUM_BYTES: usize = 3;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A whole sentence of a kind that is read.
    Sentence(Sentence),
    /// A whole sentence of another kind.
    Other,
    /// Something that began as a sentence.
    Damaged(Damage),
}

/// Why what began as a sentence is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Bytes were lost or changed on the way.
    #[error("a sentence's checksum is {found:#04x} instead of {expected:#04x}")]
    Checksum {
        /// The exclusive or of its bytes.
        expected: u8,
        /// What the sentence says.
        found: u8,
    },
    /// The line ends before a checksum.
    #[error("a sentence has no checksum")]
    Unchecked,
    /// Another sentence begins within it.
    #[error("a sentence is interrupted by another")]
    Interrupted,
    /// No text.
    #[error("a sentence holds the byte {0:#04x}")]
    NotText(u8),
    /// Longer than [`MAX_SENTENCE_BYTES`].
    #[error("a sentence has more than {MAX_SENTENCE_BYTES} bytes")]
    TooLong,
    /// Its checksum is right and its fields are not.
    #[error("a sentence of the kind {0} holds something else")]
    Fields(Kind),
}

/// Cuts a stream of bytes into sentences. Holds less than [`MAX_SENTENCE_BYTES`].
#[derive(Debug, Default)]
pub struct Framer {
    cutter: Cutter,
}

impl Framer {
    /// Takes the next bytes, cut anywhere, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        self.cutter.feed::<Sentences>(bytes)
    }

    /// How many bytes outside of sentences there were.
    pub fn noise(&self) -> u64 {
        self.cutter.noise()
    }
}

/// The grammar of sentences.
enum Sentences {}

impl Grammar for Sentences {
    type Incoming = Incoming;

    const MOST_BYTES: usize = MAX_SENTENCE_BYTES;

    fn examine(bytes: &[u8]) -> Found<Incoming> {
        let after = match bytes {
            [] => return Found::Prefix,
            [b'$' | b'!', after @ ..] => after,
            _ => return Found::Noise,
        };
        let longest = MAX_SENTENCE_BYTES - 1 - CHECKSUM_BYTES;
        let Some(end) = end_of_text(after.get(..=longest).unwrap_or(after)) else {
            return if after.len() > longest {
                damaged(Damage::TooLong)
            } else {
                Found::Prefix
            };
        };
        let (body, end) = after.split_at(end);
        match end {
            [b'*', high, low, ..] => match hexadecimal(*high, *low) {
                Some(sum) => checked(body, sum),
                None => damaged(Damage::Unchecked),
            },
            [] | [b'*', ..] => Found::Prefix,
            [b'\r' | b'\n', ..] => damaged(Damage::Unchecked),
            [b'$' | b'!', ..] => damaged(Damage::Interrupted),
            [other, ..] => damaged(Damage::NotText(*other)),
        }
    }

    fn find_beginning(bytes: &[u8]) -> Option<usize> {
        memchr::memchr2(b'$', b'!', bytes)
    }
}

/// The exclusive or of all bytes.
pub(super) fn checksum(body: &[u8]) -> u8 {
    body.iter().fold(0, |sum, byte| sum ^ byte)
}

fn checked(body: &[u8], found: u8) -> Found<Incoming> {
    let expected = checksum(body);
    if expected != found {
        return damaged(Damage::Checksum { expected, found });
    }
    let incoming = match read(body) {
        Reading::Sentence(sentence) => Incoming::Sentence(sentence),
        Reading::Other => Incoming::Other,
        Reading::Malformed(kind) => return damaged(Damage::Fields(kind)),
    };
    Found::Whole(incoming, 1 + body.len() + CHECKSUM_BYTES)
}

fn damaged(damage: Damage) -> Found<Incoming> {
    Found::Damaged(Incoming::Damaged(damage))
}

/// Where the first byte is that ends a sentence's text, rightly or not.
fn end_of_text(bytes: &[u8]) -> Option<usize> {
    // Usually it is the `*`, and that only text precedes it is told of many bytes at once.
    let star = memchr::memchr(b'*', bytes);
    let before = bytes.get(..star.unwrap_or(bytes.len())).unwrap_or(bytes);
    if before.iter().fold(true, |all, byte| all & is_within(*byte)) {
        return star;
    }
    before.iter().position(|byte| !is_within(*byte))
}

/// Whether a byte is text that neither begins a sentence nor its checksum.
fn is_within(byte: u8) -> bool {
    // No short cuts: without branches the compiler looks at many bytes at once.
    (b' '..=b'~').contains(&byte) & (byte != b'$') & (byte != b'!') & (byte != b'*')
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(high)? * 16 + digit(low)?) as u8)
}
