//! Plays random lives of an account, and holds the history to what the account really holds.

use super::*;
use crate::{payments::history::fold, testing::parameters};
use outpost_app_api::{
    Change, ErrorCode, HistoryView, Money, TransactionKind, TransactionState, TransactionView,
};
use outpost_light_client::VerifiedAt;
use outpost_protocol::{NetworkId, Signature, statement::Statement};
use proptest::prelude::*;

const ME: AccountAddress = AccountAddress([1; 32]);
const YOU: AccountAddress = AccountAddress([2; 32]);
const FEE: u128 = 3;

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Event {
    Reward(u32),
    Receive(u32),
    /// This device pays, as much as there is.
    Pay(u32),
    /// This device signs, and the network never does it.
    PayInVain(u32),
    /// Another device with the same words pays.
    PayElsewhere(u32),
    Observe,
    /// The app is killed: only what was written down is left.
    Restart,
}

/// An account, and a device that follows it.
#[derive(Default)]
struct Life {
    balance: u128,
    nonce: u64,
    height: u64,
    statements: Statements,
    file: Vec<String>,
    book: Book,
    received: u128,
    others: u64,
}

impl Life {
    fn new() -> Self {
        Self {
            statements: Statements {
                newest_first: Vec::new(),
                complete: true,
            },
            ..Self::default()
        }
    }

    fn play(&mut self, event: Event) {
        self.height += 1;
        match event {
            Event::Reward(amount) => self.reward(amount.into()),
            Event::Receive(amount) => {
                self.balance += u128::from(amount);
                self.received += u128::from(amount);
            }
            Event::Pay(amount) if self.balance > FEE => {
                let amount = u128::from(amount).min(self.balance - FEE);
                self.sign(amount);
                self.spend(amount);
            }
            Event::PayElsewhere(amount) if self.balance > FEE => {
                self.spend(u128::from(amount).min(self.balance - FEE));
                self.others += 1;
            }
            Event::PayInVain(amount) => {
                let id = self.sign(amount.into());
                let why = AppError::new(ErrorCode::InsufficientBalance);
                let outcome = Outcome::Refused(why);
                self.write(Record::Settled { id, outcome });
            }
            Event::Pay(_) | Event::PayElsewhere(_) => {}
            Event::Observe => self.observe(),
            Event::Restart => {
                self.book = Book::default();
                for line in &self.file {
                    self.book.apply(serde_json::from_str(line).unwrap());
                }
            }
        }
    }

    fn reward(&mut self, amount: u128) {
        self.balance += amount;
        let previous = self.newest_statement();
        let id = StatementId {
            epoch: Epoch(previous.map_or(0, |id| id.epoch.0 + 1)),
            page: 0,
        };
        let statement = Statement {
            account: ME,
            id,
            previous,
            lines: Vec::new(),
            total: Amount::from_units(amount),
        };
        let at = VerifiedAt {
            height: Height(self.height),
            header_time: Timestamp(self.height),
            agreeing_peers: 1,
        };
        let verified = VerifiedStatement { statement, at };
        self.statements.newest_first.insert(0, verified);
    }

    fn sign(&mut self, amount: u128) -> String {
        let proven = self.proven();
        if let Some(opening) = self.book.opening(ME, &proven) {
            self.write(opening);
        }
        let transaction = SignedTransaction::Account {
            transaction: Transaction {
                network: NetworkId([0; 32]),
                sender: ME,
                nonce: self.nonce,
                fee: Amount::from_units(FEE),
                action: Action::Transfer {
                    to: YOU,
                    amount: Amount::from_units(amount),
                },
            },
            signature: Signature([0; 64]),
        };
        let id = format!("{} at {}", transaction.hash(), self.height);
        self.write(Record::Signed(Box::new(Sent {
            id: id.clone(),
            account: ME,
            nonce: self.nonce,
            transaction,
            signed_ms: self.height,
            note: None,
            by: Sender::Outbox,
            outcome: None,
        })));
        id
    }

    fn spend(&mut self, amount: u128) {
        self.balance -= amount + FEE;
        self.nonce += 1;
    }

    fn newest_statement(&self) -> Option<StatementId> {
        let newest = self.statements.newest_first.first();
        newest.map(|verified| verified.statement.id)
    }

    fn proven(&self) -> Checkpoint {
        Checkpoint {
            height: Height(self.height),
            time: Timestamp(self.height),
            balance: Amount::from_units(self.balance),
            nonce: self.nonce,
            newest_statement: self.newest_statement(),
        }
    }

    fn observe(&mut self) {
        let at = self.proven();
        if let Some(opening) = self.book.opening(ME, &at) {
            self.write(opening);
        }
        let seen = Seen {
            at: &at,
            statements: &self.statements,
        };
        for record in self.book.observe(ME, seen) {
            self.write(record);
        }
    }

    fn write(&mut self, record: Record) {
        self.file.push(serde_json::to_string(&record).unwrap());
        self.book.apply(record);
    }

