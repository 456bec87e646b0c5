//! Asks the light node's own program what an account holds and was paid.

use serde::Deserialize;
use std::{collections::BTreeMap, process::Command};
use xtask::programs::output_of;

/// What an account holds and was paid, each number proven.
pub(crate) struct Ledger {
    /// In base units.
    pub(crate) balance: u128,
    /// The lines' rewards of every statement, by epoch.
    rewards: BTreeMap<u64, Vec<u128>>,
}

#[derive(Deserialize)]
struct Account {
    balance: String,
}

#[derive(Deserialize)]
struct Statements {
    statements: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    epoch: u64,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    reward: String,
}

impl Ledger {
    /// Runs the two commands until nothing was paid between them; an epoch is much longer than both.
    pub(crate) fn read(mut account: Command, mut statements: Command) -> Self {
        let mut balance = || {
            let account = output_of(&mut account).unwrap();
            let account: Account = serde_json::from_str(&account).unwrap();
            account.balance.parse().unwrap()
        };
        let mut before = balance();
        let (balance, statements): (u128, Statements) = loop {
            let found = output_of(&mut statements).unwrap();
            let after = balance();
            if after == before {
                break (after, serde_json::from_str(&found).unwrap());
            }
            before = after;
        };
        let rewards = statements.statements.into_iter().map(|statement| {
            (
                statement.epoch,
                statement
                    .lines
                    .iter()
                    .map(|line| line.reward.parse().unwrap())
                    .collect(),
            )
        });
        Self {
            balance,
            rewards: rewards.collect(),
        }
    }

    /// Fails unless every line of every statement in `earlier` is here, unchanged.
    pub(crate) fn assert_has_all_of(&self, earlier: &Self) {
        for (epoch, lines) in &earlier.rewards {
            assert_eq!(
                self.rewards.get(epoch),
                Some(lines),
                "the statement of epoch {epoch}"
            );
        }
    }

    /// How many statements there are.
    pub(crate) fn statements(&self) -> usize {
        self.rewards.len()
    }

    /// What was earned in all.
    pub(crate) fn sum_of_lines(&self) -> u128 {
        self.rewards.values().flatten().sum()
    }

    /// What was earned in an epoch.
    pub(crate) fn total_of(&self, epoch: u64) -> u128 {
        self.rewards[&epoch].iter().sum()
    }

    /// The newest epoch that paid anything.
    pub(crate) fn newest_paid_epoch(&self) -> u64 {
        let paid = self
            .rewards
            .keys()
            .copied()
            .filter(|epoch| self.total_of(*epoch) > 0);
        paid.max().expect("no epoch has paid")
    }
}
