//! Prices contributions: what an epoch may pay, and which resource gets how much of it.
//!
//! # The rule
//! 1. Users burn tokens for credits, one for each base unit, and spend credits on resources.
//! 2. An epoch may pay its [`emission`](crate::rewards::emission), as far as the cap on all emission
//!    allows, and `recycled` of the credits that were spent since the last epoch was priced; see
//!    [`Budget`]. So all tokens ever minted are at most those of the genesis, the cap, and what was
//!    burned.
//! 3. Each resource gets its share of that. Then the shares move towards what users spent credits on, see
//!    [`shares`]: what the next epoch pays by is known before anybody works for it.

mod budget;
pub mod shares;
mod summary;

pub use budget::{Budget, MAX_BUDGET};
pub use summary::{EpochSummary, ResourceSummary};

use crate::{
    Amount, Epoch,
    genesis::Parameters,
    report::Resource,
    rewards::{FULL_SCALE, MAX_STALE_BONUS, apportion},
    state::Supply,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Parts of a whole that is counted in millionths.
pub const MILLION: u32 = 1_000_000;

/// The economy's numbers, part of the [`Parameters`](crate::genesis::Parameters).
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Economy {
    /// The least and the most that a resource gets of an epoch's budget, in millionths, by
    /// [resource](Resource::index).
    pub share_bounds: [(u32, u32); Resource::COUNT],
    /// How much of the way to the shares of the demand is gone in an epoch at most, in millionths; see
    /// [`shares`].
    pub share_speed: u32,
    /// How much of what users spend in an epoch is paid to contributors, in millionths; the rest stays
    /// burned.
    pub recycled: u32,
    /// Epochs without a contribution after which a cell is as stale as it can be; at least 1.
    pub stale_after: u32,
    /// What a stale cell pays for a unit, in thousandths: 1000 to [`MAX_STALE_BONUS`].
    pub stale_bonus: u32,
    /// Strikes until a device is suspended; at least 1.
    pub strikes: u32,
    /// For how many epochs it is.
    pub suspension: u32,
    /// What a sector costs for an epoch, in credits; at least 1.
    pub sector_price: u64,
    /// What a million of fuel costs in each of a job's runs, in credits; at least 1.
    pub fuel_price: u64,
}

impl Economy {
    /// What a practice network begins with.
    pub const PRACTICE: Self = Self {
        share_bounds: [(50_000, 500_000); Resource::COUNT],
        share_speed: 10_000,
        recycled: 500_000,
        stale_after: 30,
        stale_bonus: 2_000,
        strikes: 3,
        suspension: 30,
        sector_price: 1_000,
        fuel_price: 1_000,
    };
}

/// What users want from the network, and how much of the budget each resource gets for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Market {
    /// Shares of an epoch's budget, in millionths, by [resource](Resource::index); they sum to
    /// [`MILLION`].
    pub shares: [u32; Resource::COUNT],
    /// Credits spent since an epoch was last priced, by resource.
    pub spent: [u128; Resource::COUNT],
}

/// Prices an epoch whose reports are weighed: notes in its summary what there is to pay for each
/// resource, counts in the supply what of that will be paid, and lets the market follow what users
/// spent. `None` when a sum exceeds 128 bits.
pub fn price(
    parameters: &Parameters,
    epoch: Epoch,
    summary: &mut EpochSummary,
    market: &mut Market,
    supply: &mut Supply,
) -> Option<()> {
    let budget = Budget::of(parameters, epoch, supply, market.total_spent());
    let mut paid = Amount::ZERO;
    for (resource, part) in summary
        .resources
        .iter_mut()
        .zip(market.split(budget.total())?)
    {
        resource.budget = part;
        if resource.weight > 0 {
            paid = paid.checked_add(part)?;
        }
    }
    budget.count(paid, supply)?;
    market.follow_demand(&parameters.economy, budget.emission)
}

/// Numbers that the economy cannot work with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EconomyError {
    /// A resource whose least share is above its most, or whose most is above the whole.
    #[error("shares between {least} and {most} millionths hold none")]
    Bounds {
        /// The least share.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Shares that can never sum to the whole.
    #[error("shares of {least} millionths at least and {most} at most never sum to a million")]
    Sum {
        /// The sum of the least shares.
        least: u64,
        /// The sum of the most.
        most: u64,
    },
    /// A part that is more than the whole.
    #[error("{0} millionths are more than the whole")]
    MoreThanAll(u32),
    /// A bonus that is a loss, or more than [`MAX_STALE_BONUS`].
    #[error("a stale cell cannot pay {0} thousandths")]
    StaleBonus(u32),
    /// A cell that is stale at once, or a device that is suspended for nothing.
    #[error(
        "the epochs until a cell is stale and the strikes until a device is suspended are at least 1"
    )]
    Never,
    /// An order that costs nothing, so that nothing bounds how many there are.
    #[error("a sector and a job's fuel cost at least 1 credit")]
    Free,
}

