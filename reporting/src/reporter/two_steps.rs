//! Proves that what is told with the next report is sealed with the one before, kills included.

use super::*;
use outpost_device_drivers::{protocols::nmea::Position, receivers::track::place_of};
use outpost_protocol::{
    AccountAddress, Amount, CellId, Signature,
    economy::Economy,
    report::Claim,
    resources::{
        compute,
        energy::Shown,
        mapping::drive::{Sighting, Waypoint},
    },
    state::{DeviceRecord, Draw, EnergySource, Equipment, Generator},
};

const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
const NETWORK: NetworkId = NetworkId([1; 32]);
const EPOCH_MS: u64 = 120_000;

fn rules() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: EPOCH_MS,
        report_window_ms: 30_000,
        audit_window_ms: 10_000,
        answer_window_ms: 10_000,
        minimum_fee: Amount::ZERO,
        first_emission: Amount::ZERO,
        halving_epochs: 1,
        emission_cap: Amount::ZERO,
        reading_interval_ms: 2_000,
        cell_capacity: 1,
        economy: Economy {
            stale_after: 10,
            sector_price: 1,
            fuel_price: 1,
            ..Economy::PRACTICE
        },
    }
}

fn device() -> Device {
    let berlin: CellId = "881f1d4887fffff".parse().unwrap();
    Device {
        owner: AccountAddress([2; 32]),
        index: 0,
        slot: 0,
        claimed_at: Timestamp(0),
        cell: Some(berlin),
        equipment: Equipment {
            generator: Some(Generator {
                source: EnergySource::Wind,
                peak_watts: 5_000,
            }),
            ..Equipment::default()
        },
        record: DeviceRecord::default(),
    }
}

/// What is sent over four epochs by a device that is killed at a time, and goes on with what was kept.
fn sent<C: Craft>(
    read: impl Fn(Timestamp) -> Option<C::Reading>,
    killed_at: u64,
) -> Vec<SignedReport> {
    let mut kept: BTreeMap<Epoch, Recovered<C::Reading, C::Held>> = BTreeMap::new();
    let mut reporter = Reporter::<C>::new(NETWORK, DEVICE, [3; 32], kept.clone());
    let mut sent = Vec::new();
    for now in (0..4 * EPOCH_MS + 20_000).step_by(500).map(Timestamp) {
        if now.0 == killed_at {
            reporter = Reporter::new(NETWORK, DEVICE, [3; 32], kept.clone());
        }
        while let Some(task) = reporter.next(now) {
            match task {
                Task::Prove { draws, .. } => {
                    let draw = |epoch: Epoch| Draw {
                        randomness: Hash([epoch.0 as u8; 32]),
                        at: now,
                        next: epoch.next(),
                        work: compute::Work::default(),
                    };
                    let proven = Proven {
                        rules: rules(),
                        device: Some(device()),
                        sheets: BTreeMap::new(),
                        draws: draws
                            .iter()
                            .map(|&epoch| (epoch, Some(draw(epoch))))
                            .collect(),
                    };
                    reporter.proven(proven, now);
                }
                Task::Measure { epoch, at } => {
                    let Some(reading) = read(at) else {
                        reporter.not_measured(Timestamp(at.0 + 1_000));
                        continue;
                    };
                    let of_epoch = kept.entry(epoch).or_default();
                    of_epoch.readings.push(reading.clone());
                    reporter.measured(epoch, reading);
                }
                Task::Seal { report, held, .. } => {
                    let report = SignedReport {
                        report: *report,
                        signature: Signature([0; 64]),
                    };
                    let of_epoch = kept.entry(report.report.epoch).or_default();
                    of_epoch.report = Some(report.clone());
                    of_epoch.held = held.clone();
                    reporter.sealed(report, held);
                }
                Task::Send(report) => {
                    let epoch = report.report.epoch;
                    sent.push(*report);
                    // For good, so that each is sent once, and again after the kill at most.
                    reporter.sent(epoch, &Sent::Refused(Rejection::BadSignature), now);
                }
                Task::Offer(epoch) => reporter.offered(epoch),
                Task::Show { .. } | Task::Discard(_) => {}
            }
        }
    }
    sent.dedup();
    sent.sort_by_key(|report| report.report.epoch);
    sent.dedup();
    sent
}

