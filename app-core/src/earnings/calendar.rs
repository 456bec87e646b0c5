//! Says which day a moment belongs to, in the person's zone and by the hour at which their days begin.
//!
//! A day is the time from its beginning on the clock to the next day's: 23 or 25 hours long where clocks
//! are changed, and nothing at all where a zone left a day out. So the days never overlap, and between
//! them no moment is lost.

use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time, date},
    tz::TimeZone,
};
use outpost_app_api::{AppError, Day, DayBoundary, ErrorCode};
use std::ops::Range;

/// Day 0.
const EPOCH_DATE: Date = date(1970, 1, 1);
/// The last day that is asked about, in the year 2200: within what every clock and zone can tell.
const LAST: Day = Day(84_000);
const MINUTES_A_DAY: u16 = 1_440;

/// Where days begin.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    zone: TimeZone,
    begins: Time,
    boundary: DayBoundary,
}

impl Calendar {
    /// The calendar of this boundary.
    ///
    /// # Errors
    /// [`ErrorCode::ZoneUnknown`] with the detail `zone`; [`ErrorCode::Malformed`] for a day that begins
    /// after it has ended.
    pub(crate) fn new(boundary: &DayBoundary) -> Result<Self, AppError> {
        let zone = match &boundary.zone {
            Some(name) => TimeZone::get(name)
                .map_err(|_| AppError::new(ErrorCode::ZoneUnknown).with("zone", name))?,
            None => TimeZone::system(),
        };
        let minutes = boundary.starts_minutes;
        if minutes >= MINUTES_A_DAY {
            return Err(AppError::new(ErrorCode::Malformed));
        }
        Ok(Self::in_zone(zone, boundary.clone()))
    }

    /// The calendar of the system's zone, with days from midnight.
    pub(crate) fn of_the_system() -> Self {
        Self::in_zone(TimeZone::system(), DayBoundary::default())
    }

    fn in_zone(zone: TimeZone, boundary: DayBoundary) -> Self {
        let minutes = boundary.starts_minutes;
        let hour = i8::try_from(minutes / 60).unwrap_or_default();
        let minute = i8::try_from(minutes % 60).unwrap_or_default();
        Self {
            zone,
            begins: Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight()),
            boundary,
        }
    }

    /// Where its days begin, with the zone by name where the system tells it.
    pub(crate) fn boundary(&self) -> DayBoundary {
        let name = self.zone.iana_name().map(str::to_owned);
        DayBoundary {
            zone: self.boundary.zone.clone().or(name),
            ..self.boundary
        }
    }

    /// The day that is now.
    pub(crate) fn today(&self) -> Day {
        self.day_of(milliseconds(Timestamp::now()))
    }

    /// The day that a moment belongs to, in milliseconds since 1970 UTC.
    pub(crate) fn day_of(&self, ms: u64) -> Day {
        let on_the_clock = day_of_date(self.zoned(ms).date());
        // What the clock shows before the day begins is of the day before.
        let days = [1, 0, -1].map(|offset| Day(on_the_clock.0.saturating_add(offset)));
        let begun = days.into_iter().find(|day| self.start_of(*day) <= ms);
        begun.unwrap_or(Day(on_the_clock.0.saturating_sub(1)))
    }

    /// When a day begins, in milliseconds since 1970 UTC.
    pub(crate) fn start_of(&self, day: Day) -> u64 {
        let start = date_of(day).to_datetime(self.begins);
        // Where the clock skips that moment, the day begins when it has skipped it.
        let start = start.to_zoned(self.zone.clone());
        start.map_or(0, |start| milliseconds(start.timestamp()))
    }

    /// The moments of all days from `first` to `last`.
    pub(crate) fn moments(&self, first: Day, last: Day) -> Range<u64> {
        self.start_of(first)..self.start_of(next(last))
    }

    /// A moment on the person's clock, to be written down: `2026-03-29T23:59:59+01:00`.
    pub(crate) fn written(&self, ms: u64) -> String {
        self.zoned(ms).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn zoned(&self, ms: u64) -> Zoned {
        moment(ms).to_zoned(self.zone.clone())
    }
}

/// A moment, to be reckoned with; the last there is for one beyond it.
pub(crate) fn moment(ms: u64) -> Timestamp {
    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}

/// The day after.
pub(crate) fn next(day: Day) -> Day {
    Day(day.0.saturating_add(1))
}

/// The Monday of a day's week.
pub(crate) fn monday_of(day: Day) -> Day {
    let since = date_of(day).weekday().to_monday_zero_offset();
    Day(day.0.saturating_sub(i32::from(since)))
}

