//! Lives through days: devices work, the rules pay, people come and go.

use super::{
    DAYS_PER_YEAR, Day, Density, Scenario,
    day::{Facts, tokens},
};
use outpost_protocol::{
    Amount, Epoch, Hash, NetworkId, Timestamp,
    amount::UNITS_PER_TOKEN,
    economy::{Economy, EpochSummary, Market, price},
    genesis::Parameters,
    report::Resource,
    resources::{EpochContext, compute::Work},
    rewards::{
        apportion,
        estimate::{COMPARED_DEVICES, Estimate, HISTORY, Today},
        multipliers,
    },
    state::Supply,
    tally::Tally,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Units that a device can contribute in a day.
const POSSIBLE_UNITS: f64 = 1_440.0;
/// What running a device costs, money a day: power and its part of a connection.
const RUNNING_COST: f64 = 0.15;
/// What a device costs, in money.
const DEVICE_PRICE: f64 = 250.0;
/// In how many years a device must have paid for itself.
const PATIENCE_YEARS: f64 = 3.0;
/// What investors buy a day at first, in money; halves as the emission does.
const FIRST_INVESTMENT: f64 = 240.0;
/// How much of their rewards contributors sell, and of the way to its new value a price goes in a day.
const SOLD: f64 = 0.7;
const PRICE_SPEED: f64 = 0.05;
/// A token's price on the first day.
const FIRST_PRICE: f64 = 0.004;
/// People who look at the network in a day: some by themselves, some because they know a contributor.
const CURIOUS: f64 = 3.0;
const WORD_OF_MOUTH: f64 = 0.005;
/// Weight of a day in what a contributor takes a device to earn.
const ATTENTION: f64 = 1.0 / 30.0;
/// After how many days a contributor looks whether it is worth it.
const REVIEW_DAYS: u64 = 30;
/// Tokens of the genesis.
const FIRST_TOKENS: u64 = 50_000_000;
/// Most of all tokens that users can buy in a day.
const LIQUID: f64 = 0.01;

/// What a device contributes, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Its resource.
    pub resource: Resource,
    /// The number of its cell.
    pub cell: usize,
}

/// A contributor's device.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) placement: Placement,
    since: Epoch,
    /// How much of a day it works, from 0 to 1.
    reliability: f64,
    /// Money a day.
    cost: f64,
    /// Tokens a day, as its owner sees it.
    income: f64,
}

/// The network and its people.
#[derive(Clone)]
pub struct World {
    scenario: Scenario,
    days: f64,
    parameters: Parameters,
    epoch: Epoch,
    supply: Supply,
    market: Market,
    price: f64,
    devices: Vec<Device>,
    /// Accepted units of the newest day, by device.
    units: Vec<u64>,
    /// By resource, then by cell.
    tallies: Vec<Vec<Option<Tally>>>,
    history: Vec<(Epoch, EpochSummary)>,
    /// Where people live, summed up cell by cell.
    people: Vec<f64>,
    random: ChaCha8Rng,
}

/// The numbers of the simulated network, whose epochs are days.
pub fn parameters() -> Parameters {
    const HOUR_MS: u64 = 3_600_000;
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: 24 * HOUR_MS,
        report_window_ms: HOUR_MS,
        audit_window_ms: HOUR_MS,
        answer_window_ms: HOUR_MS,
        minimum_fee: Amount::from_units(1_000),
        first_emission: Amount::from_tokens(100_000),
        halving_epochs: 1_461,
        emission_cap: Amount::from_tokens(200_000_000),
        reading_interval_ms: 60_000,
        cell_capacity: 4,
        economy: Economy {
            stale_after: 10,
            ..Economy::PRACTICE
        },
    }
}