/// The reports of epochs 0 to 3, which are the same whenever the device is killed.
#[track_caller]
fn check<C: Craft>(read: impl Fn(Timestamp) -> Option<C::Reading>) -> Vec<Report> {
    let reports = sent::<C>(&read, u64::MAX);
    let epochs: Vec<u64> = reports.iter().map(|it| it.report.epoch.0).collect();
    assert_eq!(epochs, [0, 1, 2, 3]);
    for killed_at in [60_000, 119_500, 120_000, 120_500, 200_000, 241_000] {
        assert!(
            sent::<C>(&read, killed_at) == reports,
            "killed at {killed_at}"
        );
    }
    reports.into_iter().map(|signed| signed.report).collect()
}

#[test]
fn what_a_meter_counted_is_opened_with_the_next_report() {
    let reports = check::<Energy>(|at| {
        Some(Shown {
            at,
            register_wh: 1_000 + at.0 / 1_000,
            watts: 3_600,
        })
    });
    let claims: Vec<_> = reports
        .iter()
        .map(|report| match &report.claim {
            Claim::Energy(claim) => claim,
            other => panic!("{other:?} is not a meter's"),
        })
        .collect();
    assert_eq!(
        (claims[0].metered.readings, reports[0].evidence.leaves),
        (0, 0)
    );
    for (number, pair) in (0_u64..).zip(reports.windows(2)) {
        let [before, after] = [number, number + 1].map(|it| claims[it as usize]);
        let opened = after
            .metered
            .seal(&DEVICE, Epoch(number), &pair[1].evidence, &after.salt);
        assert_eq!(opened.hash, before.sealed);
        assert_eq!(after.metered.first_wh, 1_000 + number * 120);
        assert_eq!(after.metered.readings, 60);
    }
}

#[test]
fn a_drive_is_committed_to_before_its_cells_are_claimed() {
    // 20 m a second to the north, past something new every 5 s.
    let reports = check::<Mapping>(|at| {
        let metres = i32::try_from(at.0 / 50).unwrap();
        let here = Position::new(525_200_000 + metres * 90, 134_050_000).unwrap();
        Some(Passed {
            point: Waypoint {
                at,
                place: place_of(here).unwrap(),
                accuracy_decimetres: 30,
            },
            seen: vec![Sighting {
                at,
                name: vec![(at.0 / 5_000) as u8],
            }],
        })
    });
    let claims: Vec<_> = reports
        .iter()
        .map(|report| match &report.claim {
            Claim::Mapping(claim) => claim,
            other => panic!("{other:?} is not a drive's"),
        })
        .collect();
    assert!(claims[0].cells.is_empty());
    for (before, after) in claims.iter().zip(&reports[1..]) {
        assert_eq!(before.track, Some(after.evidence.hash));
    }
    assert!(claims[1..].iter().all(|claim| claim.cells.len() >= 2));
}

#[test]
fn a_drive_is_claimed_though_the_device_is_parked_from_then_on() {
    let moving = |at: Timestamp| {
        let metres = i32::try_from(at.0 / 50).unwrap();
        let here = Position::new(525_200_000 + metres * 90, 134_050_000).unwrap();
        (at.0 < EPOCH_MS).then(|| Passed {
            point: Waypoint {
                at,
                place: place_of(here).unwrap(),
                accuracy_decimetres: 30,
            },
            seen: vec![Sighting {
                at,
                name: vec![(at.0 / 5_000) as u8],
            }],
        })
    };
    for killed_at in [u64::MAX, 119_500, 121_000, 200_000] {
        let reports = sent::<Mapping>(moving, killed_at);
        let epochs: Vec<u64> = reports.iter().map(|it| it.report.epoch.0).collect();
        assert_eq!(epochs, [0, 1], "killed at {killed_at}");
        let Claim::Mapping(claim) = &reports[1].report.claim else {
            panic!("a drive");
        };
        assert!(claim.cells.len() >= 2 && claim.track.is_none());
    }
}
