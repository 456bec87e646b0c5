//! Weighs a page of reports, and sets the prices once all are weighed.

use super::{Desk, Settling};
use crate::{
    Amount,
    economy::{EpochSummary, Market, price},
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{JudgedSheet, ReadState, SheetGroup, StateKey, Supply},
    statement::StatementLine,
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn weigh(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        page: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let mut judged = 0_usize;
        for mut sheet in self.page_of_sheets(settling, page)?.sheets {
            sheet
                .reports
                .sort_unstable_by_key(|report| (report.device, report.resource()));
            let lines = self.judge_sheet(settling, desk, &sheet.reports)?;
            judged = judged.saturating_add(lines.len());
            for line in &lines {
                count(&mut desk.summary, line);
            }
            let id = sheet.id;
            self.take_judged(settling, desk, JudgedSheet { id, lines })?;
        }
        self.state
            .delete(&StateKey::SheetPage(settling.epoch, page));
        Ok(judged)
    }

    /// Splits what the epoch may pay between resources, and each resource's part between groups.
    pub(super) fn set_prices(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
    ) -> Result<(), ExecuteError<S::Error>> {
        const FAULT: &str = "an epoch's rewards";
        let epoch = settling.epoch;
        let mut supply: Supply = self.state.require(&StateKey::Supply)?;
        let mut market: Market = self.state.require(&StateKey::Market)?;
        price(
            &settling.parameters,
            epoch,
            &mut desk.summary,
            &mut market,
            &mut supply,
        )
        .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        let budgets = desk.summary.resources.map(|resource| resource.budget);
        let mut numbers: Vec<u32> = desk.judged_pages.clone();
        for number in &mut numbers {
            *number = SheetGroup::number_of(*number);
        }
        numbers.dedup();
        let keys: Vec<StateKey> = numbers
            .into_iter()
            .map(|number| StateKey::SheetGroup(epoch, number))
            .collect();
        let mut groups: Vec<SheetGroup> = keys
            .iter()
            .map(|key| self.state.require(key))
            .collect::<Result<_, _>>()?;
        let shares = split_budgets(
            &budgets,
            &groups.iter().map(|it| it.weights).collect::<Vec<_>>(),
        )
        .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        for ((key, group), budgets) in keys.iter().zip(&mut groups).zip(shares) {
            group.budgets = budgets;
            self.state.put(key, group);
        }
        self.state.put(&StateKey::Supply, &supply);
        self.state.put(&StateKey::Market, &market);
        Ok(())
    }
}

/// Counts what a line comes to.
fn count(summary: &mut EpochSummary, line: &StatementLine) {
    if let Some(total) = summary.resources.get_mut(line.resource.index()) {
        total.reports = total.reports.saturating_add(1);
        total.paid_reports = total
            .paid_reports
            .saturating_add(u32::from(line.accepted > 0));
        total.accepted = total.accepted.saturating_add(line.accepted);
        total.weight = total.weight.saturating_add(line.weight());
    }
}

/// Splits each resource's budget between parts with these weights.
pub(super) fn split_budgets(
    budgets: &[Amount; Resource::COUNT],
    weights: &[[u64; Resource::COUNT]],
) -> Option<Vec<[Amount; Resource::COUNT]>> {
    let mut parts = vec![[Amount::ZERO; Resource::COUNT]; weights.len()];
    for (resource, budget) in budgets.iter().enumerate() {
        let of_resource: Option<Vec<u64>> = weights
            .iter()
            .map(|weights| weights.get(resource).copied())
            .collect();
        for (part, share) in parts.iter_mut().zip(apportion(*budget, &of_resource?)?) {
            *part.get_mut(resource)? = share;
        }
    }
    Some(parts)
}
