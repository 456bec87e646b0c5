//! Finds copied series, by the course of the temperature through the epoch.
//!
//! # The rule
//! A copy is shifted, scaled, delayed or made noisy. What the sensor, its housing and its place did to the
//! air's temperature is still in it, and no other sensor has the same. So the copier's course is explained
//! as well as can be by a line through the other's, `a + b * other + c * (slope of other)`, by least
//! squares; the slope stands for a small delay. What is left over is small for a copy, and for two real
//! sensors it is what makes their places different. One is a copy of the other when what is left has a
//! root mean square of at most [`COPIED_REST_CENTI`] and is at most 1 / [`COPIED_PART`] of the copier's
//! own variance. (The second keeps two sensors apart that saw nothing but their own noise.)
//!
//! Of two that say the same, the one whose report came in the later block is the copy. Reports are public
//! once they are sent: who copies one is always later. Within one block the epoch's draw decides.
//!
//! # Where copies meet
//! In the tallies of the cell and its neighbours, and at [`likeness`]: a hash of the order of the course's
//! means from lowest to highest. A shifted or scaled copy keeps that order, whatever place it is said to be
//! from.

use super::{PARTS, SensingClaim};
use crate::{
    Hash,
    resources::EpochContext,
    state::PendingReport,
    tally::{Sample, ShortId},
};

/// The most that a copy's means differ from the line through the other's, as a root mean square, in
/// 0.01 °C. Two good sensors some hundred metres apart differ by several times as much over an hour, by
/// sun, walls and wind.
pub const COPIED_REST_CENTI: i64 = 12;
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

/// The means of a claim's course, shifted and scaled to fill the range of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course([i8; PARTS]);

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

/// Where courses meet that go up and down in the same order, below [`LIKENESSES`]; `None` for one that is
/// level, of which there are no copies.
pub fn likeness(course_centi: &[i16; PARTS]) -> Option<u32> {
    if course_centi.iter().min() == course_centi.iter().max() {
        return None;
    }
    let mut order: Vec<(i16, u8)> = course_centi.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let parts: Vec<u8> = order.into_iter().map(|(_, part)| part).collect();
    Some(Hash::of("outpost course 1", &parts).below(LIKENESSES))
}

impl Course {
    /// The largest value; keeps the lowest of a byte for other uses.
    pub const LARGEST: i32 = 127;

    /// Shifts and scales a course.
    pub fn of(course_centi: &[i16; PARTS]) -> Self {
        let lowest = course_centi.iter().min().map_or(0, |&it| i32::from(it));
        let highest = course_centi.iter().max().map_or(0, |&it| i32::from(it));
        Self(course_centi.map(|mean| {
            // Between -(highest - lowest) and highest - lowest.
            let above = 2 * i32::from(mean) - lowest - highest;
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
        Self([(); PARTS].map(|()| i8::from_le_bytes([bytes.next().unwrap_or(0)])))
    }

    /// Whether `course_centi` is a copy of this.
    pub fn is_copied_by(&self, course_centi: &[i16; PARTS]) -> bool {
        let own = centred(&course_centi.map(i64::from));
        let other = self.0.map(i64::from);
        let slope = centred(&slope_of(&other));
        let other = centred(&other);
        let variance = product(&own, &own);
        let rest = rest(
            variance,
            [product(&own, &other), product(&own, &slope)],
            [
                product(&other, &other),
                product(&other, &slope),
                product(&slope, &slope),
            ],
        );
        // All sums are over centred values, which are PARTS times too large, over PARTS of them.
        let parts = PARTS as i64;
        let most = i128::from(parts.pow(3) * COPIED_REST_CENTI.pow(2));
        rest.is_some_and(|rest| rest <= most && rest.saturating_mul(COPIED_PART) <= variance)
    }
}

/// What of `yy` is left when `y` is explained by `u` and `v`, rounded up; `None` where `u` says nothing.
///
/// Takes the sums of products `yy`, `[yu, yv]` and `[uu, uv, vv]`. With values below 2^20 in `y` and below
/// 2^14 in `u` and `v`, 16 each, a sum is below 2^44, 2^38 or 2^32, and all products below 2^112.
fn rest(yy: i128, [yu, yv]: [i128; 2], [uu, uv, vv]: [i128; 3]) -> Option<i128> {
    let determinant = uu * vv - uv * uv;
    let explained = if determinant > 0 {
        (yu * yu * vv - 2 * yu * yv * uv + yv * yv * uu).checked_div(determinant)
    } else {
        (yu * yu).checked_div(uu)
    };
    Some(yy - explained?)
}

/// Twice the change to both sides; at the ends, four times that to one, so that all are alike.
fn slope_of(values: &[i64; PARTS]) -> [i64; PARTS] {
    let mut slope = [0; PARTS];
    for (part, slope) in slope.iter_mut().enumerate() {
        let at = |part: usize| values.get(part).copied();
        let before = part.checked_sub(1).and_then(at);
        let after = part.checked_add(1).and_then(at);
        let here = at(part).unwrap_or(0);
        *slope = match (before, after) {
            (Some(before), Some(after)) => after - before,
            (None, Some(after)) => 2 * (after - here),
            (Some(before), None) => 2 * (here - before),
            (None, None) => 0,
        };
    }
    slope
}

/// The values less their mean, times their number.
fn centred(values: &[i64; PARTS]) -> [i64; PARTS] {
    let sum: i64 = values.iter().sum();
    values.map(|value| value * PARTS as i64 - sum)
}

fn product(a: &[i64; PARTS], b: &[i64; PARTS]) -> i128 {
    a.iter().zip(b).map(|(a, b)| i128::from(a * b)).sum()
}
