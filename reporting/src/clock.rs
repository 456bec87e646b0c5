//! Tells the network's time between two of its headers.

use outpost_protocol::Timestamp;

/// A header is final and here a second or two after its time; a clock further ahead than this has
/// drifted.
const MOST_AHEAD_MS: u64 = 10_000;

/// The network's time, from verified headers and a local clock that only counts milliseconds. A
/// device's own idea of the date is often wrong, and is not used.
#[derive(Clone, Copy, Debug, Default)]
pub struct NetworkClock {
    /// A header's time, and the local clock when it came.
    anchor: Option<(Timestamp, u64)>,
}

impl NetworkClock {
    /// A header of this time was verified. Of several, the one that was fastest on its way counts.
    pub fn observe(&mut self, header: Timestamp, local_ms: u64) {
        let keep = self
            .now(local_ms)
            .is_some_and(|now| now >= header && now.0.saturating_sub(header.0) <= MOST_AHEAD_MS);
        if !keep {
            self.anchor = Some((header, local_ms));
        }
    }

    /// The network's time; `None` before the first header.
    pub fn now(&self, local_ms: u64) -> Option<Timestamp> {
        let (header, then) = self.anchor?;
        Some(Timestamp(
            header.0.saturating_add(local_ms.saturating_sub(then)),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_on_between_headers_and_follows_the_fastest() {
        let mut clock = NetworkClock::default();
        assert_eq!(clock.now(5), None);
        clock.observe(Timestamp(100_000), 0);
        assert_eq!(clock.now(700), Some(Timestamp(100_700)));
        // 300 ms slower on its way than the first.
        clock.observe(Timestamp(101_000), 1_300);
        assert_eq!(clock.now(1_300), Some(Timestamp(101_300)));
        // Faster than the first.
        clock.observe(Timestamp(102_000), 1_900);
        assert_eq!(clock.now(1_900), Some(Timestamp(102_000)));
    }

    #[test]
    fn a_clock_that_drifted_far_ahead_is_set_back() {
        let mut clock = NetworkClock::default();
        clock.observe(Timestamp(100_000), 0);
        clock.observe(Timestamp(101_000), 20_000);
        assert_eq!(clock.now(20_000), Some(Timestamp(101_000)));
    }
}
