//! Holds credits, budgets and shares to their rules.

use crate::world::{FEE, START, World, cell, parameters, person, readings, sensor};
use outpost_protocol::{
    Amount,
    economy::{Economy, MILLION, Market},
    genesis::Parameters,
    report::Resource,
    state::StateKey,
    transaction::{Action, Rejection},
};

const SENSING: usize = Resource::Sensing as usize;

fn buy(units: u128) -> Action {
    let amount = Amount::from_units(units);
    Action::BuyCredits { amount }
}

fn use_sensing(credits: u128) -> Action {
    let resource = Resource::Sensing;
    Action::UseResource { resource, credits }
}

/// A world in which one sensor works and nothing is emitted, so that all that is paid was burned before.
fn without_emission(economy: Economy) -> World {
    let mut world = World::with(Parameters {
        emission_cap: Amount::ZERO,
        economy,
        ..parameters()
    });
    world.install(&person(0), &sensor(0), cell(0));
    world
}

/// Lets person 1 buy credits and use sensing with all of them.
fn spend(world: &mut World, credits: u128) {
    world.take(person(1).sign(world, buy(credits)));
    world.take(person(1).sign(world, use_sensing(credits)));
}

fn run_epoch(world: &mut World, epoch: u64, sensors: &[u8]) {
    let reports: Vec<_> = sensors
        .iter()
        .map(|number| sensor(*number).report(world, epoch, readings()))
        .collect();
    world.run_epoch(epoch, &reports);
}

fn market(world: &World) -> Market {
    world.get(StateKey::Market).unwrap()
}

#[test]
fn buying_credits_burns_as_many_tokens() {
    let mut world = World::new();
    world.take(person(0).sign(&world, buy(700)));
    let account = world.account(&person(0));
    assert_eq!(account.credits, 700);
    assert_eq!(account.balance.units(), START.units() - 700 - FEE.units());
    assert_eq!(world.supply().burned.units(), 700 + FEE.units());
}

#[test]
fn using_a_resource_takes_credits_and_is_demand() {
    let mut world = World::new();
    world.take(person(0).sign(&world, buy(700)));
    world.take(person(0).sign(&world, use_sensing(500)));
    world.take(person(0).sign(&world, use_sensing(200)));
    assert_eq!(world.account(&person(0)).credits, 0);
    assert_eq!(market(&world).spent[SENSING], 700);
}

#[test]
fn nothing_can_be_bought_with_what_one_does_not_have() {
    let mut world = World::new();
    world.take(person(0).sign(&world, buy(10)));
    let refusal = |action| world.refusal(&person(0).sign(&world, action));
    assert_eq!(refusal(buy(0)), Some(Rejection::Nothing));
    assert_eq!(refusal(use_sensing(0)), Some(Rejection::Nothing));
    assert!(matches!(
        refusal(buy(START.units())),
        Some(Rejection::InsufficientBalance { .. })
    ));
    let (balance, needed) = (10, 11);
    assert_eq!(
        refusal(use_sensing(11)),
        Some(Rejection::InsufficientCredits { balance, needed })
    );
}

#[test]
fn half_of_what_was_spent_is_paid_again_though_the_cap_is_reached() {
    let mut world = without_emission(parameters().economy);
    let genesis = world.supply().minted.units();
    spend(&mut world, 60_000);
    run_epoch(&mut world, 0, &[0]);
    let budgets = world.summary(0).resources.map(|it| it.budget.units());
    assert_eq!(budgets.iter().sum::<u128>(), 30_000);
    // For the other resources nobody worked: their part stays burned.
    let supply = world.supply();
    assert_eq!(supply.recycled.units(), budgets[SENSING]);
    assert_eq!(supply.emitted, Amount::ZERO);
    assert_eq!(supply.minted.units(), genesis + budgets[SENSING]);
}

#[test]
fn what_was_spent_is_paid_once() {
    let mut world = without_emission(parameters().economy);
    spend(&mut world, 60_000);
    run_epoch(&mut world, 0, &[0]);
    run_epoch(&mut world, 1, &[0]);
    assert_eq!(world.summary(1).resources[SENSING].budget, Amount::ZERO);
    assert_eq!(world.statements(&person(0))[0].total, Amount::ZERO);
}

#[test]
fn the_next_epochs_shares_follow_what_users_spent_in_this_one() {
    let mut world = without_emission(Economy {
        share_speed: MILLION,
        ..parameters().economy
    });
    let even = market(&world).shares;
    spend(&mut world, 60_000);
    run_epoch(&mut world, 0, &[0]);
    assert_eq!(market(&world).shares[SENSING], 500_000);
    assert_eq!(market(&world).shares.iter().sum::<u32>(), MILLION);
    // The epoch itself was priced by the shares that were known before it.
    let paid = world.summary(0).resources[SENSING].budget.units();
    assert_eq!(paid, 30_000 * u128::from(even[SENSING]) / 1_000_000);
    spend(&mut world, 60_000);
    run_epoch(&mut world, 1, &[0]);
    assert_eq!(world.summary(1).resources[SENSING].budget.units(), 15_000);
}

#[test]
fn a_cell_without_contributions_for_a_while_pays_more_once() {
    let mut world = World::with(Parameters {
        economy: Economy {
            stale_after: 2,
            stale_bonus: 3_000,
            ..parameters().economy
        },
        ..parameters()
    });
    for number in 0..2 {
        world.install(&person(number), &sensor(number), cell(number));
    }
    for (epoch, sensors) in [&[0, 1][..], &[0], &[0], &[0, 1], &[0, 1]]
        .iter()
        .enumerate()
    {
        run_epoch(&mut world, epoch as u64, sensors);
    }
    let freshness = |who| {
        let statements = world.statements(&person(who));
        let of = statements
            .iter()
            .rev()
            .map(|it| it.lines[0].multipliers.freshness);
        of.collect::<Vec<_>>()
    };
    assert_eq!(freshness(0), [1_000; 5]);
    assert_eq!(freshness(1), [1_000, 3_000, 1_000]);
    let [paid, bonus] = [0, 1].map(|who| {
        let statements = world.statements(&person(who));
        statements[1].total.units()
    });
    assert!((3 * paid).abs_diff(bonus) <= 3, "{paid} {bonus}");
}