    fn history(&self) -> HistoryView {
        let account = self.book.account(ME).cloned().unwrap_or_default();
        fold(&account, &self.statements, Some(&parameters()), show)
    }
}

fn show(sent: &Sent) -> TransactionView {
    let (given, fee) = sent.cost();
    TransactionView {
        id: sent.id.clone(),
        kind: TransactionKind::Credits,
        given: Money(given),
        fee: Money(fee),
        note: None,
        signed_ms: sent.signed_ms,
        state: match sent.outcome {
            Some(Outcome::Done { height, time_ms }) => TransactionState::Final { height, time_ms },
            _ => TransactionState::Waiting,
        },
    }
}

/// Opening, rewards, received and gained elsewhere, less what was given, paid as fees and lost elsewhere.
fn sum(history: &HistoryView) -> u128 {
    let parts = history.entries.iter().map(|entry| &entry.change);
    let gained: u128 = parts.clone().map(|change| change.gained().0).sum();
    let lost: u128 = parts
        .map(|change| {
            let (given, fees) = change.lost();
            given.0 + fees.0
        })
        .sum();
    gained - lost
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        any::<u32>().prop_map(Event::Reward),
        any::<u32>().prop_map(Event::Receive),
        any::<u32>().prop_map(Event::Pay),
        any::<u32>().prop_map(Event::PayInVain),
        Just(Event::Observe),
        Just(Event::Observe),
        Just(Event::Restart),
    ]
}

fn event_with_another_device() -> impl Strategy<Value = Event> {
    prop_oneof![3 => event(), 1 => any::<u32>().prop_map(Event::PayElsewhere)]
}

proptest! {
    #[test]
    fn the_parts_of_a_history_are_the_balance(
        before in prop::collection::vec(event_with_another_device(), 0..8),
        after in prop::collection::vec(event_with_another_device(), 0..40),
    ) {
        let mut life = Life::new();
        // What happens before this device knows the account it knows nothing of.
        for event in before {
            if !matches!(event, Event::Pay(_) | Event::PayInVain(_)) {
                life.play(event);
            }
        }
        life.play(Event::Observe);
        for event in after {
            life.play(event);
            let observed = life.history();
            if matches!(event, Event::Observe) {
                prop_assert_eq!(observed.balance.0, life.balance);
                prop_assert!(!observed.catching_up);
                prop_assert_eq!(sum(&observed), life.balance);
            }
        }
    }

    #[test]
    fn what_was_received_is_exact_where_no_other_device_has_the_words(
        events in prop::collection::vec(event(), 0..40),
    ) {
        let mut life = Life::new();
        for event in events {
            life.play(event);
        }
        life.play(Event::Observe);
        let received = |change: &Change| match change {
            Change::Received { amount, .. } => amount.0,
            other => { assert!(!matches!(other, Change::Elsewhere { .. } | Change::Opening { .. })); 0 }
        };
        let history = life.history();
        let found: u128 = history.entries.iter().map(|entry| received(&entry.change)).sum();
        prop_assert_eq!(found, life.received);
    }
}

#[test]
fn transactions_of_another_device_are_counted() {
    let mut life = Life::new();
    for event in [
        Event::Receive(100),
        Event::Observe,
        Event::PayElsewhere(20),
        Event::PayElsewhere(20),
        Event::Observe,
    ] {
        life.play(event);
    }
    let elsewhere = life.history().entries.into_iter().map(|entry| entry.change);
    let elsewhere: Vec<Change> = elsewhere
        .filter(|change| matches!(change, Change::Elsewhere { .. }))
        .collect();
    let expected = Change::Elsewhere {
        transactions: life.others,
        gained: Money(0),
        lost: Money(40 + 2 * FEE),
        after: 2,
        until: 5,
    };
    assert_eq!(elsewhere, [expected]);
}

#[test]
fn a_balance_whose_statements_are_not_here_yet_is_not_explained_before_they_are() {
    let mut life = Life::new();
    life.play(Event::Receive(5));
    life.play(Event::Observe);
    life.play(Event::Reward(7));
    let late = std::mem::take(&mut life.statements.newest_first);
    let at = Checkpoint {
        height: Height(9),
        balance: Amount::from_units(12),
        newest_statement: Some(late[0].statement.id),
        ..Checkpoint::default()
    };
    let seen = Seen {
        at: &at,
        statements: &life.statements,
    };
    assert!(life.book.observe(ME, seen).is_empty());
    assert!(life.history().catching_up);
    assert_eq!(life.history().balance, Money(5));
    life.statements.newest_first = late;
    life.height = 10;
    life.observe();
    assert_eq!(life.history().balance, Money(12));
    assert_eq!(sum(&life.history()), 12);
}

#[test]
fn records_are_read_back_as_they_were_written() {
    let mut life = Life::new();
    for event in [
        Event::Receive(9),
        Event::Pay(2),
        Event::Observe,
        Event::PayInVain(1),
    ] {
        life.play(event);
    }
    let before = life.book.account(ME).cloned();
    life.play(Event::Restart);
    assert_eq!(life.book.account(ME).cloned(), before);
}
