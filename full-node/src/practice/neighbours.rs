//! Simulates contributors around a few cities, so that the map and the rewards are not empty.
//!
//! Each has an account and a few devices, claims them and says where they stand by transactions
//! like anybody else's, and reports honestly after each epoch. A customer uses the network, so that
//! there is something to keep and to run. Some move in beside who joins, see [`company`].

mod account;
mod archive;
mod city;
mod company;
mod compute;
mod coverage;
mod craft;
mod customer;
mod device;
mod energy;
mod jobs;
mod mapping;
mod sensing;
mod storage;

use crate::{
    node::{Node, timestamp},
    state::LedgerError,
};
use account::Person;
use archive::{Archive, File};
use borsh::BorshSerialize;
use city::{CITIES, City};
use company::{Company, OWNERS};
use coverage::{Hotspot, Mast};
use craft::Craft;
use customer::Customer;
use device::Machine;
use ed25519_dalek::SigningKey;
use jobs::JobFiles;
use outpost_protocol::{AccountAddress, Amount, CellId, Hash, Timestamp};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, SystemTime},
};

/// What each begins with: enough for its fees.
const BALANCE: Amount = Amount::from_tokens(10);
/// What the customer begins with.
const CUSTOMER_BALANCE: Amount = Amount::from_tokens(100_000);
/// Between two looks at what there is to do.
const PAUSE: Duration = Duration::from_millis(500);
/// Devices of one owner that a seed has keys for; the last is the hotspot.
const DEVICES: u32 = 4;
/// Fewer hotspots do not surround each other, and so cannot tell where each stands.
const LEAST_HOTSPOTS: u32 = 8;

/// The simulated contributors of one practice network.
pub(super) struct Neighbours {
    seed: [u8; 32],
    households: Vec<Household>,
    customer: Option<Customer>,
    /// What whoever runs the customer's jobs gets from it.
    jobs: JobFiles,
    company: Company,
}

/// An owner with some devices.
struct Household {
    owner: Person,
    machines: Vec<Machine>,
}

impl Neighbours {
    /// `count` contributors whose keys come from `seed`, of all resources.
    pub(super) fn of_all_kinds(seed: [u8; 32], count: u32) -> Self {
        let hotspots = if count < LEAST_HOTSPOTS { 0 } else { count };
        let air: Arc<[Mast]> = (0..hotspots)
            .filter_map(|owner| mast(seed, owner, hotspots))
            .collect();
        let mut households: Vec<Household> = (0..count)
            .map(|owner| {
                let mut household = household(seed, owner, crafts(owner));
                let own = air
                    .iter()
                    .filter(|it| it.owner == household.owner.address());
                let hotspots = own.map(|mast| hotspot(mast, &air));
                household.machines.extend(hotspots);
                household
            })
            .collect();
        for (owner, household) in (0..).zip(&mut households).take(OWNERS) {
            let van = mapping::Van {
                way: mapping::Way::WithTheConvoy,
                driven: None,
            };
            let key = key(seed, "practice convoy", &owner);
            let machine = Machine::new(key, (Box::new(van), None));
            household.machines.push(machine);
        }
        let disks = (0..count)
            .zip(&households)
            .filter(|(owner, _)| has_disk(*owner))
            .filter_map(|(_, household)| Some(household.machines.get(DISK)?.device()))
            .collect();
        let customer = (count > 0).then(|| Customer {
            person: Person(key(seed, "practice customer", &0_u32)),
            disks,
            used: BTreeMap::new(),
        });
        let [together, ..] = &CITIES;
        let turbines = (0..count).filter(|owner| has_turbine(*owner)).count();
        let home = together.cell_of_one_area(0).filter(|_| turbines >= OWNERS);
        Self {
            seed,
            households,
            customer,
            jobs: JobFiles::default(),
            company: Company::at(home),
        }
    }