/// The first day of a day's month.
pub(crate) fn month_of(day: Day) -> Day {
    day_of_date(date_of(day).first_of_month())
}

/// The first day of a day's year.
pub(crate) fn year_of(day: Day) -> Day {
    day_of_date(date_of(day).first_of_year())
}

/// A day as it is written: `2026-03-29`.
pub(crate) fn date_of(day: Day) -> Date {
    let days = i64::from(day.0.clamp(0, LAST.0));
    let date = jiff::Span::new()
        .try_days(days)
        .and_then(|days| EPOCH_DATE.checked_add(days));
    date.unwrap_or(EPOCH_DATE)
}

fn day_of_date(date: Date) -> Day {
    let days = EPOCH_DATE.until(date).map_or(0, |span| span.get_days());
    Day(days)
}

fn milliseconds(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_millisecond()).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Zones by their rules, so that no machine's database decides.
    pub(crate) const ZONES: [&str; 7] = [
        "UTC0",
        // Lisbon, Berlin, New York.
        "WET0WEST,M3.5.0/1,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "EST5EDT,M3.2.0,M11.1.0",
        // Lord Howe changes its clocks by half an hour; Chatham is 12:45 ahead; Kathmandu 5:45.
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
        "<+0545>-5:45",
    ];

    pub(crate) fn calendar(zone: &str, starts_minutes: u16) -> Calendar {
        let boundary = DayBoundary {
            zone: None,
            starts_minutes,
        };
        Calendar::in_zone(TimeZone::posix(zone).unwrap(), boundary)
    }

    fn at(moment: &str) -> u64 {
        milliseconds(moment.parse().unwrap())
    }

    #[track_caller]
    fn check(calendar: &Calendar, moment: &str, expected: &str) {
        let day = calendar.day_of(at(moment));
        assert_eq!(date_of(day).to_string(), expected, "{moment}");
    }

    #[test]
    fn a_day_is_that_of_the_zone_and_not_of_utc() {
        let tokyo = calendar("JST-9", 0);
        check(&tokyo, "2026-02-01T14:59:59Z", "2026-02-01");
        check(&tokyo, "2026-02-01T15:00:00Z", "2026-02-02");
    }

    #[test]
    fn a_day_can_begin_at_any_hour() {
        let late = calendar("CET-1CEST,M3.5.0,M10.5.0/3", 5 * 60);
        check(&late, "2026-06-10T02:59:59Z", "2026-06-09");
        check(&late, "2026-06-10T03:00:00Z", "2026-06-10");
    }

    #[test]
    fn a_day_on_which_clocks_change_has_an_hour_less_or_more() {
        let hours = |zone: &str, day: &str| {
            let calendar = calendar(zone, 0);
            let day = day_of_date(day.parse().unwrap());
            let moments = calendar.moments(day, day);
            (moments.end - moments.start) as f64 / 3_600_000.0
        };
        let berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
        assert_eq!(hours(berlin, "2026-03-29"), 23.0);
        assert_eq!(hours(berlin, "2026-10-25"), 25.0);
        assert_eq!(hours(berlin, "2026-10-26"), 24.0);
        let lord_howe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
        assert_eq!(hours(lord_howe, "2026-10-04"), 23.5);
        assert_eq!(hours(lord_howe, "2026-04-05"), 24.5);
    }

    #[test]
    fn a_day_that_begins_in_the_hour_that_is_skipped_begins_after_it() {
        let skipped = calendar("CET-1CEST,M3.5.0,M10.5.0/3", 2 * 60 + 30);
        check(&skipped, "2026-03-29T00:59:59Z", "2026-03-28");
        check(&skipped, "2026-03-29T01:30:00Z", "2026-03-29");
    }

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = day_of_date(date(2026, 11, 22));
        assert_eq!(date_of(monday_of(sunday)), date(2026, 11, 16));
        assert_eq!(monday_of(next(sunday)), next(sunday));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        let boundary = DayBoundary {
            zone: Some("Nowhere/Else".to_owned()),
            starts_minutes: 0,
        };
        let error = Calendar::new(&boundary).unwrap_err();
        assert_eq!(error.code, ErrorCode::ZoneUnknown);
    }

    proptest! {
        #[test]
        fn every_moment_belongs_to_exactly_one_day(
            zone in prop::sample::select(&ZONES[..]),
            starts in 0u16..1_440,
            ms in 86_400_000u64..4_000_000_000_000,
        ) {
            let calendar = calendar(zone, starts);
            let day = calendar.day_of(ms);
            prop_assert!(calendar.moments(day, day).contains(&ms));
            prop_assert!(calendar.start_of(day) < calendar.start_of(next(day)));
        }
    }
}
