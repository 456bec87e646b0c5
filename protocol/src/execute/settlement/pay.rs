//! Pays a page of reports and writes the statements.

use super::{
    Desk, Settling,
    weigh::{Weighed, split_budgets},
};
use crate::{
    Amount, DeviceKey, Epoch,
    economy::{Economy, EpochSummary},
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{PAGES_PER_GROUP, PendingReport, ReadState, SheetGroup, SheetId, SheetPage, StateKey},
    statement::{Loss, Statement, StatementId, StatementLine},
};

const FAULT: &str = "an epoch's rewards";

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn pay(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        index: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        if index.is_multiple_of(PAGES_PER_GROUP) {
            self.split_group(settling, index)?;
        }
        let page_key = StateKey::SheetPage(epoch, index);
        let page: SheetPage = self.state.require(&page_key)?;
        let sheets = self.sheets_of(epoch, &page)?;
        let weighed = sheets
            .iter()
            .flatten()
            .map(|report| self.weigh_report(settling, desk, report))
            .collect::<Result<Vec<_>, _>>()?;
        let judged = weighed.len();
        let rewards = rewards_of(&page, sheets.iter().flatten(), &weighed)
            .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        for (report, weighed) in sheets.iter().flatten().zip(&weighed) {
            self.learn(report, weighed)?;
        }
        let mut lines = weighed.into_iter().zip(rewards);
        for (id, reports) in page.sheets.iter().zip(&sheets) {
            let lines = reports
                .iter()
                .zip(&mut lines)
                .map(|(report, (weighed, reward))| line(report, &weighed, reward, &desk.summary))
                .collect();
            self.pay_sheet(settling, desk, *id, lines)?;
            self.strike(settling, reports)?;
        }
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
        desk: &mut Desk,
        sheet: SheetId,
        lines: Vec<StatementLine>,
    ) -> Result<(), ExecuteError<S::Error>> {
        let id = StatementId {
            epoch: settling.epoch,
            page: sheet.page,
        };
        let mut total = Amount::ZERO;
        for line in &lines {
            total = sum(total, line.reward)?;
            if let Some(resource) = desk.summary.resources.get_mut(line.resource.index()) {
                resource.paid = sum(resource.paid, line.reward)?;
            }
        }
        desk.paid = sum(desk.paid, total)?;
        let mut account = self.account(sheet.owner)?;
        account.balance = sum(account.balance, total)?;
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
        Ok(())
    }

    /// Remembers what the rule learned of the device.
    fn learn(
        &mut self,
        report: &PendingReport,
        weighed: &Weighed,
    ) -> Result<(), ExecuteError<S::Error>> {
        let rule = report.claim.rule();
        // Mostly nothing; then the device is not even read.
        if rule.learn(&weighed.verdict, report.record) == report.record {
            return Ok(());
        }
        self.remember(report.device, |record| rule.learn(&weighed.verdict, record))
    }

    /// Remembers whose evidence was missing or wrong, and suspends a device when that is repeated. An
    /// epoch counts once, however many of the device's reports failed: it may only have been offline.
    fn strike(
        &mut self,
        settling: &Settling,
        reports: &[PendingReport],
    ) -> Result<(), ExecuteError<S::Error>> {
        let mut failed: Vec<DeviceKey> = reports
            .iter()
            .filter(|report| report.case.loss().is_some())
            .map(|report| report.device)
            .collect();
        // The reports are in order of their devices.
        failed.dedup();
        let Economy {
            strikes,
            suspension,
            ..
        } = settling.parameters.economy;
        let until = settling.epoch.0.saturating_add(1);
        let until = Epoch(until.saturating_add(u64::from(suspension)));
        for device in failed {
            self.remember(device, |record| record.struck(strikes, until))?;
        }
        Ok(())
    }
}

fn sum<E>(one: Amount, other: Amount) -> Result<Amount, ExecuteError<E>> {
    one.checked_add(other)
        .ok_or(ExecuteError::OutOfBounds(FAULT))
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
