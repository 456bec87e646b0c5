//! Gathers what a page of reports says about cells, devices and jobs.

use super::{Desk, Settling};
use crate::{
    execute::{ExecuteError, Execution},
    resources::{MAX_SAMPLES, screen},
    state::ReadState,
    tally::{Subject, TallyId},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn gather(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        page: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let page = self.page_of_sheets(settling, page)?;
        let context = settling.context();
        let mut judged = 0_usize;
        for report in page.sheets.iter().flat_map(|sheet| &sheet.reports) {
            judged = judged.saturating_add(1);
            if screen(report, &context).accepted() == 0 {
                continue;
            }
            let rule = report.claim.rule();
            let resource = report.resource();
            if let Some(cell) = rule.home(report) {
                let subject = Subject::Cell(cell);
                self.open_tally(settling, desk, TallyId { resource, subject })?
                    .count_contributor();
            }
            for (subject, sample) in rule.samples(report, &context).into_iter().take(MAX_SAMPLES) {
                self.open_tally(settling, desk, TallyId { resource, subject })?
                    .take(sample, &context.draw);
            }
        }
        Ok(judged)
    }
}