impl Economy {
    /// Whether the rules can work with these numbers.
    pub fn check(&self) -> Result<(), EconomyError> {
        let (mut least_sum, mut most_sum) = (0_u64, 0_u64);
        for (least, most) in self.share_bounds {
            if least > most || most > MILLION {
                return Err(EconomyError::Bounds { least, most });
            }
            least_sum = least_sum.saturating_add(u64::from(least));
            most_sum = most_sum.saturating_add(u64::from(most));
        }
        if !(least_sum..=most_sum).contains(&u64::from(MILLION)) {
            return Err(EconomyError::Sum {
                least: least_sum,
                most: most_sum,
            });
        }
        for part in [self.share_speed, self.recycled] {
            if part > MILLION {
                return Err(EconomyError::MoreThanAll(part));
            }
        }
        if !(FULL_SCALE..=MAX_STALE_BONUS).contains(&self.stale_bonus) {
            return Err(EconomyError::StaleBonus(self.stale_bonus));
        }
        if self.stale_after == 0 || self.strikes == 0 {
            return Err(EconomyError::Never);
        }
        if self.sector_price == 0 || self.fuel_price == 0 {
            return Err(EconomyError::Free);
        }
        Ok(())
    }
}

impl Market {
    /// The market of a network that begins: nobody wanted anything yet, so all get the same, as far as
    /// the bounds allow.
    pub fn begin(economy: &Economy) -> Self {
        let even = [MILLION / Resource::COUNT as u32; Resource::COUNT];
        Self {
            shares: shares::fit(&even, &economy.share_bounds).unwrap_or(even),
            spent: [0; Resource::COUNT],
        }
    }

    /// Notes that credits were spent on a resource.
    pub fn spend(&mut self, resource: Resource, credits: u128) {
        if let Some(spent) = self.spent.get_mut(resource.index()) {
            *spent = spent.saturating_add(credits);
        }
    }

    /// Credits spent since an epoch was last priced.
    pub fn total_spent(&self) -> u128 {
        self.spent
            .iter()
            .fold(0, |sum, spent| sum.saturating_add(*spent))
    }

    /// Splits what an epoch may pay between the resources.
    pub fn split(&self, total: Amount) -> Option<[Amount; Resource::COUNT]> {
        apportion(total, &self.shares.map(u64::from))?
            .try_into()
            .ok()
    }

    /// Moves the shares towards what was spent, and begins to count anew. `emission` is what the epoch
    /// that was priced may emit.
    pub fn follow_demand(&mut self, economy: &Economy, emission: Amount) -> Option<()> {
        self.shares = shares::follow(&self.shares, &self.spent, emission, economy)?;
        self.spent = [0; Resource::COUNT];
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[track_caller]
    fn check(change: impl FnOnce(&mut Economy), expected: EconomyError) {
        let mut economy = testing::economy();
        assert_eq!(economy.check(), Ok(()));
        change(&mut economy);
        assert_eq!(economy.check(), Err(expected));
    }

    #[test]
    fn bounds_that_no_shares_fit_are_refused() {
        let bounds = |least, most| EconomyError::Bounds { least, most };
        check(|it| it.share_bounds[2] = (3, 2), bounds(3, 2));
        check(
            |it| it.share_bounds[5].1 = 1_000_001,
            bounds(50_000, 1_000_001),
        );
        let sum = |least, most| EconomyError::Sum { least, most };
        let all = |bounds| [bounds; Resource::COUNT];
        check(
            |it| it.share_bounds = all((166_667, 500_000)),
            sum(1_000_002, 3_000_000),
        );
        check(|it| it.share_bounds = all((0, 166_666)), sum(0, 999_996));
    }

    #[test]
    fn parts_above_the_whole_and_senseless_numbers_are_refused() {
        check(
            |it| it.recycled = 1_000_001,
            EconomyError::MoreThanAll(1_000_001),
        );
        check(
            |it| it.share_speed = u32::MAX,
            EconomyError::MoreThanAll(u32::MAX),
        );
        check(|it| it.stale_bonus = 999, EconomyError::StaleBonus(999));
        check(|it| it.stale_bonus = 4_001, EconomyError::StaleBonus(4_001));
        check(|it| it.stale_after = 0, EconomyError::Never);
        check(|it| it.strikes = 0, EconomyError::Never);
        check(|it| it.sector_price = 0, EconomyError::Free);
        check(|it| it.fuel_price = 0, EconomyError::Free);
    }

    #[test]
    fn a_market_begins_even_within_its_bounds() {
        let begin = |bounds| {
            let economy = Economy {
                share_bounds: bounds,
                ..testing::economy()
            };
            Market::begin(&economy).shares
        };
        let even = begin([(0, MILLION); Resource::COUNT]);
        assert_eq!(even, [166_667, 166_667, 166_667, 166_667, 166_666, 166_666]);
        let mut bounds = [(0, MILLION); Resource::COUNT];
        bounds[0] = (500_000, 500_000);
        let bound = begin(bounds);
        assert_eq!(
            bound,
            [500_000, 100_000, 100_000, 100_000, 100_000, 100_000]
        );
    }
}
