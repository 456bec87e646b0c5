//! Cuts a stream of bytes into what a serial protocol calls frames, sentences or telegrams.
//!
//! A line carries noise besides: logs, lost bytes, another rate. Whatever cannot be right is left at
//! its first byte, so that a whole one that begins within it is still found. Whole ones are read where
//! they are; only what the end of a piece divides is copied, and less than
//! [`Grammar::MOST_BYTES`] of it.

/// What a protocol looks for.
pub(crate) trait Grammar {
    /// What is given out.
    type Incoming;

    /// No whole one has more bytes, and of this many bytes it is known what the first one begins.
    const MOST_BYTES: usize;

    /// Looks at the first byte and those after it. What is said of them must stay true when more come,
    /// unless it is [`Found::Prefix`].
    fn examine(bytes: &[u8]) -> Found<Self::Incoming>;

    /// Where the first byte is that may begin one.
    fn find_beginning(bytes: &[u8]) -> Option<usize>;
}

/// What the first byte begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found<T> {
    /// More bytes are needed.
    Prefix,
    /// Nothing.
    Noise,
    /// Something that cannot be right.
    Damaged(T),
    /// A whole one of this many bytes.
    Whole(T, usize),
}

/// The end of a stream that may begin something, and what was counted.
#[derive(Debug, Default)]
pub(crate) struct Cutter {
    held: Vec<u8>,
    noise: u64,
}

impl Cutter {
    /// Takes the next bytes, cut anywhere, and gives what is complete.
    pub(crate) fn feed<G: Grammar>(&mut self, bytes: &[u8]) -> Vec<G::Incoming> {
        let mut incoming = Vec::new();
        let mut rest = bytes;
        while !self.held.is_empty() && !rest.is_empty() {
            let needed = G::MOST_BYTES.saturating_sub(self.held.len());
            let lent = needed.clamp(1, rest.len());
            self.held.extend(rest.iter().take(lent));
            let held = std::mem::take(&mut self.held);
            let unsettled = self.settle::<G>(&held, &mut incoming).len();
            self.held = held;
            if unsettled <= lent {
                // All that was held is settled: what is not can be read where it is.
                self.held.clear();
                rest = rest.get(lent - unsettled..).unwrap_or_default();
            } else {
                self.held.drain(..self.held.len() - unsettled);
                rest = rest.get(lent..).unwrap_or_default();
            }
        }
        let unsettled = self.settle::<G>(rest, &mut incoming);
        self.held.extend_from_slice(unsettled);
        incoming
    }

    /// How many bytes there were outside of whole ones. Line ends, which follow them, do not count.
    pub(crate) fn noise(&self) -> u64 {
        self.noise
    }

    /// Takes from the front until a prefix is left. Within a damaged one there can be several whole
    /// ones.
    fn settle<'a, G: Grammar>(
        &mut self,
        bytes: &'a [u8],
        incoming: &mut Vec<G::Incoming>,
    ) -> &'a [u8] {
        let mut rest = bytes;
        loop {
            let taken = match G::examine(rest) {
                Found::Prefix => return rest,
                Found::Whole(whole, length) => {
                    incoming.push(whole);
                    length
                }
                Found::Damaged(damage) => {
                    incoming.push(damage);
                    self.skip::<G>(rest)
                }
                Found::Noise => self.skip::<G>(rest),
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    /// How far it is from the first byte to the next that may begin one.
    fn skip<G: Grammar>(&mut self, bytes: &[u8]) -> usize {
        let Some((_, after)) = bytes.split_first() else {
            return 0;
        };
        let length = G::find_beginning(after).map_or(bytes.len(), |at| at + 1);
        let skipped = bytes.iter().take(length);
        self.noise += skipped
            .filter(|byte| !matches!(byte, b'\n' | b'\r'))
            .count() as u64;
        length
    }
}
