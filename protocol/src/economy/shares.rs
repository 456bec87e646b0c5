//! Moves the resources' shares of the budget towards what users want.
//!
//! # The rule
//! 1. The **demand** is what share of all credits was spent on each resource.
//! 2. It is brought into `share_bounds`: each share to the nearer bound; what is then missing from the
//!    whole is given in proportion to the room that is left, and what is too much is taken in proportion
//!    to what is above the least.
//! 3. The shares go part of the way there: `share_speed * spent / (spent + emission)`, where `spent` is all
//!    that users spent and `emission` what the network adds by itself. So the wish of those who pay little
//!    moves little: nobody turns the whole budget towards their own devices by spending a single credit.
//! 4. Rounded by [largest remainders](apportion), so that they sum to a million always.
//!
//! # Why they stay in their bounds
//! The old shares and the demand are both in the bounds, whose set is convex, so what is between them is,
//! too. A bound is an integer: rounding down does not fall below the least, and only what was rounded down
//! is rounded up.

use super::{Economy, MILLION};
use crate::{Amount, report::Resource, rewards::apportion};

/// Millionths by resource.
type Shares = [u32; Resource::COUNT];
type Bounds = [(u32, u32); Resource::COUNT];

/// The shares after `spent` was spent in an epoch that emits `emission`. `None` only where the bounds are
/// impossible, see [`Economy::check`].
pub(super) fn follow(
    shares: &Shares,
    spent: &[u128; Resource::COUNT],
    emission: Amount,
    economy: &Economy,
) -> Option<Shares> {
    // An amendment may have moved the bounds away from the old shares.
    let from = fit(shares, &economy.share_bounds)?;
    let to = fit(&demand(spent)?, &economy.share_bounds)?;
    let there = speed(spent, emission, economy);
    let stay = u64::from(MILLION).checked_sub(there)?;
    let blend: Vec<u64> = from
        .into_iter()
        .zip(to)
        .map(|(from, to)| u64::from(from) * stay + u64::from(to) * there)
        .collect();
    to_shares(&apportion(whole(), &blend)?)
}

/// Brings shares that sum to at most a million into bounds, so that they sum to a million; those that
/// are in them already stay as they are.
pub(super) fn fit(shares: &Shares, bounds: &Bounds) -> Option<Shares> {
    let mut fitted = *shares;
    for (share, (least, most)) in fitted.iter_mut().zip(bounds) {
        *share = (*share).max(*least).min(*most);
    }
    let sum: u64 = fitted.iter().copied().map(u64::from).sum();
    let missing = u64::from(MILLION).saturating_sub(sum);
    let surplus = sum.saturating_sub(u64::from(MILLION));
    let room = |change: fn(u32, (u32, u32)) -> u32| -> Vec<u64> {
        let rooms = fitted.iter().zip(bounds);
        rooms
            .map(|(share, bounds)| u64::from(change(*share, *bounds)))
            .collect()
    };
    // Neither exceeds its room: that is more than is given or taken in all, or nothing fits.
    let give = apportion(
        amount(missing),
        &room(|share, (_, most)| most.saturating_sub(share)),
    )?;
    let take = apportion(
        amount(surplus),
        &room(|share, (least, _)| share.saturating_sub(least)),
    )?;
    for (share, (give, take)) in fitted
        .iter_mut()
        .zip(to_shares(&give)?.into_iter().zip(to_shares(&take)?))
    {
        *share = share.checked_add(give)?.checked_sub(take)?;
    }
    let sum: u64 = fitted.iter().copied().map(u64::from).sum();
    (sum == u64::from(MILLION)).then_some(fitted)
}

/// The shares of what was spent; all 0 where nothing was.
fn demand(spent: &[u128; Resource::COUNT]) -> Option<Shares> {
    let most = spent.iter().copied().max().unwrap_or(0);
    // The upper 64 bits of the largest are enough to tell millionths apart.
    let shift = u64::BITS.saturating_sub(most.leading_zeros());
    let weights: Vec<u64> = spent
        .iter()
        .map(|spent| u64::try_from(spent >> shift))
        .collect::<Result<_, _>>()
        .ok()?;
    to_shares(&apportion(whole(), &weights)?)
}

/// How much of the way to the demand is gone, in millionths.
fn speed(spent: &[u128; Resource::COUNT], emission: Amount, economy: &Economy) -> u64 {
    let bounded = |units: u128| units.min(u128::from(u64::MAX));
    let spent = bounded(
        spent
            .iter()
            .fold(0, |sum, spent| sum.saturating_add(*spent)),
    );
    let whole = spent.saturating_add(bounded(emission.units()));
    let speed = u128::from(economy.share_speed.min(MILLION)).saturating_mul(spent);
    speed
        .checked_div(whole)
        .and_then(|speed| u64::try_from(speed).ok())
        .unwrap_or(0)
}

fn whole() -> Amount {
    amount(u64::from(MILLION))
}

fn amount(millionths: u64) -> Amount {
    Amount::from_units(u128::from(millionths))
}

