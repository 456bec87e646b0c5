//! Proves what a reporter does against a network and a folder that answer its tasks.

use super::*;
use outpost_protocol::{
    AccountAddress, Amount, Signature,
    economy::Economy,
    evidence::Challenge,
    report::Claim,
    resources::{compute, sensing::Spread},
    state::{Case, DeviceRecord, Draw, Equipment, PendingReport, Sheet},
    transaction::ReportId,
};
use std::collections::BTreeSet;

const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
const NETWORK: NetworkId = NetworkId([1; 32]);
const SECRET: [u8; 32] = [3; 32];

/// What is measured at a time.
fn measure(at: Timestamp) -> Reading {
    Reading {
        at,
        temperature_centi: 1_800 + (at.0 / 1_000 % 7) as i32,
        humidity_centi: 5_400 + (at.0 / 1_000 % 11) as u16,
    }
}

/// Ten readings an epoch, of a second each; reports are taken for five seconds.
fn rules() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: 10_000,
        report_window_ms: 5_000,
        audit_window_ms: 1_000,
        answer_window_ms: 1_000,
        minimum_fee: Amount::ZERO,
        first_emission: Amount::ZERO,
        halving_epochs: 1,
        emission_cap: Amount::ZERO,
        reading_interval_ms: 1_000,
        cell_capacity: 1,
        economy: Economy {
            stale_after: 10,
            sector_price: 1,
            fuel_price: 1,
            ..Economy::PRACTICE
        },
    }
}

fn claimed(at: u64) -> Device {
    Device {
        owner: AccountAddress([2; 32]),
        index: 0,
        slot: 5,
        claimed_at: Timestamp(at),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
    }
}

/// The sheet that the device's report waits on, behind one of another device.
fn sheet(report: &SignedReport, device: &Device, case: Case) -> Sheet {
    let waiting = |key| PendingReport {
        device: key,
        owner: device.owner,
        claimed_at: device.claimed_at,
        reported_at: Timestamp(0),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
        claim: report.report.claim.clone(),
        evidence: report.report.evidence,
        case,
    };
    Sheet {
        page: 0,
        reports: vec![waiting(DeviceKey::Ed25519([8; 32])), waiting(DEVICE)],
    }
}

fn readings(signed: &SignedReport) -> u32 {
    match &signed.report.claim {
        Claim::Sensing(claim) => claim.readings,
        other => panic!("{other:?} is not a sensor's"),
    }
}

/// A network and a folder that answer the reporter's tasks.
struct World {
    reporter: Reporter<Sensing>,
    kept: BTreeMap<Epoch, Recovered<Reading, ()>>,
    /// What the network proves.
    device: Option<Device>,
    /// The epochs for which it has a report.
    reported: BTreeSet<Epoch>,
    /// How it says that the reports' cases stand.
    case: Case,
    /// Until then the sensor fails.
    sensor_fails_until: Timestamp,
    /// What was shown on chain.
    shown: Vec<(ReportId, Vec<Challenge>)>,
    /// For which epochs it was told where the evidence is.
    offers: Vec<Epoch>,
    /// How many of these it does not take.
    refused_offers: usize,
    /// What it says to a report.
    answer: Sent,
    sent: Vec<SignedReport>,
}

impl World {
    fn new(device: Option<Device>) -> Self {
        Self {
            reporter: Reporter::new(NETWORK, DEVICE, SECRET, BTreeMap::new()),
            kept: BTreeMap::new(),
            device,
            reported: BTreeSet::new(),
            case: Case::Undisputed,
            sensor_fails_until: Timestamp(0),
            shown: Vec::new(),
            offers: Vec::new(),
            refused_offers: 0,
            answer: Sent::Taken,
            sent: Vec::new(),
        }
    }

    /// Kills the reporter and starts it with what was kept.
    fn restart(&mut self) {
        self.reporter = Reporter::new(NETWORK, DEVICE, SECRET, self.kept.clone());
    }

    fn run(&mut self, milliseconds: std::ops::Range<u64>) {
        for now in milliseconds.step_by(100).map(Timestamp) {
            while let Some(task) = self.reporter.next(now) {
                self.answer(task, now);
            }
        }
    }

