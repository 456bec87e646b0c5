//! Executes devices' reports: takes them down until their epoch is settled.
//!
//! A report is taken when it names this network, its epoch's window is open, the device was claimed
//! before the epoch ended and is not suspended, and it has not reported this resource for this epoch. It
//! costs the device nothing, and the chain a bounded amount: once for each device, epoch and resource.
//!
//! # Sheets
//! An owner's reports of an epoch wait on sheets, one for each
//! [`SLOTS_PER_SHEET`](crate::state::SLOTS_PER_SHEET) devices, so that a report changes one value that is the
//! owner's and a statement needs one. Copies for the settlement go to the epoch's pages, with all that the
//! block has for a page at once (`tray`).

use super::{Execution, Stop};
use crate::{
    report::Report,
    state::{Case, Device, PendingReport, ReadState, Sheet, SheetId, StateKey},
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
        let known: Option<Sheet> = self.state.get(&sheet_key)?;
        let resource = report.claim.resource();
        if known
            .iter()
            .flat_map(|sheet| &sheet.reports)
            .any(|made| made.is_of(report.device, resource))
        {
            return Err(Rejection::ReportAlreadyMade.into());
        }
        let pending = PendingReport {
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
        };
        let id = SheetId {
            owner: device.owner,
            page: device.sheet(epoch).page,
        };
        let tray = self.tray(epoch)?;
        let page = match &known {
            Some(sheet) => sheet.page,
            None => tray.begin_sheet(id, device.cell).ok_or(Rejection::Busy)?,
        };
        tray.file(page, id, pending.clone());
        let mut sheet = known.unwrap_or_default();
        sheet.page = page;
        sheet.reports.push(pending);
        self.state.put(&sheet_key, &sheet);
        let remembered = report.claim.rule().remember(epoch, device.record);
        if remembered != device.record {
            device.record = remembered;
            self.state.put(&StateKey::Device(report.device), &device);
        }
        Ok(())
    }
}
