//! Says how much an epoch may emit.
//!
//! # The schedule
//! `E(e) = first_emission * 2^(-e / halving_epochs)`: it halves every `halving_epochs`, and a little
//! with each epoch rather than at once. Over all time that is about
//! `first_emission * halving_epochs / ln 2`; `emission_cap` is a hard bound beside it.
//!
//! # In integers
//! With `e = q * halving_epochs + r`, `2^(-q)` is a shift by `q`. For `2^(-r / halving_epochs)` the
//! fraction is taken to 32 binary digits `b1 b2 …`, and `2^(-0.b1b2…)` is the product of the
//! `2^(-1/2^i)` for each digit that is 1. Each of these factors is the square root of the one before
//! it, from `1/2` on, in fixed point with 63 binary places, rounded down. The error is below `2^-31` of
//! the emission, and the same on every machine.

use crate::{Amount, Epoch, genesis::Parameters};

/// Binary digits of the exponent's fraction.
const FRACTION_BITS: u32 = 32;
/// Binary places of a factor, which leaves room for the product of two in 128 bits.
const PLACES: u32 = 63;
const ONE: u128 = 1 << PLACES;

/// What `epoch` emits by the schedule, whatever was emitted before; the cap is
/// [`Budget`](crate::economy::Budget)'s.
pub fn emission(parameters: &Parameters, epoch: Epoch) -> Amount {
    let halvings = epoch.0.checked_div(parameters.halving_epochs);
    let since = epoch.0.checked_rem(parameters.halving_epochs);
    let (Some(halvings), Some(since)) = (halvings, since) else {
        return Amount::ZERO;
    };
    // Below 1, since the remainder is below the divisor.
    let fraction = (u128::from(since) << FRACTION_BITS)
        .checked_div(u128::from(parameters.halving_epochs))
        .unwrap_or(0);
    // `first_emission` is bounded to 64 bits, see `Parameters::check`.
    let decayed = parameters
        .first_emission
        .units()
        .saturating_mul(exp2_of_minus(fraction))
        >> PLACES;
    let halved = u32::try_from(halvings)
        .ok()
        .and_then(|halvings| decayed.checked_shr(halvings))
        .unwrap_or(0);
    Amount::from_units(halved)
}

/// `2^(-fraction / 2^32)` with 63 binary places, for a fraction below `2^32`.
fn exp2_of_minus(fraction: u128) -> u128 {
    let mut root = ONE >> 1;
    let mut product = ONE;
    for digit in (0..FRACTION_BITS).rev() {
        root = (root << PLACES).isqrt();
        if (fraction >> digit) & 1 == 1 {
            product = (product * root) >> PLACES;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    fn parameters(first_emission: u128, halving_epochs: u64) -> Parameters {
        Parameters {
            first_emission: Amount::from_units(first_emission),
            halving_epochs,
            ..testing::parameters()
        }
    }

    #[track_caller]
    fn check(first_emission: u128, halving_epochs: u64, epoch: u64, expected: u128) {
        let found = emission(&parameters(first_emission, halving_epochs), Epoch(epoch));
        assert_eq!(found.units(), expected);
    }

    #[test]
    fn it_halves_exactly_with_every_halving() {
        check(1 << 40, 1_000, 0, 1 << 40);
        check(1 << 40, 1_000, 1_000, 1 << 39);
        check(1 << 40, 1_000, 40_000, 1);
        check(1 << 40, 1_000, 41_000, 0);
        check(u128::from(u64::MAX), 1, 64, 0);
        check(1 << 40, 1_000, u64::MAX, 0);
    }

    #[test]
    fn between_halvings_it_follows_the_power_of_two() {
        // 10^18 / 2^(1/2) and / 2^(1/4).
        check(10_u128.pow(18), 1_000, 500, 707_106_781_186_547_524);
        check(10_u128.pow(18), 1_000, 250, 840_896_415_253_714_543);
    }

    proptest! {
        #[test]
        fn it_never_rises(halving in 1..u64::MAX, epoch in 0..u64::MAX - 1, first: u64) {
            let parameters = parameters(u128::from(first), halving);
            let now = emission(&parameters, Epoch(epoch));
            prop_assert!(emission(&parameters, Epoch(epoch + 1)) <= now);
            prop_assert!(now.units() <= u128::from(first));
        }
    }
}
