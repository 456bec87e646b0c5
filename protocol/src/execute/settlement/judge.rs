//! Judges the reports of a sheet, and remembers what that says about the devices.

use super::{Desk, Settling};
use crate::{
    Amount, Epoch,
    economy::Economy,
    execute::{ExecuteError, Execution},
    resources::{MAX_SUBJECTS, screen},
    rewards::multipliers,
    state::{PendingReport, ReadState},
    statement::{Loss, StatementLine},
    tally::{Subject, Tallies, TallyId},
    verdict::Verdict,
};

impl<S: ReadState> Execution<'_, S> {
    /// Judges a sheet's reports, which are in order of their devices; gives a line for each, without
    /// amounts.
    pub(super) fn judge_sheet(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
        reports: &[PendingReport],
    ) -> Result<Vec<StatementLine>, ExecuteError<S::Error>> {
        let mut lines = Vec::with_capacity(reports.len());
        let mut struck = None;
        for report in reports {
            let verdict = self.judge_report(settling, desk, report)?;
            self.learn(report, &verdict)?;
            // An epoch counts once, however many of the device's reports failed: it may only have been
            // offline.
            if report.case.loss().is_some() && struck.replace(report.device) != Some(report.device)
            {
                self.strike(settling, report)?;
            }
            lines.push(self.line(settling, desk, report, &verdict)?);
        }
        Ok(lines)
    }

    /// Judges a report by itself, and what is left of it by the tallies of its subjects.
    fn judge_report(
        &self,
        settling: &Settling,
        desk: &mut Desk,
        report: &PendingReport,
    ) -> Result<Verdict, ExecuteError<S::Error>> {
        let context = settling.context();
        let mut verdict = screen(report, &context);
        if verdict.accepted() == 0 {
            return Ok(verdict);
        }
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
        rule.compare(report, &tallies, &context, &mut verdict);
        Ok(verdict)
    }

    fn line(
        &self,
        settling: &Settling,
        desk: &mut Desk,
        report: &PendingReport,
        verdict: &Verdict,
    ) -> Result<StatementLine, ExecuteError<S::Error>> {
        let resource = report.resource();
        let home = match report.claim.rule().home(report).map(Subject::Cell) {
            Some(subject) => self.look_up(settling, desk, TallyId { resource, subject })?,
            None => None,
        };
        let losses = verdict.losses().iter();
        Ok(StatementLine {
            device: report.device,
            resource,
            cell: report.cell,
            possible: verdict.possible(),
            claimed: verdict.claimed(),
            accepted: verdict.accepted(),
            losses: losses
                .map(|&(reason, units)| Loss {
                    reason,
                    units,
                    amount: Amount::ZERO,
                })
                .collect(),
            multipliers: multipliers(home, &settling.context()),
            reward: Amount::ZERO,
        })
    }

    /// Remembers what the rule learned of the device.
    fn learn(
        &mut self,
        report: &PendingReport,
        verdict: &Verdict,
    ) -> Result<(), ExecuteError<S::Error>> {
        let rule = report.claim.rule();
        // Mostly nothing; then the device is not even read.
        if rule.learn(verdict, report.record) == report.record {
            return Ok(());
        }
        self.remember(report.device, |record| rule.learn(verdict, record))
    }

    /// Remembers that a device's evidence was missing or wrong, and suspends it when that is repeated.
    fn strike(
        &mut self,
        settling: &Settling,
        report: &PendingReport,
    ) -> Result<(), ExecuteError<S::Error>> {
        let Economy {
            strikes,
            suspension,
            ..
        } = settling.parameters.economy;
        let after = settling.epoch.next().0;
        let until = Epoch(after.saturating_add(u64::from(suspension)));
        self.remember(report.device, |record| record.struck(strikes, until))
    }
}
