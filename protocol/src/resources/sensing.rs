//! Judges sensing: which of an epoch's temperature and humidity readings count.
//!
//! # The rule
//! A unit is a reading. An epoch has room for `epoch_ms / reading_interval_ms` of them. From these are
//! taken away, in this order, each from what the ones before it left:
//!
//! 1. `JoinedDuringEpoch`: the readings before its owner claimed the device. Of the possible ones,
//!    those count that fit, in proportion, between the claim and the epoch's end; rounded down.
//! 2. `FewerReadings`: those that the device did not take, or that its evidence has no room for.
//! 3. `OutOfRange`: all, when the summary is not of a working sensor: a lowest value above the highest,
//!    a value outside of [`TEMPERATURE_CENTI`] or [`HUMIDITY_CENTI`], or readings that stray farther than
//!    [`MOST_STRAY_CENTI`] from the mean of their part. One impossible reading says that the sensor is
//!    broken or the summary made up, so none is believed.
//! 4. `Stuck`: all, when at least [`STUCK_AFTER`] readings show one temperature and one humidity.
//! 5. `NoLocation`: all, when no cell was asserted for the device. A reading from nowhere is of no use.
//! 6. `NotShown` and `Flawed`: all, by the [evidence](readings).
//! 7. `SameOwner`: all, when another device of the owner measures in the same cell and reported
//!    [before](course::Witness::is_before) this one: a cell pays an owner once.
//! 8. `Copied`: all, when the temperature's course is a [copy](course) of that of a report that came
//!    before it, from the cell, its neighbours, or anywhere where the order of its ups and downs is the
//!    same.
//! 9. `Disagrees`: all, when temperature or humidity are far from those of the
//!    [neighbours](neighbours). Who has too few is not judged.
//!
//! Readings beyond the possible ones earn nothing and cost nothing.

pub mod course;
pub mod neighbours;
pub mod readings;

use super::{EpochContext, Rule};
use crate::{
    evidence::Flaw,
    genesis::Parameters,
    state::PendingReport,
    statement::LossReason,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use course::{Compared, Witness};
use neighbours::disagrees;
use readings::{Origin, READINGS_PER_LEAF, ReadingsLeaf};
use std::ops::RangeInclusive;

/// What a sensor can measure, in 0.01 °C: -40 to 85 °C, the operating range of Bosch's BME280
/// (datasheet BST-BME280-DS002) and of most parts of its kind.
pub const TEMPERATURE_CENTI: RangeInclusive<i32> = -4_000..=8_500;
/// Relative humidity, in 0.01 %: 0 to 100 %.
pub const HUMIDITY_CENTI: RangeInclusive<i32> = 0..=10_000;
/// Parts of an epoch that a claim tells the mean temperature of.
pub const PARTS: usize = 64;
/// How far readings may be from the mean of their part at most, in 0.01 °C; keeps a claim from telling a
/// course that its readings do not have.
pub const MOST_STRAY_CENTI: u16 = 500;
/// Readings after which a sensor that shows one value only is stuck. The noise of a working one is more
/// than the 0.01 that are told apart.
pub const STUCK_AFTER: u32 = 30;

/// A summary of an epoch's temperature and humidity readings.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SensingClaim {
    /// How many readings were taken.
    pub readings: u32,
    /// Temperature, in 0.01 °C.
    pub temperature_centi: Spread,
    /// Relative humidity, in 0.01 %.
    pub humidity_centi: Spread,
    /// The temperature's mean in each [part](part_of) of the readings, in 0.01 °C, rounded towards 0.
    pub course_centi: [i16; PARTS],
    /// How far a reading is from the mean of its part at most, in 0.01 °C.
    pub stray_centi: u16,
}

/// How an epoch's readings of one kind are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Spread {
    /// The lowest.
    pub lowest: i32,
    /// The one in the middle; of an even number the lower of the two.
    pub median: i32,
    /// The highest.
    pub highest: i32,
}

