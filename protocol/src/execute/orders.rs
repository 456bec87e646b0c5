//! Executes orders: sectors to keep and jobs to run.

use super::{Execution, Stop};
use crate::{AccountAddress, DeviceKey, Hash, state::ReadState, transaction::Rejection};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn store_sector(
        &mut self,
        _: AccountAddress,
        _: DeviceKey,
        _: Hash,
        _: u32,
    ) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }

    pub(super) fn post_job(
        &mut self,
        _: AccountAddress,
        _: Hash,
        _: Hash,
        _: u64,
        _: u32,
    ) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }
}
