//! Weighs a page of reports, and sets the prices once all are weighed.

use super::Settling;
use crate::{
    Amount,
    economy::{Market, price},
    execute::{ExecuteError, Execution},
    report::Resource,
    resources::{EpochContext, judge},
    rewards::{apportion, multipliers},
    state::{PAGES_PER_GROUP, PendingReport, ReadState, SheetGroup, SheetPage, StateKey, Supply},
    statement::Multipliers,
    tally::Subject,
    verdict::Verdict,
};

/// A report that was judged.
pub(super) struct Weighed {
    pub(super) verdict: Verdict,
    pub(super) multipliers: Multipliers,
    /// Accepted units times multipliers.
    pub(super) weight: u64,
}

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn weigh(
        &mut self,
        settling: &Settling,
        index: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let page_key = StateKey::SheetPage(epoch, index);
        let mut page: SheetPage = self.state.require(&page_key)?;
        let group_key = StateKey::SheetGroup(epoch, index / PAGES_PER_GROUP);
        let mut group: SheetGroup = self.state.get(&group_key)?.unwrap_or_default();
        let mut summary = self.summary(epoch)?;
        let parameters = self.parameters.clone();
        let context = settling.context(self.context.network, &parameters);
        let mut judged = 0_usize;
        for report in self.sheets_of(epoch, &page)?.iter().flatten() {
            judged = judged.saturating_add(1);
            let weighed = self.weigh_report(report, &context)?;
            let resource = report.resource().index();
            for weights in [&mut page.weights, &mut group.weights] {
                if let Some(sum) = weights.get_mut(resource) {
                    *sum = sum
                        .checked_add(weighed.weight)
                        .ok_or(ExecuteError::OutOfBounds("an epoch's weight"))?;
                }
            }
            if let Some(total) = summary.resources.get_mut(resource) {
                let accepted = weighed.verdict.accepted();
                total.reports = total.reports.saturating_add(1);
                total.paid_reports = total.paid_reports.saturating_add(u32::from(accepted > 0));
                total.accepted = total.accepted.saturating_add(accepted);
                total.weight = total.weight.saturating_add(weighed.weight);
            }
        }
        self.state.put(&page_key, &page);
        self.state.put(&group_key, &group);
        self.state.put(&StateKey::Summary(epoch), &summary);
        Ok(judged)
    }

    /// Judges and weighs a report.
    pub(super) fn weigh_report(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Result<Weighed, ExecuteError<S::Error>> {
        let tallies = self.tallies_for(report, context)?;
        let verdict = judge(report, &tallies, context);
        let home = match report.claim.rule().home(report) {
            Some(cell) => self.tally(report, Subject::Cell(cell), context.epoch)?,
            None => None,
        };
        let multipliers = multipliers(home.as_ref(), context);
        Ok(Weighed {
            weight: verdict.accepted().saturating_mul(multipliers.product()),
            verdict,
            multipliers,
        })
    }

    /// Splits what the epoch may pay between resources, and each resource's part between groups.
    pub(super) fn set_prices(&mut self, settling: &Settling) -> Result<(), ExecuteError<S::Error>> {
        const FAULT: &str = "an epoch's rewards";
        let epoch = settling.epoch;
        let mut summary = self.summary(epoch)?;
        let mut supply: Supply = self.state.require(&StateKey::Supply)?;
        let mut market: Market = self.state.require(&StateKey::Market)?;
        price(
            &self.parameters,
            epoch,
            &mut summary,
            &mut market,
            &mut supply,
        )
        .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        let budgets = summary.resources.map(|resource| resource.budget);
        let keys: Vec<StateKey> = (0..settling.pages.div_ceil(PAGES_PER_GROUP))
            .map(|group| StateKey::SheetGroup(epoch, group))
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
        self.state.put(&StateKey::Summary(epoch), &summary);
        self.state.put(&StateKey::Supply, &supply);
        self.state.put(&StateKey::Market, &market);
        Ok(())
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
