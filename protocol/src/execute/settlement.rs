//! Settles epochs: pays the reports that wait.

use super::{ExecuteError, Execution};
use crate::state::ReadState;

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn settle_due_epochs(&mut self) -> Result<(), ExecuteError<S::Error>> {
        Ok(())
    }
}