impl Rule for SensingClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let possible = possible_readings(context.parameters);
        let claimed = u64::from(self.readings);
        let mut verdict = Verdict::new(possible, claimed);
        verdict.lose_before_claim(report, context);
        let held = u64::from(report.evidence.leaves).saturating_mul(READINGS_PER_LEAF as u64);
        let missing = verdict.accepted().saturating_sub(claimed.min(held));
        verdict.lose(LossReason::FewerReadings, missing);
        if !self.is_measurable() {
            verdict.lose_all(LossReason::OutOfRange);
        }
        if self.is_stuck() {
            verdict.lose_all(LossReason::Stuck);
        }
        if report.cell.is_none() {
            verdict.lose_all(LossReason::NoLocation);
        }
        verdict
    }

    fn samples(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Vec<(Subject, Sample)> {
        let samples = Witness::of(self, report, context).samples();
        self.places(report)
            .flat_map(|subject| samples.map(|sample| (subject, sample)))
            .collect()
    }

    fn subjects(&self, report: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        let around = report.cell.into_iter().flat_map(neighbours::around);
        self.places(report)
            .chain(around.map(Subject::Cell))
            .collect()
    }

    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    ) {
        let own = Witness::of(self, report, context);
        let others: Vec<(Subject, Witness)> = self
            .subjects(report, context)
            .into_iter()
            .flat_map(|subject| {
                Witness::all_in(tallies.samples(subject)).map(move |it| (subject, it))
            })
            .filter(|(_, other)| other.device != own.device)
            .collect();
        let home = report.cell.map(Subject::Cell);
        let is_first_of_owner = !others.iter().any(|(subject, other)| {
            Some(*subject) == home
                && other.owner == own.owner
                && other.is_before(&own, &context.draw)
        });
        if !is_first_of_owner {
            verdict.lose_all(LossReason::SameOwner);
        }
        let course = Compared::of(&self.course_centi);
        let is_copied = others.iter().any(|(_, other)| {
            course.is_copy_of(&other.course) && other.is_before(&own, &context.draw)
        });
        if is_copied {
            verdict.lose_all(LossReason::Copied);
        }
        let around = others
            .iter()
            .filter(|(subject, _)| matches!(subject, Subject::Cell(_)))
            .map(|(_, other)| other);
        if disagrees(&own, around) {
            verdict.lose_all(LossReason::Disagrees);
        }
    }

    fn check_leaf(
        &self,
        report: &PendingReport,
        index: u32,
        leaf: &[u8],
        context: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        let origin = Origin {
            network: context.network,
            device: report.device,
            epoch: context.epoch,
        };
        ReadingsLeaf::decode(leaf)?.check(self, &origin, index, context.parameters)
    }
}

impl SensingClaim {
    /// Where the report says something: of its cell, and where its likes meet.
    fn places(&self, report: &PendingReport) -> impl Iterator<Item = Subject> + use<> {
        let likeness = course::likeness(&self.course_centi).map(Subject::Likeness);
        report.cell.map(Subject::Cell).into_iter().chain(likeness)
    }

    fn is_measurable(&self) -> bool {
        let course_is_measured = self
            .course_centi
            .iter()
            .all(|&mean| self.temperature_centi.has(mean.into()));
        course_is_measured
            && self.stray_centi <= MOST_STRAY_CENTI
            && self.temperature_centi.is_within(&TEMPERATURE_CENTI)
            && self.humidity_centi.is_within(&HUMIDITY_CENTI)
    }

    fn is_stuck(&self) -> bool {
        self.readings >= STUCK_AFTER
            && self.temperature_centi.is_one_value()
            && self.humidity_centi.is_one_value()
    }
}

/// Which part of `readings` the one with this number is in.
pub fn part_of(number: u32, readings: u32) -> usize {
    let part = u64::from(number)
        .saturating_mul(PARTS as u64)
        .checked_div(readings.into());
    part.and_then(|part| usize::try_from(part).ok())
        .unwrap_or(0)
}

/// How many readings an epoch has room for.
pub fn possible_readings(parameters: &Parameters) -> u64 {
    parameters
        .epoch_ms
        .checked_div(parameters.reading_interval_ms)
        .unwrap_or(0)
}

impl Spread {
    /// How these values are spread; `None` where there are none.
    pub fn of(mut values: Vec<i32>) -> Option<Self> {
        values.sort_unstable();
        Some(Self {
            lowest: *values.first()?,
            median: *values.get(values.len().saturating_sub(1) / 2)?,
            highest: *values.last()?,
        })
    }

    /// Whether the values are in order and in `range`.
    pub fn is_within(&self, range: &RangeInclusive<i32>) -> bool {
        self.lowest <= self.median
            && self.median <= self.highest
            && range.contains(&self.lowest)
            && range.contains(&self.highest)
    }

    /// Whether it has `value` in it.
    pub fn has(&self, value: i32) -> bool {
        (self.lowest..=self.highest).contains(&value)
    }

