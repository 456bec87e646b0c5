//! Holds the rule of energy to its losses.

use super::*;
use crate::{
    AccountAddress, Hash,
    report::Claim,
    state::Equipment,
    tally::Tally,
    testing::{cell, context, parameters, report},
};
use LossReason::{
    BeyondCapacity, Disagrees, FewerReadings, JoinedDuringEpoch, MeterJumped, NoDaylight,
    NoLocation, NotSealed, Unconfirmed,
};

/// Epochs of a day, a reading every 24 minutes.
fn days() -> Parameters {
    Parameters {
        epoch_ms: 86_400_000,
        reading_interval_ms: 1_440_000,
        ..parameters()
    }
}

/// The day after the one that is metered: in June, when Berlin has sun from 3 to 19 hours UTC.
const EPOCH: Epoch = Epoch(166);
const EVIDENCE: EvidenceRoot = EvidenceRoot {
    hash: Hash([3; 32]),
    leaves: 60,
};
const SALT: Salt = [4; 16];

fn metered() -> Metered {
    Metered {
        first_wh: 1_000,
        last_wh: 13_000,
        readings: 60,
        peak_watts: 1_500,
        profile: cloudy(3),
    }
}

/// A dip in every seventh slot.
fn cloudy(phase: usize) -> Profile {
    Profile::of(&std::array::from_fn(|slot| {
        if slot % 7 == phase { 300 } else { 1_000 }
    }))
}

fn generator(source: EnergySource) -> Option<Generator> {
    Some(Generator {
        source,
        peak_watts: 2_000,
    })
}

/// A report of a sealed solar meter in Berlin, whose register was left where it begins.
fn sealed(metered: Metered) -> PendingReport {
    let claim = EnergyClaim {
        metered,
        salt: SALT,
        sealed: [0; 16],
    };
    let mut report = PendingReport {
        cell: Some(cell()),
        equipment: Equipment {
            generator: generator(EnergySource::Solar),
            ..Equipment::default()
        },
        evidence: EVIDENCE,
        ..report(Claim::Energy(claim))
    };
    let sealed_in = EPOCH.previous().unwrap();
    report.record.sealed_meter = Some(metered.seal(&report.device, sealed_in, &EVIDENCE, &SALT));
    report.record.meter_wh = Some(metered.first_wh);
    report
}

fn claim_of(report: &PendingReport) -> &EnergyClaim {
    match &report.claim {
        Claim::Energy(claim) => claim,
        _ => unreachable!(),
    }
}

#[track_caller]
fn check(report: PendingReport, expected: &[(LossReason, u64)]) {
    let parameters = days();
    let verdict = claim_of(&report).screen(&report, &context(&parameters, EPOCH));
    assert_eq!(verdict.losses(), expected);
    let lost: u64 = expected.iter().map(|(_, units)| units).sum();
    assert_eq!(verdict.possible() - verdict.accepted(), lost);
}

#[test]
fn what_a_sealed_meter_counted_within_its_capacity_counts() {
    check(sealed(metered()), &[]);
}

#[test]
fn what_was_not_sealed_does_not_count() {
    let altered = |change: fn(&mut PendingReport)| {
        let mut report = sealed(metered());
        change(&mut report);
        check(report, &[(NotSealed, 12_000)]);
    };
    altered(|report| report.record.sealed_meter = None);
    altered(|report| report.device = DeviceKey::Ed25519([9; 32]));
    altered(|report| report.evidence.hash = Hash([9; 32]));
    altered(|report| {
        let seal = report.record.sealed_meter.as_mut().unwrap();
        seal.epoch = seal.epoch.next();
    });
}

#[test]
fn a_meter_that_went_back_counts_nothing() {
    let mut report = sealed(metered());
    report.record.meter_wh = Some(1_001);
    check(report, &[(MeterJumped, 12_000)]);
    // Energy that was never reported is not made up for, and no fault.
    let mut report = sealed(metered());
    report.record.meter_wh = Some(10);
    check(report, &[]);
}

#[test]
fn a_meter_that_counts_backwards_has_counted_nothing() {
    check(
        sealed(Metered {
            last_wh: 999,
            ..metered()
        }),
        &[],
    );
}

