//! Keeps a block's reports at hand, so that the pages they are filed on are read and written once a block.
//!
//! Nothing in the same block needs them: an epoch is drawn for, doubted and settled after its window for
//! reports has closed.

use super::{ExecuteError, Execution};
use crate::{
    CellId, Epoch,
    report::Resource,
    state::{FiledSheet, Intake, PendingReport, ReadState, SheetId, SheetPage, StateKey},
};
use std::collections::{BTreeMap, btree_map::Entry};

/// An epoch's reports of this block.
pub(super) struct Tray {
    intake: Intake,
    /// By the page that they are to be filed on.
    pages: BTreeMap<u32, Filing>,
}

/// What is to be filed on a page.
#[derive(Default)]
struct Filing {
    begun: Vec<SheetId>,
    reports: Vec<(SheetId, PendingReport)>,
}

impl Tray {
    /// Counts another sheet, whose first report is of a device in this cell; gives the number of its page,
    /// or nothing where the epoch is full.
    pub(super) fn begin_sheet(&mut self, id: SheetId, cell: Option<CellId>) -> Option<u32> {
        let page = self.intake.add_sheet(cell)?;
        self.pages.entry(page).or_default().begun.push(id);
        Some(page)
    }

    /// Takes a copy of a report that was taken down on a sheet.
    pub(super) fn file(&mut self, page: u32, sheet: SheetId, report: PendingReport) {
        // There are at most as many as sheets, devices on each and resources allow: fewer than 2^27.
        self.intake.reports = self.intake.reports.saturating_add(1);
        if report.resource() == Resource::Compute {
            self.intake.runners = self.intake.runners.saturating_add(1);
        }
        let filing = self.pages.entry(page).or_default();
        filing.reports.push((sheet, report));
    }
}

impl<S: ReadState> Execution<'_, S> {
    /// The tray for an epoch's reports.
    pub(super) fn tray(&mut self, epoch: Epoch) -> Result<&mut Tray, ExecuteError<S::Error>> {
        Ok(match self.trays.entry(epoch) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let intake: Option<Intake> = self.state.get(&StateKey::Intake(epoch))?;
                entry.insert(Tray {
                    intake: intake.unwrap_or_default(),
                    pages: BTreeMap::new(),
                })
            }
        })
    }

    /// Files what is on the trays.
    pub(super) fn empty_trays(&mut self) -> Result<(), ExecuteError<S::Error>> {
        for (epoch, tray) in std::mem::take(&mut self.trays) {
            if tray.pages.is_empty() {
                continue;
            }
            self.state.put(&StateKey::Intake(epoch), &tray.intake);
            for (number, Filing { begun, reports }) in tray.pages {
                let key = StateKey::SheetPage(epoch, number);
                let mut page: SheetPage = self.state.get(&key)?.unwrap_or_default();
                page.sheets.extend(begun.into_iter().map(FiledSheet::begin));
                for (id, report) in reports {
                    page.sheet_mut(id)
                        .ok_or_else(|| ExecuteError::Missing(key.clone()))?
                        .reports
                        .push(report);
                }
                self.state.put(&key, &page);
            }
        }
        self.state.keep();
        Ok(())
    }
}
