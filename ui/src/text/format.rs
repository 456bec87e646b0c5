//! Shapes numbers, money, lengths and time. The present moment and the zone are arguments.

use super::{language, t};
use outpost_app_api::{Day, Money, Units};

/// By definition.
const METRES_A_FOOT: f64 = 0.3048;
const METRES_A_MILE: f64 = 1_609.344;

/// A whole number with its thousands apart: `1,234,567`.
pub fn count(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    // Some languages leave a number of four digits in one piece.
    let least = t!("format-group-from").parse().unwrap_or(4);
    match digits.len() < least {
        true => digits,
        false => group(&digits, &t!("format-group")),
    }
}

/// An amount in the parts that are drawn differently: `1,204`, `.53`, `0012`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyParts {
    /// Whole tokens, thousands apart.
    pub whole: String,
    /// The decimal sign and two decimals.
    pub cents: String,
    /// What is left of the decimals, without zeros at the end.
    pub rest: String,
}

/// Takes an amount apart. Nothing is rounded away, ever.
pub fn money_parts(Money(units): Money) -> MoneyParts {
    let one = 10u128.pow(Money::DECIMALS);
    let decimals = format!("{:0width$}", units % one, width = Money::DECIMALS as usize);
    // Under a hundredth, the small decimals are all there is, and none of them is drawn smaller.
    let (cents, rest) = match units {
        1.. if units < one / 100 => (decimals.trim_end_matches('0'), ""),
        _ => decimals.split_at(2),
    };
    MoneyParts {
        whole: count(units / one),
        cents: format!("{}{cents}", t!("format-decimal")),
        rest: rest.trim_end_matches('0').to_owned(),
    }
}

/// An amount in a sentence, with the token's name: `1,204.530012 OPT`.
pub fn money(amount: Money) -> String {
    let MoneyParts { whole, cents, rest } = money_parts(amount);
    t!("format-money", amount = format!("{whole}{cents}{rest}"))
}

/// About how much: three digits that count, since an estimate has no more.
pub fn about(Money(units): Money) -> String {
    let digits = units.checked_ilog10().map_or(1, |log| log + 1);
    let step = 10u128.pow(digits.saturating_sub(3));
    money(Money(units.saturating_add(step / 2) / step * step))
}

/// A number with one decimal, from tenths: 160 is `16`, -5 is `-0.5`.
pub fn tenths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let whole = count(value.unsigned_abs() / 10);
    match value.unsigned_abs() % 10 {
        0 => format!("{sign}{whole}"),
        tenth => format!("{sign}{whole}{}{tenth}", t!("format-decimal")),
    }
}

/// A number that shows how decimals are written.
pub fn decimal_example() -> String {
    format!("12{}50", t!("format-decimal"))
}

/// How far something is, in the units that the person chose: `300 m`, `2.4 km`, `31 km`; `980 ft`, `1.5 mi`.
pub fn distance(metres: f64) -> String {
    distance_in(metres, language::units())
}

fn distance_in(metres: f64, units: Units) -> String {
    let metres = metres.clamp(0.0, 1e8);
    match units {
        Units::Metric if metres < 999.5 => t!("format-metres", count = metres.round() as u64),
        Units::Metric => t!("format-kilometres", number = large(metres / 1_000.0)),
        Units::Imperial if metres < METRES_A_FOOT * 999.5 => {
            t!(
                "format-feet",
                count = (metres / METRES_A_FOOT).round() as u64
            )
        }
        Units::Imperial => t!("format-miles", number = large(metres / METRES_A_MILE)),
    }
}

/// A number with one decimal below ten, and none from there on.
fn large(number: f64) -> String {
    let tenths = (number * 10.0).round() as u64;
    match tenths {
        0..100 => format!("{}{}{}", tenths / 10, t!("format-decimal"), tenths % 10),
        _ => count(number.round() as u64),
    }
}

/// A length of time by its largest unit: `3 s`, `2 min`, `5 h`, `3 days`.
pub fn duration(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    match seconds {
        0..60 => t!("format-seconds", count = seconds),
        60..3_600 => t!("format-minutes", count = seconds / 60),
        3_600..86_400 => t!("format-hours", count = seconds / 3_600),
        _ => t!("format-days", count = seconds / 86_400),
    }
}

