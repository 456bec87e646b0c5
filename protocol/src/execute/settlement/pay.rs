//! Pays a page of reports and writes the statements.

use super::{Desk, Settling, weigh::split_budgets};
use crate::{
    Amount,
    economy::EpochSummary,
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{JudgedPage, PAGES_PER_GROUP, ReadState, SheetGroup, SheetId, SheetPage, StateKey},
    statement::{Statement, StatementId, StatementLine},
};

const FAULT: &str = "an epoch's rewards";

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn pay(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        index: u32,
        page_number: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        if index.is_multiple_of(PAGES_PER_GROUP) {
            self.split_group(settling, index)?;
        }
        let page_key = StateKey::SheetPage(epoch, page_number);
        let judged_key = StateKey::JudgedPage(epoch, page_number);
        let page: SheetPage = self.state.require(&page_key)?;
        let mut judged: JudgedPage = self.state.require(&judged_key)?;
        if judged.sheets.len() != page.sheets.len() {
            return Err(ExecuteError::OutOfBounds("a page's sheets"));
        }
        let mut lines: Vec<&mut StatementLine> = judged.sheets.iter_mut().flatten().collect();
        price_lines(&page, &desk.summary, &mut lines).ok_or(ExecuteError::OutOfBounds(FAULT))?;
        let count = lines.len();
        for (id, lines) in page.sheets.iter().zip(judged.sheets) {
            self.pay_sheet(settling, desk, *id, lines)?;
        }
        self.state.delete(&page_key);
        self.state.delete(&judged_key);
        Ok(count)
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
        let of_group = settling.pages.iter().skip(first as usize);
        let keys: Vec<StateKey> = of_group
            .take(PAGES_PER_GROUP as usize)
            .map(|&page| StateKey::SheetPage(epoch, page))
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
}

fn sum<E>(one: Amount, other: Amount) -> Result<Amount, ExecuteError<E>> {
    one.checked_add(other)
        .ok_or(ExecuteError::OutOfBounds(FAULT))
}

/// Splits a page's budgets between its lines, and says what their losses would have been paid.
fn price_lines(
    page: &SheetPage,
    summary: &EpochSummary,
    lines: &mut [&mut StatementLine],
) -> Option<()> {
    let prices = page.budgets.iter().zip(&summary.resources);
    for (resource, (budget, price)) in Resource::ALL.into_iter().zip(prices) {
        let of_resource = || lines.iter().filter(|line| line.resource == resource);
        let weights: Vec<u64> = of_resource().map(|line| line.weight()).collect();
        let shares = apportion(*budget, &weights)?;
        let of_resource = lines.iter_mut().filter(|line| line.resource == resource);
        for (line, share) in of_resource.zip(shares) {
            line.reward = share;
            for loss in &mut line.losses {
                loss.amount = price.worth(loss.units, line.multipliers.product());
            }
        }
    }
    Some(())
}
