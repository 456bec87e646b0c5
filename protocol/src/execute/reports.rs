//! Executes devices' reports: takes them down until their epoch is settled.
//!
//! A report is taken when it names this network, its epoch's window is open, the device was claimed
//! before the epoch ended, it has not reported this resource for this epoch, and it signed the report.
//! It costs the device nothing, and the chain a bounded amount: once for each device, epoch and
//! resource.

use super::{ExecuteError, Execution, Stop};
use crate::{
    report::SignedReport,
    state::{Device, MAX_REPORTS_PER_EPOCH, PendingReport, ReadState, StateKey},
    transaction::Rejection,
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_report(&mut self, signed: &SignedReport) -> Result<(), Stop<S::Error>> {
        let report = &signed.report;
        let epoch = report.epoch;
        if report.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let now = self.context.timestamp;
        if now < self.parameters.end_of(epoch) || now >= self.parameters.settlement_of(epoch) {
            return Err(Rejection::ReportWindowClosed { epoch }.into());
        }
        let mut device: Device = self
            .state
            .get(&StateKey::Device(report.device))?
            .ok_or(Rejection::DeviceUnknown)?;
        // Also keeps a device that is released and claimed again from reporting twice.
        if device.claimed_at >= self.parameters.end_of(epoch) {
            return Err(Rejection::ClaimedAfterEpoch { epoch }.into());
        }
        let reported = (epoch, report.claim.resource());
        if device.last_report == Some(reported) {
            return Err(Rejection::ReportAlreadyMade.into());
        }
        let count_key = StateKey::PendingReports(epoch);
        let index: u32 = self.state.get(&count_key)?.unwrap_or_default();
        if index >= MAX_REPORTS_PER_EPOCH {
            return Err(Rejection::Busy.into());
        }
        if !signed.is_signed() {
            return Err(Rejection::BadSignature.into());
        }
        let count = index
            .checked_add(1)
            .ok_or(ExecuteError::OutOfBounds("an epoch's reports"))?;
        let pending = PendingReport {
            device: report.device,
            owner: device.owner,
            claimed_at: device.claimed_at,
            cell: device.cell,
            claim: report.claim.clone(),
        };
        self.state
            .put(&StateKey::PendingReport(epoch, index), &pending);
        self.state.put(&count_key, &count);
        device.last_report = Some(reported);
        self.state.put(&StateKey::Device(report.device), &device);
        Ok(())
    }
}
