//! Knows a walk as it is recorded: where it went, what was seen, and what of it belongs to an epoch. Pure.

use super::track::{GAP_METRES, Track};
use h3o::LatLng;
use outpost_app_api::ReceiverChoice;
use outpost_device_drivers::{protocols::nmea::Position, receivers::track::place_of};
use outpost_protocol::{
    CellId, Epoch, Timestamp,
    genesis::Parameters,
    resources::mapping::drive::{Sighting, Thinner, Waypoint},
};
use outpost_reporting::reporter::Passed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A line of a walk's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// It begins, or goes on after a pause.
    Begun {
        at_ms: u64,
        receiver: ReceiverChoice,
    },
    /// Here it went.
    Fix(Point),
    /// These access points were around, each hexadecimal.
    Seen { at_ms: u64, names: Vec<String> },
    /// It ended.
    Ended { at_ms: u64 },
}

/// Where a receiver was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Point {
    /// When, in milliseconds since 1970 UTC.
    pub(crate) at_ms: u64,
    /// Degrees north, in 1e-7.
    pub(crate) north_e7: i32,
    /// Degrees east, in 1e-7.
    pub(crate) east_e7: i32,
    /// How far it may be off.
    pub(crate) accuracy_cm: u32,
}

/// A walk as its lines tell it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Walk {
    pub(super) began_ms: u64,
    pub(super) ended_ms: Option<u64>,
    pub(super) receiver: ReceiverChoice,
    points: Vec<Point>,
    /// Where in the points it went on after a pause.
    breaks: Vec<usize>,
    /// What was around, until that is [left out](Walk::without_seen).
    seen: Vec<Sighting>,
    metres: f64,
    cells: BTreeSet<CellId>,
}

impl Walk {
    /// The walk of these lines; `None` where it never began.
    pub(super) fn of(lines: Vec<Line>) -> Option<Self> {
        let mut lines = lines.into_iter();
        let Line::Begun { at_ms, receiver } = lines.next()? else {
            return None;
        };
        let mut walk = Self {
            began_ms: at_ms,
            ended_ms: None,
            receiver,
            points: Vec::new(),
            breaks: Vec::new(),
            seen: Vec::new(),
            metres: 0.0,
            cells: BTreeSet::new(),
        };
        lines.for_each(|line| walk.take(line));
        Some(walk)
    }

    pub(super) fn take(&mut self, line: Line) {
        match line {
            Line::Begun { receiver, .. } => {
                self.receiver = receiver;
                self.breaks.push(self.points.len());
            }
            Line::Fix(point) => self.go(point),
            Line::Seen { at_ms, names } => {
                let names = names.iter().filter_map(|name| hex::decode(name).ok());
                self.seen.extend(names.map(|name| Sighting {
                    at: Timestamp(at_ms),
                    name,
                }));
            }
            Line::Ended { at_ms } => self.ended_ms = Some(at_ms),
        }
    }

    /// Without what was around, which is needed once it is handed over and by far the most of it.
    pub(super) fn without_seen(self) -> Self {
        Self {
            seen: Vec::new(),
            ..self
        }
    }

    /// Whether a fix is later than those before: receivers repeat themselves.
    pub(super) fn is_new(&self, point: &Point) -> bool {
        self.points
            .last()
            .is_none_or(|last| last.at_ms < point.at_ms)
    }

    pub(super) fn points(&self) -> usize {
        self.points.len()
    }

    pub(super) fn metres(&self) -> f64 {
        self.metres
    }

    pub(super) fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Where it was last.
    pub(super) fn here(&self) -> Option<(Point, CellId)> {
        let last = self.points.last()?;
        Some((*last, last.cell()?))
    }

    /// As a track, to be looked at.
    pub(super) fn track(&self) -> Track {
        let line = |points: &[Point]| points.iter().map(|it| (it.north_e7, it.east_e7)).collect();
        Track::of_lines(self.lines().map(line).collect())
    }

