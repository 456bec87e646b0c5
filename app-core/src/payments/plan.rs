//! Decides whether an account can pay, and what is left, from what is proven.

use super::balance::Checkpoint;
use crate::{
    app::Core,
    errors::{self, Explain, ForApp},
    network,
    proofs::{decode, not_verified},
};
use outpost_app_api::{AppError, ErrorCode, Freshness};
use outpost_light_client::ProvenValues;
use outpost_protocol::{
    AccountAddress, Amount,
    genesis::Parameters,
    state::{Account, StateKey},
};

/// An account that is to pay, as proven now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payer {
    pub(crate) address: AccountAddress,
    /// The number of its next transaction.
    pub(crate) nonce: u64,
    /// What a transaction costs.
    pub(crate) fee: Amount,
    pub(crate) at: Checkpoint,
}

/// What is paid and what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) amount: Amount,
    pub(crate) after: Amount,
}

/// Why there is no payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Obstacle {
    /// Nothing is to be paid.
    #[error("the amount is zero")]
    Zero,
    /// There is not enough.
    #[error("the account holds {balance}, {needed} is needed")]
    CannotPay {
        /// What it holds.
        balance: Amount,
        /// Amount and fee.
        needed: Amount,
    },
}

impl Payer {
    /// Pays `amount`; `None` for all there is.
    pub(crate) fn pay(&self, amount: Option<Amount>) -> Result<Payment, Obstacle> {
        let balance = self.at.balance;
        if amount == Some(Amount::ZERO) {
            return Err(Obstacle::Zero);
        }
        // A base unit at least must be left to pay with.
        let least = amount.unwrap_or(Amount::from_units(1));
        let needed = Amount::from_units(least.units().saturating_add(self.fee.units()));
        let after = balance
            .checked_sub(needed)
            .ok_or(Obstacle::CannotPay { balance, needed })?;
        Ok(match amount {
            Some(amount) => Payment { amount, after },
            None => Payment {
                amount: Amount::from_units(least.units().saturating_add(after.units())),
                after: Amount::ZERO,
            },
        })
    }
}

impl Explain for Obstacle {
    fn explain(self) -> AppError {
        match self {
            Self::Zero => AppError::new(ErrorCode::AmountZero),
            Self::CannotPay { balance, needed } => errors::insufficient(balance, needed),
        }
    }
}

/// Has `address` proven as it is now.
pub(crate) async fn payer(core: &Core, address: AccountAddress) -> Result<Payer, AppError> {
    let keys = vec![StateKey::Account(address), StateKey::Parameters];
    let seen = core.light.prove(keys).await.for_app()?;
    payer_in(&seen, address)
}

/// Has a payer and another account proven together; whether the other was ever used.
pub(crate) async fn payer_and(
    core: &Core,
    address: AccountAddress,
    other: AccountAddress,
) -> Result<(Payer, bool, Freshness), AppError> {
    let keys = vec![
        StateKey::Account(address),
        StateKey::Account(other),
        StateKey::Parameters,
    ];
    let seen = core.light.prove(keys).await.for_app()?;
    let is_used = matches!(seen.values.get(&StateKey::Account(other)), Some(Some(_)));
    let payer = payer_in(&seen, address)?;
    Ok((payer, is_used, network::freshness_now(core, seen.at).await))
}

/// A payer among what was proven.
pub(crate) fn payer_in(seen: &ProvenValues, address: AccountAddress) -> Result<Payer, AppError> {
    let value = |key: StateKey| seen.values.get(&key).cloned().flatten();
    let account: Account = decode(value(StateKey::Account(address)))?.unwrap_or_default();
    let parameters: Option<Parameters> = decode(value(StateKey::Parameters))?;
    Ok(Payer {
        address,
        nonce: account.nonce,
        fee: parameters.ok_or_else(not_verified)?.minimum_fee,
        at: Checkpoint::of(&account, seen.at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn payer(balance: u128) -> Payer {
        Payer {
            address: AccountAddress([1; 32]),
            nonce: 0,
            fee: Amount::from_units(10),
            at: Checkpoint {
                balance: Amount::from_units(balance),
                ..Checkpoint::default()
            },
        }
    }

    #[track_caller]
    fn check(balance: u128, amount: Option<u128>, expected: Result<(u128, u128), Obstacle>) {
        let found = payer(balance).pay(amount.map(Amount::from_units));
        let expected = expected.map(|(amount, after)| Payment {
            amount: Amount::from_units(amount),
            after: Amount::from_units(after),
        });
        assert_eq!(found, expected);
    }

    fn cannot_pay(balance: u128, needed: u128) -> Result<(u128, u128), Obstacle> {
        Err(Obstacle::CannotPay {
            balance: Amount::from_units(balance),
            needed: Amount::from_units(needed),
        })
    }

    #[test]
    fn a_payment_leaves_what_amount_and_fee_do_not_take() {
        check(100, Some(60), Ok((60, 30)));
        check(100, Some(90), Ok((90, 0)));
        check(100, Some(91), cannot_pay(100, 101));
        check(0, Some(1), cannot_pay(0, 11));
        check(100, Some(u128::MAX), cannot_pay(100, u128::MAX));
    }

    #[test]
    fn everything_is_what_the_fee_leaves() {
        check(100, None, Ok((90, 0)));
        check(11, None, Ok((1, 0)));
        check(10, None, cannot_pay(10, 11));
    }

    #[test]
    fn nothing_is_no_payment() {
        check(100, Some(0), Err(Obstacle::Zero));
    }

    proptest! {
        #[test]
        fn amount_fee_and_rest_are_the_balance(balance: u128, amount: Option<u128>) {
            let payer = payer(balance);
            if let Ok(payment) = payer.pay(amount.map(Amount::from_units)) {
                let parts = [payment.amount, payer.fee, payment.after];
                prop_assert_eq!(Amount::checked_sum(parts), Some(Amount::from_units(balance)));
            }
        }
    }
}
