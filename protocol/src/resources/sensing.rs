//! Judges sensing: which of an epoch's temperature and humidity readings count.
//!
//! # The rule
//! A unit is a reading. An epoch has room for `epoch_ms / reading_interval_ms` of them. From these are
//! taken away, in this order, each from what the ones before it left:
//!
//! 1. `JoinedDuringEpoch`: the readings before its owner claimed the device. Of the possible ones,
//!    those count that fit, in proportion, between the claim and the epoch's end; rounded down.
//! 2. `FewerReadings`: those that the device did not take.
//! 3. `OutOfRange`: all, when the summary is not of a working sensor: a lowest value above the highest,
//!    or a value outside of [`TEMPERATURE_CENTI`] or [`HUMIDITY_CENTI`]. One impossible reading says
//!    that the sensor is broken or the summary made up, so none is believed.
//! 4. `NoLocation`: all, when no cell was asserted for the device. A reading from nowhere is of no use.
//!
//! Readings beyond the possible ones earn nothing and cost nothing.

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
use std::ops::RangeInclusive;

/// What a sensor can measure, in 0.01 °C: -40 to 85 °C, the operating range of Bosch's BME280
/// (datasheet BST-BME280-DS002) and of most parts of its kind.
pub const TEMPERATURE_CENTI: RangeInclusive<i32> = -4_000..=8_500;
/// Relative humidity, in 0.01 %: 0 to 100 %.
pub const HUMIDITY_CENTI: RangeInclusive<i32> = 0..=10_000;

/// A summary of an epoch's temperature and humidity readings.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SensingClaim {
    /// How many readings were taken.
    pub readings: u32,
    /// Temperature, in 0.01 °C.
    pub temperature_centi: Spread,
    /// Relative humidity, in 0.01 %.
    pub humidity_centi: Spread,
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
        let missing = verdict.accepted().saturating_sub(claimed);
        verdict.lose(LossReason::FewerReadings, missing);
        if !is_measurable(self) {
            verdict.lose_all(LossReason::OutOfRange);
        }
        if report.cell.is_none() {
            verdict.lose_all(LossReason::NoLocation);
        }
        verdict
    }

    fn samples(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<(Subject, Sample)> {
        Vec::new()
    }

    fn subjects(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        Vec::new()
    }

    fn compare(&self, _: &PendingReport, _: &Tallies, _: &EpochContext<'_>, _: &mut Verdict) {}

    fn check_leaf(
        &self,
        _: &PendingReport,
        _: u32,
        _: &[u8],
        _: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        Ok(())
    }
}

/// How many readings an epoch has room for.
pub fn possible_readings(parameters: &Parameters) -> u64 {
    parameters
        .epoch_ms
        .checked_div(parameters.reading_interval_ms)
        .unwrap_or(0)
}

fn is_measurable(claim: &SensingClaim) -> bool {
    claim.temperature_centi.is_within(&TEMPERATURE_CENTI)
        && claim.humidity_centi.is_within(&HUMIDITY_CENTI)
}

impl Spread {
    /// Whether the values are in order and in `range`.
    pub fn is_within(&self, range: &RangeInclusive<i32>) -> bool {
        self.lowest <= self.median
            && self.median <= self.highest
            && range.contains(&self.lowest)
            && range.contains(&self.highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Epoch, Timestamp,
        report::Claim,
        testing::{cell, context, parameters, report},
    };
    use LossReason::{FewerReadings, JoinedDuringEpoch, NoLocation, OutOfRange};

    fn good() -> SensingClaim {
        SensingClaim {
            readings: 60,
            temperature_centi: spread(1_800, 2_000, 2_250),
            humidity_centi: spread(4_000, 4_200, 4_500),
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
}
