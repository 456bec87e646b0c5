//! Tells how much the sun can give, and when, in integers.
//!
//! # The rule
//! Where the sun stands follows from declination and equation of time (FAO Irrigation and Drainage Paper
//! 56, equations 24 and 31 to 33). What reaches a surface that is turned to it, under a clear sky, is
//! `1.1 * 1353 * 0.7 ^ (AM ^ 0.678)` W/m² (A. B. Meinel and M. P. Meinel, "Applied Solar Energy", 1976, with
//! a tenth for the light of the sky), for the air mass `AM` of Kasten and Young (Applied Optics 28, 1989).
//! No generator gives more of its peak than that is of the 1000 W/m² that its peak is measured at
//! (IEC 60904-3), whichever way it is turned.
//!
//! The sun is taken to stand higher than it does by [`SLACK`], since a cell's place is known to about 2°
//! only, and the light bends.

use crate::{CellId, Timestamp};

const DAY_MS: u64 = 86_400_000;
/// 365.2425 days, the Gregorian calendar's mean year.
const YEAR_MS: u64 = 31_556_952_000;
/// A full turn, in 0.01°.
const TURN: i64 = 36_000;
/// What sines are multiplied by.
const ONE: i64 = 1 << 15;
/// Added to the sine of the sun's height: that of 4°.
const SLACK: i64 = 2_286;
/// How often an interval is looked at.
const STEPS: u64 = 48;

/// Sines of 0° to 90°, times 2^15.
const SINES: [i64; 91] = [
    0, 572, 1_144, 1_715, 2_286, 2_856, 3_425, 3_993, 4_560, 5_126, 5_690, 6_252, 6_813, 7_371,
    7_927, 8_481, 9_032, 9_580, 10_126, 10_668, 11_207, 11_743, 12_275, 12_803, 13_328, 13_848,
    14_365, 14_876, 15_384, 15_886, 16_384, 16_877, 17_364, 17_847, 18_324, 18_795, 19_261, 19_720,
    20_174, 20_622, 21_063, 21_498, 21_926, 22_348, 22_763, 23_170, 23_571, 23_965, 24_351, 24_730,
    25_102, 25_466, 25_822, 26_170, 26_510, 26_842, 27_166, 27_482, 27_789, 28_088, 28_378, 28_660,
    28_932, 29_197, 29_452, 29_698, 29_935, 30_163, 30_382, 30_592, 30_792, 30_983, 31_164, 31_336,
    31_499, 31_651, 31_795, 31_928, 32_052, 32_166, 32_270, 32_365, 32_449, 32_524, 32_588, 32_643,
    32_688, 32_723, 32_748, 32_763, 32_768,
];

/// What a clear sky gives, in thousandths of 1000 W/m² and at most that, by the sixteenths of the sine of
/// the sun's height.
const CLEAR_SKY: [i64; 17] = [
    22, 188, 365, 500, 603, 682, 746, 798, 842, 879, 912, 940, 965, 987, 1_000, 1_000, 1_000,
];

/// Most energy that a solar generator of `peak_watts` can give there from `start` to `end`, in Wh.
pub fn most_wh(cell: CellId, peak_watts: u32, start: Timestamp, end: Timestamp) -> u64 {
    let length = end.0.saturating_sub(start.0);
    let permille: u64 = steps(start, end).map(|at| clear_sky(cell, at)).sum();
    let peak_ms = u128::from(peak_watts) * u128::from(length);
    // Thousandths, steps, and the milliseconds of an hour.
    let wh = peak_ms.saturating_mul(permille.into()) / 1_000 / u128::from(STEPS) / 3_600_000;
    u64::try_from(wh).unwrap_or(u64::MAX)
}

/// From when to when the sun is up there between `start` and `end`, to a [`STEPS`]th; `None` where it is
/// not.
pub fn sunlit(cell: CellId, start: Timestamp, end: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let half = end.0.saturating_sub(start.0) / STEPS / 2;
    let mut lit = steps(start, end).filter(|&at| sine_of_height(cell, at) > 0);
    let first = lit.next()?;
    let last = lit.last().unwrap_or(first);
    Some((
        Timestamp(first.0.saturating_sub(half)),
        Timestamp(last.0.saturating_add(half)),
    ))
}

/// Whether a solar generator can give anything there at that time.
pub fn is_light(cell: CellId, at: Timestamp) -> bool {
    clear_sky(cell, at) > 0
}

/// The middles of the parts of an interval.
fn steps(start: Timestamp, end: Timestamp) -> impl Iterator<Item = Timestamp> {
    let length = end.0.saturating_sub(start.0);
    (0..STEPS).map(move |step| {
        let middle = u128::from(length) * u128::from(2 * step + 1) / u128::from(2 * STEPS);
        Timestamp(start.0.saturating_add(u64::try_from(middle).unwrap_or(0)))
    })
}

