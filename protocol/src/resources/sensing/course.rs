//! Finds copied series, by the course of the temperature through the epoch.
//!
//! # The rule
//! A copy is shifted, scaled, delayed or made noisy. What the sensor, its housing and its place did to the
//! air's temperature is still in it, and no other sensor has the same. So the copier's course is explained
//! as well as can be by a line through the other's, `a + b * other + c * (slope of other)`, by least
//! squares, once for each delay of up to [`MOST_DELAY`] parts of a claim; the slope stands for what is
//! between them. What is left over is small for a copy, and for two real sensors it is what makes their
//! places different. One is a copy of the other when what is left has a root mean square of at most
//! [`COPIED_REST_CENTI`] and is at most 1 / [`COPIED_PART`] of the copier's own variance. (The second keeps
//! two sensors apart that saw nothing but their own noise.)
//!
//! Of two that say the same, the one whose report came in the later block is the copy. Reports are public
//! once they are sent: who copies one is always later. Within one block the epoch's draw decides.
//!
//! # Where copies meet
//! A tally's sample has no room for a claim's 64 means, so it holds [`POINTS`] means of four, a byte each.
//! They meet in the tallies of the cell and its neighbours, and at [`likeness`]: a hash of the order of the
//! course's bends at those points, from the sharpest downwards to the sharpest upwards. A shifted or scaled
//! copy keeps that order, whatever place it is said to be from, and hardly two real sensors share it.

use super::{PARTS, SensingClaim};
use crate::{
    Hash,
    resources::EpochContext,
    state::PendingReport,
    tally::{Sample, ShortId},
};

/// Means in a sample's course.
pub const POINTS: usize = 16;
/// By how many [parts](PARTS) a copy may be delayed or ahead: three quarters of an hour of a day.
pub const MOST_DELAY: usize = 2;
/// The most that a copy's means differ from the line through the other's, as a root mean square, in
/// 0.01 °C. Two good sensors some hundred metres apart differ by several times as much over an hour, by
/// sun, walls and wind.
pub const COPIED_REST_CENTI: i128 = 7;
/// Which part of the variance a copy leaves unexplained at most.
pub const COPIED_PART: i128 = 16;
/// How many values [`likeness`] has; bounds the state.
pub const LIKENESSES: u32 = 1 << 17;

/// Marks the first of a report's two samples. No [`Course`] ends in this byte, see [`Course::LARGEST`].
const SUMMARY: i32 = i32::MIN;

/// What a report says to others that it is compared with, in two samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Who says it.
    pub device: ShortId,
    /// Whose device that is.
    pub owner: ShortId,
    /// Median temperature, in 0.01 °C.
    pub temperature_centi: i32,
    /// Median humidity, in 0.01 %.
    pub humidity_centi: i32,
    /// When the report came, in milliseconds since the epoch's end.
    pub reported_ms: i32,
    /// How the temperature went.
    pub course: Course,
}

/// The means of a claim's course, four by four, shifted and scaled to fill the range of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course([i8; POINTS]);

impl Witness {
    /// What `report` with this `claim` says.
    pub fn of(claim: &SensingClaim, report: &PendingReport, context: &EpochContext<'_>) -> Self {
        let end = context.parameters.end_of(context.epoch);
        let since = report.reported_at.0.saturating_sub(end.0);
        Self {
            device: ShortId::from(&report.device),
            owner: ShortId::from(&report.owner),
            temperature_centi: claim.temperature_centi.median,
            humidity_centi: claim.humidity_centi.median,
            reported_ms: i32::try_from(since).unwrap_or(i32::MAX),
            course: Course::of(&claim.course_centi),
        }
    }

    /// It as samples.
    pub fn samples(&self) -> [Sample; 2] {
        let summary = [
            self.temperature_centi,
            self.humidity_centi,
            self.reported_ms,
            SUMMARY,
        ];
        [summary, self.course.to_values()].map(|values| Sample {
            device: self.device,
            owner: self.owner,
            values,
        })
    }

    /// All of which `samples` have both.
    pub fn all_in(samples: &[Sample]) -> impl Iterator<Item = Self> {
        // A tally keeps a device's samples beside each other, the summary or the course first.
        samples
            .iter()
            .zip(samples.iter().skip(1))
            .filter_map(|(a, b)| {
                let (summary, course) = if is_summary(a) { (a, b) } else { (b, a) };
                if a.device != b.device || !is_summary(summary) || is_summary(course) {
                    return None;
                }
                let [temperature_centi, humidity_centi, reported_ms, _] = summary.values;
                Some(Self {
                    device: summary.device,
                    owner: summary.owner,
                    temperature_centi,
                    humidity_centi,
                    reported_ms,
                    course: Course::from_values(course.values),
                })
            })
    }

    /// Whether it was there before `other`.
    pub fn is_before(&self, other: &Self, draw: &Hash) -> bool {
        if self.reported_ms != other.reported_ms {
            return self.reported_ms < other.reported_ms;
        }
        let turn = |it: &Self| {
            let [summary, _] = it.samples();
            summary.priority(draw)
        };
        turn(self) < turn(other)
    }
}

