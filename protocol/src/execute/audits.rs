//! Executes audits and exhibits: whose evidence is doubted, and how doubt is answered.
//!
//! # Doubt
//! From an epoch's draw until its audits close, each validator may say whose challenged evidence it could
//! not get in time, or found wrong. It names reports that exist and have something to show. Those that it
//! named before, or that are accused already, are passed over; one that names nothing new is refused, so
//! that a copy costs the chain nothing. Once more than a third of the validators doubt a report, it is
//! accused: at least one honest validator is among them as long as two thirds are honest.
//!
//! # Answer
//! From then until answers close, anybody may show the evidence of an accused report: proofs for its
//! challenges in their order, each answer for the next [`MAX_PROOFS`] of them, or for all that are left.
//! Proofs that do not lead to what the report committed to say nothing about the device and are refused.
//! What is proven is judged by the resource's rule. The case is closed by the first that is wrong, or by the
//! last, so that it costs the chain as many answers as the challenges fill. An accusation that is not
//! answered to the end stands.

use super::{ExecuteError, Execution, Stop};
use crate::{
    Epoch, Signature,
    evidence::{Challenge, ChunkProof, Flaw},
    resources::{
        EpochContext,
        storage::{SECTOR_BYTES, Sector},
    },
    state::{Case, Draw, PendingReport, ReadState, Sheet, SheetPage, StateKey, Validators},
    statement::StatementId,
    transaction::{Audit, Exhibit, MAX_PROOFS, Rejection, ReportId},
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_audit(
        &mut self,
        audit: &Audit,
        signature: &Signature,
    ) -> Result<(), Stop<S::Error>> {
        if audit.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let epoch = audit.epoch;
        let draw = self.draw_of(epoch)?;
        if self.context.timestamp >= self.parameters.audits_close(draw.at) {
            return Err(Rejection::NotInAudit { epoch }.into());
        }
        let validators: Validators = self.state.require(&StateKey::Validators)?;
        let is_signed = validators
            .keys
            .get(usize::from(audit.validator))
            .is_some_and(|key| key.verify(&audit.signing_bytes(), signature));
        if !is_signed {
            return Err(Rejection::NotByValidators.into());
        }
        let mut docket = Docket::new(epoch);
        for id in audit.accused.iter() {
            let report = docket.report(self, id)?;
            if challenges(report, epoch, &draw).is_empty() {
                return Err(Rejection::NoSuchCase.into());
            }
            if let Some(doubted) = doubt(report.case, audit.validator, validators.keys.len()) {
                docket.note(self, id, doubted)?;
            }
        }
        if docket.is_empty() {
            return Err(Rejection::Nothing.into());
        }
        docket.close(self);
        Ok(())
    }

    pub(super) fn apply_exhibit(&mut self, exhibit: &Exhibit) -> Result<(), Stop<S::Error>> {
        if exhibit.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let epoch = exhibit.epoch;
        let draw = self.draw_of(epoch)?;
        if self.context.timestamp >= self.parameters.answers_close(draw.at) {
            return Err(Rejection::NotInAudit { epoch }.into());
        }
        let mut docket = Docket::new(epoch);
        let schedule = self.schedule_of(epoch)?;
        let report = docket.report(self, &exhibit.report)?;
        let before = match report.case {
            Case::Accused => 0,
            Case::Answered(challenges) => usize::from(challenges),
            _ => return Err(Rejection::NoSuchCase.into()),
        };
        let challenges = challenges(report, epoch, &draw);
        let left = challenges.get(before..).unwrap_or_default();
        let proofs = exhibit.proofs.len();
        if proofs != left.len().min(MAX_PROOFS) {
            return Err(Rejection::NotTheEvidence.into());
        }
        let context = EpochContext {
            network: self.context.network,
            epoch,
            parameters: &self.parameters,
            schedule: schedule.randomness,
            work: schedule.work,
            draw: draw.randomness,
        };
        let mut shown = match u8::try_from(before.saturating_add(proofs)) {
            Ok(answered) if proofs < left.len() => Case::Answered(answered),
            _ => Case::Shown,
        };
        for (challenge, proof) in left.iter().zip(exhibit.proofs.iter()) {
            if self.judge(report, *challenge, proof, &context)?.is_err() {
                shown = Case::Flawed;
            }
        }
        docket.note(self, &exhibit.report, shown)?;
        docket.close(self);
        Ok(())
    }

    /// Whether what `proof` shows for `challenge` is right.
    fn judge(
        &self,
        report: &PendingReport,
        challenge: Challenge,
        proof: &ChunkProof,
        context: &EpochContext<'_>,
    ) -> Result<Result<(), Flaw>, Stop<S::Error>> {
        match challenge {
            Challenge::Leaf(index) => {
                let leaf = report
                    .evidence
                    .leaf(index, proof)
                    .map_err(|_| Rejection::NotTheEvidence)?;
                let rule = report.claim.rule();
                Ok(rule.check_leaf(report, index, leaf, context))
            }
            Challenge::Sector { sector, chunk } => {
                let key = StateKey::Sector(report.device, sector);
                let sector: Sector = self.state.get(&key)?.ok_or(Rejection::NotTheEvidence)?;
                proof
                    .check(sector.root, u64::from(SECTOR_BYTES), chunk)
                    .map_err(|_| Rejection::NotTheEvidence)?;
                Ok(Ok(()))
            }
        }
    }

    fn draw_of(&self, epoch: Epoch) -> Result<Draw, Stop<S::Error>> {
        let draw: Option<Draw> = self.state.get(&StateKey::Draw(epoch))?;
        Ok(draw.ok_or(Rejection::NotInAudit { epoch })?)
    }
}

