//! Splits an amount in proportion, to the last unit.

use crate::Amount;
use std::cmp::Reverse;

/// Splits `total` in proportion to the weights by the method of the largest remainder (Hamilton's):
/// each share is rounded down, then the units that are left go one each to the largest remainders, and
/// to the first of those that are equal. The shares sum to `total`, or to nothing when no weight is
/// above 0. `None` when a product exceeds 128 bits.
pub fn apportion(total: Amount, weights: &[u64]) -> Option<Vec<Amount>> {
    let whole: u128 = weights.iter().copied().map(u128::from).sum();
    if whole == 0 {
        return Some(vec![Amount::ZERO; weights.len()]);
    }
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = total.units();
    for (index, &weight) in weights.iter().enumerate() {
        let product = total.units().checked_mul(u128::from(weight))?;
        let share = product.checked_div(whole)?;
        left = left.checked_sub(share)?;
        shares.push(share);
        remainders.push((Reverse(product.checked_rem(whole)?), index));
    }
    remainders.sort_unstable();
    // Fewer units are left than there are remainders above 0, so a weight of 0 gets none.
    for (_, index) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        let share = shares.get_mut(index)?;
        *share = share.checked_add(1)?;
    }
    Some(shares.into_iter().map(Amount::from_units).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(total: u128, weights: &[u64], expected: &[u128]) {
        let shares = apportion(Amount::from_units(total), weights).unwrap();
        let shares: Vec<u128> = shares.iter().map(|share| share.units()).collect();
        assert_eq!(shares, expected);
    }

    #[test]
    fn the_largest_remainders_get_the_units_that_are_left() {
        check(10, &[1, 1, 1], &[4, 3, 3]);
        check(11, &[1, 1, 1], &[4, 4, 3]);
        check(10, &[2, 5, 1], &[3, 6, 1]);
    }

    #[test]
    fn without_weight_nothing_is_split() {
        check(10, &[0, 0], &[0, 0]);
        check(10, &[], &[]);
    }

    #[test]
    fn what_weighs_nothing_gets_nothing() {
        check(7, &[0, 3, 0, 3], &[0, 4, 0, 3]);
    }

    #[test]
    fn a_product_beyond_128_bits_is_refused() {
        assert_eq!(apportion(Amount::from_units(u128::MAX), &[2, 1]), None);
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_total_and_are_within_a_unit_of_their_proportion(
            total: u64,
            weights in prop::collection::vec(0..1_u64 << 42, 1..40),
        ) {
            let shares = apportion(Amount::from_units(total.into()), &weights).unwrap();
            let sum: u128 = shares.iter().map(|share| share.units()).sum();
            let whole: u128 = weights.iter().copied().map(u128::from).sum();
            prop_assert_eq!(sum, if whole == 0 { 0 } else { total.into() });
            for (share, weight) in shares.iter().zip(weights) {
                let exact = u128::from(total) * u128::from(weight);
                prop_assert!((share.units() * whole).abs_diff(exact) < whole.max(1));
            }
        }
    }
}