/// How long ago something was: `3 s ago`, `just now`.
pub fn ago(now_ms: u64, then_ms: u64) -> String {
    match now_ms.saturating_sub(then_ms) {
        0..1_000 => t!("format-just-now"),
        gone => t!("format-ago", duration = duration(gone)),
    }
}

/// How long until something is: `in 34 s`, `any moment now`.
pub fn until(now_ms: u64, then_ms: u64) -> String {
    match then_ms.saturating_sub(now_ms) {
        0..1_000 => t!("format-any-moment"),
        left => t!("format-in", duration = duration(left)),
    }
}

/// A moment that a person can find on a clock and a calendar: `today, 20:41`, `22 Nov 2026, 20:41`.
/// `minutes_east` is the zone's offset at that moment.
pub fn moment(now_ms: u64, then_ms: u64, minutes_east: i32) -> String {
    let then = LocalTime::new(then_ms, minutes_east);
    let time = time_of_day(then.minute_of_day as u16);
    match LocalTime::new(now_ms, minutes_east).day - then.day {
        0 => t!("format-today", time = time),
        1 => t!("format-yesterday", time = time),
        _ => {
            let (year, month, day) = civil(then.day);
            let month = month_name(month);
            t!(
                "format-date",
                time = time,
                day = day.to_string(),
                month = month,
                year = year.to_string()
            )
        }
    }
}

/// A time on the clock, in minutes after midnight: `20:41`.
pub fn time_of_day(minutes: u16) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    t!(
        "format-time",
        hour = format!("{hour:02}"),
        minute = format!("{minute:02}")
    )
}

/// What a clock shows: `20:41`. `minutes_east` is the zone's offset at that moment.
pub fn time(then_ms: u64, minutes_east: i32) -> String {
    time_of_day(LocalTime::new(then_ms, minutes_east).minute_of_day as u16)
}

/// A day: `22 Nov 2026`.
pub fn day(Day(day): Day) -> String {
    let (year, month, day) = civil(day.into());
    let month = month_name(month);
    t!(
        "format-day",
        day = day.to_string(),
        month = month,
        year = year.to_string()
    )
}

/// A day beside others of its year: `22 Nov`.
pub fn short_day(Day(day): Day) -> String {
    let (_, month, day) = civil(day.into());
    let month = month_name(month);
    t!("format-short-day", day = day.to_string(), month = month)
}

/// The month of a day: `Nov 2026`.
pub fn month(Day(day): Day) -> String {
    let (year, month, _) = civil(day.into());
    let month = month_name(month);
    t!("format-month", month = month, year = year.to_string())
}

/// The day of what a field for dates has in it, such as `2026-11-22`.
pub fn day_of_iso(date: &str) -> Option<Day> {
    let mut parts = date.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date =
        (1970..2_200).contains(&year) && (1..=12).contains(&month) && parts.next().is_none();
    // A month before this one, a day more than 31 too far at most: the calendar tells which are there.
    let near = (year - 1970) * 365 + (month - 1) * 30 + day;
    let mut days = (near - 3..near + 70).map(Day);
    let wanted = (
        i64::from(year),
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    );
    days.find(|Day(day)| is_date && civil((*day).into()) == wanted)
}

/// An amount on a chart's scale, in tokens and as short as tells it from its neighbours.
pub fn money_scale(amount: Money) -> String {
    let MoneyParts { whole, cents, rest } = money_parts(amount);
    match amount.0 / 10u128.pow(Money::DECIMALS) {
        100.. => whole,
        _ => {
            let decimals = format!("{cents}{rest}");
            let kept = decimals.trim_end_matches('0');
            // A separator alone is left out as well.
            match kept.chars().count() {
                0 | 1 => whole,
                _ => format!("{whole}{kept}"),
            }
        }
    }
}