fn is_summary(sample: &Sample) -> bool {
    let [_, _, _, mark] = sample.values;
    mark == SUMMARY
}

/// Where courses meet whose bends are in the same order, below [`LIKENESSES`]; `None` for one that is
/// level, of which there are no copies.
pub fn likeness(course_centi: &[i16; PARTS]) -> Option<u32> {
    if course_centi.iter().min() == course_centi.iter().max() {
        return None;
    }
    let sums = sums_of_four(course_centi);
    let mut bends: Vec<(i32, u8)> = sums
        .iter()
        .zip(sums.iter().skip(1))
        .zip(sums.iter().skip(2))
        .map(|((before, here), after)| before - 2 * here + after)
        .zip(0..)
        .collect();
    bends.sort_unstable();
    let order: Vec<u8> = bends.into_iter().map(|(_, point)| point).collect();
    Some(Hash::of("outpost course 1", &order).below(LIKENESSES))
}

fn sums_of_four(course_centi: &[i16; PARTS]) -> [i32; POINTS] {
    let (fours, _) = course_centi.as_chunks::<PARTS_PER_POINT>();
    let mut sums = fours
        .iter()
        .map(|four| four.iter().map(|&mean| i32::from(mean)).sum());
    [(); POINTS].map(|()| sums.next().unwrap_or(0))
}

impl Course {
    /// The largest value; keeps the lowest of a byte for other uses.
    pub const LARGEST: i32 = 127;

    /// Shifts and scales a claim's course.
    pub fn of(course_centi: &[i16; PARTS]) -> Self {
        let sums = sums_of_four(course_centi);
        let lowest = sums.iter().min().copied().unwrap_or(0);
        let highest = sums.iter().max().copied().unwrap_or(0);
        Self(sums.map(|sum| {
            // Between -(highest - lowest) and highest - lowest, which are below 2^19.
            let above = 2 * sum - lowest - highest;
            let scaled = (above * Self::LARGEST).checked_div(highest - lowest);
            scaled.and_then(|it| i8::try_from(it).ok()).unwrap_or(0)
        }))
    }

    fn to_values(self) -> [i32; 4] {
        let mut bytes = self.0.iter().map(|it| it.to_le_bytes());
        let mut next = || {
            let mut byte = || bytes.next().map_or(0, |[byte]| byte);
            i32::from_le_bytes([byte(), byte(), byte(), byte()])
        };
        [next(), next(), next(), next()]
    }

    fn from_values(values: [i32; 4]) -> Self {
        let mut bytes = values.into_iter().flat_map(i32::to_le_bytes);
        Self([(); POINTS].map(|()| i8::from_le_bytes([bytes.next().unwrap_or(0)])))
    }
}

/// A claim's course, made ready to be compared with many others.
pub struct Compared([Inner; 2 * MOST_DELAY + 1]);

/// The points but for the first and the last, centred, and the sum of their squares.
struct Inner {
    points: [i64; INNER],
    square: i64,
}

const PARTS_PER_POINT: usize = PARTS / POINTS;
const INNER: usize = POINTS - 2;

impl Compared {
    /// The course of a claim, with all delays.
    pub fn of(course_centi: &[i16; PARTS]) -> Self {
        let mut shift = 0_usize;
        Self([(); 2 * MOST_DELAY + 1].map(|()| {
            let first = PARTS_PER_POINT - MOST_DELAY + shift;
            shift += 1;
            let mut windows = course_centi
                .get(first..)
                .unwrap_or(&[])
                .chunks_exact(PARTS_PER_POINT)
                .map(|four| four.iter().map(|&mean| i64::from(mean)).sum());
            Inner::of([(); INNER].map(|()| windows.next().unwrap_or(0)))
        }))
    }

    /// Whether this is a copy of `other`.
    pub fn is_copy_of(&self, other: &Course) -> bool {
        let at = |point: usize| other.0.get(point).map_or(0, |&it| i64::from(it));
        let mut point = 0_usize;
        let values = [(); INNER].map(|()| {
            point += 1;
            at(point)
        });
        point = 0;
        let slopes = [(); INNER].map(|()| {
            point += 1;
            at(point + 1) - at(point - 1)
        });
        let (value, slope) = (Inner::of(values), Inner::of(slopes));
        let both = product(&value.points, &slope.points);
        // A level course says nothing.
        self.0.iter().filter(|own| own.square > 0).any(|own| {
            let most = MOST_REST.min(i128::from(own.square) / COPIED_PART);
            is_explained(
                own.square,
                [
                    product(&own.points, &value.points),
                    product(&own.points, &slope.points),
                ],
                [value.square, both, slope.square],
                most,
            )
        })
    }
}

/// Of sums of four means in 0.01 °C, over centred values, which are [`INNER`] times as large.
const MOST_REST: i128 = (INNER.pow(3) * PARTS_PER_POINT.pow(2)) as i128 * COPIED_REST_CENTI.pow(2);

impl Inner {
    /// The values less their mean, times their number.
    fn of(values: [i64; INNER]) -> Self {
        let sum: i64 = values.iter().sum();
        let points = values.map(|value| value * INNER as i64 - sum);
        Self {
            points,
            square: product(&points, &points),
        }
    }
}