    /// `count` contributors with one sensor each.
    pub(super) fn with_sensors(seed: [u8; 32], count: u32) -> Self {
        let only_sensor = |owner| crafts(owner).into_iter().take(1).collect();
        Self {
            seed,
            households: (0..count)
                .map(|owner| household(seed, owner, only_sensor(owner)))
                .collect(),
            customer: None,
            jobs: JobFiles::default(),
            company: Company::default(),
        }
    }

    /// What they hold at the network's beginning.
    pub(super) fn balances(&self) -> BTreeMap<AccountAddress, Amount> {
        let customer = self.customer.iter();
        let customer = customer.map(|it| (it.person.address(), CUSTOMER_BALANCE));
        let owners = self.owners().into_iter().map(|owner| (owner, BALANCE));
        owners.chain(customer).collect()
    }

    /// Contributes through `nodes` for ever.
    pub(super) async fn live(mut self, nodes: Vec<Arc<Node>>) {
        let (Some(first), false) = (nodes.first().cloned(), self.households.is_empty()) else {
            return;
        };
        let nodes: Arc<[Arc<Node>]> = nodes.into();
        let seed = Hash::of("practice archive", &self.seed).0;
        let mut archive = match Archive::start(seed).await {
            Ok(archive) => archive,
            Err(error) => {
                tracing::error!(%error, "the neighbours stay away");
                return;
            }
        };
        let epoch_at = |now| first.ledger().parameters().epoch_at(now);
        let began = epoch_at(timestamp(SystemTime::now()));
        self.jobs.turn_to(began);
        let sectors = self.customer.iter().flat_map(|it| it.sectors(began));
        for file in sectors.chain(self.jobs.files()) {
            archive.keep(file, began).await;
        }
        let mut clock = tokio::time::interval(PAUSE);
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            clock.tick().await;
            let now = timestamp(SystemTime::now());
            let at_work = {
                let nodes = nodes.clone();
                move || (self.contribute(&nodes, now), self)
            };
            // Their jobs take a while, which nobody else shall wait for.
            let files;
            (files, self) = match tokio::task::spawn_blocking(at_work).await {
                Ok(done) => done,
                Err(error) => {
                    tracing::error!(%error, "the neighbours are gone");
                    return;
                }
            };
            for file in files {
                archive.keep(file, epoch_at(now)).await;
            }
            if let Err(error) = self.move_in(&first, now) {
                tracing::warn!(%error, "the simulated neighbours do not know who joined");
            }
            self.show(&archive, &nodes, now);
        }
    }

    /// Tells where evidence is, and shows what is accused.
    fn show(&mut self, archive: &Archive, nodes: &[Arc<Node>], now: Timestamp) {
        for (household, node) in self.households.iter_mut().zip(nodes.iter().cycle()) {
            for machine in &mut household.machines {
                let offered = machine.offer(archive.offered(), node, now);
                if let Err(error) = offered.and_then(|()| machine.answer(archive, node, now)) {
                    tracing::warn!(%error, "a simulated neighbour cannot show its evidence");
                }
            }
        }
    }

    /// Does what there is to do at `now`. Gives the files that others may want to check.
    pub(super) fn contribute(&mut self, nodes: &[Arc<Node>], now: Timestamp) -> Vec<File> {
        let mut files = Vec::new();
        if let Some(node) = nodes.first() {
            self.jobs.turn_to(node.ledger().parameters().epoch_at(now));
        }
        for (household, node) in self.households.iter_mut().zip(nodes.iter().cycle()) {
            for machine in &mut household.machines {
                match machine.contribute(&household.owner, node, now, &self.jobs) {
                    Ok(file) => files.extend(file),
                    Err(error) => tracing::warn!(%error, "a simulated neighbour failed"),
                }
            }
        }
        if let (Some(customer), Some(node)) = (&mut self.customer, nodes.first()) {
            match customer.use_network(node, now) {
                Ok(file) => files.extend(file),
                Err(error) => tracing::warn!(%error, "the simulated customer failed"),
            }
        }
        files
    }

    /// Has some put up turbines beside meters of others that nobody could confirm.
    fn move_in(&mut self, node: &Node, now: Timestamp) -> Result<(), LedgerError> {
        let owners = self.owners();
        for (area, taken) in self.company.grow(node, now, &owners)? {
            tracing::info!(%taken, "neighbours move in beside a meter");
            let places = area.cells_beside(taken);
            let households = self.households.iter_mut().take(OWNERS);
            for ((owner, household), cell) in (0_u32..).zip(households).zip(places) {
                let key = key(self.seed, "practice company", &(area.index(), owner));
                let turbine: Placed = (Box::new(energy::Turbine::default()), Some(cell));
                household.machines.push(Machine::new(key, turbine));
            }
        }
        Ok(())
    }

    /// Their accounts.
    pub(super) fn owners(&self) -> Vec<AccountAddress> {
        let owners = self.households.iter();
        owners.map(|household| household.owner.address()).collect()
    }
}

