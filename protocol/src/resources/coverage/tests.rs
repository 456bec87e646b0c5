//! Holds the rule of coverage to its losses.

use super::*;
use crate::{
    AccountAddress, DeviceKey, Epoch, Signature,
    evidence::EvidenceRoot,
    report::Claim,
    resources::{judge, screen},
    tally::Tally,
    testing::{cell, context, parameters, report},
};
use LossReason::{
    ClosedRing, FewerBeacons, ImpossibleSignal, NoLocation, NotScheduled, NotShown, NotWitnessed,
    SameOwner, TooNear,
};

/// Cells so many steps away from the judged device's.
fn at([i, j]: [i32; 2]) -> CellId {
    let origin = h3o::CellIndex::try_from(cell().index()).unwrap();
    let mut here = origin.to_local_ij(origin).unwrap();
    here.coord.i += i;
    here.coord.j += j;
    let there = h3o::CellIndex::try_from(here).unwrap();
    CellId::try_from(u64::from(there)).unwrap()
}

/// On all sides, 4 to 6 km away.
const AROUND: [[i32; 2]; 8] = [
    [5, 0],
    [0, 5],
    [-5, 0],
    [0, -5],
    [5, 5],
    [-5, -5],
    [3, -3],
    [-4, 2],
];

fn key(id: u8) -> DeviceKey {
    DeviceKey::Ed25519([id; 32])
}

fn device(id: u8, place: CellId, witnessed: Vec<Witness>) -> PendingReport {
    let parameters = parameters();
    let schedule = context(&parameters, Epoch(4)).schedule;
    let mut witnessed = witnessed;
    let listener = ShortId::from(&key(id));
    witnessed.sort_by_key(|it| Turn::of_witness(listener, it, &schedule));
    let leaves = witnessed.len() as u32;
    let mut made = report(Claim::Coverage(CoverageClaim {
        beacons: BEACONS,
        witnessed: List::try_from(witnessed).unwrap(),
    }));
    made.device = key(id);
    made.owner = AccountAddress([id; 32]);
    made.cell = Some(place);
    made.evidence = EvidenceRoot {
        leaves,
        ..made.evidence
    };
    made
}

/// A beacon of `sender`, heard so late that it came from `from`.
fn heard(sender: u8, stands: CellId, listens: CellId, from: CellId) -> Witness {
    let parameters = parameters();
    let beaconer = ShortId::from(&key(sender));
    let metres = from.distance_metres(listens).unwrap();
    Witness {
        beaconer,
        cell: stands,
        slot: slots(beaconer, &context(&parameters, Epoch(4)).schedule)[0],
        signal_decidbm: -1_050,
        snr_decidb: 50,
        arrival_ns: 1_000 + metres * 10_000 / 2_998,
    }
}

/// The judged device, number 1, which hears 8 others around it, and these, which hear it from `from`.
fn world(from: CellId) -> Vec<PendingReport> {
    let others = (2_u8..).zip(AROUND);
    let all = others
        .clone()
        .map(|(id, place)| heard(id, at(place), cell(), at(place)));
    let mut reports = vec![device(1, cell(), all.collect())];
    reports.extend(
        others.map(|(id, place)| device(id, at(place), vec![heard(1, cell(), at(place), from)])),
    );
    reports
}

fn judged(reports: &[PendingReport]) -> Verdict {
    let parameters = parameters();
    let context = context(&parameters, Epoch(4));
    let mut tallies = Tallies::default();
    for it in reports {
        for (subject, sample) in it.claim.rule().samples(it, &context) {
            let tally = tallies.0.entry(subject);
            tally
                .or_insert_with(|| Tally::begin(Epoch(4), None))
                .take(sample, &context.draw);
        }
    }
    let subjects = reports[0].claim.rule().subjects(&reports[0], &context);
    assert!(subjects.len() <= super::super::MAX_SUBJECTS);
    tallies.0.retain(|subject, _| subjects.contains(subject));
    judge(&reports[0], &tallies, &context)
}

#[track_caller]
fn check(reports: &[PendingReport], losses: &[(LossReason, u64)]) {
    assert_eq!(judged(reports).losses(), losses);
}

