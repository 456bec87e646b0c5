//! Folds what is proven of cells into what the map colours them by.

use super::{
    known::{self, Known},
    place,
};
use crate::{
    app::Core,
    earnings::{self, resource},
    network::freshness_now,
};
use outpost_app_api::{AppError, CellStateView, CellsView, ExploreCells, LastContribution};
use outpost_protocol::{CellId, report::Resource, tally::Tally};

/// Rings of cells around the middle: with it 127 cells, about 12 km across, in one answer of a peer.
const RINGS: u32 = 6;

/// What the network proves about the cells around a place.
pub(crate) async fn explore(core: &Core, call: ExploreCells) -> Result<CellsView, AppError> {
    let cells = place::around(call.latitude, call.longitude, RINGS)?;
    let kind = resource(call.resource);
    let known = known::network(core).await?;
    let tallies = known::tallies(core, kind, &cells).await?;
    let view = |cell: CellId| state(&known, kind, cell, tallies.get(&cell));
    Ok(CellsView {
        resource: call.resource,
        cells: cells.into_iter().filter_map(view).collect(),
        freshness: freshness_now(core, known.at).await,
    })
}

fn state(
    known: &Known,
    resource: Resource,
    cell: CellId,
    tally: Option<&Tally>,
) -> Option<CellStateView> {
    let today = known.today(resource, tally);
    let outlook = today.outlook();
    let last = tally.map(|tally| known.last(tally));
    Some(CellStateView {
        place: place::of(cell)?,
        devices: contributors(resource, tally, last),
        capacity: known.parameters.cell_capacity,
        last,
        multiplier: today
            .multipliers()
            .map_or(1_000, |[first, _]| first.product()),
        a_day: outlook.map(|outlook| earnings::money(outlook.day.middle)),
    })
}

/// Who was there in the newest paid epoch. Who maps is at home in no cell, and is counted by what was
/// seen of the cell.
fn contributors(resource: Resource, tally: Option<&Tally>, last: Option<LastContribution>) -> u32 {
    match (tally, last) {
        (Some(tally), Some(LastContribution { missed: 0, .. })) => match resource {
            Resource::Mapping => tally.samples_seen,
            _ => tally.contributors,
        },
        _ => 0,
    }
}
