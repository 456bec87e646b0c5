//! Holds each rung of the ladder to what it follows from.

use super::{Chain, Known, ladder, roaming_ladder};
use crate::{devices::nearby::Nearby, testing::parameters};
use outpost_app_api::{
    AppError, ConditionView, ErrorCode, Evidence, Fault, LossKind, Rung, RungState, RungView,
    Unknown,
};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Timestamp,
    report::Resource,
    state::{Device, DeviceRecord, Equipment},
    statement::{Loss, LossReason, Multipliers, StatementLine},
};

const ME: AccountAddress = AccountAddress([1; 32]);
/// In epoch 5, when the statements of epoch 3 are due and those of epoch 4 are not.
const NOW: Timestamp = Timestamp(510);

/// Claimed in epoch 0, and in its place.
fn device() -> Device {
    Device {
        owner: ME,
        index: 0,
        slot: 0,
        claimed_at: Timestamp(20),
        cell: Some(CellId::try_from(0x0881_f1d4_887f_ffff).unwrap()),
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
    }
}

fn line() -> StatementLine {
    StatementLine {
        device: DeviceKey::Ed25519([2; 32]),
        resource: Resource::Sensing,
        cell: None,
        possible: 10,
        claimed: 10,
        accepted: 10,
        losses: Vec::new(),
        multipliers: Multipliers {
            crowd: 1_000,
            freshness: 1_000,
        },
        reward: Amount::from_units(5),
    }
}

/// A line of which nothing counted, most of it for `reason`.
fn lost(reason: LossReason) -> StatementLine {
    let loss = |reason, units| Loss {
        reason,
        units,
        amount: Amount::ZERO,
    };
    StatementLine {
        accepted: 0,
        losses: vec![loss(LossReason::FewerReadings, 2), loss(reason, 8)],
        ..line()
    }
}

/// What the network proves of a device that reported for `epoch` last.
fn chain(device: Option<Device>, last: Option<(u64, StatementLine)>) -> Option<Chain> {
    Some(Chain {
        me: ME,
        now: NOW,
        parameters: parameters(),
        device,
        last: last.map(|(epoch, line)| (Epoch(epoch), vec![line])),
    })
}

fn working() -> Option<Chain> {
    chain(Some(device()), Some((4, line())))
}

fn silent() -> Option<Chain> {
    chain(Some(device()), Some((2, line())))
}

fn new() -> Option<Chain> {
    let claimed_at = Timestamp(480);
    let device = Device {
        claimed_at,
        ..device()
    };
    chain(Some(device), None)
}

fn reached(online: bool, condition: ConditionView) -> Option<Nearby> {
    Some(Nearby::Reached { online, condition })
}

fn not_found() -> Option<Nearby> {
    Some(Nearby::NotFound { bluetooth: None })
}

/// The rungs in a short form: `+` holds, `?` is not known, `!` fails, `.` is above one that fails.
fn shape(rungs: &[RungState]) -> String {
    let mark = |state: &RungState| match state {
        RungState::Holds { .. } => '+',
        RungState::Fails { .. } => '!',
        RungState::Unknown {
            why: Unknown::AfterFailure,
        } => '.',
        RungState::Unknown { .. } => '?',
    };
    rungs.iter().map(mark).collect()
}

/// Checks the ladder's shape, and what the first failing rung says.
#[track_caller]
fn check(
    chain: Option<Chain>,
    nearby: Option<Nearby>,
    expected: &str,
    fault: Option<(Fault, Option<LossKind>)>,
) {
    let ladder = ladder(&Known { chain, nearby });
    check_rungs(&ladder, Rung::ALL, expected, fault);
}

/// The same for the app's own device.
#[track_caller]
fn check_roaming(chain: Option<Chain>, expected: &str, fault: Option<Fault>) {
    let ladder = roaming_ladder(&Known {
        chain,
        nearby: None,
    });
    check_rungs(
        &ladder,
        Rung::ROAMING,
        expected,
        fault.map(|fault| (fault, None)),
    );
}

#[track_caller]
fn check_rungs(
    ladder: &[RungView],
    rungs: &[Rung],
    expected: &str,
    fault: Option<(Fault, Option<LossKind>)>,
) {
    let names: Vec<Rung> = ladder.iter().map(|view| view.rung).collect();
    assert_eq!(names, rungs);
    let states: Vec<RungState> = ladder.iter().map(|view| view.state).collect();
    assert_eq!(shape(&states), expected, "{states:#?}");
    let found = states.iter().find_map(|state| match state {
        RungState::Fails { fault, loss, .. } => Some((*fault, *loss)),
        _ => None,
    });
    assert_eq!(found, fault);
}

/// The same for a fault that is no loss.
#[track_caller]
fn check_fault(chain: Option<Chain>, nearby: Option<Nearby>, expected: &str, fault: Fault) {
    check(chain, nearby, expected, Some((fault, None)));
}

#[test]
fn a_device_whose_reports_arrive_needs_nobody_to_look_at_it() {
    check(working(), None, "+?++++++", None);
    check(working(), not_found(), "+?++++++", None);
    let near = reached(true, ConditionView::default());
    check(working(), near, "++++++++", None);
}

#[test]
fn power_fails_when_a_device_that_should_report_is_not_heard_either() {
    check_fault(silent(), not_found(), "!.......", Fault::NotHeard);
    // A new device may stand in another town.
    check(new(), not_found(), "?????++?", None);
}

#[test]
fn a_machine_without_bluetooth_does_not_say_that_a_device_is_off() {
    let nearby = Some(Nearby::NotFound {
        bluetooth: Some(AppError::new(ErrorCode::BluetoothMissing)),
    });
    check_fault(silent(), nearby, "????!...", Fault::NoReports);
}