impl World {
    /// The first day of a world that takes this course within so many days.
    pub fn new(scenario: Scenario, days: u64, seed: u64) -> Self {
        let parameters = parameters();
        let mut people = Vec::new();
        let mut sum = 0.0;
        for district in scenario.districts() {
            for _ in 0..district.cells {
                sum += district.people;
                people.push(sum);
            }
        }
        Self {
            scenario,
            days: days as f64,
            epoch: Epoch(0),
            supply: Supply {
                minted: Amount::from_tokens(FIRST_TOKENS),
                ..Supply::default()
            },
            market: Market::begin(&parameters.economy),
            parameters,
            price: FIRST_PRICE,
            devices: Vec::new(),
            units: Vec::new(),
            tallies: vec![vec![None; people.len()]; Resource::COUNT],
            history: Vec::new(),
            people,
            random: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// Lives through a day.
    pub fn live_a_day(&mut self) -> Day {
        self.live().0
    }

    /// Lives through a day; gives besides what each device is paid, and where.
    fn live(&mut self) -> (Day, Vec<(Amount, Density)>) {
        let before = self.supply.clone();
        let spent = self.use_the_network();
        let weights = self.work();
        let paid = self.pay(&weights);
        self.trade(spent, paid.iter().map(|(reward, _)| tokens(*reward)).sum());
        let day = Facts {
            epoch: self.epoch,
            before: &before,
            after: &self.supply,
            spent,
            market: &self.market,
            price: self.price,
            devices: &self.devices,
            paid: &paid,
        }
        .sum_up();
        for (device, (reward, _)) in self.devices.iter_mut().zip(&paid) {
            device.income += (tokens(*reward) - device.income) * ATTENTION;
        }
        self.leave();
        self.join();
        self.epoch = self.epoch.next();
        (day, paid)
    }

    /// What one more device would earn, by what the rules know.
    pub fn estimate(&self, placement: Placement, epochs: u64) -> Option<Estimate> {
        let comparable = self.devices.iter().zip(&self.units);
        let units: Vec<u64> = comparable
            .filter(|(device, units)| {
                device.placement.resource == placement.resource && **units > 0
            })
            .map(|(_, units)| *units)
            .collect();
        let step = units.len().div_ceil(COMPARED_DEVICES).max(1);
        let units: Vec<u64> = units.into_iter().step_by(step).collect();
        self.today(placement, &units)?.estimate(epochs)
    }

    /// Puts one more device somewhere, whoever it is, and gives what it is paid each day from then on.
    pub fn with_one_more(&self, placement: Placement, seed: u64) -> impl Iterator<Item = Amount> {
        let mut world = self.clone();
        let mut own = ChaCha8Rng::seed_from_u64(seed);
        let device = Device {
            cost: 0.0,
            ..Self::meet(placement, self.epoch, &mut own)
        };
        world.devices.insert(0, device);
        world.units.insert(0, 0);
        std::iter::from_fn(move || world.live().1.first().map(|(reward, _)| *reward))
    }

    /// Where devices could stand today: each cell with each resource.
    pub fn placements(&self) -> impl Iterator<Item = Placement> {
        let cells = self.people.len();
        Resource::ALL
            .into_iter()
            .flat_map(move |resource| (0..cells).map(move |cell| Placement { resource, cell }))
    }

    fn today<'a>(&'a self, placement: Placement, units: &'a [u64]) -> Option<Today<'a>> {
        let home = self
            .tallies
            .get(placement.resource.index())?
            .get(placement.cell)?;
        Some(Today {
            parameters: &self.parameters,
            market: &self.market,
            history: &self.history,
            resource: placement.resource,
            home: home.as_ref(),
            units,
        })
    }

    /// Users buy tokens for what they want, burn them and spend the credits; gives how many.
    fn use_the_network(&mut self) -> u128 {
        let gone = self.epoch.0 as f64 / self.days;
        let demand = self.scenario.demand(gone, self.days);
        let supply = tokens(self.supply.minted) - tokens(self.supply.burned);
        let wanted: f64 = demand.iter().sum::<f64>() / self.price;
        let served = (supply * LIQUID / wanted).min(1.0);
        let mut spent = 0;
        for (resource, money) in Resource::ALL.into_iter().zip(demand) {
            let credits = money / self.price * served * UNITS_PER_TOKEN as f64;
            self.market.spend(resource, credits as u128);
            spent += credits as u128;
        }
        let burned = self.supply.burned.checked_add(Amount::from_units(spent));
        self.supply.burned = burned.unwrap_or(self.supply.burned);
        spent
    }

    /// Devices contribute and are weighed; gives what each weighs, and where it stands.
    fn work(&mut self) -> Vec<(u64, Density)> {
        self.units.clear();
        for device in &self.devices {
            // Off for a day every hundred, and a little less than usual on others.
            let is_on = self.random.random::<f64>() > 0.01;
            let usual = device.reliability * (1.0 - 0.05 * self.random.random::<f64>());
            self.units.push(if is_on {
                (POSSIBLE_UNITS * usual) as u64
            } else {
                0
            });
        }
        for (device, units) in self.devices.iter().zip(&self.units) {
            let Placement { resource, cell } = device.placement;
            let place = self.tallies.get_mut(resource.index());
            if let Some(tally) = place.and_then(|cells| cells.get_mut(cell))
                && *units > 0
            {
                let mut counted = Tally::begin(self.epoch, tally.take());
                counted.count_contributor();
                *tally = Some(counted);
            }
        }
        let context = EpochContext {
            network: NetworkId([0; 32]),
            epoch: self.epoch,
            parameters: &self.parameters,
            schedule: Hash::ZERO,
            work: Work::default(),
            draw: Hash::ZERO,
        };
        let weighed = self.devices.iter().zip(&self.units).map(|(device, units)| {
            let Placement { resource, cell } = device.placement;
            let cells = self.tallies.get(resource.index());
            let home = cells
                .and_then(|cells| cells.get(cell))
                .and_then(Option::as_ref);
            let multipliers = multipliers(home, &context);
            let capacity = self.parameters.cell_capacity;
            let density = match home.map_or(0, |home| home.contributors) {
                some if some <= capacity / 2 => Density::Sparse,
                some if some <= capacity => Density::Normal,
                _ => Density::Crowded,
            };
            (units * multipliers.product(), density)
        });
        weighed.collect()
    }

    /// Prices the day and pays each device, to the last unit.
    fn pay(&mut self, weighed: &[(u64, Density)]) -> Vec<(Amount, Density)> {
        let mut summary = EpochSummary::begin(Hash::ZERO);
        let devices = self.devices.iter().zip(&self.units).zip(weighed);
        for ((device, units), (weight, _)) in devices {
            let resource = device.placement.resource.index();
            if let Some(total) = summary.resources.get_mut(resource) {
                total.reports += 1;
                total.paid_reports += u32::from(*units > 0);
                total.accepted += units;
                total.weight += weight;
            }
        }
        let mut paid: Vec<_> = weighed
            .iter()
            .map(|(_, density)| (Amount::ZERO, *density))
            .collect();
        if price(
            &self.parameters,
            self.epoch,
            &mut summary,
            &mut self.market,
            &mut self.supply,
        )
        .is_none()
        {
            return paid;
        }
        for (resource, total) in Resource::ALL.into_iter().zip(&mut summary.resources) {
            let is_of = |device: &&Device| device.placement.resource == resource;
            let weights: Vec<u64> = self
                .devices
                .iter()
                .zip(weighed)
                .filter(|(device, _)| is_of(device))
                .map(|(_, (weight, _))| *weight)
                .collect();
            let rewards = apportion(total.budget, &weights).unwrap_or_default();
            let of_resource = self
                .devices
                .iter()
                .zip(&mut paid)
                .filter(|(device, _)| is_of(device));
            for ((_, (paid, _)), reward) in of_resource.zip(rewards) {
                *paid = reward;
                total.paid = total.paid.checked_add(reward).unwrap_or(total.paid);
                self.supply.minted = self
                    .supply
                    .minted
                    .checked_add(reward)
                    .unwrap_or(self.supply.minted);
            }
        }
        if self.history.len() >= 2 * HISTORY {
            self.history.drain(..HISTORY);
        }
        self.history.push((self.epoch, summary));
        paid
    }

    /// Moves the token's price towards the one at which all that is sold is bought.
    fn trade(&mut self, spent: u128, paid: f64) {
        let bought_by_users = tokens(Amount::from_units(spent)) * self.price;
        let halvings = self.epoch.0 as f64 / self.parameters.halving_epochs as f64;
        let bought = bought_by_users + FIRST_INVESTMENT * (-halvings).exp2();
        if paid > 0.0 {
            let even = bought / (paid * SOLD);
            self.price *= (even / self.price).powf(PRICE_SPEED);
        }
    }

    /// Who earns less than a device costs to run switches it off, once it had time to earn.
    fn leave(&mut self) {
        let (now, price) = (self.epoch.0, self.price);
        let stays = |device: &Device| {
            let age = now.saturating_sub(device.since.0);
            let reviews = age >= 2 * REVIEW_DAYS && age.is_multiple_of(REVIEW_DAYS);
            !reviews || device.income * price >= device.cost
        };
        let stay: Vec<bool> = self.devices.iter().map(stays).collect();
        let mut kept = stay.iter();
        self.devices
            .retain(|_| kept.next().copied().unwrap_or(true));
        let mut kept = stay.iter();
        self.units.retain(|_| kept.next().copied().unwrap_or(true));
    }

    /// Some people look at a place, and begin if it is worth it.
    fn join(&mut self) {
        let curious = CURIOUS + WORD_OF_MOUTH * self.devices.len() as f64;
        for _ in 0..curious as u32 {
            let placement = Placement {
                resource: self.any_resource(),
                cell: self.any_home(),
            };
            let device = Self::meet(placement, self.epoch.next(), &mut self.random);
            let expected = self
                .today(placement, &[])
                .and_then(|today| today.estimate(DAYS_PER_YEAR as u64));
            // Before anything is known some begin because it is new.
            let a_day = expected.map_or(f64::INFINITY, |it| tokens(it.middle) / DAYS_PER_YEAR);
            let needed =
                device.cost * (1.0 + DEVICE_PRICE / RUNNING_COST / PATIENCE_YEARS / DAYS_PER_YEAR);
            if a_day * self.price >= needed {
                self.devices.push(Device {
                    income: if a_day.is_finite() { a_day } else { 0.0 },
                    ..device
                });
                self.units.push(0);
            }
        }
    }

    /// Somebody with a device, with luck and costs of their own.
    fn meet(placement: Placement, since: Epoch, random: &mut ChaCha8Rng) -> Device {
        // Most are off for some hundredths of the time, a few for much of it.
        let off = 0.04 * (1.0 * normal(random)).exp();
        Device {
            placement,
            since,
            reliability: 1.0 - off.min(0.9),
            cost: RUNNING_COST * (0.4 * normal(random)).exp(),
            income: 0.0,
        }
    }

    fn any_resource(&mut self) -> Resource {
        let index = self.random.random_range(0..Resource::COUNT);
        Resource::ALL
            .get(index)
            .copied()
            .unwrap_or(Resource::Sensing)
    }

    /// A cell, more likely where more people live.
    fn any_home(&mut self) -> usize {
        let all = self.people.last().copied().unwrap_or(0.0);
        let one = self.random.random::<f64>() * all;
        self.people.partition_point(|sum| *sum <= one)
    }
}

/// Normally distributed around 0 with deviation 1 (Box and Muller, 1958).
fn normal(random: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
}
