//! Explains by how much a balance changed between two proofs of it.
//!
//! The network proves what an account holds, how many transactions it made and what it was rewarded. What
//! it was sent is not proven one by one, but follows: it is what is left of the difference. So in
//! integers, always: balance before + rewards + received - spent = balance after.

use outpost_app_api::Money;
use outpost_light_client::VerifiedAt;
use outpost_protocol::{Amount, Height, Timestamp, state::Account, statement::StatementId};
use serde::{Deserialize, Serialize};

/// What was proven about an account at one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) height: Height,
    pub(crate) time: Timestamp,
    pub(crate) balance: Amount,
    /// How many transactions the account had made.
    pub(crate) nonce: u64,
    pub(crate) newest_statement: Option<StatementId>,
}

impl Checkpoint {
    /// What was proven of `account` at this block.
    pub(crate) fn of(account: &Account, at: VerifiedAt) -> Self {
        Self {
            height: at.height,
            time: at.header_time,
            balance: account.balance,
            nonce: account.nonce,
            newest_statement: account.newest_statement,
        }
    }
}

/// What happened between two proofs besides rewards and what this device signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unexplained {
    /// So much came in.
    Received(Money),
    /// The account made transactions that this device does not know: another has the same words. They and
    /// what came in cannot be told apart.
    Elsewhere {
        /// How many.
        transactions: u64,
        /// By how much the balance grew more than is known.
        gained: Money,
        /// By how much it shrank more than is known.
        lost: Money,
    },
}

/// What is not explained of the change from `before` to `now`, where `rewards` were credited and this
/// device's own `known` transactions of those in between took `spent`. `None`: all is explained.
pub(crate) fn unexplained(
    before: &Checkpoint,
    now: &Checkpoint,
    rewards: u128,
    (known, spent): (u64, u128),
) -> Option<Unexplained> {
    // All that there is of the token fits several times into these numbers.
    let had = before.balance.units().saturating_add(rewards);
    let has = now.balance.units().saturating_add(spent);
    let gained = has.saturating_sub(had);
    let lost = had.saturating_sub(has);
    let made = now.nonce.saturating_sub(before.nonce);
    let transactions = made.saturating_sub(known);
    match (transactions, gained, lost) {
        (0, 0, 0) => None,
        (0, gained, 0) => Some(Unexplained::Received(Money(gained))),
        (transactions, gained, lost) => Some(Unexplained::Elsewhere {
            transactions,
            gained: Money(gained),
            lost: Money(lost),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn checkpoint(balance: u128, nonce: u64) -> Checkpoint {
        Checkpoint {
            balance: Amount::from_units(balance),
            nonce,
            ..Checkpoint::default()
        }
    }

    #[track_caller]
    fn check(
        (before, nonce_before): (u128, u64),
        (now, nonce_now): (u128, u64),
        rewards: u128,
        own: (u64, u128),
        expected: Option<Unexplained>,
    ) {
        let (before, now) = (checkpoint(before, nonce_before), checkpoint(now, nonce_now));
        assert_eq!(unexplained(&before, &now, rewards, own), expected);
    }

    #[test]
    fn rewards_and_own_payments_explain_a_balance() {
        check((100, 0), (100, 0), 0, (0, 0), None);
        check((100, 0), (130, 0), 30, (0, 0), None);
        check((100, 3), (60, 5), 10, (2, 50), None);
    }

    #[test]
    fn what_is_left_was_received() {
        check(
            (0, 0),
            (7, 0),
            0,
            (0, 0),
            Some(Unexplained::Received(Money(7))),
        );
        check(
            (100, 0),
            (61, 1),
            10,
            (1, 50),
            Some(Unexplained::Received(Money(1))),
        );
    }

    #[test]
    fn transactions_of_another_device_are_told_as_such() {
        let spent = Unexplained::Elsewhere {
            transactions: 1,
            gained: Money(0),
            lost: Money(40),
        };
        check((100, 0), (60, 1), 0, (0, 0), Some(spent));
        let both = Unexplained::Elsewhere {
            transactions: 1,
            gained: Money(5),
            lost: Money(0),
        };
        check((100, 0), (105, 1), 0, (0, 0), Some(both));
    }

    proptest! {
        #[test]
        fn opening_rewards_received_and_spent_are_the_balance(
            opening in 0u128..1 << 80,
            steps in prop::collection::vec((0u128..1 << 70, 0u128..1 << 70, 0u128..1 << 70), 0..20),
        ) {
            let mut before = checkpoint(opening, 0);
            let (mut gained, mut spent_in_all) = (opening, 0);
            for (reward, received, spent) in steps {
                let has = before.balance.units() + reward + received;
                let spent = spent.min(has);
                let now = checkpoint(has - spent, before.nonce + 1);
                let found = unexplained(&before, &now, reward, (1, spent));
                let expected = (received > 0).then_some(Unexplained::Received(Money(received)));
                prop_assert_eq!(found, expected);
                gained += reward + received;
                spent_in_all += spent;
                prop_assert_eq!(gained - spent_in_all, now.balance.units());
                before = now;
            }
        }
    }
}