/// The most that reaches a surface, in thousandths of 1000 W/m².
fn clear_sky(cell: CellId, at: Timestamp) -> u64 {
    let height = sine_of_height(cell, at) + SLACK;
    if height <= 0 {
        return 0;
    }
    u64::try_from(interpolate(&CLEAR_SKY, height.min(ONE), ONE / 16)).unwrap_or(0)
}

/// The sine of the sun's height above the horizon.
fn sine_of_height(cell: CellId, at: Timestamp) -> i64 {
    let season = turn_of(at.0, YEAR_MS);
    let declination = 2_343 * sine(season - 7_964) / ONE;
    let b = season - 7_990;
    let equation = (24_675 * sine(2 * b) - 18_825 * cosine(b) - 3_750 * sine(b)) / (100 * ONE);
    let hour =
        turn_of(at.0, DAY_MS) - TURN / 2 + i64::from(cell.longitude_centidegrees()) + equation;
    let latitude = i64::from(cell.latitude_centidegrees());
    let upright = sine(latitude) * sine(declination) / ONE;
    let level = cosine(latitude) * cosine(declination) / ONE * cosine(hour) / ONE;
    upright + level
}

/// How far into a period a time is, in 0.01°.
fn turn_of(millis: u64, period: u64) -> i64 {
    // Below 2^35 times a turn, and never by zero: constants.
    let turn = (millis % period) * TURN.unsigned_abs() / period;
    i64::try_from(turn).unwrap_or(0)
}

fn cosine(angle: i64) -> i64 {
    sine(angle + TURN / 4)
}

/// The sine of an angle in 0.01°.
fn sine(angle: i64) -> i64 {
    let turned = angle.rem_euclid(TURN);
    let (half, sign) = if turned < TURN / 2 {
        (turned, 1)
    } else {
        (turned - TURN / 2, -1)
    };
    let quarter = half.min(TURN / 2 - half);
    sign * interpolate(&SINES, quarter, 100)
}

/// The value at `x` of what has the `values` at every `step`; the last one beyond them.
fn interpolate(values: &[i64], x: i64, step: i64) -> i64 {
    let at = |index: i64| {
        let index = usize::try_from(index).unwrap_or(0);
        values.get(index).or(values.last()).copied().unwrap_or(0)
    };
    let (index, rest) = (x / step, x % step);
    at(index) + (at(index + 1) - at(index)) * rest / step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::cell;

    /// Noon at Greenwich of 21 June 2026.
    const MIDSUMMER: Timestamp = Timestamp(1_782_043_200_000);
    /// Noon at Greenwich of 21 December 2026.
    const MIDWINTER: Timestamp = Timestamp(1_797_854_400_000);

    fn around(noon: Timestamp) -> (Timestamp, Timestamp) {
        (
            Timestamp(noon.0 - DAY_MS / 2),
            Timestamp(noon.0 + DAY_MS / 2),
        )
    }

    #[test]
    fn sines_are_those_of_a_circle() {
        for angle in (-36_000..72_000).step_by(37) {
            let square = sine(angle) * sine(angle) + cosine(angle) * cosine(angle);
            let off = (square - ONE * ONE).abs() * 1_000 / (ONE * ONE);
            assert!(off < 1, "{angle}");
            assert_eq!(sine(-angle), -sine(angle));
        }
        assert_eq!([0, 3_000, 9_000, 27_000].map(sine), [0, ONE / 2, ONE, -ONE]);
    }

    #[test]
    fn days_are_as_long_as_almanacs_say() {
        // Berlin, 52.5° N: 16 h 50 min of sun at midsummer, 7 h 39 min at midwinter.
        let hours = |noon| {
            let (start, end) = around(noon);
            let (first, last) = sunlit(cell(), start, end).unwrap();
            (last.0 - first.0) / 3_600_000
        };
        assert!(
            (16..=17).contains(&hours(MIDSUMMER)),
            "{}",
            hours(MIDSUMMER)
        );
        assert!((7..=8).contains(&hours(MIDWINTER)), "{}", hours(MIDWINTER));
    }

    #[test]
    fn a_clear_day_gives_at_most_its_hours_of_peak() {
        let hours = |noon| {
            let (start, end) = around(noon);
            most_wh(cell(), 1_000, start, end) / 1_000
        };
        assert!(
            (11..=15).contains(&hours(MIDSUMMER)),
            "{}",
            hours(MIDSUMMER)
        );
        assert!((3..=7).contains(&hours(MIDWINTER)), "{}", hours(MIDWINTER));
    }

    #[test]
    fn nothing_is_possible_at_midnight() {
        let midnight = Timestamp(MIDWINTER.0 - DAY_MS / 2);
        let minute = Timestamp(midnight.0 + 60_000);
        assert_eq!(most_wh(cell(), 1_000_000, midnight, minute), 0);
        assert_eq!(sunlit(cell(), midnight, minute), None);
        assert!(!is_light(cell(), midnight));
        assert!(is_light(cell(), MIDWINTER));
    }
}
