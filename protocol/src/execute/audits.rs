//! Executes audits and exhibits: whose evidence is doubted, and how doubt is answered.

use super::{Execution, Stop};
use crate::{
    Signature,
    state::ReadState,
    transaction::{Audit, Exhibit, Rejection},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_audit(&mut self, _: &Audit, _: &Signature) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }

    pub(super) fn apply_exhibit(&mut self, _: &Exhibit) -> Result<(), Stop<S::Error>> {
        Err(Rejection::Busy.into())
    }
}
