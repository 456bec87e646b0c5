//! Sums a history, so that the screen can say whether its parts make the balance.

use outpost_app_api::{Change, HistoryView, Money};

/// What a history sums to, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What there was when this device first looked.
    pub opening: u128,
    /// Rewards.
    pub rewards: u128,
    /// What came in from others, and what more came in while another device was at work.
    pub received: u128,
    /// What was sent, and what another device sent.
    pub sent: u128,
    /// Fees.
    pub fees: u128,
}

impl Sums {
    /// The sums of a history; `None` if they overflow, which no real one does.
    pub fn of(history: &HistoryView) -> Option<Self> {
        let mut sums = Self::default();
        for entry in &history.entries {
            let gained = entry.change.gained().0;
            let place = match entry.change {
                Change::Opening { .. } => &mut sums.opening,
                Change::Reward { .. } => &mut sums.rewards,
                _ => &mut sums.received,
            };
            *place = place.checked_add(gained)?;
            let (Money(sent), Money(fee)) = entry.change.lost();
            sums.sent = sums.sent.checked_add(sent)?;
            sums.fees = sums.fees.checked_add(fee)?;
        }
        Some(sums)
    }

    /// What the account must hold.
    pub fn balance(&self) -> Option<u128> {
        self.opening
            .checked_add(self.rewards)?
            .checked_add(self.received)?
            .checked_sub(self.sent)?
            .checked_sub(self.fees)
    }
}

/// Whether the parts make the balance.
pub fn parts_make_the_balance(history: &HistoryView) -> bool {
    Sums::of(history).and_then(|sums| sums.balance()) == Some(history.balance.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn the_parts_of_a_history_make_its_balance() {
        let history = gallery::history();
        assert!(parts_make_the_balance(&history));
        let sums = Sums::of(&history).expect("they fit");
        assert!(sums.rewards > 0 && sums.received > 0 && sums.sent > 0 && sums.fees > 0);
    }

    #[test]
    fn a_single_base_unit_too_much_is_noticed() {
        let mut history = gallery::history();
        history.balance.0 += 1;
        assert!(!parts_make_the_balance(&history));
    }

    #[test]
    fn what_is_on_its_way_or_failed_takes_nothing() {
        let mut history = gallery::history();
        let before = Sums::of(&history);
        history.entries.retain(|entry| match &entry.change {
            Change::Transaction(transaction) => matches!(
                transaction.state,
                outpost_app_api::TransactionState::Final { .. }
            ),
            _ => true,
        });
        assert_eq!(Sums::of(&history), before);
    }
}