#[test]
fn bluetooth_fails_when_something_is_heard_that_cannot_be_asked() {
    let failed = || Some(Nearby::Failed);
    check_fault(silent(), failed(), "?!......", Fault::NotAnswering);
    check(working(), failed(), "+?++++++", None);
}

#[test]
fn wifi_fails_when_the_device_says_that_it_is_on_none_whatever_it_reported_before() {
    let offline = || reached(false, ConditionView::default());
    check_fault(silent(), offline(), "++!.....", Fault::NoWifi);
    check_fault(working(), offline(), "++!.....", Fault::NoWifi);
    check_fault(None, offline(), "++!.....", Fault::NoWifi);
}

#[test]
fn internet_fails_when_the_router_gave_no_address() {
    let condition = ConditionView {
        has_address: Some(false),
        ..ConditionView::default()
    };
    check_fault(
        silent(),
        reached(true, condition),
        "+++!....",
        Fault::NoAddress,
    );
}

#[test]
fn the_node_fails_by_what_the_device_says_or_when_its_reports_are_missing() {
    check_fault(silent(), None, "????!...", Fault::NoReports);
    let near = reached(true, ConditionView::default());
    check_fault(silent(), near, "+++?!...", Fault::NoReports);
    let told = |connected, storage_works| {
        let condition = ConditionView {
            connected: Some(connected),
            storage_works: Some(storage_works),
            ..ConditionView::default()
        };
        reached(true, condition)
    };
    check_fault(silent(), told(false, true), "+++?!...", Fault::NotConnected);
    check_fault(silent(), told(true, false), "++++!...", Fault::StorageWorn);
    check_fault(silent(), told(true, true), "++++!...", Fault::NoReports);
}

#[test]
fn registration_fails_for_a_device_that_is_nobodys_anothers_or_suspended() {
    check_fault(chain(None, None), None, "?????!..", Fault::NotClaimed);
    let another = Device {
        owner: AccountAddress([9; 32]),
        ..device()
    };
    let anothers = chain(Some(another), None);
    check_fault(anothers, None, "?????!..", Fault::OwnedByAnother);
    let suspended = Device {
        record: DeviceRecord {
            suspended_until: Some(Epoch(9)),
            ..DeviceRecord::default()
        },
        ..device()
    };
    let chain = chain(Some(suspended), Some((2, line())));
    check_fault(chain.clone(), None, "?????!..", Fault::Suspended);
    let rungs = ladder(&Known {
        chain,
        nearby: None,
    });
    let ends = rungs.iter().find_map(|view| match view.state {
        RungState::Fails { until_ms, .. } => until_ms,
        _ => None,
    });
    assert_eq!(ends, Some(900));
}

#[test]
fn coverage_fails_without_a_place_and_where_nothing_that_it_does_counts() {
    let nowhere = Device {
        cell: None,
        ..device()
    };
    let placeless = chain(Some(nowhere), Some((4, line())));
    check_fault(placeless, None, "+?++++!.", Fault::NoPlace);
    let unheard = chain(Some(device()), Some((4, lost(LossReason::NotWitnessed))));
    let fault = (Fault::PlaceCountsNothing, Some(LossKind::NotWitnessed));
    check(unheard, None, "+?++++!.", Some(fault));
}

#[test]
fn coverage_fails_in_a_cell_that_pays_less_than_half() {
    let shared = |crowd| {
        let multipliers = Multipliers {
            crowd,
            freshness: 1_000,
        };
        let line = StatementLine {
            multipliers,
            ..line()
        };
        chain(Some(device()), Some((4, line)))
    };
    check_fault(shared(499), None, "+?++++!.", Fault::Crowded);
    check(shared(500), None, "+?++++++", None);
}

#[test]
fn the_epoch_fails_when_nothing_of_it_counted_and_says_why() {
    let chain = chain(Some(device()), Some((4, lost(LossReason::Stuck))));
    let fault = (Fault::NothingCounted, Some(LossKind::Stuck));
    check(chain, None, "+?+++++!", Some(fault));
}

#[test]
fn a_new_device_waits_for_its_first_epoch() {
    check(new(), None, "?????++?", None);
    let near = reached(true, ConditionView::default());
    check(new(), near, "+++??++?", None);
}

#[test]
fn without_a_fresh_proof_only_what_the_device_says_is_known() {
    check(None, None, "????????", None);
    let condition = ConditionView {
        connected: Some(true),
        ..ConditionView::default()
    };
    check(None, reached(true, condition), "++++????", None);
}

#[test]
fn the_apps_own_device_needs_no_place_and_no_look_and_is_not_missed_between_walks() {
    let roaming = |last| {
        let nowhere = Device {
            cell: None,
            ..device()
        };
        chain(Some(nowhere), last)
    };
    check_roaming(roaming(Some((1, line()))), "++++", None);
    check_roaming(roaming(None), "+?+?", None);
    check_roaming(None, "????", None);
    check_roaming(chain(None, None), "+?!.", Some(Fault::NotClaimed));
}

#[test]
fn what_holds_says_how_that_is_known() {
    let near = reached(true, ConditionView::default());
    let rungs = ladder(&Known {
        chain: working(),
        nearby: near,
    });
    let evidence: Vec<Evidence> = rungs
        .iter()
        .filter_map(|view| match view.state {
            RungState::Holds { evidence } => Some(evidence),
            _ => None,
        })
        .collect();
    use Evidence::{Nearby, Proven, Reported, Told};
    assert_eq!(
        evidence,
        [
            Nearby, Nearby, Told, Reported, Reported, Proven, Proven, Proven
        ]
    );
}
