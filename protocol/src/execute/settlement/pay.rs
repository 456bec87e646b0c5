//! Pays a page of reports and writes the statements.

use super::{
    Settling,
    weigh::{Weighed, split_budgets},
};
use crate::{
    Amount,
    economy::EpochSummary,
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{
        Case, Device, PAGES_PER_GROUP, PendingReport, ReadState, SheetGroup, SheetId, SheetPage,
        StateKey, Supply,
    },
    statement::{Loss, Statement, StatementId, StatementLine},
};

const FAULT: &str = "an epoch's rewards";

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn pay(
        &mut self,
        settling: &Settling,
        index: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        if index.is_multiple_of(PAGES_PER_GROUP) {
            self.split_group(settling, index)?;
        }
        let page_key = StateKey::SheetPage(epoch, index);
        let page: SheetPage = self.state.require(&page_key)?;
        let parameters = self.parameters.clone();
        let context = settling.context(self.context.network, &parameters);
        let sheets = self.sheets_of(epoch, &page)?;
        let mut weighed = Vec::new();
        for report in sheets.iter().flatten() {
            weighed.push(self.weigh_report(report, &context)?);
        }
        let judged = weighed.len();
        let rewards = rewards_of(&page, sheets.iter().flatten(), &weighed)
            .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        let mut summary = self.summary(epoch)?;
        let mut lines = weighed.into_iter().zip(rewards);
        for (id, reports) in page.sheets.iter().zip(sheets) {
            let lines = reports
                .iter()
                .zip(&mut lines)
                .map(|(report, (weighed, reward))| line(report, &weighed, reward, &summary))
                .collect();
            self.pay_sheet(settling, *id, lines, &mut summary)?;
            for report in reports {
                self.strike(&report, settling)?;
            }
        }
        self.state.put(&StateKey::Summary(epoch), &summary);
        self.state.delete(&page_key);
        Ok(judged)
    }

    /// Splits a group's budget between its pages, of which `first` is the first.
    fn split_group(
        &mut self,
        settling: &Settling,
        first: u32,
    ) -> Result<(), ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let group_key = StateKey::SheetGroup(epoch, first / PAGES_PER_GROUP);
        let group: SheetGroup = self.state.require(&group_key)?;
        let end = first.saturating_add(PAGES_PER_GROUP).min(settling.pages);
        let keys: Vec<StateKey> = (first..end)
            .map(|page| StateKey::SheetPage(epoch, page))
            .collect();
        let mut pages: Vec<SheetPage> = keys
            .iter()
            .map(|key| self.state.require(key))
            .collect::<Result<_, _>>()?;
        let weights: Vec<_> = pages.iter().map(|page| page.weights).collect();
        let shares =
            split_budgets(&group.budgets, &weights).ok_or(ExecuteError::OutOfBounds(FAULT))?;
        for ((key, page), budgets) in keys.iter().zip(&mut pages).zip(shares) {
            page.budgets = budgets;
            self.state.put(key, page);
        }
        self.state.delete(&group_key);
        Ok(())
    }

    /// Credits a sheet's owner, writes the statement and deletes the sheet.
    fn pay_sheet(
        &mut self,
        settling: &Settling,
        sheet: SheetId,
        lines: Vec<StatementLine>,
        summary: &mut EpochSummary,
    ) -> Result<(), ExecuteError<S::Error>> {
        let id = StatementId {
            epoch: settling.epoch,
            page: sheet.page,
        };
        let total = Amount::checked_sum(lines.iter().map(|line| line.reward))
            .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        for line in &lines {
            if let Some(resource) = summary.resources.get_mut(line.resource.index()) {
                resource.paid = resource
                    .paid
                    .checked_add(line.reward)
                    .ok_or(ExecuteError::OutOfBounds(FAULT))?;
            }
        }
        let mut account = self.account(sheet.owner)?;
        account.balance = account
            .balance
            .checked_add(total)
            .ok_or(ExecuteError::OutOfBounds("a balance"))?;
        let statement = Statement {
            account: sheet.owner,
            id,
            previous: account.newest_statement.replace(id),
            lines,
            total,
        };
        self.set_account(sheet.owner, &account);
        self.state
            .put(&StateKey::Statement(sheet.owner, id), &statement);
        self.state.delete(&StateKey::Sheet(sheet.owner, id));
        self.mint(total)
    }

    fn mint(&mut self, amount: Amount) -> Result<(), ExecuteError<S::Error>> {
        let mut supply: Supply = self.state.require(&StateKey::Supply)?;
        supply.minted = supply
            .minted
            .checked_add(amount)
            .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
        self.state.put(&StateKey::Supply, &supply);
        Ok(())
    }

    /// Remembers that a device's evidence was missing or wrong, and suspends it when that is repeated.
    fn strike(
        &mut self,
        report: &PendingReport,
        settling: &Settling,
    ) -> Result<(), ExecuteError<S::Error>> {
        if !matches!(report.case, Case::Accused | Case::Flawed) {
            return Ok(());
        }
        let key = StateKey::Device(report.device);
        let Some(mut device) = self.state.get::<Device>(&key)? else {
            return Ok(());
        };
        let economy = &self.parameters.economy;
        device.record.strikes = device.record.strikes.saturating_add(1);
        if device.record.strikes >= economy.strikes {
            device.record.strikes = 0;
            let until = settling
                .epoch
                .0
                .saturating_add(1)
                .saturating_add(u64::from(economy.suspension));
            device.record.suspended_until = Some(crate::Epoch(until));
        }
        self.state.put(&key, &device);
        Ok(())
    }
}

/// What each of a page's reports is paid.
fn rewards_of<'a>(
    page: &SheetPage,
    reports: impl Iterator<Item = &'a PendingReport> + Clone,
    weighed: &[Weighed],
) -> Option<Vec<Amount>> {
    let mut rewards = vec![Amount::ZERO; weighed.len()];
    for (resource, budget) in Resource::ALL.into_iter().zip(page.budgets) {
        let weights: Vec<u64> = reports
            .clone()
            .zip(weighed)
            .map(|(report, weighed)| {
                if report.resource() == resource {
                    weighed.weight
                } else {
                    0
                }
            })
            .collect();
        for (reward, share) in rewards.iter_mut().zip(apportion(budget, &weights)?) {
            *reward = reward.checked_add(share)?;
        }
    }
    Some(rewards)
}

fn line(
    report: &PendingReport,
    weighed: &Weighed,
    reward: Amount,
    summary: &EpochSummary,
) -> StatementLine {
    let resource = report.resource();
    let verdict = &weighed.verdict;
    let worth = |units| {
        summary
            .resources
            .get(resource.index())
            .map_or(Amount::ZERO, |it| {
                it.worth(units, weighed.multipliers.product())
            })
    };
    StatementLine {
        device: report.device,
        resource,
        cell: report.cell,
        possible: verdict.possible(),
        claimed: verdict.claimed(),
        accepted: verdict.accepted(),
        losses: verdict
            .losses()
            .iter()
            .map(|&(reason, units)| Loss {
                reason,
                units,
                amount: worth(units),
            })
            .collect(),
        multipliers: weighed.multipliers,
        reward,
    }
}