/// The cases of an epoch that a transaction is about. Each sheet, and each page with copies of sheets, is
/// read once and written once, however many cases are on it.
struct Docket {
    epoch: Epoch,
    read: BTreeMap<StateKey, Sheet>,
    noted: BTreeSet<StateKey>,
    pages: BTreeMap<StateKey, SheetPage>,
}

impl Docket {
    fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            read: BTreeMap::new(),
            noted: BTreeSet::new(),
            pages: BTreeMap::new(),
        }
    }

    /// Whether no case stands otherwise than before.
    fn is_empty(&self) -> bool {
        self.noted.is_empty()
    }

    /// A report, as it stands after what was noted.
    fn report<S: ReadState>(
        &mut self,
        execution: &Execution<'_, S>,
        id: &ReportId,
    ) -> Result<&mut PendingReport, Stop<S::Error>> {
        let sheet = match self.read.entry(self.key(id)) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                let sheet: Option<Sheet> = execution.state.get(unread.key())?;
                unread.insert(sheet.ok_or(Rejection::NoSuchCase)?)
            }
        };
        let mut reports = sheet.reports.iter_mut();
        let report = reports.find(|report| report.is_of(id.device, id.resource));
        Ok(report.ok_or(Rejection::NoSuchCase)?)
    }

    /// Notes how the case of a report stands, on its sheet and on the sheet's copy.
    fn note<S: ReadState>(
        &mut self,
        execution: &Execution<'_, S>,
        id: &ReportId,
        case: Case,
    ) -> Result<(), Stop<S::Error>> {
        self.report(execution, id)?.case = case;
        let key = self.key(id);
        let sheet = self.read.get(&key).ok_or(Rejection::NoSuchCase)?;
        let page_key = StateKey::SheetPage(self.epoch, sheet.page);
        let page = match self.pages.entry(page_key) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                let page = execution.state.require(unread.key())?;
                unread.insert(page)
            }
        };
        let filed = page
            .sheet_mut(id.sheet)
            .and_then(|sheet| sheet.report_mut(id.device, id.resource))
            .ok_or(ExecuteError::OutOfBounds("a page's sheets"))?;
        filed.case = case;
        self.noted.insert(key);
        Ok(())
    }

    /// Writes what was noted.
    fn close<S: ReadState>(self, execution: &mut Execution<'_, S>) {
        for (key, sheet) in &self.read {
            if self.noted.contains(key) {
                execution.state.put(key, sheet);
            }
        }
        for (key, page) in &self.pages {
            execution.state.put(key, page);
        }
    }

    fn key(&self, id: &ReportId) -> StateKey {
        let statement = StatementId {
            epoch: self.epoch,
            page: id.sheet.page,
        };
        StateKey::Sheet(id.sheet.owner, statement)
    }
}

fn challenges(report: &PendingReport, epoch: Epoch, draw: &Draw) -> Vec<Challenge> {
    let rule = report.claim.rule();
    rule.challenges(report, epoch, &draw.randomness)
}

/// How a case stands once this validator, one of so many, doubts it; `None` where that changes nothing.
fn doubt(case: Case, validator: u8, validators: usize) -> Option<Case> {
    let doubted = match case {
        Case::Undisputed => 0,
        Case::Doubted(by) => by,
        Case::Accused | Case::Answered(_) | Case::Shown | Case::Flawed => return None,
    };
    let bit = 1_u128.checked_shl(u32::from(validator))?;
    if doubted & bit != 0 {
        return None;
    }
    let doubted = doubted | bit;
    let count = usize::try_from(doubted.count_ones()).ok()?;
    Some(if count.saturating_mul(3) > validators {
        Case::Accused
    } else {
        Case::Doubted(doubted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of `validators` must doubt a report until it is accused.
    #[track_caller]
    fn check(validators: u8, expected: u8) {
        let mut case = Case::Undisputed;
        for validator in 0..expected {
            assert_ne!(case, Case::Accused, "after {validator} of {validators}");
            case = doubt(case, validator, usize::from(validators)).unwrap();
        }
        assert_eq!(case, Case::Accused, "after {expected} of {validators}");
    }

    #[test]
    fn more_than_a_third_of_the_validators_accuse() {
        check(1, 1);
        check(2, 1);
        check(3, 2);
        check(4, 2);
        check(6, 3);
        check(7, 3);
        check(100, 34);
        check(128, 43);
    }

    #[test]
    fn a_validator_doubts_once() {
        let once = doubt(Case::Undisputed, 127, 128).unwrap();
        assert_eq!(once, Case::Doubted(1 << 127));
        assert_eq!(doubt(once, 127, 128), None);
    }

    #[test]
    fn a_case_that_is_accused_or_answered_is_doubted_no_more() {
        for case in [Case::Accused, Case::Answered(4), Case::Shown, Case::Flawed] {
            assert_eq!(doubt(case, 0, 1), None);
        }
    }
}