#[test]
fn energy_from_before_the_claim_and_without_readings_is_lost_in_proportion() {
    let mut report = sealed(Metered {
        readings: 60,
        ..metered()
    });
    report.claimed_at = Timestamp(days().start_of(Epoch(165)).0 + 43_200_000);
    check(report, &[(JoinedDuringEpoch, 6_000)]);

    let evidence = EvidenceRoot {
        leaves: 45,
        ..EVIDENCE
    };
    let fewer = Metered {
        readings: 45,
        ..metered()
    };
    let mut report = sealed(fewer);
    report.evidence = evidence;
    let seal = fewer.seal(&report.device, Epoch(165), &evidence, &SALT);
    report.record.sealed_meter = Some(seal);
    check(report, &[(FewerReadings, 3_000)]);
}

#[test]
fn more_than_the_equipment_gives_voids_all() {
    let without = PendingReport {
        equipment: Equipment::default(),
        ..sealed(metered())
    };
    check(without, &[(BeyondCapacity, 12_000)]);
    let above_peak = Metered {
        peak_watts: 2_001,
        ..metered()
    };
    check(sealed(above_peak), &[(BeyondCapacity, 12_000)]);
    // 500 W give no 12 kWh in a day.
    let contradiction = Metered {
        peak_watts: 499,
        ..metered()
    };
    check(sealed(contradiction), &[(BeyondCapacity, 12_000)]);
}

#[test]
fn of_a_large_plant_a_households_part_is_paid() {
    let mut report = sealed(metered());
    report.equipment.generator = Some(Generator {
        source: EnergySource::Solar,
        peak_watts: 4 * MAX_PEAK_WATTS,
    });
    check(report, &[(BeyondCapacity, 9_000)]);
}

#[test]
fn energy_from_nowhere_does_not_count() {
    let report = PendingReport {
        cell: None,
        ..sealed(metered())
    };
    check(report, &[(NoLocation, 12_000)]);
}

#[test]
fn the_sun_gives_no_more_than_a_clear_day() {
    let much = Metered {
        last_wh: 41_000,
        peak_watts: 2_000,
        ..metered()
    };
    check(sealed(much), &[(NoDaylight, 40_000)]);
    let mut wind = sealed(much);
    wind.equipment.generator = generator(EnergySource::Wind);
    check(wind, &[]);
}

/// What becomes of a report among neighbours with these profiles and yields.
fn among(report: &PendingReport, others: &[(Profile, u64)]) -> Verdict {
    let parameters = days();
    let context = context(&parameters, EPOCH);
    let mut tally = Tally::begin(EPOCH, None);
    let all = others.iter().enumerate().map(|(number, (profile, wh))| {
        let mut other = sealed(Metered {
            profile: *profile,
            last_wh: 1_000 + wh,
            ..metered()
        });
        other.device = DeviceKey::Ed25519([100 + u8::try_from(number).unwrap(); 32]);
        other.owner = AccountAddress([100 + u8::try_from(number).unwrap(); 32]);
        other
    });
    for report in all.chain([report.clone()]) {
        for (_, sample) in claim_of(&report).samples(&report, &context) {
            tally.take(sample, &context.draw);
        }
    }
    let claim = claim_of(report);
    let area = *claim.subjects(report, &context).first().unwrap();
    let tallies = Tallies([(area, tally)].into());
    let mut verdict = claim.screen(report, &context);
    claim.compare(report, &tallies, &context, &mut verdict);
    verdict
}

#[test]
fn a_meter_must_have_felt_the_clouds_of_its_neighbours() {
    let clouds = [(cloudy(3), 12_000); 3];
    let report = sealed(metered());
    assert_eq!(among(&report, &clouds).losses(), []);
    let clear = sealed(Metered {
        profile: Profile::default(),
        ..metered()
    });
    assert_eq!(among(&clear, &clouds).losses(), [(Disagrees, 12_000)]);
}

#[test]
fn a_day_that_tells_nothing_is_paid_to_who_agreed_before() {
    let mut report = sealed(metered());
    assert_eq!(among(&report, &[]).losses(), [(Unconfirmed, 12_000)]);
    report.record.meter_agrees = true;
    assert_eq!(among(&report, &[]).losses(), []);
}

