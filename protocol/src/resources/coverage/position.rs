//! Finds out from times of arrival where a beacon came from.
//!
//! # The rule
//! A beacon sent at time `t` from the place `p` reaches a listener at `q` at `t + |p - q| / c`. With the
//! asserted cell's middle for `p`, each listener gives a time at which it would have been sent, in metres
//! that light travels. Those that are farther from the median than [`FITTING_METRES`] and a part of the
//! distance contradict the others. To the rest the place is fitted by least squares: a displacement `d` makes
//! the times differ by `-u · d`, where `u` is the unit vector towards the listener. With `u` and the times
//! taken relative to their means, `d` solves `N d = -b`, where `N = Σ u uᵀ` and `b = Σ u r`.
//!
//! The smaller eigenvalue of `N` says how well listeners on several sides pin the place; if all are on one
//! side it is near 0, and the place could as well be elsewhere on that line. It is at least
//! `det N / tr N`.

use super::neighbours::Hearing;
use crate::CellId;

/// How far a time may be from the median, in metres that light travels, and what part of the distance
/// besides: cells are known instead of positions, walls reflect, and distances are right to a tenth.
const FITTING_METRES: i64 = 1_500;
const FITTING_PART: i64 = 10;
/// Light's way in a microsecond, in millimetres.
const LIGHT_MM_PER_US: i64 = 299_792;
/// The length of a unit vector.
const UNIT: i64 = 1 << 10;
/// The least `det N / tr N` at which a place is pinned, in parts of [`UNIT`] squared: 1 of 3.
const PINNED_PART: i128 = 3;
/// Fewer listeners than this pin nothing.
const LEAST_LISTENERS: usize = 3;
/// With fewer listeners than this a contradiction between them refutes nobody.
const OUTVOTING_LISTENERS: usize = 5;
/// How far from its cell's middle a pinned device may seem to be.
const DISPLACED_METRES: i64 = 2_000;

/// What times of arrival say of a device's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// It is in its cell or next to it.
    Confirmed,
    /// The listeners are too few or all on one side.
    Open,
    /// It is elsewhere.
    Refuted,
}

/// A hearing as geometry.
#[derive(Clone, Copy)]
struct Ray {
    /// Towards the listener, [`UNIT`] long.
    toward: [i64; 2],
    metres: i64,
    /// When it would have been sent, in metres that light travels, after the first one's.
    sent: i64,
}

/// Fits the hearings, all in one slot; gives those that do not contradict the others.
pub(super) fn locate(cell: CellId, hearings: &[Hearing]) -> (Vec<Hearing>, Position) {
    let Some(first) = hearings.first() else {
        return (Vec::new(), Position::Open);
    };
    let rays: Vec<(Hearing, Ray)> = hearings
        .iter()
        .filter_map(|it| Some((*it, ray(cell, it, first.arrival_ns)?)))
        .collect();
    let median = median(rays.iter().map(|(_, ray)| ray.sent).collect());
    let fitting: Vec<(Hearing, Ray)> = rays
        .into_iter()
        .filter(|(_, ray)| (ray.sent - median).abs() <= FITTING_METRES + ray.metres / FITTING_PART)
        .collect();
    let position = if fitting.len() * 2 <= hearings.len() {
        // Of fewer, nobody can say who is wrong: too few agree.
        match hearings.len() {
            OUTVOTING_LISTENERS.. => Position::Refuted,
            _ => Position::Open,
        }
    } else {
        fit(fitting.iter().map(|(_, ray)| *ray).collect())
    };
    (fitting.into_iter().map(|(it, _)| it).collect(), position)
}

fn ray(cell: CellId, hearing: &Hearing, first_ns: u32) -> Option<Ray> {
    let [x, y] = cell.way(hearing.steps)?;
    let metres = i64::try_from((x * x + y * y).unsigned_abs().isqrt()).ok()?;
    let later_ns = i64::from(hearing.arrival_ns.wrapping_sub(first_ns).cast_signed());
    Some(Ray {
        toward: [
            (x * UNIT).checked_div(metres)?,
            (y * UNIT).checked_div(metres)?,
        ],
        metres,
        sent: later_ns * LIGHT_MM_PER_US / 1_000_000 - metres,
    })
}

/// The middle one; of an even number the mean of the two.
fn median(mut times: Vec<i64>) -> i64 {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    let at = |place: usize| times.get(place).copied().unwrap_or(0);
    (at(last / 2) + at(last.div_ceil(2))) / 2
}

fn fit(rays: Vec<Ray>) -> Position {
    let count = i64::try_from(rays.len()).unwrap_or(i64::MAX).max(1);
    let mean = |value: &dyn Fn(&Ray) -> i64| rays.iter().map(value).sum::<i64>() / count;
    let (mean_x, mean_y) = (mean(&|it| it.toward[0]), mean(&|it| it.toward[1]));
    let mean_sent = mean(&|it| it.sent);
    let (mut xx, mut xy, mut yy, mut xr, mut yr) = (0_i128, 0_i128, 0_i128, 0_i128, 0_i128);
    for ray in &rays {
        let [x, y] = ray.toward;
        let (x, y) = (i128::from(x - mean_x), i128::from(y - mean_y));
        // A signal of 2^32 ns bounds this by 2^31 metres, and a tally the rays by 2^5: sums stay below
        // 2^50, products of four of them below 2^127.
        let r = i128::from(ray.sent - mean_sent);
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
        (xr, yr) = (xr + x * r, yr + y * r);
    }
    let determinant = xx * yy - xy * xy;
    let unit = i128::from(UNIT);
    if rays.len() < LEAST_LISTENERS || determinant * PINNED_PART <= (xx + yy) * unit * unit {
        return Position::Open;
    }
    // Solved by Cramer's rule, times the unit's length.
    let [x, y] = [xy * yr - yy * xr, xy * xr - xx * yr]
        .map(|part| (part * unit).checked_div(determinant).unwrap_or(0));
    let limit = i128::from(DISPLACED_METRES);
    if x * x + y * y <= limit * limit {
        Position::Confirmed
    } else {
        Position::Refuted
    }
}