fn product(a: &[i64; INNER], b: &[i64; INNER]) -> i64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Whether at most `most` of `yy` is left when `y` is explained by `u` and `v`; where `u` says nothing, nothing
/// is explained.
///
/// Takes the sums of products `yy`, `[yu, yv]` and `[uu, uv, vv]`. What they explain is a fraction, and the
/// comparison is multiplied by its denominator, since a division takes longer than all the rest. Centred
/// sums of means are below 2^21 and centred bytes and their differences below 2^13, so that the products are
/// below 2^46, 2^38 and 2^30, and all that is made of them below 2^110.
fn is_explained(yy: i64, y: [i64; 2], [uu, uv, vv]: [i64; 3], most: i128) -> bool {
    let [yu, yv] = y.map(i128::from);
    let [uu, uv, vv] = [uu, uv, vv].map(i128::from);
    let enough = i128::from(yy) - most;
    let determinant = uu * vv - uv * uv;
    if determinant > 0 {
        yu * yu * vv - 2 * yu * yv * uv + yv * yv * uu >= enough * determinant
    } else {
        uu > 0 && yu * yu >= enough * uu
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hash;

    /// A smooth day with a place's own ups and downs, which follow from `place`.
    fn day(place: u8) -> [i16; PARTS] {
        let mut part = 0_i16;
        let mut own = 0_i16;
        [(); PARTS].map(|()| {
            part += 1;
            // A parabola, warmest in the middle of the day.
            let from_noon = part - 32;
            let Hash([a, b, ..]) = Hash::of("day", &[place, part.to_le_bytes()[0] / 3]);
            own = (own + i16::from(a) - i16::from(b)) / 2;
            2_500 - from_noon * from_noon + own
        })
    }

    #[track_caller]
    fn check(copy: [i16; PARTS], is_copy: bool) {
        assert_eq!(
            Compared::of(&copy).is_copy_of(&Course::of(&day(1))),
            is_copy
        );
    }

    #[test]
    fn a_copy_is_found_however_it_is_shifted_and_scaled() {
        check(day(1), true);
        check(day(1).map(|mean| mean + 300), true);
        check(day(1).map(|mean| mean / 10 * 9), true);
        check(day(1).map(|mean| mean / 8 * 10 - 100), true);
    }

    #[test]
    fn a_copy_is_found_when_it_is_delayed_or_ahead() {
        for by in 0..=MOST_DELAY {
            let mut delayed = day(1);
            delayed.rotate_right(by);
            check(delayed, true);
            let mut ahead = day(1);
            ahead.rotate_left(by);
            check(ahead, true);
        }
    }

    #[test]
    fn sensors_at_different_places_are_no_copies() {
        for place in 2..60 {
            check(day(place), false);
        }
    }

    #[test]
    fn a_level_course_is_nobodys_copy() {
        check([2_000; PARTS], false);
        let level = Course::of(&[2_000; PARTS]);
        assert!(!Compared::of(&day(1)).is_copy_of(&level));
        assert!(!Compared::of(&[2_000; PARTS]).is_copy_of(&level));
        assert_eq!(likeness(&[2_000; PARTS]), None);
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let mut extreme = [i16::MIN; PARTS];
        extreme[30..].fill(i16::MAX);
        check(extreme, false);
        assert!(Compared::of(&extreme).is_copy_of(&Course::of(&extreme)));
    }

    #[test]
    fn copies_are_alike_and_others_are_not() {
        let own = likeness(&day(1));
        assert_eq!(likeness(&day(1).map(|mean| mean + 300)), own);
        assert!((2..60).all(|place| likeness(&day(place)) != own));
    }

    fn witness(device: u8, reported_ms: i32) -> Witness {
        Witness {
            device: ShortId([device; 8]),
            owner: ShortId([7; 8]),
            temperature_centi: -150,
            humidity_centi: 5_000,
            reported_ms,
            course: Course::of(&day(device)),
        }
    }

    #[test]
    fn a_witness_is_read_from_its_samples_in_any_order_and_not_from_one() {
        let [summary, course] = witness(1, 5).samples();
        let other = witness(2, 6).samples();
        let read = |samples: &[Sample]| Witness::all_in(samples).collect::<Vec<_>>();
        let both = vec![witness(1, 5), witness(2, 6)];
        assert_eq!(read(&[summary, course, other[0], other[1]]), both);
        assert_eq!(read(&[course, summary, other[1], other[0]]), both);
        assert_eq!(read(&[course, other[1], other[0]]), vec![witness(2, 6)]);
        assert_eq!(read(&[summary]), vec![]);
    }

    #[test]
    fn the_earlier_report_is_the_original_and_within_a_block_one_of_them_is() {
        let draw = Hash([3; 32]);
        let (a, b) = (witness(1, 5), witness(2, 6));
        assert!(a.is_before(&b, &draw) && !b.is_before(&a, &draw));
        let same = witness(2, 5);
        assert_ne!(a.is_before(&same, &draw), same.is_before(&a, &draw));
    }
}