#[test]
fn a_yield_far_above_the_neighbours_voids_all() {
    let meagre = [(cloudy(3), 6_000); 3];
    let report = sealed(metered());
    assert_eq!(among(&report, &meagre).losses(), [(Disagrees, 12_000)]);
    let fair = [(cloudy(3), 9_000); 3];
    assert_eq!(among(&report, &fair).losses(), []);
}

#[test]
fn meters_of_one_owner_or_of_other_sources_are_no_neighbours() {
    let clouds = [(cloudy(3), 12_000); 3];
    let mut report = sealed(metered());
    report.owner = AccountAddress([100; 32]);
    assert_eq!(among(&report, &clouds).losses(), [(Unconfirmed, 12_000)]);
    let mut report = sealed(metered());
    report.equipment.generator = generator(EnergySource::Wind);
    assert_eq!(among(&report, &clouds).losses(), [(Unconfirmed, 12_000)]);
}

#[test]
fn what_is_learned_of_a_meter_stays_until_a_day_tells_otherwise() {
    let claim = EnergyClaim::default();
    let learned = |verdict: &Verdict, agrees| {
        let record = DeviceRecord {
            meter_agrees: agrees,
            ..DeviceRecord::default()
        };
        claim.learn(verdict, record).meter_agrees
    };
    let paid = Verdict::new(5, 5);
    assert!(learned(&paid, false) && learned(&paid, true));
    let mut unconfirmed = Verdict::new(5, 5);
    unconfirmed.lose_all(Unconfirmed);
    assert!(!learned(&unconfirmed, false) && learned(&unconfirmed, true));
    let mut disagrees = Verdict::new(5, 5);
    disagrees.lose_all(Disagrees);
    assert!(!learned(&disagrees, true));
}

#[test]
fn the_register_and_the_seal_are_remembered() {
    let claim = EnergyClaim {
        metered: metered(),
        salt: SALT,
        sealed: [7; 16],
    };
    let record = claim.remember(Epoch(8), DeviceRecord::default());
    assert_eq!(record.meter_wh, Some(13_000));
    let seal = Seal {
        epoch: Epoch(8),
        hash: [7; 16],
    };
    assert_eq!(record.sealed_meter, Some(seal));
    // A report that opens nothing says nothing of the register.
    let silent = EnergyClaim::default().remember(Epoch(9), record);
    assert_eq!(silent.meter_wh, Some(13_000));
}

#[track_caller]
fn check_leaf(index: u32, change: fn(&mut MeterReading), expected: Result<(), Flaw>) {
    let parameters = days();
    let report = sealed(metered());
    let mut reading = MeterReading {
        device: ShortId::from(&report.device),
        epoch: Epoch(165),
        at: Timestamp(parameters.start_of(Epoch(165)).0 + 43_200_000),
        register_wh: 5_000,
        watts: 1_200,
    };
    change(&mut reading);
    let context = context(&parameters, EPOCH);
    let found = claim_of(&report).check_leaf(&report, index, &reading.to_leaf(), &context);
    assert_eq!(found, expected);
}

#[test]
fn a_reading_is_of_its_meter_and_epoch_and_within_the_claim() {
    check_leaf(30, |_| {}, Ok(()));
    check_leaf(30, |it| it.device = ShortId([9; 8]), Err(Flaw::NotThis));
    check_leaf(30, |it| it.epoch = EPOCH, Err(Flaw::NotThis));
    check_leaf(30, |it| it.at.0 += 86_400_000, Err(Flaw::NotThis));
    check_leaf(30, |it| it.watts = 1_501, Err(Flaw::Contradicts));
    check_leaf(30, |it| it.register_wh = 999, Err(Flaw::Contradicts));
    check_leaf(0, |_| {}, Err(Flaw::Contradicts));
    check_leaf(0, |it| it.register_wh = 1_000, Ok(()));
    check_leaf(59, |_| {}, Err(Flaw::Contradicts));
    check_leaf(59, |it| it.register_wh = 13_000, Ok(()));
    check_leaf(30, |it| it.at.0 -= 43_200_000, Err(Flaw::Impossible));
}
