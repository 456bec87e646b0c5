//! Fills a room with devices.

use super::{
    STATIONS,
    world::{World, site},
};
use crate::{
    adversaries::{Attack, ErrorRates},
    chance::Chance,
    epoch::error_rates,
    network,
    radio::cell_at,
};
use outpost_protocol::report::Resource;

/// How far from the room its devices are said to stand, in km: their cells differ, so that none is crowded.
const SPREAD_KM: f64 = 1.2;

/// Devices of as many owners in one room, each with a radio of its own, said to stand in the cells around it.
pub(in crate::adversaries) enum SybilRoom {
    /// Sixteen devices.
    Full,
    /// Three devices.
    Small,
}

impl Attack for SybilRoom {
    fn name(&self) -> &'static str {
        match self {
            Self::Full => "sybil devices in a room",
            Self::Small => "sybil devices, three to a room",
        }
    }

    fn resource(&self) -> Resource {
        Resource::Coverage
    }

    fn remark(&self) -> &'static str {
        match self {
            Self::Full => {
                "Each of 16 devices has its own radio, owner, power and timing and is said to stand in \
                 another cell up to 1.2 km away. That their beacons come from one place shows where at \
                 least four listeners report two of them, which chance decides: what is paid differs much \
                 by the seed. It costs 16 radios, antennas and fees."
            }
            Self::Small => {
                "Few enough that most are in different districts, where different listeners report \
                 them: no rule tells them from neighbours. Each costs a real radio that is heard, and \
                 earns no more than a neighbour's would."
            }
        }
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let mut chance = Chance::new(seed, self.name());
        let cheating = network::cheaters_among(STATIONS, cheaters);
        let size = match self {
            Self::Full => 16,
            Self::Small => 3,
        };
        let mut world = World::honest(seed, STATIONS - cheating, &mut chance);
        let mut room = site(&mut chance);
        for at in (0_u16..).take(cheating) {
            if at % size == 0 {
                room = site(&mut chance);
            }
            let turn = f64::from(at % size) / f64::from(size) * std::f64::consts::TAU;
            let away = SPREAD_KM * chance.unit().sqrt();
            let cell = cell_at(
                room.east + away * turn.cos(),
                room.north + away * turn.sin(),
            );
            let owner = network::account(&mut chance);
            world.add(room, owner, cell, false, &mut chance);
            if let Some(added) = world.stations.last_mut() {
                added.antenna.boost_db = -chance.between(0.0, 8.0);
            }
        }
        let outcomes = world.play(|_, heard, _| heard);
        error_rates(&outcomes)
    }
}
