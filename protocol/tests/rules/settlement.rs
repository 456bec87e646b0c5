//! Holds settlement, rewards and statements to their rules.

use crate::world::{EPOCH_MS, START, WINDOW_MS, World, cell, parameters, person, readings, sensor};
use outpost_protocol::{
    Amount, Epoch,
    genesis::Parameters,
    report::SensingClaim,
    rewards::emission,
    state::{Progress, StateKey},
    statement::{Loss, LossReason},
    transaction::Action,
};

/// Lets the sensors report for `epoch` and makes the block that settles it.
fn run_epoch(world: &mut World, epoch: u64, reports: &[(u8, SensingClaim)]) {
    let end = (epoch + 1) * EPOCH_MS;
    let reports: Vec<_> = reports
        .iter()
        .map(|(number, claim)| sensor(*number).report(world, epoch, claim.clone()))
        .collect();
    let outcomes = world.block(end, &reports);
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    world.block(end + WINDOW_MS, &[]);
}

/// The newest statement's rewards of person `who`, in base units.
fn newest_rewards(world: &World, who: u8) -> Vec<u128> {
    let statements = world.statements(&person(who));
    let lines = &statements[0].lines;
    lines.iter().map(|line| line.reward.units()).collect()
}

#[test]
fn the_only_contributor_gets_the_whole_emission_and_a_statement() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let before = world.account(&person(0)).balance;
    run_epoch(&mut world, 0, &[(0, readings())]);

    let whole = Amount::from_tokens(100);
    let account = world.account(&person(0));
    assert_eq!(account.balance, before.checked_add(whole).unwrap());
    let statements = world.statements(&person(0));
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0].total, whole);
    assert_eq!(statements[0].lines.len(), 1);
    assert_eq!(statements[0].lines[0].accepted, 60);
    assert_eq!(world.supply().emitted, whole);
}

#[test]
fn nothing_is_paid_before_the_window_closes() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 0, readings()));
    world.block(EPOCH_MS + WINDOW_MS - 1, &[]);
    assert_eq!(world.account(&person(0)).newest_statement, None);
    world.block(EPOCH_MS + WINDOW_MS, &[]);
    assert_eq!(world.account(&person(0)).newest_statement, Some(Epoch(0)));
}

#[test]
fn where_nobody_contributes_nothing_is_minted() {
    let mut world = World::new();
    let minted = world.supply().minted;
    world.block(10 * EPOCH_MS, &[]);
    assert_eq!(world.supply().minted, minted);
    assert_eq!(world.supply().emitted, Amount::ZERO);
}

#[test]
fn a_report_that_earns_nothing_has_a_statement_that_says_why() {
    let mut world = World::new();
    world.take(person(0).claim(&world, &sensor(0)));
    run_epoch(&mut world, 0, &[(0, readings())]);
    let statement = &world.statements(&person(0))[0];
    assert_eq!(statement.total, Amount::ZERO);
    let expected = Loss {
        reason: LossReason::NoLocation,
        units: 60,
    };
    assert_eq!(statement.lines[0].losses, [expected]);
    assert_eq!(world.supply().emitted, Amount::ZERO);
}

#[test]
fn rewards_are_in_proportion_to_what_was_accepted() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.install(&person(1), &sensor(1), cell(1));
    let mut half = readings();
    half.readings = 30;
    run_epoch(&mut world, 0, &[(0, readings()), (1, half)]);
    assert_eq!(newest_rewards(&world, 0), [6_666_666_667]);
    assert_eq!(newest_rewards(&world, 1), [3_333_333_333]);
}

