//! Remembers each account's transactions and what its balance is made of: a pure fold of records.
//!
//! # Rules
//! - A transaction is recorded, signed, before it leaves this machine.
//! - An account's transactions are numbered, and of two with one number at most one is done. So while one
//!   may be on its way, no other is signed; and what was refused is replaced by what has its number.
//! - A number that the network proves to be used settles the newest transaction that has it.
//! - What changed a balance is recorded as it is found out; rewards are not, since the statements have them.

use super::balance::{Checkpoint, Unexplained, unexplained};
use crate::text_form;
use outpost_app_api::AppError;
use outpost_light_client::{Statements, VerifiedStatement};
use outpost_protocol::{
    AccountAddress, Amount, Epoch, Height, Timestamp,
    statement::StatementId,
    transaction::{Action, SignedTransaction, Transaction},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the file that all is folded from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(crate) enum Record {
    /// The history of an account begins.
    Opened {
        #[serde(with = "text_form")]
        account: AccountAddress,
        at: Mark,
    },
    /// A transaction was signed.
    Signed(Box<Sent>),
    /// It is known what became of it.
    Settled { id: String, outcome: Outcome },
    /// Something that is neither a reward nor this device's changed a balance.
    Moved {
        #[serde(with = "text_form")]
        account: AccountAddress,
        what: Unexplained,
        after: u64,
        at: Mark,
    },
}

/// A transaction of this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// Its hash, hexadecimal.
    pub(crate) id: String,
    #[serde(with = "text_form")]
    pub(crate) account: AccountAddress,
    pub(crate) nonce: u64,
    #[serde(with = "text_form::encoding")]
    pub(crate) transaction: SignedTransaction,
    /// By this device's clock, in milliseconds since 1970 UTC.
    pub(crate) signed_ms: u64,
    pub(crate) note: Option<String>,
    pub(crate) by: Sender,
    #[serde(skip)]
    pub(crate) outcome: Option<Outcome>,
}

/// Who hands a transaction to the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sender {
    /// The outbox, until it is settled.
    Outbox,
    /// The use case that wants its effect, which may sign anew until it is proven.
    UseCase,
}

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Its number is used, as was proven at this block.
    Done { height: u64, time_ms: u64 },
    /// It cannot be done as things are; it is handed in no more.
    Refused(AppError),
    /// Another one took its place before it was handed in.
    Replaced,
}

/// A [`Checkpoint`] as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) height: u64,
    pub(crate) time_ms: u64,
    pub(crate) balance: outpost_app_api::Money,
    pub(crate) nonce: u64,
    /// Epoch and page of the newest statement.
    pub(crate) statement: Option<(u64, u32)>,
}

/// All accounts.
#[derive(Debug, Default)]
pub(crate) struct Book {
    accounts: BTreeMap<AccountAddress, Account>,
}

/// What is known of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) opening: Option<Mark>,
    pub(crate) checkpoint: Option<Checkpoint>,
    pub(crate) sent: Vec<Sent>,
    pub(crate) moved: Vec<(Unexplained, u64, Mark)>,
    /// Whether a proof could not be explained yet for want of statements.
    pub(crate) is_behind: bool,
}

/// A proof of an account, with the statements that are verified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) at: &'a Checkpoint,
    pub(crate) statements: &'a Statements,
}

impl Book {
    pub(crate) fn account(&self, address: AccountAddress) -> Option<&Account> {
        self.accounts.get(&address)
    }

    /// The transactions that nothing is known about yet.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Sent> {
        let sent = self.accounts.values().flat_map(|account| &account.sent);
        sent.filter(|sent| sent.outcome.is_none())
    }

    pub(crate) fn apply(&mut self, record: Record) {
        match record {
            Record::Opened { account, at } => {
                let account = self.accounts.entry(account).or_default();
                account.checkpoint = Some(at.checkpoint());
                account.opening = Some(at);
            }
            Record::Signed(sent) => {
                let account = self.accounts.entry(sent.account).or_default();
                account.sent.push(*sent);
            }
            Record::Settled { id, outcome } => {
                let all = self.accounts.values_mut();
                let mut sent = all.flat_map(|account| &mut account.sent);
                if let Some(sent) = sent.find(|sent| sent.id == id) {
                    sent.outcome = Some(outcome);
                }
            }
            Record::Moved {
                account,
                what,
                after,
                at,
            } => {
                let account = self.accounts.entry(account).or_default();
                account.checkpoint = Some(at.checkpoint());
                account.moved.push((what, after, at));
            }
        }
    }

    /// Where the history of `address` begins, if it has not begun: with nothing for an account that has
    /// made no transaction, else with what was proven, since what it did before is not known here.
    pub(crate) fn opening(&self, address: AccountAddress, at: &Checkpoint) -> Option<Record> {
        let has_begun = |account: &Account| account.checkpoint.is_some();
        let at = match at.nonce {
            0 => Mark::of(&Checkpoint::default()),
            _ => Mark::of(at),
        };
        let account = address;
        let begun = self.accounts.get(&address).is_some_and(has_begun);
        (!begun).then_some(Record::Opened { account, at })
    }

    /// What follows from a proof of `address`, whose history has begun: to be written down and then
    /// applied. The checkpoint moves by itself.
    pub(crate) fn observe(&mut self, address: AccountAddress, seen: Seen<'_>) -> Vec<Record> {
        let account = self.accounts.entry(address).or_default();
        let Some(before) = account
            .checkpoint
            .clone()
            .filter(|before| before.height < seen.at.height)
        else {
            return Vec::new();
        };
        let mut records = account.settled_by(seen.at);
        let rewards = rewards_since(before.newest_statement, seen);
        account.is_behind = rewards.is_none();
        let Some(rewards) = rewards else {
            return records;
        };
        let own = account.spent_in(before.nonce, seen.at.nonce);
        match unexplained(&before, seen.at, rewards, own) {
            None => account.checkpoint = Some(seen.at.clone()),
            Some(what) => records.push(Record::Moved {
                account: address,
                what,
                after: before.height.0,
                at: Mark::of(seen.at),
            }),
        }
        records
    }
}

