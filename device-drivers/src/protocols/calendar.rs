//! Counts the days of this century and the milliseconds of a day, for devices that write a year in two
//! digits.

/// Days from 1970-01-01 to 2000-01-01.
const UNIX_DAYS_OF_2000: u64 = 10_957;
/// Four years of which the first is a leap year. From 2000 to 2099 every fourth year is.
const CYCLE_DAYS: u16 = 4 * 365 + 1;
const CYCLES: u16 = 25;
/// Days before each month of a year that is none.
const DAYS_BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAY_MS: u32 = 24 * 3_600_000;

/// A day from 2000-01-01 to 2099-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    days: u16,
}

impl Date {
    /// The day of this year of the century, month (from 1) and day (from 1).
    pub fn new(year: u8, month: u8, day: u8) -> Option<Self> {
        let before = *DAYS_BEFORE.get(usize::from(month.checked_sub(1)?))?;
        let leap = year.is_multiple_of(4);
        let longest = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if year > 99 || !(1..=longest).contains(&day) {
            return None;
        }
        let leap_days = u16::from(year).div_ceil(4) + u16::from(leap && month > 2);
        let days = 365 * u16::from(year) + leap_days + before + u16::from(day) - 1;
        Some(Self { days })
    }

    /// The day that is so many days after 1970-01-01.
    pub fn from_unix_days(days: u64) -> Option<Self> {
        let days = u16::try_from(days.checked_sub(UNIX_DAYS_OF_2000)?).ok()?;
        (days < CYCLES * CYCLE_DAYS).then_some(Self { days })
    }

    /// Days since 1970-01-01.
    pub fn unix_days(self) -> u64 {
        UNIX_DAYS_OF_2000 + u64::from(self.days)
    }

    /// The year of the century, the month and the day.
    pub fn parts(self) -> (u8, u8, u8) {
        let in_cycle = self.days % CYCLE_DAYS;
        let year_of_cycle = in_cycle.saturating_sub(1) / 365;
        let leap = year_of_cycle == 0;
        let day_of_year = in_cycle - year_of_cycle * 365 - u16::from(!leap);
        let (month, before) = (1..)
            .zip(DAYS_BEFORE)
            .map(|(month, before)| (month, before + u16::from(leap && month > 2)))
            .take_while(|(_, before)| *before <= day_of_year)
            .last()
            .unwrap_or((1, 0));
        let year = self.days / CYCLE_DAYS * 4 + year_of_cycle;
        (year as u8, month, (day_of_year - before + 1) as u8)
    }
}

/// A time of day, to the millisecond. There are no leap seconds: who is told of one reads no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    milliseconds: u32,
}

impl TimeOfDay {
    /// So many milliseconds after midnight.
    pub fn from_milliseconds(milliseconds: u32) -> Option<Self> {
        (milliseconds < DAY_MS).then_some(Self { milliseconds })
    }

    /// Hour, minute and milliseconds of the minute.
    pub fn new(hour: u32, minute: u32, milliseconds: u32) -> Option<Self> {
        (hour < 24 && minute < 60 && milliseconds < 60_000).then_some(Self {
            milliseconds: (hour * 60 + minute) * 60_000 + milliseconds,
        })
    }

    /// Milliseconds after midnight.
    pub fn milliseconds(self) -> u32 {
        self.milliseconds
    }

    /// Hour, minute and milliseconds of the minute.
    pub fn parts(self) -> (u32, u32, u32) {
        let minutes = self.milliseconds / 60_000;
        (minutes / 60, minutes % 60, self.milliseconds % 60_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_century_is_the_one_after_the_day_before() {
        let mut expected = UNIX_DAYS_OF_2000;
        for year in 0..100 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(date) = Date::new(year, month, day) else {
                        continue;
                    };
                    assert_eq!(date.unix_days(), expected);
                    assert_eq!(date.parts(), (year, month, day));
                    assert_eq!(Date::from_unix_days(expected), Some(date));
                    expected += 1;
                }
            }
        }
        // 2100-01-01, by any other calendar.
        assert_eq!(expected, 47_482);
        assert_eq!(Date::from_unix_days(expected), None);
        assert_eq!(Date::from_unix_days(UNIX_DAYS_OF_2000 - 1), None);
    }

    #[test]
    fn days_and_times_that_there_are_not_cannot_be_made() {
        for (year, month, day) in [
            (100, 1, 1),
            (1, 0, 1),
            (1, 13, 1),
            (1, 1, 0),
            (1, 1, 32),
            (1, 2, 29),
            (4, 2, 30),
            (1, 4, 31),
        ] {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(TimeOfDay::new(24, 0, 0), None);
        assert_eq!(TimeOfDay::new(0, 60, 0), None);
        assert_eq!(TimeOfDay::new(0, 0, 60_000), None);
        assert_eq!(TimeOfDay::from_milliseconds(DAY_MS), None);
    }

    #[test]
    fn a_time_comes_apart_as_it_was_put_together() {
        let time = TimeOfDay::new(23, 59, 59_999).unwrap();
        assert_eq!(time.milliseconds(), DAY_MS - 1);
        assert_eq!(time.parts(), (23, 59, 59_999));
    }
}
