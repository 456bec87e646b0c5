//! Executes devices' reports: takes them down until their epoch is settled.
//!
//! A report is taken when it names this network, its epoch's window is open, the device was claimed
//! before the epoch ended and is not suspended, and it has not reported this resource for this epoch. It
//! costs the device nothing, and the chain a bounded amount: once for each device, epoch and resource.
//!
//! # Sheets
//! An owner's reports of an epoch wait on sheets, one for each
//! [`SLOTS_PER_SHEET`](crate::state::SLOTS_PER_SHEET) devices, so that a report changes one value of the
//! state and a statement needs one. The first report on a sheet appends the sheet to the epoch's pages.

use super::{ExecuteError, Execution, Stop};
use crate::{
    report::{Report, Resource},
    state::{Case, Device, Intake, PendingReport, ReadState, Sheet, SheetId, SheetPage, StateKey},
    transaction::Rejection,
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn apply_report(&mut self, report: &Report) -> Result<(), Stop<S::Error>> {
        let epoch = report.epoch;
        if report.network != self.context.network {
            return Err(Rejection::WrongNetwork.into());
        }
        let now = self.context.timestamp;
        if now < self.parameters.end_of(epoch) || now >= self.parameters.reports_close(epoch) {
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
        if let Some(until) = device.record.suspended_until.filter(|&until| epoch < until) {
            return Err(Rejection::Suspended { until }.into());
        }
        let sheet_key = StateKey::Sheet(device.owner, device.sheet(epoch));
        let sheet: Option<Sheet> = self.state.get(&sheet_key)?;
        let is_new = sheet.is_none();
        let mut sheet = sheet.unwrap_or_default();
        let resource = report.claim.resource();
        if sheet
            .reports
            .iter()
            .any(|made| made.device == report.device && made.resource() == resource)
        {
            return Err(Rejection::ReportAlreadyMade.into());
        }
        self.count_report(
            report,
            &device,
            is_new.then_some(SheetId {
                owner: device.owner,
                page: device.sheet(epoch).page,
            }),
        )?;
        sheet.reports.push(PendingReport {
            device: report.device,
            owner: device.owner,
            claimed_at: device.claimed_at,
            reported_at: now,
            cell: device.cell,
            equipment: device.equipment,
            record: device.record,
            claim: report.claim.clone(),
            evidence: report.evidence,
            case: Case::Undisputed,
        });
        self.state.put(&sheet_key, &sheet);
        let remembered = report.claim.rule().remember(epoch, device.record);
        if remembered != device.record {
            device.record = remembered;
            self.state.put(&StateKey::Device(report.device), &device);
        }
        Ok(())
    }

    /// Counts a report, and the sheet that it begins if it does.
    fn count_report(
        &mut self,
        report: &Report,
        device: &Device,
        new_sheet: Option<SheetId>,
    ) -> Result<(), Stop<S::Error>> {
        let epoch = report.epoch;
        let key = StateKey::Intake(epoch);
        let mut intake: Intake = self.state.get(&key)?.unwrap_or_default();
        if let Some(sheet) = new_sheet {
            let number = intake.add_sheet(device.cell).ok_or(Rejection::Busy)?;
            let page_key = StateKey::SheetPage(epoch, number);
            let mut page: SheetPage = self.state.get(&page_key)?.unwrap_or_default();
            page.sheets.push(sheet);
            self.state.put(&page_key, &page);
        }
        intake.reports = intake
            .reports
            .checked_add(1)
            .ok_or(ExecuteError::OutOfBounds("an epoch's reports"))?;
        if report.claim.resource() == Resource::Compute {
            intake.runners = intake.runners.saturating_add(1);
        }
        self.state.put(&key, &intake);
        Ok(())
    }
}
