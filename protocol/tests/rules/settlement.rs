//! Holds settlement, rewards and statements to their rules.

use crate::world::{
    EPOCH_MS, SETTLED_MS, START, WINDOW_MS, World, cell, mild_day, parameters, person, readings,
    sensor,
};
use outpost_protocol::{
    Amount, Epoch,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::sensing::{SensingClaim, Spread},
    rewards::{FULL_SCALE, emission},
    state::{Progress, StateKey},
    statement::{Loss, LossReason, StatementId},
    transaction::Action,
};

/// Lets the sensors report for `epoch`, and makes the blocks that settle it.
fn run_epoch(world: &mut World, epoch: u64, reports: &[(u8, Claim)]) {
    let reports: Vec<_> = reports
        .iter()
        .map(|(number, claim)| sensor(*number).report(world, epoch, claim.clone()))
        .collect();
    world.run_epoch(epoch, &reports);
}

/// The newest statement's rewards of person `who`, in base units.
fn newest_rewards(world: &World, who: u8) -> Vec<u128> {
    let statements = world.statements(&person(who));
    let lines = &statements[0].lines;
    lines.iter().map(|line| line.reward.units()).collect()
}

/// What an epoch had to pay for sensing, in base units.
fn sensing_budget(world: &World, epoch: u64) -> u128 {
    let summary = world.summary(epoch);
    summary.resources[Resource::Sensing.index()].budget.units()
}

fn statement_id(epoch: u64) -> StatementId {
    StatementId {
        epoch: Epoch(epoch),
        page: 0,
    }
}

fn half_a_day() -> Claim {
    Claim::Sensing(SensingClaim {
        readings: 30,
        ..mild_day()
    })
}

fn broken_sensor() -> Claim {
    let impossible = Spread {
        lowest: 0,
        median: 0,
        highest: 65_535,
    };
    Claim::Sensing(SensingClaim {
        humidity_centi: impossible,
        ..mild_day()
    })
}

#[test]
fn the_only_contributor_gets_all_that_its_resource_pays_and_a_statement() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let before = world.account(&person(0)).balance;
    run_epoch(&mut world, 0, &[(0, readings())]);

    let whole = Amount::from_units(sensing_budget(&world, 0));
    assert!(whole > Amount::ZERO);
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
fn the_budgets_of_all_resources_are_the_emission() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    run_epoch(&mut world, 0, &[(0, readings())]);
    let budgets = world.summary(0).resources.map(|resource| resource.budget);
    assert_eq!(Amount::checked_sum(budgets), Some(Amount::from_tokens(100)));
}

#[test]
fn nothing_is_paid_while_evidence_can_be_doubted_or_shown() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let report = sensor(0).report(&world, 0, readings());
    world.block(EPOCH_MS, &[report]);
    world.block(EPOCH_MS + WINDOW_MS, &[]);
    world.block(EPOCH_MS + SETTLED_MS - 1, &[]);
    assert_eq!(world.account(&person(0)).newest_statement, None);
    world.block(EPOCH_MS + SETTLED_MS, &[]);
    let newest = world.account(&person(0)).newest_statement;
    assert_eq!(newest, Some(statement_id(0)));
}

#[test]
fn a_late_draw_leaves_as_much_time_to_doubt_and_to_show() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let report = sensor(0).report(&world, 0, readings());
    world.block(EPOCH_MS, &[report]);
    let late = 7_000;
    world.block(EPOCH_MS + WINDOW_MS + late, &[]);
    world.block(EPOCH_MS + SETTLED_MS + late - 1, &[]);
    assert_eq!(world.account(&person(0)).newest_statement, None);
    world.block(EPOCH_MS + SETTLED_MS + late, &[]);
    let newest = world.account(&person(0)).newest_statement;
    assert_eq!(newest, Some(statement_id(0)));
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
        amount: Amount::ZERO,
    };
    assert_eq!(statement.lines[0].losses, [expected]);
    assert_eq!(world.supply().emitted, Amount::ZERO);
}

#[test]
fn rewards_are_in_proportion_to_what_was_accepted() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.install(&person(1), &sensor(1), cell(1));
    run_epoch(&mut world, 0, &[(0, readings()), (1, half_a_day())]);
    let third = sensing_budget(&world, 0) / 3;
    let (more, less) = (newest_rewards(&world, 0)[0], newest_rewards(&world, 1)[0]);
    assert_eq!(more + less, sensing_budget(&world, 0));
    assert!(less.abs_diff(third) <= 1);
}

#[test]
fn a_loss_is_worth_what_the_units_would_have_been_paid() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.install(&person(1), &sensor(1), cell(1));
    run_epoch(&mut world, 0, &[(0, readings()), (1, half_a_day())]);
    let lost = &world.statements(&person(1))[0].lines[0].losses[0];
    assert_eq!((lost.reason, lost.units), (LossReason::FewerReadings, 30));
    assert_eq!(lost.amount.units(), sensing_budget(&world, 0) / 3);
}

