//! Keeps at hand what many reports of an epoch need, so that a block reads and writes it once.

use super::{Settling, drawers::Drawers};
use crate::{
    Amount,
    economy::EpochSummary,
    execute::{ExecuteError, Execution},
    state::{MAX_SHEETS_PER_EPOCH, Payroll, ReadState, Stage, StateKey, Supply},
    tally::{Tally, TallyId},
};
use std::collections::{BTreeMap, btree_map::Entry};

pub(super) struct Desk {
    /// What the epoch's reports amount to so far.
    pub(super) summary: EpochSummary,
    /// What was paid and is not yet counted as minted.
    pub(super) paid: Amount,
    /// Tallies that this block puts samples into.
    gathered: BTreeMap<TallyId, Tally>,
    /// Tallies that this block compares reports with; `None` where the epoch has none.
    known: BTreeMap<TallyId, Option<Tally>>,
    /// Where judged sheets go; `None` until this block has judged one.
    pub(super) drawers: Option<Drawers>,
    /// The numbers of the judged pages, once all is judged.
    pub(super) judged_pages: Vec<u32>,
}

impl<S: ReadState> Execution<'_, S> {
    /// Reads what a block needs to go on with a settlement.
    pub(super) fn lay_out(
        &self,
        settling: &Settling,
        stage: Stage,
    ) -> Result<Desk, ExecuteError<S::Error>> {
        Ok(Desk {
            summary: match stage {
                Stage::Waiting => EpochSummary::begin(settling.draw),
                _ => self.state.require(&StateKey::Summary(settling.epoch))?,
            },
            paid: Amount::ZERO,
            gathered: BTreeMap::new(),
            known: BTreeMap::new(),
            drawers: None,
            judged_pages: match stage {
                Stage::Paying(_) => self.judged_pages(settling)?,
                _ => Vec::new(),
            },
        })
    }

    /// The numbers of an epoch's judged pages.
    pub(super) fn judged_pages(
        &self,
        settling: &Settling,
    ) -> Result<Vec<u32>, ExecuteError<S::Error>> {
        let payroll: Payroll = self.state.require(&StateKey::Payroll(settling.epoch))?;
        // Else a damaged state could keep a block busy for long.
        if payroll.sheets() > u64::from(MAX_SHEETS_PER_EPOCH) {
            return Err(ExecuteError::OutOfBounds("an epoch's sheets"));
        }
        Ok(payroll.pages().collect())
    }

    /// Writes what the block found out.
    pub(super) fn clear(
        &mut self,
        settling: &Settling,
        mut desk: Desk,
    ) -> Result<(), ExecuteError<S::Error>> {
        if settling.pages.is_empty() {
            return Ok(());
        }
        self.file_tallies(&mut desk);
        self.file_judged(settling, &mut desk)?;
        self.state
            .put(&StateKey::Summary(settling.epoch), &desk.summary);
        if desk.paid > Amount::ZERO {
            let mut supply: Supply = self.state.require(&StateKey::Supply)?;
            supply.minted = supply
                .minted
                .checked_add(desk.paid)
                .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
            self.state.put(&StateKey::Supply, &supply);
        }
        Ok(())
    }

    /// Writes the tallies that samples were put into.
    pub(super) fn file_tallies(&mut self, desk: &mut Desk) {
        for (id, tally) in std::mem::take(&mut desk.gathered) {
            self.state.put(&StateKey::Tally(id), &tally);
        }
    }

    /// The tally of this epoch to put samples into.
    pub(super) fn open_tally<'d>(
        &self,
        settling: &Settling,
        desk: &'d mut Desk,
        id: TallyId,
    ) -> Result<&'d mut Tally, ExecuteError<S::Error>> {
        Ok(match desk.gathered.entry(id) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let before: Option<Tally> = self.state.get(&StateKey::Tally(id))?;
                entry.insert(Tally::begin(settling.epoch, before))
            }
        })
    }

    /// The tally of this epoch to compare reports with, if there is one.
    pub(super) fn look_up<'d>(
        &self,
        settling: &Settling,
        desk: &'d mut Desk,
        id: TallyId,
    ) -> Result<Option<&'d Tally>, ExecuteError<S::Error>> {
        Ok(match desk.known.entry(id) {
            Entry::Occupied(entry) => entry.into_mut().as_ref(),
            Entry::Vacant(entry) => {
                let tally: Option<Tally> = self.state.get(&StateKey::Tally(id))?;
                let current = tally.filter(|tally| tally.epoch == settling.epoch);
                entry.insert(current).as_ref()
            }
        })
    }
}
