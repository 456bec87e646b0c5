//! Sums a day of the economy up.

use super::world::Device;
use outpost_protocol::{
    Amount, Epoch, amount::UNITS_PER_TOKEN, economy::Market, report::Resource, state::Supply,
};
use std::fmt::Write as _;

/// How many contribute the same resource in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Density {
    /// At most half as many as are paid in full.
    Sparse,
    /// As many as are paid in full.
    Normal,
    /// More.
    Crowded,
}

/// A day of the economy. Tokens are whole tokens and their fractions, rewards those of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Which day, from 0.
    pub day: u64,
    /// Tokens there are: minted less burned.
    pub supply: f64,
    /// New tokens, under the emission's cap.
    pub emission: f64,
    /// Tokens burned for credits.
    pub burned: f64,
    /// Tokens minted again out of what was burned.
    pub recycled: f64,
    /// A token's price, in money.
    pub price: f64,
    /// Devices.
    pub devices: usize,
    /// Shares of the budget, in millionths, by resource.
    pub shares: [u32; Resource::COUNT],
    /// Tokens per device, by resource; 0 where there is none.
    pub by_resource: [f64; Resource::COUNT],
    /// Tokens per device, by [`Density`]; 0 where there is none.
    pub by_density: [f64; 3],
    /// How unequal rewards are between devices: 0 where all get the same, 1 where one gets all.
    pub gini: f64,
}

/// What a day is made of.
pub(super) struct Facts<'a> {
    pub(super) epoch: Epoch,
    pub(super) before: &'a Supply,
    pub(super) after: &'a Supply,
    pub(super) spent: u128,
    pub(super) market: &'a Market,
    pub(super) price: f64,
    pub(super) devices: &'a [Device],
    /// What each of them is paid, and where.
    pub(super) paid: &'a [(Amount, Density)],
}

pub(super) fn tokens(amount: Amount) -> f64 {
    amount.units() as f64 / UNITS_PER_TOKEN as f64
}

impl Facts<'_> {
    pub(super) fn sum_up(&self) -> Day {
        let mut by_resource = [Mean::default(); Resource::COUNT];
        let mut by_density = [Mean::default(); 3];
        let mut rewards = Vec::with_capacity(self.paid.len());
        for (device, (reward, density)) in self.devices.iter().zip(self.paid) {
            let reward = tokens(*reward);
            rewards.push(reward);
            for mean in [
                by_resource.get_mut(device.placement.resource.index()),
                by_density.get_mut(*density as usize),
            ] {
                mean.map(|mean| mean.add(reward)).unwrap_or_default();
            }
        }
        let rise = |now: Amount, before: Amount| tokens(now) - tokens(before);
        Day {
            day: self.epoch.0,
            supply: rise(self.after.minted, self.after.burned),
            emission: rise(self.after.emitted, self.before.emitted),
            burned: tokens(Amount::from_units(self.spent)),
            recycled: rise(self.after.recycled, self.before.recycled),
            price: self.price,
            devices: self.devices.len(),
            shares: self.market.shares,
            by_resource: by_resource.map(|mean| mean.get()),
            by_density: by_density.map(|mean| mean.get()),
            gini: gini(rewards),
        }
    }
}

impl Day {
    /// Names the columns of [`to_csv`](Self::to_csv).
    pub fn csv_header() -> String {
        let mut header = "day,supply,emission,burned,recycled,price,devices".to_owned();
        for of in ["share", "reward"] {
            for resource in Resource::ALL {
                let _ = write!(header, ",{of}_{resource:?}");
            }
        }
        header.push_str(",reward_sparse,reward_normal,reward_crowded,gini");
        header.to_lowercase()
    }

    /// One line, without its end.
    pub fn to_csv(&self) -> String {
        let mut line = format!(
            "{},{:.2},{:.2},{:.2},{:.2},{:.6},{}",
            self.day,
            self.supply,
            self.emission,
            self.burned,
            self.recycled,
            self.price,
            self.devices,
        );
        for share in self.shares {
            let _ = write!(line, ",{share}");
        }
        for reward in self.by_resource.iter().chain(&self.by_density) {
            let _ = write!(line, ",{reward:.4}");
        }
        let _ = write!(line, ",{:.4}", self.gini);
        line
    }
}

/// A mean that is summed up.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn get(self) -> f64 {
        if self.count == 0 {
            return 0.0;
        }
        self.sum / f64::from(self.count)
    }
}

/// The Gini coefficient: the mean difference between two of the values, divided by twice their mean.
/// For sorted values `x_1 ≤ … ≤ x_n` that is `Σ (2i - n - 1) x_i / (n Σ x_i)`.
fn gini(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let count = values.len() as f64;
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return 0.0;
    }
    let ranked = (1_u32..).zip(&values);
    let weighted: f64 = ranked
        .map(|(rank, value)| (2.0 * f64::from(rank) - count - 1.0) * value)
        .sum();
    weighted / (count * sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], expected: f64) {
        assert!((gini(values.to_vec()) - expected).abs() < 1e-12);
    }

    #[test]
    fn equal_rewards_have_a_gini_of_nothing_and_one_that_gets_all_nearly_one() {
        check(&[], 0.0);
        check(&[0.0, 0.0], 0.0);
        check(&[3.0, 3.0, 3.0], 0.0);
        check(&[0.0, 0.0, 0.0, 8.0], 0.75);
        check(&[3.0, 1.0], 0.25);
    }
}
