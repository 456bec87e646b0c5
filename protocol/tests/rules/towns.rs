//! Holds the settlement of long histories to what it promises, at any pace, and to a model of it.

use crate::{model, model::Outcome, town::Town, world::PEOPLE};
use outpost_protocol::{
    Epoch,
    execute::REPORTS_PER_BLOCK,
    report::Resource,
    state::{Device, Intake, JudgedPage, Payroll, Sheet, SheetGroup, SheetPage, StateKey},
    statement::{LossReason, Statement},
};
use std::collections::BTreeMap;

/// With four towns more than 100,000.
const TRANSACTIONS: usize = 25_100;
const DEVICES: u8 = 30;
const ERRANDS: u64 = 60;

/// Lets a town live until it has made its transactions, and checks each of its epochs.
fn check(seed: u64, pace: usize) {
    let mut town = Town::new(seed, DEVICES, pace);
    let (mut paid, mut blocks) = ([0; Resource::COUNT], 0);
    let mut losses = BTreeMap::<LossReason, u64>::new();
    let mut statements = 0;
    while town.taken < TRANSACTIONS {
        let epoch = town.live(ERRANDS);
        let expected = model::settle(&town, epoch);
        let minted = town.world.supply().minted;
        let pages = pages_of(&town, epoch);
        blocks += town.settle(epoch);
        let newly = town.world.supply().minted.checked_sub(minted).unwrap();
        let sum: u128 = expected
            .statements
            .values()
            .flatten()
            .map(|it| it.reward.units())
            .sum();
        assert_eq!(
            newly.units(),
            sum,
            "what was minted in {epoch:?} is what was credited"
        );
        statements += expected.statements.len();
        check_epoch(&town, epoch, &expected);
        check_nothing_is_left(&town, epoch, &expected, &pages);
        for (paid, summary) in paid.iter_mut().zip(expected.summary.resources) {
            *paid += summary.paid.units();
        }
        for loss in expected
            .statements
            .values()
            .flatten()
            .flat_map(|line| &line.losses)
        {
            *losses.entry(loss.reason).or_default() += loss.units;
        }
    }
    check_chains(&town, statements);
    // Else it would prove little.
    for resource in [
        Resource::Storage,
        Resource::Compute,
        Resource::Sensing,
        Resource::Mapping,
    ] {
        assert!(
            paid[resource.index()] > 0,
            "{resource:?} is never paid: {losses:?}"
        );
    }
    for reason in [LossReason::NotShown, LossReason::JoinedDuringEpoch] {
        assert!(
            losses.contains_key(&reason),
            "nothing is lost for {reason:?}"
        );
    }
    assert!(blocks > 0);
}

fn pages_of(town: &Town, epoch: Epoch) -> Vec<u32> {
    let intake: Option<Intake> = town.world.get(StateKey::Intake(epoch));
    intake
        .map(|intake| intake.pages().collect())
        .unwrap_or_default()
}

/// The statements and the summary are those of the model, and the books balance.
fn check_epoch(town: &Town, epoch: Epoch, expected: &Outcome) {
    for ((owner, id), lines) in &expected.statements {
        let statement: Statement = town.world.get(StateKey::Statement(*owner, *id)).unwrap();
        assert_eq!(&statement.lines, lines);
        let sum: u128 = lines.iter().map(|line| line.reward.units()).sum();
        assert_eq!(statement.total.units(), sum);
        for line in lines {
            let lost: u64 = line.losses.iter().map(|loss| loss.units).sum();
            assert_eq!(line.accepted + lost, line.possible);
        }
    }
    if !expected.statements.is_empty() {
        assert_eq!(town.world.summary(epoch.0), expected.summary);
    }
    for resource in expected.summary.resources {
        assert!(resource.paid == resource.budget || resource.paid.units() == 0);
        assert_eq!(
            resource.paid.units() > 0,
            resource.weight > 0 && resource.budget.units() > 0
        );
    }
    let supply = town.world.supply();
    let circulating = supply.minted.checked_sub(supply.burned).unwrap();
    assert_eq!(town.balances(), circulating.units());
    assert!(supply.emitted <= crate::world::parameters().emission_cap);
}

fn check_nothing_is_left(town: &Town, epoch: Epoch, expected: &Outcome, pages: &[u32]) {
    let world = &town.world;
    assert_eq!(world.get::<Intake>(StateKey::Intake(epoch)), None);
    assert_eq!(world.get::<Payroll>(StateKey::Payroll(epoch)), None);
    for &page in pages {
        assert_eq!(
            world.get::<SheetPage>(StateKey::SheetPage(epoch, page)),
            None
        );
    }
    let mut payroll = Payroll::default();
    for (owner, _) in expected.statements.keys() {
        let page = payroll.add_sheet(*owner).unwrap();
        assert_eq!(
            world.get::<JudgedPage>(StateKey::JudgedPage(epoch, page)),
            None
        );
        let group = SheetGroup::number_of(page);
        assert_eq!(
            world.get::<SheetGroup>(StateKey::SheetGroup(epoch, group)),
            None
        );
    }
    for (owner, id) in expected.statements.keys() {
        assert_eq!(world.get::<Sheet>(StateKey::Sheet(*owner, *id)), None);
    }
}

/// From everybody's newest statement all of them are reached.
fn check_chains(town: &Town, expected: usize) {
    let reached: usize = town
        .people()
        .iter()
        .map(|who| town.world.statements(who).len())
        .sum();
    assert_eq!(reached, expected);
}

#[test]
fn a_town_is_settled_a_page_a_block() {
    check(1, 1);
}

#[test]
fn a_town_is_settled_a_few_pages_a_block() {
    check(2, 60);
}

#[test]
fn a_town_is_settled_a_pass_a_block() {
    check(3, 200);
}

#[test]
fn a_town_is_settled_in_one_block() {
    check(4, REPORTS_PER_BLOCK);
}

#[test]
fn doubted_devices_are_suspended() {
    let mut town = Town::new(5, DEVICES, REPORTS_PER_BLOCK);
    for _ in 0..25 {
        let epoch = town.live(0);
        town.settle(epoch);
    }
    let suspended = (0..u32::from(PEOPLE)).flat_map(|who| town.devices_of(who));
    assert!(
        suspended
            .filter(|device: &Device| device.record.suspended_until.is_some())
            .count()
            > 0
    );
}
