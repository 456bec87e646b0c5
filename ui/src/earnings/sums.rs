//! Checks that parts make totals, so that the screen can say so.

use outpost_app_api::{
    DeviceEarningsView, EarningsLine, EarningsView, LossView, Money, ResourceWaterfall,
    WaterfallView,
};

/// Whether the bars make the total, and so do the resources.
pub fn bars_make_the_total(view: &EarningsView) -> bool {
    sum(view.bars.iter().map(|bar| bar.total)) == Some(view.total)
        && sum(view.resources.iter().map(|part| part.total)) == Some(view.total)
}

/// Whether the devices make the total that the screen shows.
pub fn devices_make_the_total(view: &DeviceEarningsView, total: Money) -> bool {
    view.total == total && sum(view.devices.iter().map(|part| part.total)) == Some(total)
}

/// Whether what was possible, less all losses, is what was paid; and for each resource in its units.
pub fn losses_explain_what_was_paid(view: &WaterfallView) -> bool {
    let lost = sum(view.losses.iter().map(|loss| loss.amount));
    let left = lost.and_then(|lost| view.possible.0.checked_sub(lost.0));
    left == Some(view.paid.0)
        && sum(view.resources.iter().map(|part| part.paid)) == Some(view.paid)
        && view.resources.iter().all(units_add_up)
}

/// Whether the lines' rewards make their total, and each line's units add up.
pub fn lines_make_the_total(lines: &[EarningsLine], total: Money) -> bool {
    sum(lines.iter().map(|line| line.reward)) == Some(total)
        && lines.iter().all(losses_explain_the_difference)
}

/// Whether what is possible, less all losses, is what was accepted.
pub fn losses_explain_the_difference(line: &EarningsLine) -> bool {
    left(line.possible, &line.losses) == Some(line.accepted)
}

fn units_add_up(sum: &ResourceWaterfall) -> bool {
    left(sum.possible, &sum.losses) == Some(sum.accepted)
}

fn left(possible: u64, losses: &[LossView]) -> Option<u64> {
    let lost = losses
        .iter()
        .try_fold(0u64, |sum, loss| sum.checked_add(loss.units));
    lost.and_then(|lost| possible.checked_sub(lost))
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
        let view = gallery::earnings();
        assert!(bars_make_the_total(&view));
        assert!(devices_make_the_total(
            &gallery::earnings_by_device(),
            view.total
        ));
        assert!(losses_explain_what_was_paid(&gallery::waterfall()));
        let lines = gallery::lines();
        assert!(lines_make_the_total(&lines.lines, lines.total));
    }

    #[test]
    fn a_single_base_unit_too_much_is_noticed() {
        let mut view = gallery::earnings();
        view.total.0 += 1;
        assert!(!bars_make_the_total(&view));
        assert!(!devices_make_the_total(
            &gallery::earnings_by_device(),
            view.total
        ));
        let mut waterfall = gallery::waterfall();
        waterfall.possible.0 += 1;
        assert!(!losses_explain_what_was_paid(&waterfall));
        let lines = gallery::lines();
        assert!(!lines_make_the_total(
            &lines.lines,
            Money(lines.total.0 + 1)
        ));
    }

    #[test]
    fn a_loss_without_a_reason_is_noticed() {
        let mut line = gallery::lines().lines[0].clone();
        assert!(losses_explain_the_difference(&line));
        line.accepted -= 1;
        assert!(!losses_explain_the_difference(&line));
        let mut waterfall = gallery::waterfall();
        waterfall.resources[0].accepted -= 1;
        assert!(!losses_explain_what_was_paid(&waterfall));
    }

    #[test]
    fn sums_that_overflow_do_not_add_up() {
        let mut view = gallery::earnings();
        view.bars[0].total = Money(u128::MAX);
        assert!(!bars_make_the_total(&view));
    }
}
