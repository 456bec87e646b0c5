//! Executes the purchase and the use of credits.

use super::{Execution, Stop};
use crate::{AccountAddress, Amount, report::Resource, state::ReadState, transaction::Rejection};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn buy_credits(
        &mut self,
        _: AccountAddress,
        _: Amount,
    ) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }

    pub(super) fn use_resource(
        &mut self,
        _: AccountAddress,
        _: Resource,
        _: u128,
    ) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }
}
