//! Says which cells of a track or a walk are stale, and what mapping them pays.

use super::{track::Track, walk::Walk};
use crate::{app::Core, earnings, map, network};
use outpost_app_api::{
    AppError, ErrorCode, LookAtTrack, LookAtWalk, MappedCellView, Money, TrackCellsView,
};
use outpost_protocol::{
    Amount,
    report::Resource,
    resources::mapping::{UNITS_PER_CELL, aged_units},
    tally::Tally,
    wire::MAX_KEYS,
};

/// Full pay, in thousandths.
const FULL: u64 = 1_000;

/// Which cells a track renews, and what they pay.
pub(crate) async fn look_at(core: &Core, call: LookAtTrack) -> Result<TrackCellsView, AppError> {
    worth(core, call.id, core.tracks.get(call.id)).await
}

/// The same of a walk.
pub(crate) async fn look_at_walk(
    core: &Core,
    call: LookAtWalk,
) -> Result<TrackCellsView, AppError> {
    let track = core.mapping.walks.with(call.id, Walk::track);
    worth(core, call.id, track).await
}

async fn worth(core: &Core, id: u64, track: Option<Track>) -> Result<TrackCellsView, AppError> {
    let track = track.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
    let known = map::network(core).await?;
    let mut cells = Vec::new();
    for part in track.cells().chunks(MAX_KEYS) {
        let tallies = map::tallies(core, Resource::Mapping, part).await?;
        cells.extend(part.iter().filter_map(|cell| {
            let tally = tallies.get(cell);
            Some(MappedCellView {
                place: map::cell_view(*cell)?,
                last: tally.map(|tally| known.last(tally)),
                at_most: at_most(&known, tally),
            })
        }));
    }
    let sum = |total: u128, cell: &MappedCellView| total.saturating_add(cell.at_most.0);
    Ok(TrackCellsView {
        id,
        total: Money(cells.iter().fold(0, sum)),
        cells,
        freshness: network::freshness_now(core, known.at).await,
    })
}

/// What a cell pays in the next epoch, at the newest price, if nothing is lost but its freshness.
fn at_most(known: &map::Known, tally: Option<&Tally>) -> Money {
    let worth = known.history.last().and_then(|(newest, summary)| {
        let previous = tally.map(|tally| tally.epoch);
        let units = aged_units(UNITS_PER_CELL, previous, newest.next(), &known.parameters);
        let paid = summary.resources.get(Resource::Mapping.index())?;
        Some(paid.worth(units, FULL))
    });
    earnings::money(worth.unwrap_or(Amount::ZERO))
}
