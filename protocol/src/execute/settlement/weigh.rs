//! Weighs a page of reports, and sets the prices once all are weighed.

use super::{Desk, Settling};
use crate::{
    Amount,
    economy::{Market, price},
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{JudgedPage, PAGES_PER_GROUP, ReadState, SheetGroup, SheetPage, StateKey, Supply},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn weigh(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        index: u32,
        page_number: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let page_key = StateKey::SheetPage(epoch, page_number);
        let mut page: SheetPage = self.state.require(&page_key)?;
        let group_key = StateKey::SheetGroup(epoch, index / PAGES_PER_GROUP);
        let mut group: SheetGroup = self.state.get(&group_key)?.unwrap_or_default();
        let mut judged = JudgedPage::default();
        for reports in self.sheets_of(epoch, &page)? {
            judged
                .sheets
                .push(self.judge_sheet(settling, desk, &reports)?);
        }
        let lines = judged.sheets.iter().flatten();
        for line in lines.clone() {
            let (resource, weight) = (line.resource.index(), line.weight());
            for weights in [&mut page.weights, &mut group.weights] {
                if let Some(sum) = weights.get_mut(resource) {
                    *sum = sum
                        .checked_add(weight)
                        .ok_or(ExecuteError::OutOfBounds("an epoch's weight"))?;
                }
            }
            if let Some(total) = desk.summary.resources.get_mut(resource) {
                total.reports = total.reports.saturating_add(1);
                total.paid_reports = total
                    .paid_reports
                    .saturating_add(u32::from(line.accepted > 0));
                total.accepted = total.accepted.saturating_add(line.accepted);
                total.weight = total.weight.saturating_add(weight);
            }
        }
        let count = lines.count();
        self.state.put(&page_key, &page);
        self.state.put(&group_key, &group);
        self.state
            .put(&StateKey::JudgedPage(epoch, page_number), &judged);
        Ok(count)
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
        let groups = settling.pages.len().div_ceil(PAGES_PER_GROUP as usize);
        let keys: Vec<StateKey> = (0_u32..)
            .take(groups)
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