fn claim_of(report: &mut PendingReport) -> &mut CoverageClaim {
    match &mut report.claim {
        Claim::Coverage(claim) => claim,
        other => panic!("{other:?}"),
    }
}

fn change(reports: &mut [PendingReport], alter: impl Fn(&mut Witness)) {
    let claim = claim_of(&mut reports[0]);
    let mut witnessed = claim.witnessed.to_vec();
    alter(&mut witnessed[0]);
    claim.witnessed = List::try_from(witnessed).unwrap();
}

#[test]
fn who_hears_eight_and_is_heard_from_all_sides_loses_nothing() {
    check(&world(cell()), &[]);
}

#[test]
fn nothing_counts_without_a_place_or_without_evidence() {
    let mut reports = world(cell());
    reports[0].cell = None;
    check(&reports, &[(NoLocation, 16)]);
    let mut reports = world(cell());
    reports[0].evidence.leaves = 0;
    check(&reports, &[(NotShown, 16)]);
}

#[test]
fn beacons_that_were_not_sent_are_not_paid() {
    let mut reports = world(cell());
    claim_of(&mut reports[0]).beacons = 1;
    check(&reports, &[(FewerBeacons, 6)]);
}

#[test]
fn a_beacon_in_another_slot_or_named_twice_does_not_count() {
    let mut reports = world(cell());
    change(&mut reports, |it| it.slot = it.slot.wrapping_add(1));
    check(&reports, &[(NotScheduled, 1)]);
    let mut reports = world(cell());
    let claim = claim_of(&mut reports[0]);
    let mut twice = claim.witnessed.to_vec();
    twice[1] = twice[0];
    claim.witnessed = List::try_from(twice).unwrap();
    check(&reports, &[(NotScheduled, 1)]);
}

#[test]
fn an_impossible_signal_does_not_count() {
    for (signal, snr) in [
        (-300, 100),
        (-1_450, -200),
        (-1_200, 90),
        (-1_050, 250),
        (-800, 20),
    ] {
        let mut reports = world(cell());
        change(&mut reports, |it| {
            (it.signal_decidbm, it.snr_decidb) = (signal, snr)
        });
        check(&reports, &[(ImpossibleSignal, 1)]);
    }
}

#[test]
fn a_beacon_from_next_door_does_not_count() {
    let near = heard(9, at([1, 0]), cell(), at([1, 0]));
    let reports = [device(1, cell(), vec![near])];
    let parameters = parameters();
    let verdict = screen(&reports[0], &context(&parameters, Epoch(4)));
    assert_eq!(verdict.losses(), [(FewerBeacons, 7), (TooNear, 1)]);
}

#[test]
fn times_of_arrival_from_another_place_refute_the_asserted_one() {
    check(&world(at([7, 0])), &[(ImpossibleSignal, 16)]);
}

#[test]
fn who_is_heard_from_one_side_alone_could_be_anywhere_on_that_line() {
    let mut reports = world(cell());
    reports.truncate(1);
    for (id, place) in (20_u8..).zip([[5, 0], [6, 0], [7, 0], [8, 0]]) {
        reports.push(device(
            id,
            at(place),
            vec![heard(1, cell(), at(place), cell())],
        ));
    }
    check(&reports, &[(FewerBeacons, 16)]);
}

#[test]
fn fewer_listeners_vouch_for_less() {
    let mut reports = world(cell());
    reports.truncate(4);
    check(&reports, &[(FewerBeacons, 4)]);
}

#[test]
fn a_beacon_of_the_same_owner_does_not_count() {
    let mut reports = world(cell());
    reports[2].owner = reports[0].owner;
    check(&reports, &[(SameOwner, 1)]);
}

#[test]
fn listeners_nearby_who_heard_nothing_contradict_those_far_away() {
    let mut reports = world(cell());
    for (id, place) in (40_u8..).zip([[2, 0], [0, 2], [-2, 0], [0, -2], [2, 2]]) {
        reports.push(device(id, at(place), Vec::new()));
    }
    check(&reports, &[(NotWitnessed, 16)]);
}

