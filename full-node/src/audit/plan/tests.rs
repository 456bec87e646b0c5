//! Plays audits against devices of different kinds, from a seed.

use super::*;
use outpost_protocol::{AccountAddress, DeviceKey, report::Resource, state::SheetId};

const DRAWN: u64 = 1_000_000;
const CLOSES: u64 = DRAWN + 40_000;
const ENDS: u64 = DRAWN + 30_000;
/// How long a fetch takes that is answered.
const ROUND_TRIP_MS: u64 = 40;

/// What a device does when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Device {
    Honest,
    /// Answers from this try on.
    Flaky(u32),
    /// Gives something wrong.
    Cheating,
    /// Gives nothing.
    Missing,
    /// Lets the other side wait.
    Silent,
}
use Device::{Cheating, Flaky, Honest, Missing, Silent};

fn report(number: usize) -> ReportId {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
    ReportId {
        sheet: SheetId {
            owner: AccountAddress(bytes),
            page: 0,
        },
        device: DeviceKey::Ed25519(bytes),
        resource: Resource::Sensing,
    }
}

/// What became of an audit.
#[derive(Debug, Default)]
struct Played {
    accused: Vec<ReportId>,
    batches: usize,
    fetches: usize,
    most_at_once: usize,
    over_at: u64,
}

/// Plays an audit of these devices until it is over.
fn play(seed: u8, devices: &[Device]) -> Played {
    let reports = (0..devices.len()).map(report);
    let times = (Timestamp(DRAWN), Timestamp(CLOSES));
    let mut plan = Plan::new(times, Hash([seed; 32]), reports);
    let device_of: BTreeMap<ReportId, Device> = devices
        .iter()
        .enumerate()
        .map(|(number, device)| (report(number), *device))
        .collect();
    let mut tries = BTreeMap::<ReportId, u32>::new();
    let mut answers = BTreeSet::<(u64, ReportId)>::new();
    let mut played = Played::default();
    let mut at_once = 0;
    for now in (DRAWN..=CLOSES).step_by(10) {
        while let Some(&(at, id)) = answers.first()
            && at <= now
        {
            answers.pop_first();
            at_once -= 1;
            let outcome = match device_of[&id] {
                Cheating => Outcome::Wrong,
                Flaky(from) if tries[&id] < from => Outcome::NotHad,
                Honest | Flaky(_) => Outcome::Right,
                Missing | Silent => Outcome::NotHad,
            };
            plan.fetched(id, outcome, Timestamp(now));
        }
        while let Some(step) = plan.next(Timestamp(now)) {
            match step {
                Step::Fetch { report, until } => {
                    assert_eq!(until, Timestamp(ENDS));
                    played.fetches += 1;
                    at_once += 1;
                    played.most_at_once = played.most_at_once.max(at_once);
                    *tries.entry(report).or_default() += 1;
                    let takes = match device_of[&report] {
                        Silent => ENDS - now,
                        _ => ROUND_TRIP_MS,
                    };
                    answers.insert((now + takes, report));
                }
                Step::Accuse(reports) => {
                    played.accused.extend(reports.iter());
                    played.batches += 1;
                }
            }
        }
        if plan.is_over() {
            played.over_at = now;
            break;
        }
    }
    played.accused.sort();
    played
}

/// Plays under several seeds, and holds each to accusing exactly these.
#[track_caller]
fn check(devices: &[Device], accused: impl Fn(Device) -> bool) -> Played {
    let mut expected: Vec<ReportId> = devices
        .iter()
        .enumerate()
        .filter(|(_, device)| accused(**device))
        .map(|(number, _)| report(number))
        .collect();
    expected.sort();
    let mut last = Played::default();
    for seed in 0..8 {
        last = play(seed, devices);
        assert_eq!(last.accused, expected, "seed {seed}");
    }
    last
}

#[test]
fn honest_devices_are_asked_once_and_not_accused() {
    let played = check(&[Honest; 500], |_| false);
    assert_eq!(played.fetches, 500);
    assert!(played.over_at < ENDS);
}

#[test]
fn no_more_are_asked_at_once_than_the_bound() {
    assert_eq!(play(1, &[Honest; 500]).most_at_once, CONCURRENT);
}

#[test]
fn a_device_that_answers_later_is_not_accused() {
    let played = check(&[Flaky(2), Flaky(5), Honest], |_| false);
    assert_eq!(played.fetches, 2 + 5 + 1);
}

#[test]
fn wrong_evidence_is_accused_without_asking_again() {
    let played = check(&[Honest, Cheating, Honest], |device| device == Cheating);
    assert_eq!(played.fetches, 3);
    assert!(played.over_at < ENDS, "{}", played.over_at);
}

#[test]
fn missing_evidence_is_accused_when_the_audit_ends() {
    let played = check(&[Honest, Missing, Silent, Cheating], |device| {
        matches!(device, Missing | Silent | Cheating)
    });
    assert!((ENDS..CLOSES).contains(&played.over_at));
    assert!(played.fetches < 20, "{}", played.fetches);
}

#[test]
fn many_accusations_are_made_in_batches() {
    let played = check(&[Cheating; 300], |_| true);
    assert_eq!(played.batches, 300_usize.div_ceil(MAX_ACCUSATIONS));
}

#[test]
fn who_was_not_asked_is_not_accused() {
    // All turns are taken by those who let the others wait.
    let played = play(1, &[Silent; CONCURRENT + 10]);
    assert_eq!(played.accused.len(), CONCURRENT);
}

#[test]
fn who_was_asked_in_the_last_quarter_is_not_accused() {
    let late = ENDS - (ENDS - DRAWN) / 4;
    let reports = [report(0)];
    let times = (Timestamp(DRAWN), Timestamp(CLOSES));
    for (asked, accused) in [(late - 1, true), (late, false)] {
        let mut plan = Plan::new(times, Hash([0; 32]), reports);
        assert!(matches!(
            plan.next(Timestamp(asked)),
            Some(Step::Fetch { .. })
        ));
        assert_eq!(plan.next(Timestamp(ENDS)).is_some(), accused);
        assert!(plan.is_over());
    }
}

#[test]
fn validators_ask_in_different_orders() {
    let order = |seed: u8| {
        let times = (Timestamp(DRAWN), Timestamp(CLOSES));
        let mut plan = Plan::new(times, Hash([seed; 32]), (0..20).map(report));
        std::iter::from_fn(|| plan.next(Timestamp(DRAWN))).collect::<Vec<_>>()
    };
    assert_eq!(order(1).len(), 20);
    assert_ne!(order(1), order(2));
}

#[test]
fn an_answer_that_comes_too_late_changes_nothing() {
    let times = (Timestamp(DRAWN), Timestamp(CLOSES));
    let mut plan = Plan::new(times, Hash([0; 32]), [report(0)]);
    plan.next(Timestamp(DRAWN));
    let accused = Some(Step::Accuse(vec![report(0)].try_into().unwrap()));
    assert_eq!(plan.next(Timestamp(ENDS)), accused);
    plan.fetched(report(0), Outcome::Right, Timestamp(ENDS));
    assert_eq!(plan.next(Timestamp(ENDS)), None);
    assert!(plan.is_over());
}
