//! Settles epochs: pays the reports that wait, writes the statements, deletes the reports.
//!
//! An epoch is settled in the first block at or after the close of its window for reports. However
//! many epochs are due, after the network stood still for a year, say, only the oldest can hold
//! reports, so a block does the work of one epoch at most: a report for epoch `e` is taken in a block
//! at or after the end of `e`, and since a window is shorter than an epoch
//! ([`Parameters::check`](crate::genesis::Parameters::check)), that block has settled all before `e`.

use super::{ExecuteError, Execution};
use crate::{
    AccountAddress, Amount, Epoch,
    rewards::{budget, reward},
    state::{PendingReport, Progress, ReadState, StateKey, Supply},
    statement::{Statement, StatementLine},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn settle_due_epochs(&mut self) -> Result<(), ExecuteError<S::Error>> {
        let progress: Progress = self.state.require(&StateKey::Progress)?;
        let next_to_settle = self.parameters.first_unsettled_at(self.context.timestamp);
        if next_to_settle <= progress.next_to_settle {
            return Ok(());
        }
        self.settle(progress.next_to_settle)?;
        self.state
            .put(&StateKey::Progress, &Progress { next_to_settle });
        Ok(())
    }

    fn settle(&mut self, epoch: Epoch) -> Result<(), ExecuteError<S::Error>> {
        let reports = self.take_reports(epoch)?;
        if reports.is_empty() {
            return Ok(());
        }
        let mut supply: Supply = self.state.require(&StateKey::Supply)?;
        let budget = budget(&self.parameters, epoch, supply.emitted);
        let by_owner = reward(reports, epoch, &self.parameters, budget)
            .ok_or(ExecuteError::OutOfBounds("an epoch's rewards"))?;
        let mut paid = Amount::ZERO;
        for (owner, lines) in by_owner {
            let total = self.pay(owner, epoch, lines)?;
            paid = paid
                .checked_add(total)
                .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
        }
        supply.minted = supply
            .minted
            .checked_add(paid)
            .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
        supply.emitted = supply
            .emitted
            .checked_add(paid)
            .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
        self.state.put(&StateKey::Supply, &supply);
        Ok(())
    }

    /// The reports of an epoch, which are deleted.
    fn take_reports(&mut self, epoch: Epoch) -> Result<Vec<PendingReport>, ExecuteError<S::Error>> {
        let count_key = StateKey::PendingReports(epoch);
        let Some(count) = self.state.get::<u32>(&count_key)? else {
            return Ok(Vec::new());
        };
        self.state.delete(&count_key);
        (0..count)
            .map(|index| {
                let key = StateKey::PendingReport(epoch, index);
                let report = self.state.require(&key)?;
                self.state.delete(&key);
                Ok(report)
            })
            .collect()
    }

    /// Credits an account and writes its statement; gives what was credited.
    fn pay(
        &mut self,
        owner: AccountAddress,
        epoch: Epoch,
        lines: Vec<StatementLine>,
    ) -> Result<Amount, ExecuteError<S::Error>> {
        let total = Amount::checked_sum(lines.iter().map(|line| line.reward))
            .ok_or(ExecuteError::OutOfBounds("what was minted"))?;
        let mut account = self.account(owner)?;
        account.balance = account
            .balance
            .checked_add(total)
            .ok_or(ExecuteError::OutOfBounds("a balance"))?;
        let statement = Statement {
            account: owner,
            epoch,
            previous: account.newest_statement.replace(epoch),
            lines,
            total,
        };
        self.set_account(owner, &account);
        self.state
            .put(&StateKey::Statement(owner, epoch), &statement);
        Ok(total)
    }
}
