//! Holds devices' reports to their rule.

use crate::world::{
    EPOCH_MS, PEOPLE, WINDOW_MS, World, cell, mild_day, parameters, person, readings, sensor,
};
use outpost_protocol::{
    Epoch, NetworkId, Signature,
    report::Claim,
    resources::sensing::SensingClaim,
    state::{
        BUNDLES, Changes, FiledSheet, Intake, MAX_SHEETS_PER_EPOCH, PendingReport, SLOTS_PER_SHEET,
        Sheet, SheetId, SheetPage, StateKey,
    },
    statement::StatementId,
    transaction::{Action, Rejection, SignedTransaction},
};
use std::collections::BTreeSet;

const END_OF_EPOCH_0: u64 = EPOCH_MS;
const CLOSE_OF_EPOCH_0: u64 = EPOCH_MS + WINDOW_MS;

/// Person 0's sensor 0 stands in cell 0 since the beginning; it is `now`.
fn installed(now: u64) -> World {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(now, &[]);
    world
}

#[track_caller]
fn check_epoch_0(now: u64, expected: Option<Rejection>) {
    let world = installed(now);
    let report = sensor(0).report(&world, 0, readings());
    assert_eq!(world.refusal(&report), expected);
}

#[test]
fn the_window_is_open_from_the_epochs_end_until_it_closes() {
    let closed = Some(Rejection::ReportWindowClosed { epoch: Epoch(0) });
    check_epoch_0(END_OF_EPOCH_0 - 1, closed.clone());
    check_epoch_0(END_OF_EPOCH_0, None);
    check_epoch_0(CLOSE_OF_EPOCH_0 - 1, None);
    check_epoch_0(CLOSE_OF_EPOCH_0, closed);
}

#[test]
fn reports_of_the_far_future_are_refused() {
    let world = installed(END_OF_EPOCH_0);
    let report = sensor(0).report(&world, u64::MAX, readings());
    let expected = Rejection::ReportWindowClosed {
        epoch: Epoch(u64::MAX),
    };
    assert_eq!(world.refusal(&report), Some(expected));
}

#[test]
fn a_device_reports_once_an_epoch() {
    let mut world = installed(END_OF_EPOCH_0);
    world.take(sensor(0).report(&world, 0, readings()));
    let other = SensingClaim {
        readings: 59,
        ..mild_day()
    };
    let report = sensor(0).report(&world, 0, Claim::Sensing(other));
    assert_eq!(world.refusal(&report), Some(Rejection::ReportAlreadyMade));
    world.block(END_OF_EPOCH_0 + EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 1, readings()));
}

#[test]
fn a_report_of_an_unclaimed_device_is_refused() {
    let world = installed(END_OF_EPOCH_0);
    let report = sensor(1).report(&world, 0, readings());
    assert_eq!(world.refusal(&report), Some(Rejection::DeviceUnknown));
}

#[test]
fn a_device_claimed_after_the_epoch_does_not_report_for_it() {
    let mut world = installed(END_OF_EPOCH_0 - 1);
    world.take(person(0).claim(&world, &sensor(1)));
    world.block(END_OF_EPOCH_0, &[]);
    world.take(person(0).claim(&world, &sensor(2)));
    world.take(sensor(1).report(&world, 0, readings()));
    let late = sensor(2).report(&world, 0, readings());
    let expected = Rejection::ClaimedAfterEpoch { epoch: Epoch(0) };
    assert_eq!(world.refusal(&late), Some(expected));
}

#[test]
fn a_device_does_not_report_again_under_a_new_claim() {
    let mut world = installed(END_OF_EPOCH_0);
    world.take(sensor(0).report(&world, 0, readings()));
    let device = sensor(0).key();
    world.take(person(0).sign(&world, Action::ReleaseDevice { device }));
    world.take(person(1).claim(&world, &sensor(0)));
    let again = sensor(0).report(&world, 0, readings());
    let expected = Rejection::ClaimedAfterEpoch { epoch: Epoch(0) };
    assert_eq!(world.refusal(&again), Some(expected));
}