/// What a device does, and where.
type Placed = (Box<dyn Craft>, Option<CellId>);

/// What an owner's devices do, and where. What needs others nearby to be confirmed is in the first city.
fn crafts(owner: u32) -> Vec<Placed> {
    let [together, ..] = &CITIES;
    let home: &'static City = CITIES
        .iter()
        .cycle()
        .nth(owner as usize)
        .unwrap_or(together);
    let sensor: Placed = (
        Box::new(sensing::Sensor { city: home }),
        home.cell(owner / CITIES.len() as u32),
    );
    let second: Placed = if has_turbine(owner) {
        let turbine = energy::Turbine::default();
        (Box::new(turbine), together.cell_of_one_area(owner / 2))
    } else {
        let computer = compute::Computer::default();
        (Box::new(computer), together.cell(owner))
    };
    let mut crafts = vec![sensor, second];
    if has_disk(owner) {
        crafts.push((Box::new(storage::Disk), home.cell(owner)));
    } else if owner.is_multiple_of(4) {
        let van = mapping::Van {
            way: mapping::Way::Through(together),
            driven: None,
        };
        crafts.push((Box::new(van), together.cell(owner)));
    }
    crafts
}

/// Where an owner's hotspot sends from.
fn mast(seed: [u8; 32], owner: u32, count: u32) -> Option<Mast> {
    let [together, ..] = &CITIES;
    Some(Mast {
        key: key(seed, "practice device", &(owner * DEVICES + DEVICES - 1)),
        owner: Person(key(seed, "practice owner", &owner)).address(),
        cell: together.cell_on_circle(owner, count)?,
    })
}

fn hotspot(mast: &Mast, air: &Arc<[Mast]>) -> Machine {
    let hotspot = Hotspot {
        cell: mast.cell,
        owner: mast.owner,
        air: air.clone(),
    };
    Machine::new(mast.key.clone(), (Box::new(hotspot), Some(mast.cell)))
}

/// The place of an owner's disk among the devices.
const DISK: usize = 2;

fn has_turbine(owner: u32) -> bool {
    owner.is_multiple_of(2)
}

fn has_disk(owner: u32) -> bool {
    owner % 4 == 1
}

fn household(seed: [u8; 32], owner: u32, crafts: Vec<Placed>) -> Household {
    Household {
        owner: Person(key(seed, "practice owner", &owner)),
        machines: (owner * DEVICES..)
            .zip(crafts)
            .map(|(index, placed)| Machine::new(key(seed, "practice device", &index), placed))
            .collect(),
    }
}

fn key(seed: [u8; 32], kind: &str, which: &impl BorshSerialize) -> SigningKey {
    SigningKey::from_bytes(&Hash::of_encoded(kind, &(seed, which)).0)
}

#[cfg(test)]
mod tests;
