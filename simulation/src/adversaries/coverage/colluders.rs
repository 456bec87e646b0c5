//! Invents devices that witness each other.

use super::{
    STATIONS,
    world::{Station, World, site, site_at},
};
use crate::{
    adversaries::{Attack, ErrorRates},
    chance::Chance,
    epoch::error_rates,
    network,
    radio::{Arrival, Site},
};
use outpost_protocol::{
    report::Resource,
    resources::coverage::{Heard, slots},
    tally::ShortId,
};

/// As far as colluders say that they hear each other.
const INVENTED_KM: f64 = 12.0;

/// Devices that do not exist, said to stand among real ones.
pub(in crate::adversaries) struct AmongOthers;

/// Devices that do not exist, said to stand where nobody else is.
pub(in crate::adversaries) struct NobodyNear;

impl Attack for AmongOthers {
    fn name(&self) -> &'static str {
        "colluding witnesses"
    }

    fn resource(&self) -> Resource {
        Resource::Coverage
    }

    fn remark(&self) -> &'static str {
        "Devices that do not exist, each of another owner, say that they hear each other as well as the \
         distance allows, at the right times. Their silence about the real devices around gives them \
         away while those are more; from 10 to 15 % on, by where chance puts them, honest neighbours are \
         outvoted in places. It costs a key and the fees for each device."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, site)
    }
}

impl Attack for NobodyNear {
    fn name(&self) -> &'static str {
        "colluding witnesses, nobody near"
    }

    fn resource(&self) -> Resource {
        Resource::Coverage
    }

    fn remark(&self) -> &'static str {
        "The same where nobody else is, or fewer than they are: no rule can tell an invented town from a \
         real one, since nobody is there to contradict. It costs a key and the fees for each device; what \
         limits it is demand, which pays for coverage only what its users spend."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, |chance| {
            let at = (200.0 + 4.0 * chance.normal(), 4.0 * chance.normal());
            site_at(at, 20.0, chance)
        })
    }
}

fn play(
    name: &str,
    seed: u64,
    cheaters: f64,
    mut place: impl FnMut(&mut Chance) -> Site,
) -> ErrorRates {
    let mut chance = Chance::new(seed, name);
    let cheating = network::cheaters_among(STATIONS, cheaters);
    let mut world = World::honest(seed, STATIONS - cheating, &mut chance);
    for _ in 0..cheating {
        let site = place(&mut chance);
        let owner = network::account(&mut chance);
        world.add(site, owner, site.cell(), false, &mut chance);
    }
    for cheater in world.stations.iter_mut().filter(|it| !it.is_honest) {
        // Nothing is sent: nobody but the others hears it.
        cheater.antenna.boost_db = -200.0;
    }
    let outcomes = world.play(|station, heard, schedule| {
        if station.is_honest {
            return heard;
        }
        let invented = world
            .stations
            .iter()
            .filter(|it| !it.is_honest && it.owner != station.owner)
            .filter(|it| it.antenna.site.distance_km(&station.antenna.site) < INVENTED_KM)
            .map(|it| invent(it, station, schedule));
        invented.collect()
    });
    error_rates(&outcomes)
}

/// A beacon as it would have been heard.
fn invent(from: &Station, to: &Station, schedule: &outpost_protocol::Hash) -> Heard {
    let km = from.antenna.site.distance_km(&to.antenna.site).max(0.1);
    let signal_dbm = (-88.0 - 36.0 * km.log10()).max(-130.0);
    let arrival = Arrival {
        signal_dbm,
        snr_db: (signal_dbm + 114.0).min(11.0),
        delay_ns: km / 2.997_924_58e-4,
    };
    let [first, ..] = slots(ShortId::from(&from.device), schedule);
    from.heard(first, arrival)
}
