//! Asserts places where devices are not.

use super::{
    STATIONS,
    world::{HALF_WIDTH_KM, Station, World, site},
};
use crate::{
    adversaries::{Attack, ErrorRates},
    chance::Chance,
    epoch::error_rates,
    network,
    radio::{Site, cell_at, transmit},
};
use outpost_protocol::report::Resource;

/// Nearer than this it is no other place.
const LEAST_KM: f64 = 5.0;
/// How many places each cheater considers.
const CANDIDATES: usize = 60;

/// Devices that say that they stand where they do not.
pub(in crate::adversaries) struct SpoofedLocations;

impl Attack for SpoofedLocations {
    fn name(&self) -> &'static str {
        "spoofed locations"
    }

    fn resource(&self) -> Resource {
        Resource::Coverage
    }

    fn remark(&self) -> &'static str {
        "Each device is worked where its owner lives and asserted at least 5 km away, where of 60 places the \
         times of arrival fit best and fewest would notice. It costs nothing but the fee. Below about \
         2 km a place is not told from its neighbours, and nothing is gained but the crowd's scale. With \
         a third of cheaters, whose own reports are then wrong about distances, honest devices that they \
         heard are refused."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let mut chance = Chance::new(seed, self.name());
        let cheating = network::cheaters_among(STATIONS, cheaters);
        let mut world = World::honest(seed, STATIONS - cheating, &mut chance);
        for _ in 0..cheating {
            let site = site(&mut chance);
            let owner = network::account(&mut chance);
            world.add(site, owner, site.cell(), false, &mut chance);
        }
        let places: Vec<(f64, f64)> = world
            .stations
            .iter()
            .filter(|it| !it.is_honest)
            .map(|it| best_place(&world, it, &mut chance))
            .collect();
        let cheaters = world.stations.iter_mut().filter(|it| !it.is_honest);
        for (cheater, (east, north)) in cheaters.zip(places) {
            cheater.cell = cell_at(east, north);
        }
        let outcomes = world.play(|_, heard, _| heard);
        error_rates(&outcomes)
    }
}

/// Where the times of arrival fit best, and few are near who would notice.
fn best_place(world: &World, cheater: &Station, chance: &mut Chance) -> (f64, f64) {
    let hearing: Vec<Site> = world
        .stations
        .iter()
        .filter(|it| it.is_honest)
        .filter(|it| transmit(world.seed, &cheater.antenna, &it.antenna, 0).is_some())
        .map(|it| it.antenna.site)
        .collect();
    let mut best = (f64::INFINITY, (0.0, 0.0));
    for _ in 0..CANDIDATES {
        let mut side = || chance.between(-HALF_WIDTH_KM, HALF_WIDTH_KM);
        let place = (side(), side());
        let from = Site {
            east: place.0,
            north: place.1,
            ..cheater.antenna.site
        };
        if from.distance_km(&cheater.antenna.site) < LEAST_KM {
            continue;
        }
        let mut errors: Vec<f64> = hearing
            .iter()
            .map(|it| it.distance_km(&cheater.antenna.site) - it.distance_km(&from))
            .collect();
        errors.sort_by(f64::total_cmp);
        let median = errors.get(errors.len() / 2).copied().unwrap_or(0.0);
        let wrong = errors
            .iter()
            .filter(|it| (*it - median).abs() > 2.0)
            .count();
        let near = world
            .stations
            .iter()
            .filter(|it| it.is_honest && it.antenna.site.distance_km(&from) < 4.0)
            .count();
        let score = wrong as f64 / errors.len().max(1) as f64 + near as f64 * 0.03;
        if score < best.0 {
            best = (score, place);
        }
    }
    best.1
}
