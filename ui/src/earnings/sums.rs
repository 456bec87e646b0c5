//! Checks that parts make totals, so that the screen can say so.

use outpost_app_api::{EarningsLine, EarningsView, EpochEarnings, Money};

/// Whether the epochs' totals make the total of all.
pub fn epochs_make_the_total(earnings: &EarningsView) -> bool {
    sum(earnings.epochs.iter().map(|epoch| epoch.total)) == Some(earnings.totals.all)
}

/// Whether the lines' rewards make the epoch's total, and each line's units add up.
pub fn lines_make_the_total(epoch: &EpochEarnings) -> bool {
    sum(epoch.lines.iter().map(|line| line.reward)) == Some(epoch.total)
        && epoch.lines.iter().all(losses_explain_the_difference)
}

/// Whether what is possible, less all losses, is what was accepted.
pub fn losses_explain_the_difference(line: &EarningsLine) -> bool {
    let lost = line
        .losses
        .iter()
        .try_fold(0u64, |sum, loss| sum.checked_add(loss.units));
    lost.and_then(|lost| line.possible.checked_sub(lost)) == Some(line.accepted)
}

fn sum(mut amounts: impl Iterator<Item = Money>) -> Option<Money> {
    amounts.try_fold(Money(0), |Money(sum), Money(amount)| {
        sum.checked_add(amount).map(Money)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn parts_that_make_their_total_are_said_to() {
        let earnings = gallery::earnings();
        assert!(epochs_make_the_total(&earnings));
        assert!(earnings.epochs.iter().all(lines_make_the_total));
    }

    #[test]
    fn a_single_base_unit_too_much_is_noticed() {
        let mut earnings = gallery::earnings();
        earnings.totals.all.0 += 1;
        assert!(!epochs_make_the_total(&earnings));
        earnings.epochs[0].total.0 += 1;
        assert!(!lines_make_the_total(&earnings.epochs[0]));
    }

    #[test]
    fn a_loss_without_a_reason_is_noticed() {
        let mut line = gallery::earnings().epochs[0].lines[0].clone();
        assert!(losses_explain_the_difference(&line));
        line.accepted -= 1;
        assert!(!losses_explain_the_difference(&line));
    }

    #[test]
    fn sums_that_overflow_do_not_add_up() {
        let mut earnings = gallery::earnings();
        earnings.epochs[0].total = Money(u128::MAX);
        assert!(!epochs_make_the_total(&earnings));
    }
}
