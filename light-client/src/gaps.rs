//! Tells what is missing in a chain of statements whose links arrive in any order.
//!
//! An account's statements are one list: each names the one before it, and no two name the same. So it
//! is enough to remember the ends of the pieces that are there, however long the pieces are.

use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::statement::StatementId;
use std::collections::BTreeSet;

/// The ends of the pieces of a chain that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Gaps {
    /// Named by a statement that is there, and not there themselves.
    missing: BTreeSet<StatementId>,
    /// There, and not named by any that is.
    heads: BTreeSet<StatementId>,
}

impl Gaps {
    /// Notes a link that was not there before.
    pub fn note(&mut self, id: StatementId, previous: Option<StatementId>) {
        if !self.missing.remove(&id) {
            self.heads.insert(id);
        }
        if let Some(previous) = previous
            && !self.heads.remove(&previous)
        {
            self.missing.insert(previous);
        }
    }

    /// The newest that a statement which is there names, and which is missing.
    pub fn newest(&self) -> Option<StatementId> {
        self.missing.last().copied()
    }

    /// Whether all is there from `newest`, the account's newest statement, back to its first.
    pub fn are_filled_up_to(&self, newest: Option<StatementId>) -> bool {
        self.missing.is_empty() && newest.is_none_or(|newest| self.heads.contains(&newest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::Epoch;
    use proptest::prelude::*;

    fn id(number: u64) -> StatementId {
        StatementId {
            epoch: Epoch(number / 3),
            page: (number % 3) as u32,
        }
    }

    proptest! {
        #[test]
        fn a_chain_is_whole_once_its_last_link_came_and_not_before(
            order in Just((0..24u64).collect::<Vec<_>>()).prop_shuffle()
        ) {
            let mut gaps = Gaps::default();
            let newest = Some(id(23));
            for (place, number) in order.iter().enumerate() {
                prop_assert!(!gaps.are_filled_up_to(newest));
                gaps.note(id(*number), number.checked_sub(1).map(id));
                let there = &order[..=place];
                let named = there.iter().filter_map(|number| number.checked_sub(1));
                let missing = named.filter(|number| !there.contains(number)).max();
                prop_assert_eq!(gaps.newest(), missing.map(id));
            }
            prop_assert!(gaps.are_filled_up_to(newest));
            prop_assert!(!gaps.are_filled_up_to(Some(id(24))));
        }
    }

    #[test]
    fn an_account_without_statements_misses_none() {
        assert!(Gaps::default().are_filled_up_to(None));
        assert!(!Gaps::default().are_filled_up_to(Some(id(0))));
    }
}
