//! Holds the settlement of long histories to what it promises, at any pace, and to a model of it.

use crate::{model, model::Outcome, town::Town};
use outpost_protocol::{
    Epoch,
    execute::REPORTS_PER_BLOCK,
    report::Resource,
    state::{Intake, JudgedPage, Payroll, Sheet, SheetGroup, SheetPage, StateKey},
    statement::{LossReason, Statement},
};
use std::collections::BTreeMap;

/// Two neighbourhoods, and a ring.
const DEVICES: u8 = 36;
/// How many transactions a life is that tries one pace.
const FEW: usize = 5_000;
/// How many transactions a long life is.
const MANY: usize = 100_000;
/// As a block does them.
const PACES: [usize; 4] = [1, 60, 200, REPORTS_PER_BLOCK];

/// What happened in a town's life.
struct Life {
    town: Town,
    /// Base units, by resource.
    paid: [u128; Resource::COUNT],
    /// Units lost, by reason.
    losses: BTreeMap<LossReason, u64>,
}

/// Lets a town live until it has made so many transactions, at these paces in turn, and checks each of its
/// epochs.
fn check(seed: u64, transactions: usize, errands: usize, paces: &[usize]) -> Life {
    let mut life = Life {
        town: Town::new(seed, DEVICES, REPORTS_PER_BLOCK),
        paid: [0; Resource::COUNT],
        losses: BTreeMap::new(),
    };
    let mut statements = 0;
    for &pace in paces.iter().cycle() {
        life.town.pace = pace;
        let epoch = life.town.live(errands);
        let expected = model::settle(&life.town, epoch);
        let minted = life.town.world.supply().minted;
        let pages = pages_of(&life.town, epoch);
        life.town.settle(epoch);
        let newly = life.town.world.supply().minted.checked_sub(minted).unwrap();
        let lines = || expected.statements.values().flatten();
        let sum: u128 = lines().map(|it| it.reward.units()).sum();
        assert_eq!(
            newly.units(),
            sum,
            "what was minted in {epoch:?} is what was credited"
        );
        statements += expected.statements.len();
        check_epoch(&life.town, epoch, &expected);
        check_nothing_is_left(&life.town, epoch, &expected, &pages);
        for line in lines() {
            life.paid[line.resource.index()] += line.reward.units();
            for loss in &line.losses {
                *life.losses.entry(loss.reason).or_default() += loss.units;
            }
        }
        if life.town.taken >= transactions {
            break;
        }
    }
    check_chains(&life.town, statements);
    // Else it would prove little.
    for resource in Resource::ALL {
        let paid = life.paid[resource.index()];
        assert!(paid > 0, "{resource:?} is never paid: {:?}", life.losses);
    }
    life
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
    check(1, FEW, 60, &PACES[..1]);
}

#[test]
fn a_town_is_settled_a_few_pages_a_block() {
    check(2, FEW, 60, &PACES[1..2]);
}

#[test]
fn a_town_is_settled_a_pass_a_block() {
    check(3, FEW, 60, &PACES[2..3]);
}

#[test]
fn a_town_is_settled_in_one_block() {
    check(4, FEW, 60, &PACES[3..]);
}

#[test]
fn in_a_hundred_thousand_transactions_everything_happens_and_the_books_balance() {
    let life = check(5, MANY, 1_600, &PACES);
    for reason in LossReason::ALL {
        let lost = life.losses.contains_key(&reason);
        assert!(lost, "nothing is lost for {reason:?}: {:?}", life.losses);
    }
    // Undisputed, doubted, accused, answered in part, shown, and flawed.
    assert_eq!(life.town.cases.len(), 6, "{:?}", life.town.cases);
    assert!(life.town.refused > 0, "nobody is suspended");
}
