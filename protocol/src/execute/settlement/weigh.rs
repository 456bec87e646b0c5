//! Weighs a page of reports, and sets the prices once all are weighed.

use super::{Desk, Settling};
use crate::{
    Amount,
    economy::{Market, price},
    execute::{ExecuteError, Execution},
    report::Resource,
    resources::{MAX_SUBJECTS, judge},
    rewards::{apportion, multipliers},
    state::{PAGES_PER_GROUP, PendingReport, ReadState, SheetGroup, SheetPage, StateKey, Supply},
    statement::Multipliers,
    tally::{Subject, Tallies, TallyId},
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
        desk: &mut Desk,
        index: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let page_key = StateKey::SheetPage(epoch, index);
        let mut page: SheetPage = self.state.require(&page_key)?;
        let group_key = StateKey::SheetGroup(epoch, index / PAGES_PER_GROUP);
        let mut group: SheetGroup = self.state.get(&group_key)?.unwrap_or_default();
        let mut judged = 0_usize;
        for report in self.sheets_of(epoch, &page)?.iter().flatten() {
            judged = judged.saturating_add(1);
            let weighed = self.weigh_report(settling, desk, report)?;
            let resource = report.resource().index();
            for weights in [&mut page.weights, &mut group.weights] {
                if let Some(sum) = weights.get_mut(resource) {
                    *sum = sum
                        .checked_add(weighed.weight)
                        .ok_or(ExecuteError::OutOfBounds("an epoch's weight"))?;
                }
            }
            if let Some(total) = desk.summary.resources.get_mut(resource) {
                let accepted = weighed.verdict.accepted();
                total.reports = total.reports.saturating_add(1);
                total.paid_reports = total.paid_reports.saturating_add(u32::from(accepted > 0));
                total.accepted = total.accepted.saturating_add(accepted);
                total.weight = total.weight.saturating_add(weighed.weight);
            }
        }
        self.state.put(&page_key, &page);
        self.state.put(&group_key, &group);
        Ok(judged)
    }

    /// Judges and weighs a report.
    pub(super) fn weigh_report(
        &self,
        settling: &Settling,
        desk: &mut Desk,
        report: &PendingReport,
    ) -> Result<Weighed, ExecuteError<S::Error>> {
        let context = settling.context();
        let rule = report.claim.rule();
        let resource = report.resource();
        let mut tallies = Tallies::default();
        for subject in rule
            .subjects(report, &context)
            .into_iter()
            .take(MAX_SUBJECTS)
        {
            let id = TallyId { resource, subject };
            if let Some(tally) = self.look_up(settling, desk, id)? {
                tallies.0.insert(subject, tally.clone());
            }
        }
        let verdict = judge(report, &tallies, &context);
        let home = match rule.home(report).map(Subject::Cell) {
            Some(subject) => self.look_up(settling, desk, TallyId { resource, subject })?,
            None => None,
        };
        let multipliers = multipliers(home, &context);
        Ok(Weighed {
            weight: verdict.accepted().saturating_mul(multipliers.product()),
            verdict,
            multipliers,
        })
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