/// Thousandths as percent: 1,000 is `100 %`, 875 is `87.5 %`.
pub fn thousandths(value: u32) -> String {
    let whole = count(value / 10);
    match value % 10 {
        0 => t!("format-percent", number = whole),
        tenth => t!(
            "format-percent",
            number = format!("{whole}{}{tenth}", t!("format-decimal"))
        ),
    }
}

/// Degrees with two decimals and the half of the Earth: `52.52° N, 13.40° E`.
pub fn coordinates(latitude: f64, longitude: f64) -> String {
    let north = if latitude < 0.0 {
        t!("format-south")
    } else {
        t!("format-north")
    };
    let east = if longitude < 0.0 {
        t!("format-west")
    } else {
        t!("format-east")
    };
    let degrees = |value: f64| format!("{:.2}", value.abs()).replace('.', &t!("format-decimal"));
    t!(
        "format-coordinates",
        latitude = degrees(latitude),
        longitude = degrees(longitude),
        north = north,
        east = east,
    )
}

/// A long address by its two ends: `op1q3k…7xz4`.
pub fn short_address(address: &str) -> String {
    let characters: Vec<char> = address.chars().collect();
    match characters.len() {
        0..=18 => address.to_owned(),
        length => {
            let head: String = characters.iter().take(9).collect();
            let tail: String = characters.iter().skip(length - 6).collect();
            format!("{head}…{tail}")
        }
    }
}

struct LocalTime {
    day: i64,
    minute_of_day: i64,
}