#[test]
fn a_crowded_cell_shares_what_its_capacity_is_paid() {
    let mut world = World::new();
    for number in 0..4 {
        // Three in one cell, which has room for two, and one in another.
        let cell = cell(number / 3);
        world.install(&person(number), &sensor(number), cell);
    }
    let all: Vec<_> = (0..4).map(|number| (number, readings())).collect();
    run_epoch(&mut world, 0, &all);
    let scales = [666, 666, 666, FULL_SCALE];
    let sum = u128::from(scales.iter().sum::<u32>());
    for (number, scale) in (0..).zip(scales) {
        let reward = newest_rewards(&world, number)[0];
        let expected = sensing_budget(&world, 0) * u128::from(scale) / sum;
        assert!(reward.abs_diff(expected) <= 1);
        let line = &world.statements(&person(number))[0].lines[0];
        assert_eq!(line.multipliers.crowd, scale);
    }
}

#[test]
fn a_device_that_contributes_nothing_crowds_nobody() {
    let mut world = World::new();
    for number in 0..3 {
        world.install(&person(0), &sensor(number), cell(0));
    }
    run_epoch(
        &mut world,
        0,
        &[(0, readings()), (1, readings()), (2, broken_sensor())],
    );
    let statement = &world.statements(&person(0))[0];
    let crowds = statement.lines.iter().map(|line| line.multipliers.crowd);
    assert_eq!(crowds.collect::<Vec<_>>(), [FULL_SCALE; 3]);
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
    world.block(EPOCH_MS + SETTLED_MS, &[]);
    assert_eq!(newest_rewards(&world, 0), [sensing_budget(&world, 0)]);
    assert_eq!(world.account(&person(1)).newest_statement, None);
}

#[test]
fn statements_are_chained_over_sheets_and_over_epochs_without_one() {
    let mut world = World::new();
    for number in 0..5 {
        world.install(&person(0), &sensor(number), cell(0));
    }
    for epoch in [0, 1, 5] {
        run_epoch(&mut world, epoch, &[(0, readings()), (4, readings())]);
    }
    let ids: Vec<(u64, u32)> = world
        .statements(&person(0))
        .iter()
        .map(|statement| (statement.id.epoch.0, statement.id.page))
        .collect();
    assert_eq!(ids, [(5, 1), (5, 0), (1, 1), (1, 0), (0, 1), (0, 0)]);
}

#[test]
fn a_settled_epoch_leaves_no_reports_behind() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let before = world.state.0.len();
    run_epoch(&mut world, 0, &[(0, readings())]);
    // The statement, the draw, the epoch's summary and the cell's tally are all that is new.
    assert_eq!(world.state.0.len(), before + 4);
}

#[test]
fn after_a_long_standstill_the_epoch_that_waits_is_settled_at_once() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 0, readings()));
    let day = 24 * 3_600_000;
    world.block(day, &[]);
    assert_eq!(world.account(&person(0)).newest_statement, None);
    world.block(day + SETTLED_MS - WINDOW_MS, &[]);
    assert_eq!(newest_rewards(&world, 0), [sensing_budget(&world, 0)]);
    // The epochs between hold nothing and are passed over in the same block.
    let progress: Progress = world.get(StateKey::Progress).unwrap();
    let newest = parameters().first_unclosed_at(world.now).previous();
    assert_eq!(Some(progress.next_to_settle), newest);
}

#[test]
fn emission_stops_at_the_cap() {
    let mut world = World::with(Parameters {
        emission_cap: Amount::from_tokens(25),
        halving_epochs: u64::MAX,
        ..parameters()
    });
    world.install(&person(0), &sensor(0), cell(0));
    for epoch in 0..40 {
        run_epoch(&mut world, epoch, &[(0, readings())]);
        assert!(world.supply().emitted <= Amount::from_tokens(25));
    }
    // What a sixth of what is left is, when next to nothing is left.
    let statements = world.statements(&person(0));
    assert!(statements[0].total.units() * 100 < statements[39].total.units());
}

#[test]
fn each_epoch_pays_its_own_emission() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    run_epoch(&mut world, 0, &[(0, readings())]);
    run_epoch(&mut world, 7, &[(0, readings())]);
    let budgets = world.summary(7).resources.map(|resource| resource.budget);
    let emission = emission(&parameters(), Epoch(7));
    assert_eq!(Amount::checked_sum(budgets), Some(emission));
    let statements = world.statements(&person(0));
    assert!(statements[0].total < statements[1].total);
    assert!(world.account(&person(0)).balance > START);
}
