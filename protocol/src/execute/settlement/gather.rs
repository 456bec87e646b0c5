//! Gathers what a page of reports says about cells, devices and jobs.

use super::Settling;
use crate::{
    execute::{ExecuteError, Execution},
    resources::{MAX_SAMPLES, screen},
    state::{ReadState, SheetPage, StateKey},
    tally::{Subject, Tally, TallyId},
};
use std::collections::BTreeMap;

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn gather(
        &mut self,
        settling: &Settling,
        page: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let page: SheetPage = self.state.require(&StateKey::SheetPage(epoch, page))?;
        let parameters = self.parameters.clone();
        let context = settling.context(self.context.network, &parameters);
        let mut touched = BTreeMap::<TallyId, Tally>::new();
        let mut judged = 0_usize;
        for report in self.sheets_of(epoch, &page)?.iter().flatten() {
            judged = judged.saturating_add(1);
            if screen(report, &context).accepted() == 0 {
                continue;
            }
            let rule = report.claim.rule();
            let resource = report.resource();
            if let Some(cell) = rule.home(report) {
                let subject = Subject::Cell(cell);
                self.touch(&mut touched, TallyId { resource, subject }, settling)?
                    .count_contributor();
            }
            for (subject, sample) in rule.samples(report, &context).into_iter().take(MAX_SAMPLES) {
                self.touch(&mut touched, TallyId { resource, subject }, settling)?
                    .take(sample, &context.draw);
            }
        }
        for (id, tally) in touched {
            self.state.put(&StateKey::Tally(id), &tally);
        }
        Ok(judged)
    }

    fn touch<'t>(
        &self,
        touched: &'t mut BTreeMap<TallyId, Tally>,
        id: TallyId,
        settling: &Settling,
    ) -> Result<&'t mut Tally, ExecuteError<S::Error>> {
        use std::collections::btree_map::Entry;
        Ok(match touched.entry(id) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let before: Option<Tally> = self.state.get(&StateKey::Tally(id))?;
                entry.insert(Tally::begin(settling.epoch, before.as_ref()))
            }
        })
    }
}