fn to_shares(amounts: &[Amount]) -> Option<Shares> {
    let shares: Result<Vec<u32>, _> = amounts.iter().map(|it| it.units().try_into()).collect();
    shares.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    const EVEN: Shares = [200_000, 160_000, 160_000, 160_000, 160_000, 160_000];

    fn economy() -> Economy {
        Economy {
            share_speed: MILLION,
            ..testing::economy()
        }
    }

    #[track_caller]
    fn check(spent: [u128; Resource::COUNT], emission: u128, expected: Shares) {
        let emission = Amount::from_units(emission);
        assert_eq!(follow(&EVEN, &spent, emission, &economy()), Some(expected));
    }

    #[test]
    fn without_demand_the_shares_stay() {
        check([0; 6], 1_000, EVEN);
        check([0; 6], 0, EVEN);
    }

    #[test]
    fn demand_for_one_resource_gives_it_the_most_and_the_others_the_same_rest() {
        let most = [100_000, 100_000, 500_000, 100_000, 100_000, 100_000];
        check([0, 0, 7, 0, 0, 0], 0, most);
        check([0, 0, u128::MAX, 0, 0, 0], 0, most);
    }

    #[test]
    fn demand_within_the_bounds_is_followed_exactly() {
        check(
            [4, 2, 1, 1, 1, 1],
            0,
            [400_000, 200_000, 100_000, 100_000, 100_000, 100_000],
        );
    }

    #[test]
    fn demand_moves_the_shares_as_far_as_it_is_paid_for() {
        // Spent as much as is emitted: half the way.
        check(
            [400, 200, 100, 100, 100, 100],
            1_000,
            [300_000, 180_000, 130_000, 130_000, 130_000, 130_000],
        );
        // A credit beside a million: not at all.
        check([0, 0, 1, 0, 0, 0], 10_000_000, EVEN);
    }

    #[test]
    fn shares_that_an_amendment_left_out_of_bounds_come_back() {
        let mut bounds = [(0, MILLION); 6];
        bounds[0] = (0, 50_000);
        bounds[1] = (50_000, MILLION);
        let shares = fit(&[1_000_000, 0, 0, 0, 0, 0], &bounds).unwrap();
        assert_eq!(shares[0], 50_000);
        assert!(shares[1] >= 50_000);
        assert_eq!(shares.iter().sum::<u32>(), MILLION);
        assert_eq!(fit(&EVEN, &[(0, 1); 6]), None);
    }

    prop_compose! {
        /// Bounds that some shares fit, made around shares that do.
        fn possible()(
            weights in prop::array::uniform6(0..1_000_u64),
            below in prop::array::uniform6(0..MILLION),
            above in prop::array::uniform6(0..MILLION),
        ) -> Bounds {
            let weights = weights.map(|weight| weight + 1);
            let inside = to_shares(&apportion(whole(), &weights).unwrap()).unwrap();
            let mut bounds = inside.map(|share| (share, share));
            for ((bound, below), above) in bounds.iter_mut().zip(below).zip(above) {
                *bound = (bound.0.saturating_sub(below), (bound.1 + above).min(MILLION));
            }
            bounds
        }
    }

    fn is_within(shares: &Shares, bounds: &Bounds) -> bool {
        shares
            .iter()
            .zip(bounds)
            .all(|(share, (least, most))| (least..=most).contains(&share))
    }

    proptest! {
        #[test]
        fn shares_sum_to_a_million_and_stay_in_their_bounds(
            bounds in possible(),
            start in prop::array::uniform6(0..1_000_u64),
            spending in prop::collection::vec((prop::array::uniform6(any::<u128>()), 0..128_u32), 1..20),
            emission: u64,
            share_speed in 0..=MILLION,
        ) {
            let economy = Economy { share_bounds: bounds, share_speed, ..testing::economy() };
            prop_assert_eq!(economy.check(), Ok(()));
            let mut shares = to_shares(&apportion(whole(), &start).unwrap()).unwrap();
            for (spent, shift) in spending {
                let spent = spent.map(|spent| spent >> shift);
                shares = follow(&shares, &spent, amount(emission), &economy).unwrap();
                prop_assert_eq!(shares.iter().sum::<u32>(), MILLION);
                prop_assert!(is_within(&shares, &bounds), "{:?} {:?}", shares, bounds);
            }
        }

        #[test]
        fn what_fits_stays_as_it_is(bounds in possible(), start in prop::array::uniform6(0..1_000_u64)) {
            let start = to_shares(&apportion(whole(), &start).unwrap()).unwrap();
            let fitted = fit(&start, &bounds).unwrap();
            prop_assert_eq!(fit(&fitted, &bounds), Some(fitted));
        }

        #[test]
        fn no_share_goes_past_its_demand(spent in prop::array::uniform6(0..u64::MAX), emission: u64) {
            let spent = spent.map(u128::from);
            let economy = testing::economy();
            let to = fit(&demand(&spent).unwrap(), &economy.share_bounds).unwrap();
            let moved = follow(&EVEN, &spent, amount(emission), &economy).unwrap();
            for ((from, to), moved) in EVEN.iter().zip(to).zip(moved) {
                prop_assert!((*from.min(&to)..=*from.max(&to)).contains(&moved));
            }
        }
    }
}