    fn answer(&mut self, task: Task<()>, now: Timestamp) {
        match task {
            Task::Prove { sheets, .. } => {
                let proven = self.proven(&sheets);
                self.reporter.proven(proven, now);
            }
            Task::Measure { at, .. } if at < self.sensor_fails_until => {
                self.reporter.not_measured(Timestamp(at.0 + 1_000));
            }
            Task::Measure { epoch, at } => {
                let reading = measure(at);
                self.kept.entry(epoch).or_default().readings.push(reading);
                self.reporter.measured(epoch, reading);
            }
            Task::Seal { report, held, .. } => {
                let signature = Signature([0; 64]);
                let report = SignedReport {
                    report: *report,
                    signature,
                };
                self.kept.entry(report.report.epoch).or_default().report = Some(report.clone());
                self.reporter.sealed(report, held);
            }
            Task::Send(report) => {
                let epoch = report.report.epoch;
                self.sent.push(*report);
                if self.answer == Sent::Taken {
                    self.reported.insert(epoch);
                }
                self.reporter.sent(epoch, &self.answer, now);
            }
            Task::Show {
                report, challenges, ..
            } => self.shown.push((report, challenges)),
            Task::Offer(epoch) => {
                self.offers.push(epoch);
                if self.offers.len() <= self.refused_offers {
                    self.reporter.not_offered(now);
                } else {
                    self.reporter.offered(epoch);
                }
            }
            Task::Discard(epoch) => {
                self.kept.remove(&epoch);
            }
        }
    }

    fn proven(&self, sheets: &[(Epoch, StateKey)]) -> Proven {
        let mut proven = Proven {
            rules: rules(),
            device: self.device.clone(),
            sheets: BTreeMap::new(),
            draws: BTreeMap::new(),
        };
        for (epoch, key) in sheets {
            let device = self.device.as_ref().expect("claimed, if a report waits");
            assert_eq!(*key, StateKey::Sheet(device.owner, device.sheet(*epoch)));
            let sent = self.sent.iter().find(|sent| sent.report.epoch == *epoch);
            if let Some(report) = sent
                && self.reported.contains(epoch)
            {
                let sheet = sheet(report, device, self.case);
                proven.sheets.insert(*epoch, sheet);
                let draw = Draw {
                    randomness: Hash([epoch.0 as u8; 32]),
                    at: rules().reports_close(*epoch),
                    next: epoch.next(),
                    work: compute::Work::default(),
                };
                proven.draws.insert(*epoch, Some(draw));
            }
        }
        proven
    }

    /// Expects these reports: epoch and readings of each.
    #[track_caller]
    fn check_sent(&self, expected: &[(u64, u32)]) {
        let sent: Vec<(u64, u32)> = self
            .sent
            .iter()
            .map(|signed| (signed.report.epoch.0, readings(signed)))
            .collect();
        assert_eq!(sent, expected);
    }
}

#[test]
fn each_epoch_has_one_report_with_all_of_its_readings() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..39_900);
    world.check_sent(&[(0, 10), (1, 10), (2, 10)]);
}

#[test]
fn a_report_is_sent_when_it_is_the_owners_turn() {
    let device = claimed(0);
    let turn = rules().turn_to_report(Epoch(0), device.owner).0;
    assert!((10_100..12_500).contains(&turn));
    let mut world = World::new(Some(device));
    world.run(0..turn);
    world.check_sent(&[]);
    world.run(turn..turn + 100);
    world.check_sent(&[(0, 10)]);
}

#[test]
fn a_report_is_the_summary_of_its_evidence() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..12_000);
    let report = &world.sent[0].report;
    let readings = &world.kept[&Epoch(0)].readings;
    assert_eq!(report.evidence.leaves, 1);
    let mut temperatures: Vec<i32> = readings.iter().map(|it| it.temperature_centi).collect();
    temperatures.sort_unstable();
    let Claim::Sensing(claim) = &report.claim else {
        panic!("a sensor's report");
    };
    assert_eq!(
        claim.temperature_centi,
        Spread {
            lowest: temperatures[0],
            median: temperatures[4],
            highest: temperatures[9],
        }
    );
}

#[test]
fn an_unclaimed_device_reports_nothing_and_a_new_owner_gets_what_came_after_the_claim() {
    let mut world = World::new(None);
    world.run(0..14_000);
    world.check_sent(&[]);
    // Claimed at 14 s; readings at 14 s and the five after it count.
    world.device = Some(claimed(14_000));
    world.run(14_000..22_000);
    world.check_sent(&[(1, 6)]);
}

#[test]
fn a_report_that_nobody_takes_is_sent_again_until_the_window_closes() {
    let mut world = World::new(Some(claimed(0)));
    world.answer = Sent::NotSent;
    world.run(0..12_500);
    assert!(world.sent.len() > 1);
    assert!(world.sent.iter().all(|report| *report == world.sent[0]));
    let sent = world.sent.len();
    world.run(15_000..19_900);
    assert_eq!(world.sent.len(), sent, "the window is closed");
    world.answer = Sent::Taken;
    world.run(19_900..22_000);
    assert_eq!(world.sent.last().unwrap().report.epoch, Epoch(1));
}

