//! Executes amendments: changes of the parameters that two thirds of the validators signed.
//!
//! # The rule
//! 1. An amendment is for this network and the next by number, so that none is done twice.
//! 2. At least two thirds of the validators signed it, each named once, in ascending order.
//! 3. The rules can work with the new parameters, and with the tokens that there are.
//! 4. Epochs begin and end as they always did: `genesis_time` and `epoch_ms` stay.
//! 5. No settlement is under way: else one pass would weigh by other numbers than the next.
//! 6. A window's length changes only while no epoch's evidence is being audited or answered for, and only
//!    so that no window for reports that is open now closes by it, and none that closed opens again.
//!
//! The new parameters hold from the next transaction on. So reports that were made before are judged by
//! them.

use super::{Execution, Stop};
use crate::{
    Signature,
    genesis::Parameters,
    state::{Progress, ReadState, Stage, StateKey, Supply, Validators},
    transaction::{Amendment, Rejection},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_amendment(
        &mut self,
        amendment: &Amendment,
        signatures: &[(u8, Signature)],
    ) -> Result<(), Stop<S::Error>> {
        if amendment.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let mut validators: Validators = self.state.require(&StateKey::Validators)?;
        let supply: Supply = self.state.require(&StateKey::Supply)?;
        let new = &amendment.parameters;
        let is_possible = amendment.number == validators.amendments
            && new.check().is_ok()
            && supply.minted.checked_add(new.emission_cap).is_some()
            && self.keeps_epochs(new)?;
        if !is_possible {
            return Err(Rejection::BadAmendment.into());
        }
        if !has_two_thirds(&validators, &amendment.signing_bytes(), signatures) {
            return Err(Rejection::NotByValidators.into());
        }
        validators.amendments = validators.amendments.saturating_add(1);
        self.state.put(&StateKey::Validators, &validators);
        self.state.put(&StateKey::Parameters, new);
        self.parameters = new.clone();
        Ok(())
    }

    /// Whether the epochs that are under way can go on by the new parameters.
    fn keeps_epochs(&self, new: &Parameters) -> Result<bool, Stop<S::Error>> {
        let old = &self.parameters;
        let progress: Progress = self.state.require(&StateKey::Progress)?;
        let windows =
            |it: &Parameters| (it.report_window_ms, it.audit_window_ms, it.answer_window_ms);
        let closed = |it: &Parameters| it.first_unclosed_at(self.context.timestamp);
        let is_quiet =
            progress.next_to_settle == progress.next_to_draw && closed(new) == closed(old);
        Ok(new.genesis_time == old.genesis_time
            && new.epoch_ms == old.epoch_ms
            && progress.stage == Stage::Waiting
            && (windows(new) == windows(old) || is_quiet))
    }
}

/// Whether two thirds of the validators signed, each named once.
fn has_two_thirds(validators: &Validators, signed: &[u8], signatures: &[(u8, Signature)]) -> bool {
    let is_ascending = signatures.is_sorted_by(|(one, _), (next, _)| one < next);
    let are_enough = !signatures.is_empty() && signatures.len() * 3 >= validators.keys.len() * 2;
    is_ascending
        && are_enough
        && signatures.iter().all(|(index, signature)| {
            validators
                .keys
                .get(usize::from(*index))
                .is_some_and(|key| key.verify(signed, signature))
        })
}
