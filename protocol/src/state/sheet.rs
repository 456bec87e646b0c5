//! Says how reports wait for the settlement of their epoch.
//!
//! An account's reports of an epoch are on sheets, of a few devices each. Sheets are listed on pages, pages
//! are bundled by region, and the weights of pages are summed in groups.

use super::{DeviceRecord, Equipment};
use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Hash, Timestamp,
    evidence::EvidenceRoot,
    report::{Claim, Resource},
    statement::{LossReason, StatementLine},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Devices of one owner whose reports share a sheet, and whose lines share a statement, which bounds
/// both.
pub const SLOTS_PER_SHEET: u32 = 4;

/// Most sheets of reports that one epoch takes, which bounds the state.
pub const MAX_SHEETS_PER_EPOCH: u32 = 1 << 22;

/// Into how many bundles of regions an epoch's sheets are sorted.
pub const BUNDLES: usize = 64;

/// Sheets in a [`SheetPage`].
pub const SHEETS_PER_PAGE: u32 = 64;

/// Pages in a [`SheetGroup`].
pub const PAGES_PER_GROUP: u32 = 64;

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
        let count = self.bundles.get_mut(usize::try_from(bundle).ok()?)?;
        let page = page_number(bundle, *count / SHEETS_PER_PAGE);
        *count = count.saturating_add(1);
        Some(page)
    }

    /// How many sheets there are.
    pub fn sheets(&self) -> u64 {
        self.bundles.iter().copied().map(u64::from).sum()
    }

    /// The numbers of all pages, in the order of settlement.
    pub fn pages(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(self.bundles).flat_map(|(bundle, sheets)| {
            (0..sheets.div_ceil(SHEETS_PER_PAGE)).map(move |page| page_number(bundle, page))
        })
    }
}

fn page_number(bundle: u32, page: u32) -> u32 {
    // All of an epoch's sheets may be in one bundle.
    const PAGES_PER_BUNDLE: u32 = MAX_SHEETS_PER_EPOCH / SHEETS_PER_PAGE;
    bundle.saturating_mul(PAGES_PER_BUNDLE).saturating_add(page)
}

/// Names a sheet of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct SheetId {
    /// Whose reports are in it.
    pub owner: AccountAddress,
    /// Which of the owner's sheets.
    pub page: u32,
}

/// Up to [`SHEETS_PER_PAGE`] sheets that are settled together.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetPage {
    /// The sheets, in the order of arrival of the first report on each.
    pub sheets: Vec<SheetId>,
    /// What they weigh, by [resource](Resource::index), once weighed.
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

/// A page's reports, judged and not yet paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct JudgedPage {
    /// For each of the page's sheets, in order, the lines of its statement, without amounts.
    pub sheets: Vec<Vec<StatementLine>>,
}

/// Up to [`PAGES_PER_GROUP`] pages whose weights are summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetGroup {
    /// What its pages weigh, by [resource](Resource::index).
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

/// An account's reports that wait for their epoch's settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sheet {
    /// In the order of arrival; one for each device and resource at most.
    pub reports: Vec<PendingReport>,
}

/// A report that waits for its epoch's settlement, with what was known of the device when it was
/// made. So whoever owned the device then is paid, even if it is released or moved before settlement.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PendingReport {
    /// The device.
    pub device: DeviceKey,
    /// Its owner.
    pub owner: AccountAddress,
    /// When that owner claimed it.
    pub claimed_at: Timestamp,
    /// The time of the block that took the report. Of two reports that say the same, the later may be a
    /// copy.
    pub reported_at: Timestamp,
    /// Its cell, if one was asserted.
    pub cell: Option<CellId>,
    /// Its equipment.
    pub equipment: Equipment,
    /// What the rules remembered of it, from before this report.
    pub record: DeviceRecord,
    /// What it claims.
    pub claim: Claim,
    /// Commits to what shows that it is true.
    pub evidence: EvidenceRoot,
    /// Whether its evidence is in doubt.
    pub case: Case,
}

/// Whether a report's evidence is in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Case {
    /// Nobody doubts it.
    #[default]
    Undisputed,
    /// These validators, a bit for each, could not get it or found it wrong; too few to count.
    Doubted(u128),
    /// More than a third of the validators did: it must be shown on chain.
    Accused,
    /// It is accused, and its first challenges, so many, were shown on chain and are right.
    Answered(u8),
    /// It was shown on chain and is right.
    Shown,
    /// It was shown on chain and is wrong.
    Flawed,
}

impl Case {
    /// What the report loses everything for, if this is how the case stands at settlement.
    pub fn loss(self) -> Option<LossReason> {
        match self {
            Self::Undisputed | Self::Doubted(_) | Self::Shown => None,
            Self::Accused | Self::Answered(_) => Some(LossReason::NotShown),
            Self::Flawed => Some(LossReason::Flawed),
        }
    }
}

impl PendingReport {
    /// The resource it is about.
    pub fn resource(&self) -> Resource {
        self.claim.resource()
    }
}