    fn is_one_value(&self) -> bool {
        self.lowest == self.highest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AccountAddress, DeviceKey, Epoch, Hash, Timestamp,
        evidence::EvidenceRoot,
        report::Claim,
        resources::judge,
        testing::{cell, context, parameters, report},
    };
    use LossReason::{
        Copied, Disagrees, FewerReadings, JoinedDuringEpoch, NoLocation, OutOfRange, SameOwner,
        Stuck,
    };

    fn good() -> SensingClaim {
        SensingClaim {
            readings: 60,
            temperature_centi: spread(1_800, 2_000, 2_250),
            humidity_centi: spread(4_000, 4_200, 4_500),
            course_centi: [2_000; PARTS],
            stray_centi: 250,
        }
    }

    fn spread(lowest: i32, median: i32, highest: i32) -> Spread {
        Spread {
            lowest,
            median,
            highest,
        }
    }

    fn located() -> PendingReport {
        PendingReport {
            cell: Some(cell()),
            evidence: EvidenceRoot {
                hash: Hash::ZERO,
                leaves: 5,
            },
            ..report(Claim::Sensing(good()))
        }
    }

    #[track_caller]
    fn check(claim: SensingClaim, report: PendingReport, expected: &[(LossReason, u64)]) {
        let parameters = parameters();
        let verdict = claim.screen(&report, &context(&parameters, Epoch(1)));
        assert_eq!(verdict.losses(), expected);
        let lost: u64 = expected.iter().map(|(_, units)| units).sum();
        assert_eq!(verdict.possible(), 60);
        assert_eq!(verdict.accepted(), 60 - lost);
    }

    #[test]
    fn a_whole_epoch_of_readings_loses_nothing() {
        check(good(), located(), &[]);
    }

    #[test]
    fn readings_beyond_the_possible_earn_nothing_more() {
        let claim = SensingClaim {
            readings: 4_000_000_000,
            ..good()
        };
        check(claim, located(), &[]);
    }

    #[test]
    fn readings_that_were_not_taken_are_lost() {
        let claim = SensingClaim {
            readings: 45,
            ..good()
        };
        check(claim, located(), &[(FewerReadings, 15)]);
    }

    #[test]
    fn a_device_claimed_during_the_epoch_is_paid_from_then_on() {
        let claimed_at = |millis| PendingReport {
            claimed_at: Timestamp(millis),
            ..located()
        };
        check(good(), claimed_at(60_000), &[]);
        check(good(), claimed_at(60_001), &[(JoinedDuringEpoch, 1)]);
        check(good(), claimed_at(90_000), &[(JoinedDuringEpoch, 30)]);
        check(good(), claimed_at(120_000), &[(JoinedDuringEpoch, 60)]);
    }

    #[test]
    fn fewer_readings_are_counted_from_what_was_possible_since_the_claim() {
        let report = PendingReport {
            claimed_at: Timestamp(90_000),
            ..located()
        };
        let claim = SensingClaim {
            readings: 20,
            ..good()
        };
        check(
            claim,
            report,
            &[(JoinedDuringEpoch, 30), (FewerReadings, 10)],
        );
    }

    #[test]
    fn a_value_that_no_sensor_measures_voids_all_readings() {
        let fine = spread(0, 0, 0);
        let cases = [
            (spread(-4_001, 0, 0), fine),
            (spread(0, 0, 8_501), fine),
            (spread(2, 1, 3), fine),
            (spread(0, 3, 2), fine),
            (fine, spread(0, 0, 10_001)),
            (fine, spread(-1, 0, 0)),
        ];
        for (temperature_centi, humidity_centi) in cases {
            let claim = SensingClaim {
                readings: 50,
                temperature_centi,
                humidity_centi,
                course_centi: [0; PARTS],
                stray_centi: 0,
            };
            check(claim, located(), &[(FewerReadings, 10), (OutOfRange, 50)]);
        }
    }

    #[test]
    fn the_ends_of_the_sensor_range_are_measurable() {
        let claim = SensingClaim {
            temperature_centi: spread(-4_000, 0, 8_500),
            humidity_centi: spread(0, 0, 10_000),
            ..good()
        };
        check(claim, located(), &[]);
    }

    #[test]
    fn without_a_cell_nothing_counts() {
        let report = PendingReport {
            cell: None,
            ..located()
        };
        check(good(), report, &[(NoLocation, 60)]);
    }