#[test]
fn devices_of_two_owners_that_hear_only_each_other_are_a_ring() {
    let mut reports = world(cell());
    reports.truncate(4);
    reports[2].owner = reports[1].owner;
    let known: Vec<ShortId> = reports.iter().map(|it| ShortId::from(&it.device)).collect();
    let claim = claim_of(&mut reports[0]);
    let ring: Vec<Witness> = claim
        .witnessed
        .iter()
        .copied()
        .filter(|it| known.contains(&it.beaconer))
        .collect();
    claim.witnessed = List::try_from(ring).unwrap();
    reports[0].evidence.leaves = 3;
    check(
        &reports,
        &[(FewerBeacons, 5), (FewerBeacons, 4), (ClosedRing, 3)],
    );
}

#[test]
fn devices_in_one_room_are_worth_less_than_one() {
    let mut reports = world(cell());
    for (report, place) in reports.iter_mut().skip(1).zip(AROUND) {
        let claim = claim_of(report);
        let mut both = claim.witnessed.to_vec();
        let mut other = heard(50, cell(), at(place), cell());
        // A power and a delay of its own do not help.
        (other.signal_decidbm, other.arrival_ns) = (-1_100, other.arrival_ns + 777_000);
        both.push(other);
        *report = device(report_id(report), at(place), both);
    }
    check(&reports, &[(SameOwner, 12)]);
}

fn report_id(report: &PendingReport) -> u8 {
    let DeviceKey::Ed25519([id, ..]) = report.device else {
        panic!("all devices here are made by `device`");
    };
    id
}

#[test]
fn a_leaf_is_the_beacon_that_the_claim_names_signed_by_its_sender() {
    use ed25519_dalek::{Signer, SigningKey};
    let parameters = parameters();
    let context = context(&parameters, Epoch(4));
    let air = Airtime::from(&context);
    let signing = SigningKey::from_bytes(&[3; 32]);
    let sender = DeviceKey::Ed25519(signing.verifying_key().to_bytes());
    let slot = slots(ShortId::from(&sender), &context.schedule)[0];
    let signed = signing_bytes(sender, at([5, 0]), slot, &air);
    let sent = Heard {
        beacon: Beacon {
            device: sender,
            cell: at([5, 0]),
            slot,
            signature: Signature(signing.sign(&signed).to_bytes()),
        },
        signal_decidbm: -1_050,
        snr_decidb: 50,
        arrival_ns: 7,
    };
    let equipment = crate::state::Equipment::default();
    let (claim, kept) = claim(
        &key(1),
        cell(),
        &equipment,
        BEACONS,
        vec![sent, sent],
        &context.schedule,
    );
    assert_eq!(kept, [sent]);
    let report = device(1, cell(), claim.witnessed.to_vec());
    let flaw = |index, leaf: &[u8]| claim.check_leaf(&report, index, leaf, &context);
    assert_eq!(flaw(0, &sent.to_leaf()), Ok(()));
    assert_eq!(flaw(1, &sent.to_leaf()), Err(Flaw::NotThis));
    assert_eq!(flaw(0, &[0xff; 128]), Err(Flaw::Malformed));
    let mut longer = sent.to_leaf();
    longer[127] = 1;
    assert_eq!(flaw(0, &longer), Err(Flaw::Malformed));
    let louder = Heard {
        signal_decidbm: -900,
        ..sent
    };
    assert_eq!(flaw(0, &louder.to_leaf()), Err(Flaw::Contradicts));
    let mut forged = sent;
    forged.beacon.signature = Signature([5; 64]);
    assert_eq!(flaw(0, &forged.to_leaf()), Err(Flaw::BadSignature));
}

#[test]
fn space_takes_away_what_the_recommendation_says() {
    // 20 log10 d + 20 log10 f + 32.44 dB, to 0.3 dB.
    for (metres, megahertz, decidb) in [(1_000, 868, 912), (10_000, 868, 1_112), (300, 915, 812)] {
        let found = free_space_loss_decidb(metres, megahertz);
        assert!((found - decidb).abs() <= 3, "{found} for {decidb}");
    }
}
