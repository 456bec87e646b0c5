//! Peoples a country with stations: a city, towns, and farms between them.

use crate::{
    chance::Chance,
    epoch::{Contribution, evidence, settle},
    epoch::{Memory, Outcome},
    network,
    radio::{Antenna, Arrival, Site, transmit},
};
use ed25519_dalek::{Signer, SigningKey};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Epoch, Hash, Signature,
    report::Claim,
    resources::coverage::{Airtime, BEACONS, Beacon, Heard, claim, signing_bytes, slots},
    state::Equipment,
    tally::ShortId,
};

/// Half the country's width, in km.
pub(super) const HALF_WIDTH_KM: f64 = 30.0;
/// The epoch that is played.
const EPOCH: Epoch = Epoch(40);

/// Middle (east, north), radius in km, and share of the stations.
const TOWNS: [(f64, f64, f64, f64); 4] = [
    (0.0, 0.0, 6.0, 0.45),
    (-18.0, 12.0, 2.5, 0.12),
    (16.0, 17.0, 2.0, 0.08),
    (9.0, -20.0, 2.5, 0.1),
];

/// A device, its owner and its antenna.
pub(super) struct Station {
    pub antenna: Antenna,
    pub device: DeviceKey,
    pub owner: AccountAddress,
    /// Where the chain has it.
    pub cell: CellId,
    pub is_honest: bool,
    signing: SigningKey,
}

/// A country in which an epoch is played.
pub(super) struct World {
    pub seed: u64,
    pub stations: Vec<Station>,
}

impl World {
    /// So many honest stations.
    pub(super) fn honest(seed: u64, count: usize, chance: &mut Chance) -> Self {
        let mut world = Self {
            seed,
            stations: Vec::new(),
        };
        while world.stations.len() < count {
            let owner = network::account(chance);
            // Some own two or three.
            let devices = 1 + chance.below(6).saturating_sub(3);
            let devices = devices.min(count - world.stations.len());
            for _ in 0..devices {
                let site = site(chance);
                world.add(site, owner, site.cell(), true, chance);
            }
        }
        world
    }

    /// Adds a station that the chain has in `cell`.
    pub(super) fn add(
        &mut self,
        site: Site,
        owner: AccountAddress,
        cell: CellId,
        is_honest: bool,
        chance: &mut Chance,
    ) {
        let signing = SigningKey::from_bytes(&chance.bytes());
        self.stations.push(Station {
            antenna: Antenna {
                site,
                gain_dbi: chance.between(1.5, 5.8),
                boost_db: 0.0,
                id: chance.below(usize::MAX) as u64,
            },
            device: DeviceKey::Ed25519(signing.verifying_key().to_bytes()),
            owner,
            cell,
            is_honest,
            signing,
        });
    }

    /// What a station hears of all the others' but its owner's.
    fn heard_by(&self, listener: &Station, schedule: &Hash) -> Vec<Heard> {
        self.stations
            .iter()
            .filter(|sender| sender.owner != listener.owner)
            .filter_map(|sender| {
                let slots = slots(ShortId::from(&sender.device), schedule);
                slots.into_iter().find_map(|slot| {
                    let arrival = transmit(self.seed, &sender.antenna, &listener.antenna, slot)?;
                    Some(sender.heard(slot, arrival))
                })
            })
            .collect()
    }

    /// Settles the epoch, in which each station reports what `report` makes of what it heard.
    pub(super) fn play(
        &self,
        report: impl Fn(&Station, Vec<Heard>, &Hash) -> Vec<Heard>,
    ) -> Vec<Outcome> {
        let parameters = network::parameters();
        let context = network::context(&parameters, self.seed, EPOCH);
        let air = Airtime::from(&context);
        let contributions = self
            .stations
            .iter()
            .map(|station| {
                let heard = report(
                    station,
                    self.heard_by(station, &context.schedule),
                    &context.schedule,
                );
                self.contribution(station, heard, &air)
            })
            .collect();
        settle(contributions, &context, &mut Memory::default())
    }

    fn contribution(&self, station: &Station, heard: Vec<Heard>, air: &Airtime) -> Contribution {
        let (claim, mut heard) = claim(
            &station.device,
            station.cell,
            &station.equipment(),
            BEACONS,
            heard,
            &air.schedule,
        );
        for it in &mut heard {
            self.sign(&mut it.beacon, air);
        }
        let (root, show) = evidence(heard.iter().map(Heard::to_leaf).collect());
        let mut report = network::report(
            station.device,
            station.owner,
            station.cell,
            Claim::Coverage(claim),
            root,
        );
        report.equipment = station.equipment();
        Contribution {
            report,
            is_honest: station.is_honest,
            show,
        }
    }

    /// Signs a beacon with its sender's key. Only those that are reported are, which saves time.
    fn sign(&self, beacon: &mut Beacon, air: &Airtime) {
        let bytes = signing_bytes(beacon.device, beacon.cell, beacon.slot, air);
        if let Some(sender) = self.stations.iter().find(|it| it.device == beacon.device) {
            beacon.signature = Signature(sender.signing.sign(&bytes).to_bytes());
        }
    }
}

impl Station {
    /// What its owner declares: the truth.
    pub(super) fn equipment(&self) -> Equipment {
        Equipment {
            antenna_gain_decidbi: (self.antenna.gain_dbi * 10.0) as i16,
            ..Equipment::default()
        }
    }

    /// Its beacon of this slot as it arrives; signed later.
    pub(super) fn heard(&self, slot: u16, arrival: Arrival) -> Heard {
        // It begins to send when it likes within the slot.
        let begins_ns = f64::from(u32::from(slot) * 1_000 + 50_000);
        Heard {
            beacon: Beacon {
                device: self.device,
                cell: self.cell,
                slot,
                signature: Signature([0; 64]),
            },
            signal_decidbm: (arrival.signal_dbm * 10.0) as i16,
            snr_decidb: (arrival.snr_db * 10.0) as i16,
            arrival_ns: (begins_ns + arrival.delay_ns) as u32,
        }
    }
}

/// A place where somebody lives.
pub(super) fn site(chance: &mut Chance) -> Site {
    let mut lot = chance.unit();
    for (east, north, radius, share) in TOWNS {
        if lot < share {
            let distance = radius * chance.unit().sqrt();
            let direction = chance.between(0.0, std::f64::consts::TAU);
            let at = (
                east + distance * direction.cos(),
                north + distance * direction.sin(),
            );
            return site_at(at, 30.0, chance);
        }
        lot -= share;
    }
    let mut side = || chance.between(-HALF_WIDTH_KM, HALF_WIDTH_KM);
    let at = (side(), side());
    site_at(at, 20.0, chance)
}

/// A place as places are in surroundings with this clutter.
pub(super) fn site_at((east, north): (f64, f64), clutter_db: f64, chance: &mut Chance) -> Site {
    Site {
        east,
        north,
        height_db: 3.0 * chance.normal(),
        noise_db: chance.between(0.0, 6.0),
        clutter_db,
        id: chance.below(usize::MAX) as u64,
    }
}