impl LocalTime {
    fn new(milliseconds: u64, minutes_east: i32) -> Self {
        let minutes = (milliseconds / 60_000) as i64 + i64::from(minutes_east);
        Self {
            day: minutes.div_euclid(1_440),
            minute_of_day: minutes.rem_euclid(1_440),
        }
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar: years are
/// counted from March, so that the leap day is the last, in eras of 400 years.
fn civil(day: i64) -> (i64, u32, u32) {
    let from_march_of_year_0 = day + 719_468;
    let era = from_march_of_year_0.div_euclid(146_097);
    let day_of_era = from_march_of_year_0.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u32, day_of_month as u32)
}

fn month_name(month: u32) -> String {
    match month {
        1 => t!("format-month-1"),
        2 => t!("format-month-2"),
        3 => t!("format-month-3"),
        4 => t!("format-month-4"),
        5 => t!("format-month-5"),
        6 => t!("format-month-6"),
        7 => t!("format-month-7"),
        8 => t!("format-month-8"),
        9 => t!("format-month-9"),
        10 => t!("format-month-10"),
        11 => t!("format-month-11"),
        _ => t!("format-month-12"),
    }
}

fn group(digits: &str, separator: &str) -> String {
    let first = digits.len() % 3;
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_three_digits_that_count() {
        for (units, words) in [
            (0, "0.00 OPT"),
            (123_456_789, "1.23 OPT"),
            (987_654_321_000, "9,880.00 OPT"),
            (1_239, "0.0000124 OPT"),
            (99_960, "0.001 OPT"),
        ] {
            assert_eq!(about(Money(units)), words);
        }
    }

    #[test]
    fn tenths_keep_their_sign() {
        for (value, words) in [(160, "16"), (-5, "-0.5"), (191, "19.1")] {
            assert_eq!(tenths(value), words);
        }
    }

    #[test]
    fn distances_have_as_many_digits_as_matter() {
        for (metres, metric, imperial) in [
            (100.0, "100 m", "328 ft"),
            (312.4, "312 m", "0.2 mi"),
            (2_449.0, "2.4 km", "1.5 mi"),
            (31_600.0, "32 km", "20 mi"),
        ] {
            check(distance_in(metres, Units::Metric), metric);
            check(distance_in(metres, Units::Imperial), imperial);
        }
    }

    fn check(shaped: impl AsRef<str>, expected: &str) {
        assert_eq!(shaped.as_ref(), expected);
    }

    /// Sunday 22 November 2026, 20:41:30 UTC.
    const NOW: u64 = 1_795_380_090_000;

    #[test]
    fn thousands_stand_apart() {
        check(count(0u32), "0");
        check(count(999u32), "999");
        check(count(1_000u32), "1,000");
        check(count(12_345_678u32), "12,345,678");
    }

    #[test]
    fn money_is_exact_to_the_last_unit() {
        check(money(Money(0)), "0.00 OPT");
        check(money(Money(1)), "0.00000001 OPT");
        check(money(Money(120_453_001_200)), "1,204.530012 OPT");
        check(
            money(Money(u128::from(u64::MAX))),
            "184,467,440,737.09551615 OPT",
        );
    }

    #[test]
    fn decimals_are_drawn_small_only_beside_larger_ones() {
        let drawn = |units| {
            let parts = money_parts(Money(units));
            (parts.whole + &parts.cents, parts.rest)
        };
        let check = |units, large: &str, small: &str| {
            assert_eq!(drawn(units), (large.to_owned(), small.to_owned()));
        };
        check(0, "0.00", "");
        check(200_000, "0.002", "");
        check(1_000_000, "0.01", "");
        check(100_200_000, "1.00", "2");
    }

    #[test]
    fn a_length_of_time_is_said_in_its_largest_unit() {
        check(duration(999), "0 s");
        check(duration(59_999), "59 s");
        check(duration(60_000), "1 min");
        check(duration(7_300_000), "2 h");
        check(duration(86_400_000), "1 day");
        check(duration(3 * 86_400_000), "3 days");
    }

    #[test]
    fn a_clock_that_is_behind_says_just_now() {
        check(ago(NOW, NOW + 5_000), "just now");
        check(ago(NOW, NOW - 3_000), "3 s ago");
        check(until(NOW, NOW - 1), "any moment now");
        check(until(NOW, NOW + 34_000), "in 34 s");
    }

    #[test]
    fn a_moment_is_told_by_the_persons_own_calendar() {
        check(moment(NOW, NOW, 0), "today, 20:41");
        check(moment(NOW, NOW - 86_400_000, 0), "yesterday, 20:41");
        check(moment(NOW, NOW - 2 * 86_400_000, 0), "20 Nov 2026, 20:41");
        check(moment(NOW, NOW, 330), "today, 02:11");
        check(moment(NOW, NOW - 7_200_000, 240), "yesterday, 22:41");
    }

    #[test]
    fn the_calendar_knows_leap_days_and_centuries() {
        for (day, date) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (19_782, (2024, 2, 29)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(civil(day), date);
        }
    }

    #[test]
    fn a_date_that_was_typed_is_the_day_that_is_shown() {
        for date in [0, 59, 11_016, 19_782, 20_778, 47_541, 83_999] {
            let (year, month, day) = civil(date);
            let typed = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(day_of_iso(&typed), Some(Day(date as i32)), "{typed}");
        }
        for wrong in [
            "",
            "2026-02-30",
            "2026-13-01",
            "1969-12-31",
            "2026-1",
            "2026-01-01-01",
        ] {
            assert_eq!(day_of_iso(wrong), None, "{wrong}");
        }
        check(day(Day(20_779)), "22 Nov 2026");
        check(short_day(Day(20_779)), "22 Nov");
        check(month(Day(20_779)), "Nov 2026");
    }

    #[test]
    fn a_scale_says_no_more_than_it_must() {
        check(money_scale(Money(0)), "0");
        check(money_scale(Money(50_000_000)), "0.5");
        check(money_scale(Money(250_000_000_000)), "2,500");
    }

    #[test]
    fn what_a_cell_pays_is_said_in_percent() {
        check(thousandths(1_000), "100 %");
        check(thousandths(875), "87.5 %");
        check(thousandths(1_250), "125 %");
    }

    #[test]
    fn coordinates_name_their_half_of_the_earth() {
        check(coordinates(52.52, 13.404), "52.52° N, 13.40° E");
        check(coordinates(-33.87, -151.2), "33.87° S, 151.20° W");
    }

    #[test]
    fn a_long_address_keeps_both_ends() {
        check(
            short_address("op1qqqqqqqqqqqqqqqqqqqqqqqq7xz4ab"),
            "op1qqqqqq…7xz4ab",
        );
        check(short_address("op1short"), "op1short");
    }
}