impl Record {
    /// The newest statement of the history that begins with it, or goes on to it.
    pub(crate) fn newest_statement(&self) -> Option<StatementId> {
        match self {
            Self::Opened { at, .. } | Self::Moved { at, .. } => at.newest_statement(),
            Self::Signed(_) | Self::Settled { .. } => None,
        }
    }
}

impl Account {
    /// The transactions whose number a proof shows to be used.
    fn settled_by(&self, at: &Checkpoint) -> Vec<Record> {
        let used = self
            .sent
            .iter()
            .filter(|sent| sent.outcome.is_none() && sent.nonce < at.nonce);
        used.map(|sent| Record::Settled {
            id: sent.id.clone(),
            outcome: Outcome::Done {
                height: at.height.0,
                time_ms: at.time.0,
            },
        })
        .collect()
    }

    /// How many transactions of this device have these numbers, and what they took.
    fn spent_in(&self, from: u64, to: u64) -> (u64, u128) {
        let mut by_number: BTreeMap<u64, u128> = BTreeMap::new();
        for sent in &self.sent {
            let may_be_done = matches!(sent.outcome, None | Some(Outcome::Done { .. }));
            if (from..to).contains(&sent.nonce) && may_be_done {
                let (given, fee) = sent.cost();
                by_number.insert(sent.nonce, given.saturating_add(fee));
            }
        }
        let spent = by_number
            .values()
            .fold(0, |sum: u128, spent| sum.saturating_add(*spent));
        (by_number.len() as u64, spent)
    }
}

impl Sent {
    /// What it asks for.
    pub(crate) fn asked(&self) -> Option<&Transaction> {
        match &self.transaction {
            SignedTransaction::Account { transaction, .. } => Some(transaction),
            _ => None,
        }
    }

    /// What it takes from the balance: what is given away, and the fee.
    pub(crate) fn cost(&self) -> (u128, u128) {
        let Some(transaction) = self.asked() else {
            return (0, 0);
        };
        let given = match &transaction.action {
            // What one sends oneself comes back at once.
            Action::Transfer { to, .. } if *to == transaction.sender => 0,
            Action::Transfer { amount, .. } | Action::BuyCredits { amount } => amount.units(),
            _ => 0,
        };
        (given, transaction.fee.units())
    }
}

impl Mark {
    pub(crate) fn of(at: &Checkpoint) -> Self {
        Self {
            height: at.height.0,
            time_ms: at.time.0,
            balance: outpost_app_api::Money(at.balance.units()),
            nonce: at.nonce,
            statement: at.newest_statement.map(|id| (id.epoch.0, id.page)),
        }
    }

    pub(crate) fn newest_statement(&self) -> Option<StatementId> {
        self.statement.map(|(epoch, page)| StatementId {
            epoch: Epoch(epoch),
            page,
        })
    }

    fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            height: Height(self.height),
            time: Timestamp(self.time_ms),
            balance: Amount::from_units(self.balance.0),
            nonce: self.nonce,
            newest_statement: self.newest_statement(),
        }
    }
}

/// The statements after `since` up to `newest`, newest first; `None` if one is not there yet.
pub(crate) fn statements_between(
    since: Option<StatementId>,
    newest: Option<StatementId>,
    statements: &Statements,
) -> Option<&[VerifiedStatement]> {
    let Some(newest) = newest.filter(|newest| since != Some(*newest)) else {
        return Some(&[]);
    };
    let all = statements.newest_first.as_slice();
    let place = |id: StatementId| all.iter().position(|it| it.statement.id == id);
    let first = place(newest)?;
    let end = match since {
        Some(since) => place(since)?,
        None if statements.complete => all.len(),
        None => return None,
    };
    all.get(first..end)
}

/// What was credited after the statement `since`, up to the one that the proof names.
fn rewards_since(since: Option<StatementId>, seen: Seen<'_>) -> Option<u128> {
    let credited = statements_between(since, seen.at.newest_statement, seen.statements)?;
    let totals = credited.iter().map(|it| it.statement.total.units());
    Some(totals.fold(0, u128::saturating_add))
}

#[cfg(test)]
mod tests;
