//! Says which cells of a track are stale, and what mapping them pays.

use crate::{app::Core, earnings, map};
use outpost_app_api::{AppError, ErrorCode, LookAtTrack, MappedCellView, Money, TrackCellsView};
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
    let track = core.tracks.get(call.id);
    let track = track.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
    let mut cells = Vec::new();
    let mut at = None;
    for part in track.cells().chunks(MAX_KEYS) {
        let (known, tallies) = map::prove(core, Resource::Mapping, part).await?;
        at = Some(known.at);
        cells.extend(part.iter().filter_map(|cell| {
            let tally = tallies.get(cell);
            Some(MappedCellView {
                place: map::cell_view(*cell)?,
                last: tally.map(|tally| known.last(tally)),
                at_most: at_most(&known, tally),
            })
        }));
    }
    let at = at.ok_or_else(|| AppError::new(ErrorCode::TrackUnreadable))?;
    let sum = |total: u128, cell: &MappedCellView| total.saturating_add(cell.at_most.0);
    Ok(TrackCellsView {
        id: call.id,
        total: Money(cells.iter().fold(0, sum)),
        cells,
        freshness: map::freshness(core, at).await,
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
