//! Executes the purchase and the use of credits.
//!
//! A credit is bought by burning a base unit, cannot be given away, and is spent on the use of a resource.
//! What is spent is demand, which the [market](crate::economy) follows.

use super::{ExecuteError, Execution, Stop};
use crate::{
    AccountAddress, Amount,
    economy::Market,
    report::Resource,
    state::{ReadState, StateKey},
    transaction::Rejection,
};

impl<S: ReadState> Execution<'_, S> {
    /// Turns `amount`, which was taken from the sender's balance before, into credits.
    pub(super) fn buy_credits(
        &mut self,
        sender: AccountAddress,
        amount: Amount,
    ) -> Result<(), Stop<S::Error>> {
        if amount == Amount::ZERO {
            return Err(Rejection::Nothing.into());
        }
        let mut account = self.account(sender)?;
        account.credits = account
            .credits
            .checked_add(amount.units())
            .ok_or(ExecuteError::OutOfBounds("credits"))?;
        self.set_account(sender, &account);
        self.burn(amount).map_err(Stop::Failed)
    }

    /// Spends credits on a resource.
    pub(super) fn use_resource(
        &mut self,
        sender: AccountAddress,
        resource: Resource,
        credits: u128,
    ) -> Result<(), Stop<S::Error>> {
        if credits == 0 {
            return Err(Rejection::Nothing.into());
        }
        let mut account = self.account(sender)?;
        account.credits =
            account
                .credits
                .checked_sub(credits)
                .ok_or(Rejection::InsufficientCredits {
                    balance: account.credits,
                    needed: credits,
                })?;
        self.set_account(sender, &account);
        let mut market: Market = self.state.require(&StateKey::Market)?;
        market.spend(resource, credits);
        self.state.put(&StateKey::Market, &market);
        Ok(())
    }
}