#[test]
fn a_report_for_another_network_or_with_a_wrong_signature_is_refused() {
    let world = installed(END_OF_EPOCH_0);
    let SignedTransaction::Report(signed) = sensor(0).report(&world, 0, readings()) else {
        unreachable!("a report was made");
    };
    let mut elsewhere = signed.report.clone();
    elsewhere.network = NetworkId([9; 32]);
    let mut unsigned = signed.clone();
    unsigned.signature = Signature([0; 64]);
    let mut altered = signed;
    altered.report.evidence.leaves += 1;
    let cases = [
        (sensor(0).sign_report(elsewhere), Rejection::WrongNetwork),
        (SignedTransaction::Report(unsigned), Rejection::BadSignature),
        (SignedTransaction::Report(altered), Rejection::BadSignature),
    ];
    for (report, expected) in cases {
        assert_eq!(world.refusal(&report), Some(expected));
    }
}

#[test]
fn an_epoch_takes_a_bounded_number_of_sheets() {
    let mut world = installed(END_OF_EPOCH_0);
    let mut changes = Changes::default();
    let mut bundles = [0; BUNDLES];
    bundles[0] = MAX_SHEETS_PER_EPOCH;
    let full = Intake {
        bundles,
        reports: MAX_SHEETS_PER_EPOCH,
        runners: 0,
    };
    changes.put(&StateKey::Intake(Epoch(0)), &full);
    world.state.apply(changes);
    let report = sensor(0).report(&world, 0, readings());
    assert_eq!(world.refusal(&report), Some(Rejection::Busy));
}

#[test]
fn a_report_waits_with_what_was_known_of_its_device() {
    let mut world = installed(END_OF_EPOCH_0);
    world.take(sensor(0).report(&world, 0, readings()));
    let pending = &sheet(&world, 0)[0];
    assert_eq!(pending.device, sensor(0).key());
    assert_eq!(pending.owner, person(0).address());
    assert_eq!(pending.cell, Some(cell(0)));
}

/// Person 0's reports of epoch 0 on this sheet.
fn sheet(world: &World, page: u32) -> Vec<PendingReport> {
    let id = StatementId {
        epoch: Epoch(0),
        page,
    };
    let sheet: Option<Sheet> = world.get(StateKey::Sheet(person(0).address(), id));
    sheet.unwrap_or_default().reports
}

#[test]
fn devices_share_a_sheet_by_their_slots_and_the_epoch_lists_each_sheet_once() {
    let mut world = World::new();
    for number in 0..=SLOTS_PER_SHEET {
        world.install(&person(0), &sensor(number as u8), cell(0));
    }
    world.block(END_OF_EPOCH_0, &[]);
    for number in 0..=SLOTS_PER_SHEET {
        world.take(sensor(number as u8).report(&world, 0, readings()));
    }
    assert_eq!(sheet(&world, 0).len(), SLOTS_PER_SHEET as usize);
    assert_eq!(sheet(&world, 1).len(), 1);
    let intake: Intake = world.get(StateKey::Intake(Epoch(0))).unwrap();
    assert_eq!(intake.reports, SLOTS_PER_SHEET + 1);
    // Both are of one region.
    let pages: Vec<u32> = intake.pages().collect();
    assert_eq!(pages.len(), 1);
    let listed: SheetPage = world.get(StateKey::SheetPage(Epoch(0), pages[0])).unwrap();
    let owner = person(0).address();
    let expected = [0, 1].map(|page| FiledSheet {
        id: SheetId { owner, page },
        reports: sheet(&world, page),
    });
    assert_eq!(listed.sheets, expected);
}

#[test]
fn owners_take_turns_to_report_within_the_first_half_of_the_window() {
    let rules = parameters();
    let mut turns = BTreeSet::new();
    for number in 0..PEOPLE {
        let turn = rules.turn_to_report(Epoch(0), person(number).address());
        assert!(turn >= rules.end_of(Epoch(0)));
        assert!(turn.0 < END_OF_EPOCH_0 + WINDOW_MS / 2);
        turns.insert(turn);
    }
    assert!(turns.len() > 1);
}
