//! Files an epoch's sheets twice: by region to be judged, and by account to be paid.
//!
//! Settlement judges the reports of one neighbourhood together, and would else have to gather them from all
//! over the state; so [pages](SheetPage) have copies of the sheets of some regions. What it judged waits on
//! [other pages](JudgedPage), of accounts that lie together in the state, so that a block pays neighbours.

#[cfg(doc)]
use super::Sheet;
use super::{PendingReport, SheetId, StateKey};
use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Hash, report::Resource, statement::StatementLine,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most sheets of reports that one epoch takes, which bounds the state.
pub const MAX_SHEETS_PER_EPOCH: u32 = 1 << 22;

/// Into how many bundles of regions an epoch's sheets are sorted.
pub const BUNDLES: usize = 64;

/// Into how many drawers judged sheets are sorted, by where the accounts lie in the state.
pub const DRAWERS: usize = 256;

/// Sheets on a [`SheetPage`] or a [`JudgedPage`].
pub const SHEETS_PER_PAGE: u32 = 32;

/// Judged pages in a [`SheetGroup`].
pub const PAGES_PER_GROUP: u32 = 64;

/// Numbers of pages that a bundle or drawer has for itself: all of an epoch's sheets may be in one.
const PAGES_APART: u32 = MAX_SHEETS_PER_EPOCH / SHEETS_PER_PAGE;

/// What an epoch's reports amount to so far.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Intake {
    /// How many sheets there are in each bundle. A bundle is of sheets from the same regions, so that
    /// settlement meets neighbours, who are compared, at about the same time.
    pub bundles: [u32; BUNDLES],
    /// How many reports are in them.
    pub reports: u32,
    /// How many of these are of compute, with results or without.
    pub runners: u32,
}

impl Default for Intake {
    fn default() -> Self {
        Self {
            bundles: [0; BUNDLES],
            reports: 0,
            runners: 0,
        }
    }
}

impl Intake {
    /// Counts another sheet, of a device in this cell; gives the number of the [`SheetPage`] that it goes
    /// to, or nothing where the epoch is full.
    pub fn add_sheet(&mut self, cell: Option<CellId>) -> Option<u32> {
        if self.sheets() >= u64::from(MAX_SHEETS_PER_EPOCH) {
            return None;
        }
        // An ancestor of resolution 5, about 250 km²: one bundle has the whole of a neighbourhood.
        let region = cell.map(|cell| super::key::ancestor(cell, 5));
        let bundle = Hash::of_encoded("outpost bundle 1", &region).below(BUNDLES as u32);
        place_in(&mut self.bundles, bundle)
    }

    /// How many sheets there are.
    pub fn sheets(&self) -> u64 {
        self.bundles.iter().copied().map(u64::from).sum()
    }

    /// The numbers of all pages, in the order in which they are judged.
    pub fn pages(&self) -> impl Iterator<Item = u32> {
        pages_of(self.bundles)
    }
}

/// How many sheets of an epoch are judged so far.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Payroll {
    /// How many there are in each drawer.
    pub drawers: [u32; DRAWERS],
}

impl Default for Payroll {
    fn default() -> Self {
        Self {
            drawers: [0; DRAWERS],
        }
    }
}

impl Payroll {
    /// Counts another sheet of this account; gives the number of the [`JudgedPage`] that it goes to, or
    /// nothing where there are more than an epoch takes.
    pub fn add_sheet(&mut self, owner: AccountAddress) -> Option<u32> {
        let [drawer, ..] = StateKey::Account(owner).path();
        place_in(&mut self.drawers, u32::from(drawer))
    }

    /// How many sheets there are.
    pub fn sheets(&self) -> u64 {
        self.drawers.iter().copied().map(u64::from).sum()
    }

    /// The numbers of all pages, in the order in which they are paid.
    pub fn pages(&self) -> impl Iterator<Item = u32> {
        pages_of(self.drawers)
    }
}

/// Counts another sheet in this bundle or drawer, and gives the number of its page.
fn place_in(counts: &mut [u32], chosen: u32) -> Option<u32> {
    let count = counts.get_mut(usize::try_from(chosen).ok()?)?;
    if *count >= MAX_SHEETS_PER_EPOCH {
        return None;
    }
    let page = page_number(chosen, *count / SHEETS_PER_PAGE);
    *count = count.saturating_add(1);
    Some(page)
}

fn pages_of<const N: usize>(counts: [u32; N]) -> impl Iterator<Item = u32> {
    (0_u32..).zip(counts).flat_map(|(chosen, sheets)| {
        (0..sheets.div_ceil(SHEETS_PER_PAGE)).map(move |page| page_number(chosen, page))
    })
}

fn page_number(chosen: u32, page: u32) -> u32 {
    chosen.saturating_mul(PAGES_APART).saturating_add(page)
}

/// Up to [`SHEETS_PER_PAGE`] sheets that are judged together.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetPage {
    /// The sheets, in the order of arrival of the first report on each.
    pub sheets: Vec<FiledSheet>,
}

/// A copy of a [`Sheet`].
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FiledSheet {
    /// Which sheet it is.
    pub id: SheetId,
    /// What is on it.
    pub reports: Vec<PendingReport>,
}

impl FiledSheet {
    /// A sheet with nothing on it yet.
    pub fn begin(id: SheetId) -> Self {
        Self {
            id,
            reports: Vec::new(),
        }
    }

    /// The device's report about this resource.
    pub fn report_mut(
        &mut self,
        device: DeviceKey,
        resource: Resource,
    ) -> Option<&mut PendingReport> {
        let mut reports = self.reports.iter_mut();
        reports.find(|report| report.is_of(device, resource))
    }
}

impl SheetPage {
    /// The copy of this sheet.
    pub fn sheet_mut(&mut self, id: SheetId) -> Option<&mut FiledSheet> {
        self.sheets.iter_mut().find(|sheet| sheet.id == id)
    }
}

/// Up to [`SHEETS_PER_PAGE`] sheets that were judged and are not yet paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct JudgedPage {
    /// The sheets, in the order in which they were judged.
    pub sheets: Vec<JudgedSheet>,
    /// What they weigh, by [resource](Resource::index).
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

/// A sheet that was judged.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct JudgedSheet {
    /// Which sheet it is.
    pub id: SheetId,
    /// The lines of its statement, without amounts.
    pub lines: Vec<StatementLine>,
}

/// Up to [`PAGES_PER_GROUP`] judged pages, of one drawer, whose weights are summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetGroup {
    /// What its pages weigh, by [resource](Resource::index).
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

impl SheetGroup {
    /// The number of the group that this page is of.
    pub fn number_of(page: u32) -> u32 {
        page / PAGES_PER_GROUP
    }
}
