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

use crate::{
    Epoch, genesis::Parameters, report::SensingClaim, state::PendingReport, statement::LossReason,
    verdict::Verdict,
};
use std::ops::RangeInclusive;

/// What a sensor can measure, in 0.01 °C: -40 to 85 °C, the operating range of Bosch's BME280
/// (datasheet BST-BME280-DS002) and of most parts of its kind.
pub const TEMPERATURE_CENTI: RangeInclusive<i32> = -4_000..=8_500;
/// Relative humidity, in 0.01 %: 0 to 100 %.
pub const HUMIDITY_CENTI: RangeInclusive<u16> = 0..=10_000;

/// Judges a device's readings of `epoch`.
pub fn judge(
    claim: &SensingClaim,
    report: &PendingReport,
    epoch: Epoch,
    parameters: &Parameters,
) -> Verdict {
    let possible = possible_readings(parameters);
    let claimed = u64::from(claim.readings);
    let mut verdict = Verdict::new(possible, claimed);

    let since_claim = parameters
        .end_of(epoch)
        .0
        .saturating_sub(report.claimed_at.0);
    let fit = share(possible, since_claim, parameters.epoch_ms);
    verdict.lose(LossReason::JoinedDuringEpoch, possible.saturating_sub(fit));
    let missing = verdict.accepted().saturating_sub(claimed);
    verdict.lose(LossReason::FewerReadings, missing);
    if !is_measurable(claim) {
        verdict.lose_all(LossReason::OutOfRange);
    }
    if report.cell.is_none() {
        verdict.lose_all(LossReason::NoLocation);
    }
    verdict
}

/// How many readings an epoch has room for.
pub fn possible_readings(parameters: &Parameters) -> u64 {
    parameters
        .epoch_ms
        .checked_div(parameters.reading_interval_ms)
        .unwrap_or(0)
}

fn is_measurable(claim: &SensingClaim) -> bool {
    is_within(claim.temperature_centi, &TEMPERATURE_CENTI)
        && is_within(claim.humidity_centi, &HUMIDITY_CENTI)
}

fn is_within<T: PartialOrd>((lowest, highest): (T, T), range: &RangeInclusive<T>) -> bool {
    lowest <= highest && range.contains(&lowest) && range.contains(&highest)
}

/// `units * part / whole`, rounded down; all of them when the part is the whole or more.
fn share(units: u64, part: u64, whole: u64) -> u64 {
    if part >= whole {
        return units;
    }
    let product = u128::from(units) * u128::from(part);
    let quotient = product.checked_div(u128::from(whole)).unwrap_or(0);
    // Below `units`, since the part is below the whole.
    u64::try_from(quotient).unwrap_or(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AccountAddress, DeviceKey, Timestamp,
        report::Claim,
        statement::Loss,
        testing::{cell, parameters},
    };
    use LossReason::{FewerReadings, JoinedDuringEpoch, NoLocation, OutOfRange};

    fn good() -> SensingClaim {
        SensingClaim {
            readings: 60,
            temperature_centi: (1_800, 2_250),
            humidity_centi: (4_000, 4_500),
        }
    }

    fn located() -> PendingReport {
        PendingReport {
            device: DeviceKey::Ed25519([1; 32]),
            owner: AccountAddress([2; 32]),
            claimed_at: Timestamp(0),
            cell: Some(cell()),
            claim: Claim::Sensing(good()),
        }
    }

    #[track_caller]
    fn check(claim: SensingClaim, report: PendingReport, expected: &[(LossReason, u64)]) {
        let verdict = judge(&claim, &report, Epoch(1), &parameters());
        let expected: Vec<Loss> = expected
            .iter()
            .map(|&(reason, units)| Loss { reason, units })
            .collect();
        assert_eq!(verdict.losses(), expected);
        let lost: u64 = expected.iter().map(|loss| loss.units).sum();
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
        let cases = [
            ((-4_001, 0), (0, 10_000)),
            ((0, 8_501), (0, 10_000)),
            ((2, 1), (0, 10_000)),
            ((0, 0), (0, 10_001)),
            ((0, 0), (2, 1)),
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
            temperature_centi: (-4_000, 8_500),
            humidity_centi: (0, 10_000),
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
