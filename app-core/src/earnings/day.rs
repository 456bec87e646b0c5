//! Says when "today" begins and ends for the person, by this device's clock and zone.

use jiff::{Timestamp, ToSpan, Zoned};
use std::ops::Range;

/// Today, in milliseconds since 1970 UTC: from midnight to before the next one.
pub(crate) fn today() -> Range<u64> {
    around(&Zoned::now()).unwrap_or_default()
}

/// The day that `now` is in. 23 or 25 hours where clocks are changed. `None` at the ends of time.
fn around(now: &Zoned) -> Option<Range<u64>> {
    let start = now.start_of_day().ok()?;
    let end = start.checked_add(1.day()).ok()?.start_of_day().ok()?;
    let milliseconds = |time: Timestamp| u64::try_from(time.as_millisecond()).ok();
    Some(milliseconds(start.timestamp())?..milliseconds(end.timestamp())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::{Offset, TimeZone};

    #[test]
    fn a_day_is_that_of_the_zone_and_not_of_utc() {
        let zone = TimeZone::fixed(Offset::constant(9));
        // 23:30 on the 1st in UTC is the morning of the 2nd, nine hours east.
        let now: Timestamp = "2026-02-01T23:30:00Z".parse().unwrap();
        let day = around(&now.to_zoned(zone)).unwrap();
        let start: Timestamp = "2026-02-01T15:00:00Z".parse().unwrap();
        assert_eq!(day.start as i64, start.as_millisecond());
        assert_eq!(day.end - day.start, 24 * 3_600_000);
    }
}