#[test]
fn a_report_that_was_taken_and_then_lost_is_sent_again() {
    let mut slow = rules();
    slow.report_window_ms = 9_900;
    let mut reporter = Reporter::<Sensing>::new(NETWORK, DEVICE, SECRET, BTreeMap::new());
    let mut sent = 0;
    for now in (0..19_800).step_by(100).map(Timestamp) {
        while let Some(task) = reporter.next(now) {
            match task {
                // The network never proves that it has it.
                Task::Prove { .. } => reporter.proven(
                    Proven {
                        rules: slow.clone(),
                        device: Some(claimed(0)),
                        sheets: BTreeMap::new(),
                        draws: BTreeMap::new(),
                    },
                    now,
                ),
                Task::Measure { epoch, at } => reporter.measured(epoch, measure(at)),
                Task::Seal { report, held, .. } => {
                    let signature = Signature([0; 64]);
                    let report = SignedReport {
                        report: *report,
                        signature,
                    };
                    reporter.sealed(report, held);
                }
                Task::Send(report) => {
                    sent += 1;
                    reporter.sent(report.report.epoch, &Sent::Taken, now);
                }
                Task::Offer(epoch) => reporter.offered(epoch),
                Task::Show { .. } | Task::Discard(_) => {}
            }
        }
    }
    assert_eq!(sent, 2);
}

#[test]
fn a_report_that_is_refused_for_good_is_not_sent_again() {
    let mut world = World::new(Some(claimed(0)));
    world.answer = Sent::Refused(Rejection::BadSignature);
    world.run(0..15_000);
    world.check_sent(&[(0, 10)]);
}

#[test]
fn a_restart_neither_loses_nor_doubles_a_reading_or_a_report() {
    for killed_at in (500..24_500).step_by(500) {
        let mut world = World::new(Some(claimed(0)));
        world.run(0..killed_at);
        world.restart();
        world.run(killed_at..25_000);
        let distinct: BTreeMap<Epoch, &SignedReport> = world
            .sent
            .iter()
            .map(|signed| (signed.report.epoch, signed))
            .collect();
        assert_eq!(distinct.len(), 2, "killed at {killed_at}");
        for signed in &world.sent {
            assert_eq!(
                *distinct[&signed.report.epoch], *signed,
                "killed at {killed_at}"
            );
            assert_eq!(readings(signed), 10, "killed at {killed_at}");
        }
    }
}

#[test]
fn an_epoch_whose_report_is_signed_takes_no_more_readings() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..11_000);
    world.restart();
    // The time was ahead, and is back in epoch 0.
    world.run(9_000..9_900);
    assert_eq!(world.kept[&Epoch(0)].readings.len(), 10);
}

#[test]
fn an_accused_device_shows_what_the_draw_picks_until_it_is_believed() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..15_000);
    assert_eq!(world.shown, []);
    world.case = Case::Accused;
    world.run(15_000..17_000);
    let (report, challenges) = world.shown[0].clone();
    assert_eq!(report.device, DEVICE);
    // The sixth device that its owner claimed is on the second sheet.
    assert_eq!(report.sheet.page, 1);
    assert_eq!(challenges, [Challenge::Leaf(0)]);
    assert!(world.shown.len() > 1, "the first may have been lost");
    world.case = Case::Shown;
    world.run(17_000..17_600);
    let shown = world.shown.len();
    world.run(17_600..20_000);
    assert_eq!(world.shown.len(), shown);
}

#[test]
fn where_the_evidence_is_is_told_once_for_each_report() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..39_900);
    assert_eq!(world.offers, [0, 1, 2].map(Epoch));
}

#[test]
fn an_offer_that_nobody_takes_is_made_again() {
    let mut world = World::new(Some(claimed(0)));
    world.refused_offers = 1;
    world.run(0..19_900);
    assert_eq!(world.offers, [Epoch(0), Epoch(0)]);
}

#[test]
fn old_evidence_is_forgotten() {
    let mut world = World::new(Some(claimed(0)));
    world.run(0..200_000);
    assert_eq!(world.kept.keys().next(), Some(&Epoch(19 - KEPT_EPOCHS)));
}

#[test]
fn a_sensor_that_fails_is_asked_again_and_costs_the_readings_of_that_time_only() {
    let mut world = World::new(Some(claimed(0)));
    world.sensor_fails_until = Timestamp(3_000);
    world.run(0..15_000);
    assert_eq!(readings(&world.sent[0]), 7);
}