    #[test]
    fn readings_that_the_evidence_has_no_room_for_are_lost() {
        let mut report = located();
        report.evidence.leaves = 4;
        check(good(), report, &[(FewerReadings, 4)]);
    }

    #[test]
    fn a_course_that_the_readings_do_not_have_voids_all() {
        let above = SensingClaim {
            course_centi: [2_251; PARTS],
            ..good()
        };
        check(above, located(), &[(OutOfRange, 60)]);
        let strayed = SensingClaim {
            stray_centi: MOST_STRAY_CENTI + 1,
            ..good()
        };
        check(strayed, located(), &[(OutOfRange, 60)]);
    }

    #[test]
    fn a_sensor_that_shows_one_value_only_is_stuck_after_a_while() {
        let stuck = SensingClaim {
            temperature_centi: spread(2_000, 2_000, 2_000),
            humidity_centi: spread(4_000, 4_000, 4_000),
            ..good()
        };
        check(stuck.clone(), located(), &[(Stuck, 60)]);
        let brief = SensingClaim {
            readings: STUCK_AFTER - 1,
            ..stuck.clone()
        };
        check(brief, located(), &[(FewerReadings, 31)]);
        let breathing = SensingClaim {
            humidity_centi: spread(4_000, 4_000, 4_001),
            ..stuck
        };
        check(breathing, located(), &[]);
    }

    /// A device of this number and owner that measured `course` in the cell, and when it reported.
    fn made(number: u8, owner: u8, course_centi: [i16; PARTS], millis: u64) -> PendingReport {
        let claim = SensingClaim {
            course_centi,
            ..good()
        };
        PendingReport {
            device: DeviceKey::Ed25519([number; 32]),
            owner: AccountAddress([owner; 32]),
            reported_at: Timestamp(120_000 + millis),
            claim: Claim::Sensing(claim),
            ..located()
        }
    }

    /// What the first of the reports loses beside the others.
    #[track_caller]
    fn check_beside(reports: &[PendingReport], expected: &[(LossReason, u64)]) {
        let parameters = parameters();
        let context = context(&parameters, Epoch(1));
        let mut tallies = Tallies::default();
        for report in reports {
            for (subject, sample) in report.claim.rule().samples(report, &context) {
                let tally = tallies.0.entry(subject).or_default();
                tally.take(sample, &context.draw);
            }
        }
        let verdict = judge(&reports[0], &tallies, &context);
        assert_eq!(verdict.losses(), expected);
    }

    /// 18 to 22 °C, by a place's own ups and downs.
    fn course(place: u8) -> [i16; PARTS] {
        let mut part = 0;
        [(); PARTS].map(|()| {
            part += 1;
            let Hash([byte, ..]) = Hash::of("course", &[place, part / 4]);
            1_850 + i16::from(byte)
        })
    }

    #[test]
    fn a_cell_pays_an_owner_for_the_first_of_its_devices() {
        let first = made(1, 7, course(1), 0);
        let second = made(2, 7, course(2), 1);
        check_beside(&[first.clone(), second.clone()], &[]);
        check_beside(&[second, first], &[(SameOwner, 60)]);
    }

    #[test]
    fn the_later_of_two_reports_with_one_course_is_a_copy() {
        let original = made(1, 7, course(1), 0);
        let copy = made(2, 8, course(1).map(|mean| mean + 20), 1);
        check_beside(&[original.clone(), copy.clone()], &[]);
        check_beside(&[copy, original.clone()], &[(Copied, 60)]);
        check_beside(&[made(3, 9, course(2), 1), original], &[]);
    }

    #[test]
    fn a_copy_is_found_wherever_it_is_said_to_be() {
        let original = made(1, 7, course(1), 0);
        let far = PendingReport {
            cell: Some("8828308281fffff".parse().unwrap()),
            ..made(2, 8, course(1), 1)
        };
        check_beside(&[far, original], &[(Copied, 60)]);
    }

    #[test]
    fn who_contradicts_the_neighbours_disagrees() {
        let mut reports = vec![made(9, 9, course(9), 9)];
        reports.extend((1..4).map(|number| {
            let mut report = made(number, number, course(number), 0);
            if let Claim::Sensing(claim) = &mut report.claim {
                claim.humidity_centi = spread(4_000, 8_000, 9_000);
            }
            report
        }));
        check_beside(&reports, &[(Disagrees, 60)]);
        check_beside(&reports[..3], &[]);
    }
}
