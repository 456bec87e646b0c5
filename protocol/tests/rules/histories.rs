//! Holds random histories to what must always be true of the state.

use crate::world::{FEE, PEOPLE, Person, START, World, cell, parameters, person, readings, sensor};
use outpost_protocol::{
    AccountAddress, Amount, DeviceKey, Epoch, Height,
    report::{Claim, Resource},
    resources::sensing::{PARTS, SensingClaim, Spread},
    state::{Intake, Progress, Sheet, SheetId, SheetPage, StateKey},
    statement::StatementId,
    tally::{Subject, TallyId},
    transaction::{Action, SignedTransaction},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SENSORS: u8 = 8;

/// What happens next. A device is located or released by its owner, or, with `stranger`, by another.
#[derive(Clone, Debug)]
enum Step {
    Transfer { from: u8, to: u8, units: u128 },
    Buy { who: u8, units: u128 },
    Use { who: u8, credits: u128 },
    Claim { who: u8, sensor: u8 },
    Locate { sensor: u8, stranger: u8, cell: u8 },
    Release { sensor: u8, stranger: u8 },
    HandOver { sensor: u8, stranger: u8, to: u8 },
    Replay { back: usize },
    ReportAll { claim: Claim },
    Report { sensor: u8, epochs_ago: u64 },
    Pass { millis: u64 },
    PassToNextWindow,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || 0..PEOPLE;
    let device = || 0..SENSORS;
    let stranger = || prop_oneof![9 => Just(0), 1 => 1..PEOPLE];
    let units = prop_oneof![0..1_000_u128, 0..START.units() * 2];
    let transfer =
        (who(), who(), units).prop_map(|(from, to, units)| Step::Transfer { from, to, units });
    let buy = (who(), 0..START.units() / 4).prop_map(|(who, units)| Step::Buy { who, units });
    let spend = (who(), 0..START.units() / 4).prop_map(|(who, credits)| Step::Use { who, credits });
    let claim = (who(), device()).prop_map(|(who, sensor)| Step::Claim { who, sensor });
    let locate =
        (device(), stranger(), 0_u8..3).prop_map(|(sensor, stranger, cell)| Step::Locate {
            sensor,
            stranger,
            cell,
        });
    let release =
        (device(), stranger()).prop_map(|(sensor, stranger)| Step::Release { sensor, stranger });
    let hand_over =
        (device(), stranger(), who()).prop_map(|(sensor, stranger, to)| Step::HandOver {
            sensor,
            stranger,
            to,
        });
    let replay = (0_usize..10).prop_map(|back| Step::Replay { back });
    let all = (0_u32..80, -1_000..9_000_i32, 0..11_000_i32).prop_map(
        |(readings, temperature, humidity)| Step::ReportAll {
            claim: Claim::Sensing(SensingClaim {
                readings,
                temperature_centi: up_to(-1_000, temperature),
                humidity_centi: up_to(0, humidity),
                course_centi: [0; PARTS],
                stray_centi: 500,
            }),
        },
    );
    let report =
        (device(), 0_u64..3).prop_map(|(sensor, epochs_ago)| Step::Report { sensor, epochs_ago });
    let millis = prop_oneof![9 => 1_000_u64..30_000, 1 => Just(3 * 24 * 3_600_000)];
    let pass = millis.prop_map(|millis| Step::Pass { millis });
    prop::collection::vec(
        prop_oneof![
            2 => transfer, 2 => buy, 2 => spend, 3 => claim, 3 => locate, 2 => release,
            2 => hand_over, 1 => replay,
            4 => all, 4 => report, 3 => pass, 5 => Just(Step::PassToNextWindow),
        ],
        1..80,
    )
}

fn up_to(lowest: i32, highest: i32) -> Spread {
    Spread {
        lowest,
        median: lowest,
        highest,
    }
}

/// A history as it goes on, with what an outsider would count.
struct History {
    world: World,
    /// Balances but for rewards.
    expected: BTreeMap<u8, i128>,
    done: Vec<SignedTransaction>,
    claims: u64,
}

impl History {
    /// Begins with half of the sensors installed.
    fn new() -> Self {
        let mut history = Self {
            world: World::new(),
            expected: (0..PEOPLE).map(|who| (who, units(START))).collect(),
            done: Vec::new(),
            claims: 0,
        };
        for number in 0..SENSORS / 2 {
            history.go_on(&Step::Claim {
                who: number % PEOPLE,
                sensor: number,
            });
            history.go_on(&Step::Locate {
                sensor: number,
                stranger: 0,
                cell: 0,
            });
        }
        history
    }

    fn go_on(&mut self, step: &Step) {
        let world = &self.world;
        let transactions = match *step {
            Step::Transfer { from, to, units } => {
                let amount = Amount::from_units(units);
                let to = person(to).address();
                vec![person(from).sign(world, Action::Transfer { to, amount })]
            }
            Step::Buy { who, units } => {
                let amount = Amount::from_units(units);
                vec![person(who).sign(world, Action::BuyCredits { amount })]
            }
            Step::Use { who, credits } => {
                let resource = Resource::ALL[credits as usize % Resource::COUNT];
                vec![person(who).sign(world, Action::UseResource { resource, credits })]
            }
            Step::Claim { who, sensor: which } => {
                self.claims += 1;
                let nonce = u128::from(self.claims).to_le_bytes();
                let claim = sensor(which).agree(world, person(who).address(), nonce);
                vec![person(who).sign(world, Action::ClaimDevice(claim))]
            }
            Step::Locate {
                sensor: which,
                stranger,
                cell: place,
            } => {
                let (device, cell) = (sensor(which).key(), cell(place));
                let action = Action::AssertLocation { device, cell };
                vec![self.owner_of(which, stranger).sign(world, action)]
            }
            Step::Release {
                sensor: which,
                stranger,
            } => {
                let device = sensor(which).key();
                let action = Action::ReleaseDevice { device };
                vec![self.owner_of(which, stranger).sign(world, action)]
            }
            Step::HandOver {
                sensor: which,
                stranger,
                to,
            } => {
                let device = sensor(which).key();
                let offer = Action::OfferDevice {
                    device,
                    to: Some(person(to).address()),
                };
                let offer = self.owner_of(which, stranger).sign(world, offer);
                let accept = person(to).sign(world, Action::AcceptDevice { device });
                vec![offer, accept]
            }
            Step::Replay { back } => self.done.iter().rev().skip(back).take(1).cloned().collect(),
            Step::ReportAll { ref claim } => (0..SENSORS)
                .map(|which| sensor(which).report(world, self.last_epoch(0), claim.clone()))
                .collect(),
            Step::Report {
                sensor: which,
                epochs_ago,
            } => vec![sensor(which).report(world, self.last_epoch(epochs_ago), readings())],
            Step::Pass { .. } | Step::PassToNextWindow => Vec::new(),
        };
        let now = world.now;
        let next = match *step {
            Step::Pass { millis } => now.0 + millis,
            Step::PassToNextWindow => parameters().end_of(parameters().epoch_at(now)).0,
            _ => now.0 + 1,
        };
        self.block(next, &transactions);
    }

    /// The owner of a sensor, or somebody so many people further on.
    fn owner_of(&self, which: u8, stranger: u8) -> Person {
        let device = self.world.device(&sensor(which));
        let owner = device.map_or(0, |device| number_of(device.owner));
        person((owner + stranger) % PEOPLE)
    }

    /// The epoch that ended last, or some before it.
    fn last_epoch(&self, before: u64) -> u64 {
        let epoch = parameters().epoch_at(self.world.now).0;
        epoch.saturating_sub(1 + before)
    }

    fn block(&mut self, millis: u64, transactions: &[SignedTransaction]) {
        let (with_all, outcomes) = self.world.try_block(millis, transactions);
        let taken: Vec<SignedTransaction> = transactions
            .iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| outcome.is_ok())
            .map(|(transaction, _)| transaction.clone())
            .collect();
        // What is refused changes nothing.
        assert_eq!(self.world.try_block(millis, &taken).0, with_all);
        self.world.block(millis, &taken);
        for transaction in &taken {
            self.count(transaction);
        }
        self.done.extend(taken);
    }

    fn count(&mut self, transaction: &SignedTransaction) {
        let SignedTransaction::Account { transaction, .. } = transaction else {
            return;
        };
        self.add(transaction.sender, -units(FEE));
        if let Action::Transfer { to, amount } = &transaction.action {
            self.add(transaction.sender, -units(*amount));
            self.add(*to, units(*amount));
        }
        if let Action::BuyCredits { amount } = &transaction.action {
            self.add(transaction.sender, -units(*amount));
        }
    }

    fn add(&mut self, address: AccountAddress, change: i128) {
        *self.expected.get_mut(&number_of(address)).unwrap() += change;
    }

    fn check(&self) {
        self.check_money();
        let mut census = BTreeSet::new();
        self.check_devices(&mut census);
        self.check_reports(&mut census);
        for who in 0..PEOPLE {
            self.see(&mut census, StateKey::Account(person(who).address()));
            for statement in self.world.statements(&person(who)) {
                self.see(
                    &mut census,
                    StateKey::Statement(statement.account, statement.id),
                );
            }
        }
        for key in [
            StateKey::Parameters,
            StateKey::Supply,
            StateKey::Progress,
            StateKey::Market,
            StateKey::Validators,
        ] {
            self.see(&mut census, key);
        }
        for number in 0..=parameters().epoch_at(self.world.now).0 {
            self.see(&mut census, StateKey::Summary(Epoch(number)));
            self.see(&mut census, StateKey::Draw(Epoch(number)));
        }
        for number in 0..3 {
            for resource in Resource::ALL {
                let subject = Subject::Cell(cell(number));
                self.see(&mut census, StateKey::Tally(TallyId { resource, subject }));
            }
        }
        // There is nothing in the state that is not reached from its lists and chains.
        let state = &self.world.state.0;
        let beyond = state.keys().find(|path| !census.contains(*path));
        assert_eq!(beyond, None);
    }

    fn check_money(&self) {
        let (mut balances, mut rewards) = (0, 0);
        for who in 0..PEOPLE {
            let mut earned = 0;
            for statement in self.world.statements(&person(who)) {
                assert_eq!(statement.account, person(who).address());
                assert_ne!(statement.previous, Some(statement.id));
                assert!(statement.previous.map(|id| id.epoch) <= Some(statement.id.epoch));
                let mut sum = 0;
                for line in &statement.lines {
                    let lost: u64 = line.losses.iter().map(|loss| loss.units).sum();
                    assert_eq!(line.accepted + lost, line.possible);
                    assert!(line.accepted > 0 || line.reward == Amount::ZERO);
                    sum += units(line.reward);
                }
                let ordered = statement
                    .lines
                    .is_sorted_by(|a, b| (a.device, a.resource) < (b.device, b.resource));
                assert!(ordered, "a device has two lines, or they are out of order");
                assert_eq!(sum, units(statement.total));
                earned += sum;
            }
            let balance = self.world.account(&person(who)).balance;
            assert_eq!(units(balance) - earned, self.expected[&who]);
            balances += units(balance);
            rewards += earned;
        }
        let supply = self.world.supply();
        assert_eq!(balances, units(supply.minted) - units(supply.burned));
        assert_eq!(rewards, units(supply.emitted) + units(supply.recycled));
        assert!(supply.emitted <= parameters().emission_cap);
        assert!(2 * units(supply.recycled) <= units(supply.burned));
    }

    fn check_devices(&self, census: &mut BTreeSet<[u8; 32]>) {
        let mut listed = BTreeSet::new();
        for who in 0..PEOPLE {
            let owner = person(who).address();
            for index in 0..self.world.account(&person(who)).devices {
                let key = StateKey::OwnedDevice(owner, index);
                let device: DeviceKey = self.world.get(key.clone()).unwrap();
                self.see(census, key);
                assert!(listed.insert(device), "{device} is listed twice");
            }
        }
        for number in 0..SENSORS {
            let sensor = sensor(number);
            let device = self.world.device(&sensor);
            assert_eq!(device.is_some(), listed.contains(&sensor.key()));
            if let Some(device) = device {
                let key = StateKey::OwnedDevice(device.owner, device.index);
                assert_eq!(self.world.get(key), Some(sensor.key()));
                self.see(census, StateKey::Device(sensor.key()));
                // Only what somebody owns can be on offer.
                self.see(census, StateKey::OfferedDevice(sensor.key()));
            }
            for claim in 1..=self.claims {
                let key = StateKey::UsedClaim(sensor.key(), u128::from(claim).to_le_bytes());
                if self.world.get::<Height>(key.clone()).is_some() {
                    self.see(census, key);
                }
            }
        }
    }

    /// Only epochs that are not settled have reports.
    fn check_reports(&self, census: &mut BTreeSet<[u8; 32]>) {
        let progress: Progress = self.world.get(StateKey::Progress).unwrap();
        let first = progress.next_to_settle;
        for epoch in (first.0..=progress.next_to_draw.0).map(Epoch) {
            let Some(intake) = self.world.get::<Intake>(StateKey::Intake(epoch)) else {
                continue;
            };
            self.see(census, StateKey::Intake(epoch));
            for number in intake.pages() {
                let key = StateKey::SheetPage(epoch, number);
                let page: SheetPage = self.world.get(key.clone()).unwrap();
                self.see(census, key);
                for copy in page.sheets {
                    let SheetId { owner, page } = copy.id;
                    let key = StateKey::Sheet(owner, StatementId { epoch, page });
                    let sheet: Sheet = self.world.get(key.clone()).unwrap();
                    assert_eq!(copy.reports, sheet.reports);
                    self.see(census, key);
                }
            }
        }
    }

    fn see(&self, census: &mut BTreeSet<[u8; 32]>, key: StateKey) {
        census.insert(key.path());
    }
}

fn units(amount: Amount) -> i128 {
    i128::try_from(amount.units()).unwrap()
}

fn number_of(address: AccountAddress) -> u8 {
    (0..PEOPLE)
        .find(|&number| person(number).address() == address)
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_books_balance_and_the_lists_have_no_gaps(steps in steps()) {
        let mut history = History::new();
        for step in &steps {
            history.go_on(step);
        }
        history.check();
    }
}
