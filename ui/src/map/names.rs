//! Names places as people do: by the town that they are near to.

use super::towns::{Near, Towns};
use crate::text::{format, t};
use outpost_app_api::CellView;

/// So near to a town's middle, a place is in it, in kilometres.
const IN_TOWN_KM: f64 = 1.5;

/// A cell's name; by coordinates until the towns are there, or where none is near.
pub fn of(towns: Option<&Towns>, cell: &CellView) -> String {
    match towns.and_then(|towns| towns.near(cell.centre)) {
        Some(Near { town, km, .. }) if km < IN_TOWN_KM => t!("map-in-town", town = town),
        Some(Near {
            town,
            km,
            direction,
        }) => t!(
            "map-near-town",
            town = town,
            distance = format::distance(km * 1_000.0),
            direction = words(direction)
        ),
        None => {
            let (latitude, longitude) = cell.centre;
            format::coordinates(latitude, longitude)
        }
    }
}

fn words(direction: u8) -> String {
    match direction {
        0 => t!("map-north"),
        1 => t!("map-north-east"),
        2 => t!("map-east"),
        3 => t!("map-south-east"),
        4 => t!("map-south"),
        5 => t!("map-south-west"),
        6 => t!("map-west"),
        _ => t!("map-north-west"),
    }
}