#[test]
fn a_crowded_cell_shares_what_its_capacity_is_paid() {
    let mut world = World::new();
    for number in 0..4 {
        world.install(&person(0), &sensor(number), cell(0));
    }
    world.install(&person(1), &sensor(4), cell(1));
    let all: Vec<_> = (0..5).map(|number| (number, readings())).collect();
    run_epoch(&mut world, 0, &all);
    // Four devices share the pay of two; the fifth has a cell of its own.
    assert_eq!(
        newest_rewards(&world, 0),
        [1_666_666_667, 1_666_666_667, 1_666_666_667, 1_666_666_666]
    );
    assert_eq!(newest_rewards(&world, 1), [3_333_333_333]);
    let statement = &world.statements(&person(0))[0];
    assert!(statement.lines.iter().all(|line| line.cell_scale == 500));
}

#[test]
fn a_device_that_contributes_nothing_crowds_nobody() {
    let mut world = World::new();
    for number in 0..3 {
        world.install(&person(0), &sensor(number), cell(0));
    }
    let mut broken = readings();
    broken.humidity_centi = (0, 65_535);
    run_epoch(
        &mut world,
        0,
        &[(0, readings()), (1, readings()), (2, broken)],
    );
    let statement = &world.statements(&person(0))[0];
    assert!(statement.lines.iter().all(|line| line.cell_scale == 1_000));
}

#[test]
fn who_owned_the_device_at_the_report_is_paid() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 0, readings()));
    let device = sensor(0).key();
    world.take(person(0).sign(&world, Action::ReleaseDevice { device }));
    world.take(person(1).claim(&world, &sensor(0)));
    world.block(EPOCH_MS + WINDOW_MS, &[]);
    assert_eq!(newest_rewards(&world, 0), [10_000_000_000]);
    assert_eq!(world.account(&person(1)).newest_statement, None);
}

#[test]
fn statements_are_chained_over_epochs_without_one() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    for epoch in [0, 1, 5] {
        run_epoch(&mut world, epoch, &[(0, readings())]);
    }
    let epochs: Vec<u64> = world
        .statements(&person(0))
        .iter()
        .map(|statement| statement.epoch.0)
        .collect();
    assert_eq!(epochs, [5, 1, 0]);
}

#[test]
fn a_settled_epoch_leaves_no_reports_behind() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let before = world.state.0.len();
    run_epoch(&mut world, 0, &[(0, readings())]);
    // The statement is all that is new.
    assert_eq!(world.state.0.len(), before + 1);
}

#[test]
fn after_a_long_standstill_one_block_settles_the_epoch_that_waits() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 0, readings()));
    let century = 100 * 365 * 24 * 3_600_000;
    let (changes, _) = world.try_block(century, &[]);
    // Account, statement, supply, progress, the report and the count of reports.
    assert_eq!(changes.0.len(), 6);
    world.block(century, &[]);
    assert_eq!(newest_rewards(&world, 0), [10_000_000_000]);
    let progress: Progress = world.get(StateKey::Progress).unwrap();
    let next = progress.next_to_settle;
    assert!(parameters().settlement_of(next) > world.now);
    assert!(parameters().settlement_of(next.previous().unwrap()) <= world.now);
}

#[test]
fn emission_stops_at_the_cap() {
    let cap = Amount::from_tokens(250);
    let mut world = World::with(Parameters {
        emission_cap: cap,
        halving_epochs: u64::MAX,
        ..parameters()
    });
    world.install(&person(0), &sensor(0), cell(0));
    for epoch in 0..4 {
        run_epoch(&mut world, epoch, &[(0, readings())]);
    }
    let totals: Vec<u128> = world
        .statements(&person(0))
        .iter()
        .map(|statement| statement.total.units())
        .collect();
    let tokens = |tokens| Amount::from_tokens(tokens).units();
    assert_eq!(totals, [0, tokens(50), tokens(100), tokens(100)]);
    assert_eq!(world.supply().emitted, cap);
}

#[test]
fn each_epoch_pays_its_own_emission() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    run_epoch(&mut world, 0, &[(0, readings())]);
    run_epoch(&mut world, 7, &[(0, readings())]);
    let statements = world.statements(&person(0));
    assert_eq!(statements[0].total, emission(&parameters(), Epoch(7)));
    assert!(statements[0].total < statements[1].total);
    assert!(world.account(&person(0)).balance > START);
}
