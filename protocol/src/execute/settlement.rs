//! Settles epochs: judges the reports that wait, pays them, writes the statements, deletes the reports.
//!
//! # In passes, over as many blocks as it takes
//! An epoch is due when the time to show doubted evidence is over. It is settled in three passes over the
//! pages of its sheets, see [`resources`](crate::resources): gather, weigh, pay. A block does whole pages
//! until it has judged [`REPORTS_PER_BLOCK`] reports; the next block goes on. What an epoch's end costs is
//! proportional to what was reported, and no block bears more than its part of it.
//!
//! # Paid to the last unit
//! What a resource may be paid is split between the groups of pages by what they weigh, a group's part
//! between its pages, and a page's part between its lines; each time by
//! [largest remainders](crate::rewards::apportion), so that the lines sum to the whole.
//!
//! # After a standstill
//! However many epochs are due, after the network stood still for a year, say, only the oldest can hold
//! reports: a report for epoch `e` is taken in a block at or after the end of `e`, and since a window is
//! shorter than an epoch ([`Parameters::check`](crate::genesis::Parameters::check)), that block has
//! drawn for all before `e`.

mod gather;
mod pay;
mod weigh;

use super::{ExecuteError, Execution};
use crate::{
    Epoch,
    economy::EpochSummary,
    resources::EpochContext,
    state::{
        Draw, Intake, PendingReport, Progress, ReadState, SHEETS_PER_PAGE, Sheet, SheetPage, Stage,
        StateKey,
    },
    statement::StatementId,
    tally::{Subject, Tallies, Tally, TallyId},
};

/// How many reports a block judges; it ends with the page in which it reaches them.
pub const REPORTS_PER_BLOCK: usize = 8_192;
/// How many epochs without reports a block passes over.
const EMPTY_EPOCHS_PER_BLOCK: u32 = 4_096;
/// Draws older than this before the settled epoch are forgotten.
const DRAWS_KEPT: u64 = 8;

/// What is known of the epoch that is being settled.
struct Settling {
    epoch: Epoch,
    schedule: crate::Hash,
    draw: crate::Hash,
    pages: u32,
}

impl<S: ReadState> Execution<'_, S> {
    /// Goes on with the settlement of epochs, as far as one block does.
    pub(super) fn settle_due_epochs(
        &mut self,
        progress: &mut Progress,
    ) -> Result<(), ExecuteError<S::Error>> {
        let mut left = REPORTS_PER_BLOCK;
        for _ in 0..EMPTY_EPOCHS_PER_BLOCK {
            let Some(settling) = self.next_due(progress)? else {
                return Ok(());
            };
            while left > 0 && settling.is_ahead(progress) {
                left = left.saturating_sub(self.step(&settling, progress)?);
            }
            if settling.is_ahead(progress) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The oldest epoch that is not settled, if it is due.
    fn next_due(&self, progress: &Progress) -> Result<Option<Settling>, ExecuteError<S::Error>> {
        let epoch = progress.next_to_settle;
        if epoch >= progress.next_to_draw {
            return Ok(None);
        }
        let draw: Option<Draw> = self.state.get(&StateKey::Draw(epoch))?;
        if let Some(draw) = draw
            && self.context.timestamp < self.parameters.answers_close(draw.at)
        {
            return Ok(None);
        }
        let intake: Intake = self
            .state
            .get(&StateKey::Intake(epoch))?
            .unwrap_or_default();
        Ok(Some(Settling {
            epoch,
            schedule: self.schedule_of(epoch)?,
            draw: draw.map_or(crate::Hash::ZERO, |draw| draw.randomness),
            pages: intake.sheets.div_ceil(SHEETS_PER_PAGE),
        }))
    }

    /// Does the next page, or goes on to the next pass; gives how many reports that judged.
    fn step(
        &mut self,
        settling: &Settling,
        progress: &mut Progress,
    ) -> Result<usize, ExecuteError<S::Error>> {
        match progress.stage {
            Stage::Waiting if settling.pages == 0 => {
                self.close(settling, progress);
                Ok(1)
            }
            Stage::Waiting => {
                let summary = EpochSummary::begin(settling.draw);
                self.state.put(&StateKey::Summary(settling.epoch), &summary);
                progress.stage = Stage::Gathering(0);
                Ok(0)
            }
            Stage::Gathering(page) if page < settling.pages => {
                progress.stage = Stage::Gathering(page.saturating_add(1));
                self.gather(settling, page)
            }
            Stage::Gathering(_) => {
                progress.stage = Stage::Weighing(0);
                Ok(0)
            }
            Stage::Weighing(page) if page < settling.pages => {
                progress.stage = Stage::Weighing(page.saturating_add(1));
                self.weigh(settling, page)
            }
            Stage::Weighing(_) => {
                progress.stage = Stage::Paying(0);
                self.set_prices(settling)?;
                Ok(0)
            }
            Stage::Paying(page) if page < settling.pages => {
                progress.stage = Stage::Paying(page.saturating_add(1));
                self.pay(settling, page)
            }
            Stage::Paying(_) => {
                self.state.delete(&StateKey::Intake(settling.epoch));
                self.close(settling, progress);
                Ok(1)
            }
        }
    }

    fn close(&mut self, settling: &Settling, progress: &mut Progress) {
        if let Some(old) = settling.epoch.0.checked_sub(DRAWS_KEPT) {
            self.state.delete(&StateKey::Draw(Epoch(old)));
        }
        progress.stage = Stage::Waiting;
        progress.next_to_settle = settling.epoch.next();
    }

    /// The sheets of a page, with the reports on each ordered by device and resource.
    fn sheets_of(
        &self,
        epoch: Epoch,
        page: &SheetPage,
    ) -> Result<Vec<Vec<PendingReport>>, ExecuteError<S::Error>> {
        page.sheets
            .iter()
            .map(|id| {
                let statement = StatementId {
                    epoch,
                    page: id.page,
                };
                let key = StateKey::Sheet(id.owner, statement);
                let mut reports = self.state.require::<Sheet>(&key)?.reports;
                reports.sort_by_key(|report| (report.device, report.resource()));
                Ok(reports)
            })
            .collect()
    }

    /// The tallies of this epoch that `report` is compared with.
    fn tallies_for(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Result<Tallies, ExecuteError<S::Error>> {
        let mut tallies = Tallies::default();
        for subject in report.claim.rule().subjects(report, context) {
            if let Some(tally) = self.tally(report, subject, context.epoch)? {
                tallies.0.insert(subject, tally);
            }
        }
        Ok(tallies)
    }

    fn tally(
        &self,
        report: &PendingReport,
        subject: Subject,
        epoch: Epoch,
    ) -> Result<Option<Tally>, ExecuteError<S::Error>> {
        let id = TallyId {
            resource: report.resource(),
            subject,
        };
        let tally: Option<Tally> = self.state.get(&StateKey::Tally(id))?;
        Ok(tally.filter(|tally| tally.epoch == epoch))
    }

    fn summary(&self, epoch: Epoch) -> Result<EpochSummary, ExecuteError<S::Error>> {
        self.state.require(&StateKey::Summary(epoch))
    }
}

impl Settling {
    fn is_ahead(&self, progress: &Progress) -> bool {
        progress.next_to_settle == self.epoch
    }

    fn context<'a>(
        &self,
        network: crate::NetworkId,
        parameters: &'a crate::genesis::Parameters,
    ) -> EpochContext<'a> {
        EpochContext {
            network,
            epoch: self.epoch,
            parameters,
            schedule: self.schedule,
            draw: self.draw,
        }
    }
}
