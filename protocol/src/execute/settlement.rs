//! Settles epochs: judges the reports that wait, pays them, writes the statements, deletes the reports.
//!
//! # In passes, over as many blocks as it takes
//! An epoch is due when the time to show doubted evidence is over. It is settled in three passes, see
//! [`resources`](crate::resources): two over the pages of its sheets, gather and weigh, and one over the
//! pages of what was judged, pay. So each report is judged once. A block does whole pages until it has
//! judged [`REPORTS_PER_BLOCK`] reports; the next block goes on. What an epoch's end costs is proportional to
//! what was reported, and no block bears more than its part of it.
//!
//! # In two orders
//! Reports are judged region by region, since they are compared with their neighbours', and paid in the
//! order in which accounts lie in the state. Either way a block reads and writes values that lie together.
//! Weighing sorts from one order into the other: what it judged goes to the end of the newest page of the
//! account's drawer ([`Payroll`]). Which sheets are on one page does not depend on where blocks end.
//!
//! # Paid to the last unit
//! What a resource may be paid is split between the groups of judged pages by what they weigh, a group's part
//! between its pages, and a page's part between its lines; each time by
//! [largest remainders](crate::rewards::apportion), so that the lines sum to the whole.

mod desk;
mod drawers;
mod gather;
mod judge;
mod pay;
mod weigh;

use super::{ExecuteError, Execution, draws::Schedule};
#[cfg(doc)]
use crate::state::Payroll;
use crate::{
    Epoch, Hash, NetworkId,
    genesis::Parameters,
    resources::EpochContext,
    state::{Draw, Intake, MAX_SHEETS_PER_EPOCH, Progress, ReadState, SheetPage, Stage, StateKey},
};
use desk::Desk;

/// How many reports a block judges; it ends with the page in which it reaches them.
pub const REPORTS_PER_BLOCK: usize = 4_096;
/// Draws for older epochs than this before the next to settle are forgotten.
const DRAWS_KEPT: u64 = 8;

/// What is known of the epoch that is being settled.
struct Settling {
    network: NetworkId,
    parameters: Parameters,
    epoch: Epoch,
    /// The epoch to settle after this one.
    next: Epoch,
    schedule: Schedule,
    draw: Hash,
    /// The numbers of its pages of sheets, in their order.
    pages: Vec<u32>,
}

impl<S: ReadState> Execution<'_, S> {
    /// Goes on with the settlement of epochs, until `left` reports are judged or none is due.
    pub(super) fn settle_due_epochs(
        &mut self,
        progress: &mut Progress,
        mut left: usize,
    ) -> Result<(), ExecuteError<S::Error>> {
        while left > 0 {
            let Some(settling) = self.next_due(progress)? else {
                return Ok(());
            };
            let mut desk = self.lay_out(&settling, progress.stage)?;
            while left > 0 && progress.next_to_settle == settling.epoch {
                let judged = self.step(&settling, &mut desk, progress)?;
                left = left.saturating_sub(judged);
            }
            self.clear(&settling, desk)?;
        }
        Ok(())
    }

    /// The oldest epoch that is not settled, if it is due.
    fn next_due(&self, progress: &Progress) -> Result<Option<Settling>, ExecuteError<S::Error>> {
        let epoch = progress.next_to_settle;
        if epoch >= progress.next_to_draw {
            return Ok(None);
        }
        let draw: Draw = self.state.require(&StateKey::Draw(epoch))?;
        if self.context.timestamp < self.parameters.answers_close(draw.at) {
            return Ok(None);
        }
        // Else a damaged state could keep a block busy for ever.
        if draw.next <= epoch {
            return Err(ExecuteError::OutOfBounds("a draw's next"));
        }
        let intake: Option<Intake> = self.state.get(&StateKey::Intake(epoch))?;
        let intake = intake.unwrap_or_default();
        if intake.sheets() > u64::from(MAX_SHEETS_PER_EPOCH) {
            return Err(ExecuteError::OutOfBounds("an epoch's sheets"));
        }
        Ok(Some(Settling {
            network: self.context.network,
            parameters: self.parameters.clone(),
            epoch,
            next: draw.next,
            schedule: self.schedule_of(epoch)?,
            draw: draw.randomness,
            pages: intake.pages().collect(),
        }))
    }

    /// Does the next page, or goes on to the next pass; gives how many reports that judged, or 1 for the
    /// end of an epoch.
    fn step(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        progress: &mut Progress,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let page_at = |pages: &[u32], index: u32| pages.get(usize::try_from(index).ok()?).copied();
        let (stage, judged) = match progress.stage {
            Stage::Waiting if settling.pages.is_empty() => {
                self.close(settling, progress)?;
                (Stage::Waiting, 1)
            }
            Stage::Waiting => (Stage::Gathering(0), 0),
            Stage::Gathering(index) => match page_at(&settling.pages, index) {
                Some(page) => {
                    let judged = self.gather(settling, desk, page)?;
                    (Stage::Gathering(index.saturating_add(1)), judged)
                }
                None => {
                    self.file_tallies(desk);
                    (Stage::Weighing(0), 0)
                }
            },
            Stage::Weighing(index) => match page_at(&settling.pages, index) {
                Some(page) => {
                    let judged = self.weigh(settling, desk, page)?;
                    (Stage::Weighing(index.saturating_add(1)), judged)
                }
                None => {
                    self.file_judged(settling, desk)?;
                    desk.judged_pages = self.judged_pages(settling)?;
                    self.set_prices(settling, desk)?;
                    (Stage::Paying(0), 0)
                }
            },
            Stage::Paying(index) => match page_at(&desk.judged_pages, index) {
                Some(page) => {
                    let judged = self.pay(settling, desk, page)?;
                    (Stage::Paying(index.saturating_add(1)), judged)
                }
                None => {
                    self.state.delete(&StateKey::Intake(settling.epoch));
                    self.state.delete(&StateKey::Payroll(settling.epoch));
                    self.close(settling, progress)?;
                    (Stage::Waiting, 1)
                }
            },
        };
        progress.stage = stage;
        Ok(judged)
    }

    /// Goes on to the next epoch, and forgets old draws.
    fn close(
        &mut self,
        settling: &Settling,
        progress: &mut Progress,
    ) -> Result<(), ExecuteError<S::Error>> {
        progress.next_to_settle = settling.next;
        // Those before were forgotten when the epoch before this one was closed, and there are none
        // between this one and the next.
        let first = settling.epoch.0.saturating_sub(DRAWS_KEPT);
        let kept = settling.next.0.saturating_sub(DRAWS_KEPT);
        for old in first..kept.min(settling.epoch.0.saturating_add(1)) {
            let key = StateKey::Draw(Epoch(old));
            if self.state.get::<Draw>(&key)?.is_some() {
                self.state.delete(&key);
            }
        }
        Ok(())
    }

    fn page_of_sheets(
        &self,
        settling: &Settling,
        number: u32,
    ) -> Result<SheetPage, ExecuteError<S::Error>> {
        self.state
            .require(&StateKey::SheetPage(settling.epoch, number))
    }
}

impl Settling {
    fn context(&self) -> EpochContext<'_> {
        EpochContext {
            network: self.network,
            epoch: self.epoch,
            parameters: &self.parameters,
            schedule: self.schedule.randomness,
            work: self.schedule.work,
            draw: self.draw,
        }
    }
}
