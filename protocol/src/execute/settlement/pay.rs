//! Pays a page of reports and writes the statements.

use super::{Desk, Settling, weigh::split_budgets};
use crate::{
    Amount,
    economy::EpochSummary,
    execute::{ExecuteError, Execution},
    report::Resource,
    rewards::apportion,
    state::{JudgedPage, JudgedSheet, PAGES_PER_GROUP, ReadState, SheetGroup, StateKey},
    statement::{Statement, StatementId, StatementLine},
};

const FAULT: &str = "an epoch's rewards";

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn pay(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        number: u32,
    ) -> Result<usize, ExecuteError<S::Error>> {
        if number.is_multiple_of(PAGES_PER_GROUP) {
            self.split_group(settling, desk, number)?;
        }
        let key = StateKey::JudgedPage(settling.epoch, number);
        let mut page: JudgedPage = self.state.require(&key)?;
        let mut lines: Vec<&mut StatementLine> = page
            .sheets
            .iter_mut()
            .flat_map(|sheet| &mut sheet.lines)
            .collect();
        price_lines(&page.budgets, &desk.summary, &mut lines)
            .ok_or(ExecuteError::OutOfBounds(FAULT))?;
        let count = lines.len();
        for sheet in page.sheets {
            self.pay_sheet(settling, desk, sheet)?;
        }
        self.state.delete(&key);
        Ok(count)
    }

    /// Splits a group's budget between its pages, of which `first` is the number of the first.
    fn split_group(
        &mut self,
        settling: &Settling,
        desk: &Desk,
        first: u32,
    ) -> Result<(), ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let group_number = SheetGroup::number_of(first);
        let group_key = StateKey::SheetGroup(epoch, group_number);
        let group: SheetGroup = self.state.require(&group_key)?;
        let from = desk.judged_pages.partition_point(|&page| page < first);
        let of_group = desk.judged_pages.iter().skip(from);
        let keys: Vec<StateKey> = of_group
            .take_while(|&&page| SheetGroup::number_of(page) == group_number)
            .map(|&page| StateKey::JudgedPage(epoch, page))
            .collect();
        let mut pages: Vec<JudgedPage> = keys
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
        JudgedSheet { id: sheet, lines }: JudgedSheet,
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
    budgets: &[Amount; Resource::COUNT],
    summary: &EpochSummary,
    lines: &mut [&mut StatementLine],
) -> Option<()> {
    let prices = budgets.iter().zip(&summary.resources);
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
