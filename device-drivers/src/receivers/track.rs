//! Turns where a receiver is into points of a track.

use crate::protocols::nmea::{Fix, Position};
use h3o::LatLng;
use outpost_protocol::{
    Timestamp,
    resources::mapping::{
        drive::{FinePlace, Waypoint},
        track::POINT_RESOLUTION,
    },
};

/// The point of a track at which a receiver was at a time, by the network's clock.
pub fn waypoint(fix: &Fix, at: Timestamp) -> Option<Waypoint> {
    Some(Waypoint {
        at,
        place: place_of(fix.position)?,
        // What is off by more than six kilometres is off by too much anyway.
        accuracy_decimetres: u16::try_from(fix.accuracy_cm.div_ceil(10)).unwrap_or(u16::MAX),
    })
}

/// The place of a track in which a position lies.
pub fn place_of(position: Position) -> Option<FinePlace> {
    let degrees = |e7: i32| f64::from(e7) / 1e7;
    let (latitude, longitude) = (position.latitude_e7(), position.longitude_e7());
    let at = LatLng::new(degrees(latitude), degrees(longitude)).ok()?;
    FinePlace::new(u64::from(at.to_cell(POINT_RESOLUTION)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_lies_in_a_place_of_the_cell_around_it() {
        let berlin = Position::new(525_200_000, 134_050_000).unwrap();
        // By the H3 library of its authors.
        assert_eq!(
            place_of(berlin).unwrap().cell().to_string(),
            "881f1d4895fffff"
        );
    }
}
