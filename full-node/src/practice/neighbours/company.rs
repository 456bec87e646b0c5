//! Finds whom nobody could confirm: meters of people who joined, far from all others.
//!
//! A meter is paid where at least three owners' meters of its source near it felt the same. Whoever puts a
//! simulated one up anywhere shall see it earn, so that neighbours move in beside it; the rules stay what they
//! are. What is simulated is the wind: a meter that was declared to count something else stays alone.

use super::account::read;
use crate::{node::Node, state::LedgerError};
use h3o::{CellIndex, Resolution};
use outpost_protocol::{
    AccountAddress, CellId, Epoch, Timestamp,
    report::Claim,
    resources::energy::{AREA_RESOLUTION, profile::NEIGHBOURS},
    state::{EnergySource, Intake, PendingReport, SheetPage, StateKey},
};
use std::collections::{BTreeMap, BTreeSet};

/// How many owners are needed beside somebody's device, and so come.
pub(super) const OWNERS: usize = NEIGHBOURS;
/// To so many areas neighbours move.
const MOST_AREAS: usize = 64;

/// An area in which meters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area(CellIndex);

impl Area {
    /// The one around a cell.
    pub(super) fn around(cell: CellId) -> Option<Self> {
        let cell = CellIndex::try_from(cell.index()).ok()?;
        cell.parent(AREA_RESOLUTION).map(Self)
    }

    /// What names it.
    pub(super) fn index(self) -> u64 {
        self.0.into()
    }

    /// Its cells, but for this one if there are others: what stands in one cell shares what that earns.
    pub(super) fn cells_beside(self, taken: CellId) -> impl Iterator<Item = CellId> {
        self.0
            .children(Resolution::Eight)
            .filter_map(|cell| CellId::try_from(u64::from(cell)).ok())
            .filter(move |cell| *cell != taken)
    }
}

/// Who has company.
#[derive(Debug, Default)]
pub(super) struct Company {
    /// The areas in which meters have.
    areas: BTreeSet<Area>,
    /// The epoch whose reports were looked through, and how many there were: nothing is found where nothing is new.
    looked_at: Option<(Epoch, u32)>,
}

impl Company {
    /// With neighbours of old in the area around `home`.
    pub(super) fn at(home: Option<CellId>) -> Self {
        Self {
            areas: home.and_then(Area::around).into_iter().collect(),
            looked_at: None,
        }
    }

    /// The areas to which neighbours now move, each with the cell in which somebody's meter stands, by what was
    /// reported of the epoch that ended last.
    pub(super) fn grow(
        &mut self,
        node: &Node,
        now: Timestamp,
        neighbours: &[AccountAddress],
    ) -> Result<BTreeMap<Area, CellId>, LedgerError> {
        let cells = self.cells_of_others(node, now, neighbours)?;
        let mut grown = BTreeMap::new();
        for cell in cells {
            if let Some(area) = Area::around(cell)
                && self.areas.len() < MOST_AREAS
                && self.areas.insert(area)
            {
                grown.insert(area, cell);
            }
        }
        Ok(grown)
    }

    /// Where wind meters of others than the neighbours stand, as far as it was not told before.
    fn cells_of_others(
        &mut self,
        node: &Node,
        now: Timestamp,
        neighbours: &[AccountAddress],
    ) -> Result<BTreeSet<CellId>, LedgerError> {
        let mut cells = BTreeSet::new();
        let Some(epoch) = node.ledger().parameters().epoch_at(now).previous() else {
            return Ok(cells);
        };
        let intake: Intake = read(node, &StateKey::Intake(epoch))?.unwrap_or_default();
        let looked_at = Some((epoch, intake.reports));
        if self.looked_at == looked_at {
            return Ok(cells);
        }
        for number in intake.pages() {
            let page: SheetPage =
                read(node, &StateKey::SheetPage(epoch, number))?.unwrap_or_default();
            let reports = page.sheets.iter().flat_map(|sheet| &sheet.reports);
            let others = reports.filter(|report| !neighbours.contains(&report.owner));
            cells.extend(others.filter_map(cell_of_wind_meter));
        }
        self.looked_at = looked_at;
        Ok(cells)
    }
}

fn cell_of_wind_meter(report: &PendingReport) -> Option<CellId> {
    let source = report.equipment.generator?.source;
    let is_meter = matches!(report.claim, Claim::Energy(_));
    report
        .cell
        .filter(|_| is_meter && source == EnergySource::Wind)
}
