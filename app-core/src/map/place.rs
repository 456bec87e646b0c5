//! Turns a place on Earth into the cell a device is asserted in, and its neighbours to choose from.
//!
//! Only cells leave this module: where exactly somebody lives is nobody's business.

use super::radio::rules_of;
use crate::app::Core;
use h3o::{CellIndex, LatLng};
use outpost_app_api::{AppError, CellView, ErrorCode, PlaceView, PreviewPlace};
use outpost_protocol::{CellId, place::DEVICE_RESOLUTION};

/// The cell around the asked place, and the six (around a pentagon five) next to it.
pub(crate) async fn preview(_: &Core, asked: PreviewPlace) -> Result<PlaceView, AppError> {
    cell_at(asked.latitude, asked.longitude).map(with_neighbours)
}

/// A chosen cell and its neighbours.
pub(crate) fn of_cell(cell: CellId) -> Option<PlaceView> {
    CellIndex::try_from(cell.index()).ok().map(with_neighbours)
}

/// Where a cell is.
pub(crate) fn of(cell: CellId) -> Option<CellView> {
    CellIndex::try_from(cell.index()).ok().map(view)
}

/// The cell that the person named.
pub(crate) fn parse(cell: &str) -> Result<CellId, AppError> {
    cell.parse()
        .map_err(|_| AppError::new(ErrorCode::PlaceInvalid))
}

/// The cell around a place and so many rings of cells around it, from the inside out.
pub(super) fn around(latitude: f64, longitude: f64, rings: u32) -> Result<Vec<CellId>, AppError> {
    let middle = cell_at(latitude, longitude)?;
    let mut cells: Vec<(CellIndex, u32)> = middle.grid_disk_distances(rings);
    cells.sort_by_key(|(_, distance)| *distance);
    Ok(cells
        .into_iter()
        .filter_map(|(cell, _)| CellId::try_from(u64::from(cell)).ok())
        .collect())
}

fn cell_at(latitude: f64, longitude: f64) -> Result<CellIndex, AppError> {
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    LatLng::new(latitude, longitude)
        .ok()
        .filter(|_| on_earth)
        .map(|place| place.to_cell(DEVICE_RESOLUTION))
        .ok_or_else(|| AppError::new(ErrorCode::PlaceInvalid))
}

fn with_neighbours(chosen: CellIndex) -> PlaceView {
    let disk: Vec<CellIndex> = chosen.grid_disk(1);
    PlaceView {
        chosen: view(chosen),
        radio: CellId::try_from(u64::from(chosen)).ok().and_then(rules_of),
        neighbours: disk
            .into_iter()
            .filter(|cell| *cell != chosen)
            .map(view)
            .collect(),
    }
}

fn view(cell: CellIndex) -> CellView {
    let degrees = |place: LatLng| (place.lat(), place.lng());
    CellView {
        cell: cell.to_string(),
        centre: degrees(LatLng::from(cell)),
        boundary: cell.boundary().iter().copied().map(degrees).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Result<PlaceView, AppError> {
        cell_at(latitude, longitude).map(with_neighbours)
    }

    #[test]
    fn cells_around_a_place_are_told_from_the_inside_out() {
        let cells = around(52.52, 13.405, 6).unwrap();
        assert_eq!(cells.len(), 127);
        let first = at(52.52, 13.405).unwrap();
        assert_eq!(of(cells[0]).unwrap(), first.chosen);
        for neighbour in &first.neighbours {
            let place = cells
                .iter()
                .position(|cell| cell.to_string() == neighbour.cell);
            assert!(place.is_some_and(|place| (1..7).contains(&place)));
        }
    }

    #[test]
    fn a_place_is_in_a_cell_of_the_networks_resolution_with_six_neighbours() {
        let place = at(52.52, 13.405).unwrap();
        let cell = parse(&place.chosen.cell).unwrap();
        assert_eq!(place.neighbours.len(), 6);
        assert_eq!(
            place.radio.as_ref().map(|it| it.plan.as_str()),
            Some("EU868")
        );
        assert_eq!(place.chosen.boundary.len(), 6);
        assert_eq!(of_cell(cell), Some(place.clone()));
        for neighbour in &place.neighbours {
            assert!(parse(&neighbour.cell).is_ok());
            assert_ne!(neighbour.cell, place.chosen.cell);
        }
    }

    #[test]
    fn what_is_not_on_earth_has_no_cell() {
        for (latitude, longitude) in [
            (91.0, 0.0),
            (0.0, 181.0),
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(
                at(latitude, longitude).unwrap_err().code,
                ErrorCode::PlaceInvalid
            );
        }
        assert_eq!(
            parse("8a1f1d4887fffff").unwrap_err().code,
            ErrorCode::PlaceInvalid
        );
    }
}
