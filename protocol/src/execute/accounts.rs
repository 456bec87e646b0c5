//! Executes what accounts ask: the fee, the nonce, and transfers.
//!
//! A transaction is taken when it names this network, offers the minimum fee, carries the
//! sender's next nonce, and the sender holds what it needs. The fee is burned.

use super::{ExecuteError, Execution, Stop};
use crate::{
    AccountAddress, Amount,
    state::{ReadState, StateKey, Supply},
    transaction::{Action, Rejection, Transaction},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_account(
        &mut self,
        transaction: &Transaction,
    ) -> Result<(), Stop<S::Error>> {
        let sender = transaction.sender;
        if transaction.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let minimum = self.parameters.minimum_fee;
        if transaction.fee < minimum {
            return Err(Rejection::FeeTooLow { minimum }.into());
        }
        self.charge(transaction)?;
        match &transaction.action {
            Action::Transfer { to, amount } => self.credit(*to, *amount).map_err(Stop::Failed),
            Action::ClaimDevice(claim) => self.claim_device(sender, claim),
            Action::AssertLocation { device, cell } => self.assert_location(sender, *device, *cell),
            Action::ReleaseDevice { device } => self.release_device(sender, *device),
            Action::DeclareEquipment { device, equipment } => {
                self.declare_equipment(sender, *device, *equipment)
            }
            Action::BuyCredits { amount } => self.buy_credits(sender, *amount),
            Action::UseResource { resource, credits } => {
                self.use_resource(sender, *resource, *credits)
            }
            Action::StoreSector {
                device,
                root,
                epochs,
            } => self.store_sector(sender, *device, *root, *epochs),
            Action::PostJob {
                module,
                input,
                fuel,
                epochs,
            } => self.post_job(sender, *module, *input, *fuel, *epochs),
            Action::OfferDevice { device, to } => self.offer_device(sender, *device, *to),
            Action::AcceptDevice { device } => self.accept_device(sender, *device),
        }
    }

    /// Uses up the nonce and takes the fee and what is given away.
    fn charge(&mut self, transaction: &Transaction) -> Result<(), Stop<S::Error>> {
        let mut account = self.account(transaction.sender)?;
        let (expected, found) = (account.nonce, transaction.nonce);
        if found < expected {
            return Err(Rejection::NonceUsed { expected, found }.into());
        }
        // Before the nonce, so that a pool holds nothing for a sender who cannot pay for it.
        if account.balance < transaction.fee {
            return Err(insufficient(account.balance, transaction.fee).into());
        }
        if found > expected {
            return Err(Rejection::NonceAhead { expected, found }.into());
        }
        let given = match &transaction.action {
            Action::Transfer { amount, .. } | Action::BuyCredits { amount } => *amount,
            _ => Amount::ZERO,
        };
        let needed = given
            .checked_add(transaction.fee)
            // More than there can ever be.
            .unwrap_or(Amount::from_units(u128::MAX));
        account.balance = account
            .balance
            .checked_sub(needed)
            .ok_or_else(|| insufficient(account.balance, needed))?;
        account.nonce = account
            .nonce
            .checked_add(1)
            .ok_or(ExecuteError::OutOfBounds("a nonce"))?;
        self.set_account(transaction.sender, &account);
        self.burn(transaction.fee).map_err(Stop::Failed)
    }

    pub(super) fn credit(
        &mut self,
        to: AccountAddress,
        amount: Amount,
    ) -> Result<(), ExecuteError<S::Error>> {
        let mut account = self.account(to)?;
        account.balance = account
            .balance
            .checked_add(amount)
            .ok_or(ExecuteError::OutOfBounds("a balance"))?;
        self.set_account(to, &account);
        Ok(())
    }

    pub(super) fn burn(&mut self, amount: Amount) -> Result<(), ExecuteError<S::Error>> {
        let mut supply: Supply = self.state.require(&StateKey::Supply)?;
        supply.burned = supply
            .burned
            .checked_add(amount)
            .ok_or(ExecuteError::OutOfBounds("what was burned"))?;
        self.state.put(&StateKey::Supply, &supply);
        Ok(())
    }
}

fn insufficient(balance: Amount, needed: Amount) -> Rejection {
    Rejection::InsufficientBalance { balance, needed }
}
