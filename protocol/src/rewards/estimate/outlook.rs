//! Sums an estimate up for somebody who decides whether to buy a device: a day, a month, the payback.

use super::{Estimate, Today};
use crate::{Amount, genesis::Parameters};

/// Milliseconds of a day.
const DAY_MS: u64 = 24 * 3_600_000;
/// Days of what is called a month here.
pub const MONTH_DAYS: u64 = 30;

/// What one more device would earn, and how its cell scales that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// In the next epoch.
    pub epoch: Estimate,
    /// In the next day, or the next epoch where that is longer.
    pub day: Estimate,
    /// In the next [`MONTH_DAYS`].
    pub month: Estimate,
    /// Devices that contribute the same in the cell today.
    pub neighbours: u32,
    /// By what the cell multiplies the device's units in its first epoch, in thousandths.
    pub first_multiplier: u64,
    /// By what it does after that, in thousandths.
    pub multiplier: u64,
}

/// Days until a device has paid for itself; `None` where it never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payback {
    /// If it earns the least of the range.
    pub low: Option<u64>,
    /// If it earns the middle.
    pub middle: Option<u64>,
    /// If it earns the most.
    pub high: Option<u64>,
}

impl Today<'_> {
    /// The estimate over each of the spans that people plan by. `None` where [`Today::estimate`] has none.
    pub fn outlook(&self) -> Option<Outlook> {
        let a_day = epochs_of_a_day(self.parameters);
        let [first, later] = self.multipliers()?;
        Some(Outlook {
            epoch: self.estimate(1)?,
            day: self.estimate(a_day)?,
            month: self.estimate(a_day.saturating_mul(MONTH_DAYS))?,
            neighbours: self.neighbours(),
            first_multiplier: first.product(),
            multiplier: later.product(),
        })
    }
}

impl Outlook {
    /// How long it takes until what the month pays has paid for `price`, when power takes `power` of it
    /// each day.
    pub fn payback(&self, price: Amount, power: Amount) -> Payback {
        let after = |earned: Amount| {
            let a_day = Amount::from_units(earned.units() / u128::from(MONTH_DAYS));
            payback(price, a_day, power)
        };
        Payback {
            low: after(self.month.low),
            middle: after(self.month.middle),
            high: after(self.month.high),
        }
    }
}

/// How many epochs a day has; 1 where they are longer.
fn epochs_of_a_day(parameters: &Parameters) -> u64 {
    DAY_MS.checked_div(parameters.epoch_ms).unwrap_or(1).max(1)
}

/// How many epochs or days it takes until earnings have paid for `price`, when power takes some of them;
/// `None` where they never do.
fn payback(price: Amount, earned: Amount, power: Amount) -> Option<u64> {
    let net = earned.checked_sub(power)?.units();
    (net > 0)
        .then(|| price.units().div_ceil(net))
        .and_then(|epochs| u64::try_from(epochs).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_paid_back_by_what_is_left_after_power() {
        let payback = |price, earned, power| {
            let [price, earned, power] = [price, earned, power].map(Amount::from_units);
            payback(price, earned, power)
        };
        assert_eq!(payback(100, 11, 1), Some(10));
        assert_eq!(payback(101, 11, 1), Some(11));
        assert_eq!(payback(0, 2, 1), Some(0));
        assert_eq!(payback(100, 1, 1), None);
        assert_eq!(payback(100, 1, 2), None);
    }
}