    /// Its points without those breaks between them that pauses made.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Point]> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([self.points.len()]);
        starts
            .zip(ends)
            .filter_map(|(start, end)| self.points.get(start..end))
            .filter(|line| !line.is_empty())
    }

    /// The epochs that it went on in.
    pub(super) fn epochs(&self, rules: &Parameters) -> BTreeSet<Epoch> {
        let mut epochs = BTreeSet::new();
        let mut rest = self.points.as_slice();
        while let Some(first) = rest.first() {
            let at = Timestamp(first.at_ms);
            let epoch = rules.epoch_at(at);
            let end = rules.end_of(epoch).0;
            if at >= rules.start_of(epoch) {
                epochs.insert(epoch);
            }
            let passed = rest.partition_point(|point| point.at_ms < end).max(1);
            rest = rest.get(passed..).unwrap_or_default();
        }
        epochs
    }

    /// What a device takes down of it in an epoch, in the order of time.
    pub(super) fn passed(&self, epoch: Epoch, rules: &Parameters) -> Vec<Passed> {
        let within = rules.start_of(epoch)..rules.end_of(epoch);
        let mut seen = self
            .seen
            .iter()
            .filter(|it| within.contains(&it.at))
            .peekable();
        let mut thinner = Thinner::default();
        let mut passed = Vec::new();
        let of_epoch = |point: &&Point| within.contains(&Timestamp(point.at_ms));
        for point in self.points.iter().filter(of_epoch) {
            let Some(waypoint) = point.waypoint() else {
                continue;
            };
            if thinner.keeps(&waypoint) {
                passed.push(Passed {
                    point: waypoint,
                    seen: std::iter::from_fn(|| seen.next_if(|it| it.at <= waypoint.at))
                        .cloned()
                        .collect(),
                });
            }
        }
        if let Some(last) = passed.last_mut() {
            last.seen.extend(seen.cloned());
        }
        passed
    }

    fn go(&mut self, point: Point) {
        if !self.is_new(&point) {
            return;
        }
        let goes_on = self.breaks.last() != Some(&self.points.len());
        let before = self.points.last().filter(|_| goes_on);
        let metres = before.and_then(|before| Some(before.place()?.distance_m(point.place()?)));
        self.metres += metres.filter(|it| *it <= GAP_METRES).unwrap_or(0.0);
        self.cells.extend(point.cell());
        self.points.push(point);
    }
}

impl Point {
    fn place(&self) -> Option<LatLng> {
        LatLng::new(
            f64::from(self.north_e7) / 1e7,
            f64::from(self.east_e7) / 1e7,
        )
        .ok()
    }

    fn cell(&self) -> Option<CellId> {
        let position = Position::new(self.north_e7, self.east_e7)?;
        Some(place_of(position)?.cell())
    }

    fn waypoint(&self) -> Option<Waypoint> {
        Some(Waypoint {
            at: Timestamp(self.at_ms),
            place: place_of(Position::new(self.north_e7, self.east_e7)?)?,
            accuracy_decimetres: u16::try_from(self.accuracy_cm.div_ceil(10)).unwrap_or(u16::MAX),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::testing::parameters;

    /// A walk to the north from time 0 on, a point each so many ms and 20 m.
    pub(in crate::mapping) fn walk(points: u64, every_ms: u64) -> Walk {
        let mut lines = vec![Line::Begun {
            at_ms: 0,
            receiver: ReceiverChoice::Phone,
        }];
        for number in 0..points {
            lines.push(Line::Fix(Point {
                at_ms: number * every_ms,
                north_e7: 525_200_000 + number as i32 * 1_800,
                east_e7: 134_050_000,
                accuracy_cm: 300,
            }));
            lines.push(Line::Seen {
                at_ms: number * every_ms,
                names: vec![hex::encode([number as u8])],
            });
        }
        Walk::of(lines).unwrap()
    }

    #[test]
    fn a_walk_belongs_to_the_epochs_of_its_points_and_each_gets_what_is_its_own() {
        // Epochs of 100 ms.
        let walk = walk(30, 10);
        let epochs: Vec<u64> = walk.epochs(&parameters()).iter().map(|it| it.0).collect();
        assert_eq!(epochs, [0, 1, 2]);
        for epoch in [0, 1, 2] {
            let passed = walk.passed(Epoch(epoch), &parameters());
            let times = epoch * 100..(epoch + 1) * 100;
            assert!(passed.len() >= 9, "{}", passed.len());
            assert!(passed.iter().all(|it| times.contains(&it.point.at.0)));
            let seen: usize = passed.iter().map(|it| it.seen.len()).sum();
            assert_eq!(seen, 10);
        }
    }

    #[test]
    fn a_pause_is_no_way_and_a_point_that_comes_twice_counts_once() {
        let mut walk = walk(10, 10);
        let metres = walk.metres();
        assert!((metres - 180.0).abs() < 2.0, "{metres}");
        let (last, _) = walk.here().unwrap();
        walk.take(Line::Fix(last));
        walk.take(Line::Begun {
            at_ms: 1_000,
            receiver: ReceiverChoice::Phone,
        });
        let far = Point {
            at_ms: 1_000,
            north_e7: last.north_e7 + 9_000,
            ..last
        };
        walk.take(Line::Fix(far));
        assert_eq!((walk.points(), walk.metres()), (11, metres));
        assert_eq!(walk.lines().count(), 2);
    }
}
