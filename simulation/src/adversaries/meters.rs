//! Plays made-up meters: energy that was never fed in, or more than was.
//!
//! Solar plants of households stand in towns, a dozen in each area in which the rules compare meters. All of
//! them report for [`DAYS`] days, the first [`WARM_UP`] of which are not counted: then each has lived through
//! a cloudy day. A cheater's meter is one among its neighbours', says that its plant is as large as is paid
//! for, and keeps to that, to daylight and to a register that only grows. It makes its days up from
//! - **a clear sky**, that of the almanac;
//! - **public weather**: the right mean of each hour over 10 km, to about a tenth, filled up with clouds of
//!   its own;
//! - **days that were**: what a plant of the neighbourhood counted the day before, which is as fresh as
//!   others' reports can be when its own is sealed.
//!
//! In [`FabricatedNeighbourhoods`] they are alone in areas of their own, four to each, and agree on clouds
//! that never were. In [`InflatedMeters`] each cheater has a real plant, a fifth as large as it says, and
//! counts five Wh for each: of what it is paid, four fifths are fraud.

mod plant;
mod sky;

use super::{Attack, ErrorRates};
use crate::{
    chance::Chance,
    epoch::{Contribution, Memory, error_rates, settle},
    network::{account, cheaters_among, context, device, parameters, report},
};
use h3o::{CellIndex, LatLng};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Epoch, Hash, Timestamp,
    evidence::{Challenge, EvidenceRoot},
    genesis::Parameters,
    place::DEVICE_RESOLUTION,
    report::{Claim, Resource},
    resources::energy::{AREA_RESOLUTION, EnergyClaim, MAX_PEAK_WATTS, MeterReading, Metered},
    seal::Seal,
    state::{EnergySource, Equipment, Generator},
    tally::ShortId,
};
use plant::{Day, Plant};
use sky::Sky;
use std::rc::Rc;

const AREAS: usize = 20;
const PLANTS: usize = 240;
/// How many epochs are played.
const DAYS: u64 = 18;
/// How many of them are not counted.
const WARM_UP: u64 = 6;
const FIRST: Epoch = Epoch(40);
/// The part of an inflated meter's energy that was fed in.
const FED_IN: f64 = 0.2;
/// The middle of the region: Berlin.
const REGION: u64 = 0x0881_f1d4_887f_ffff;

/// Meters that were made up.
pub struct FabricatedMeters;

/// Areas in which all meters were made up.
pub struct FabricatedNeighbourhoods;

/// Meters that count more than is fed in.
pub struct InflatedMeters;

impl Attack for FabricatedMeters {
    fn name(&self) -> &'static str {
        "fabricated meters"
    }

    fn resource(&self) -> Resource {
        Resource::Energy
    }

    fn remark(&self) -> &'static str {
        "A made-up meter does not feel the clouds of its neighbours, which no forecast knows to the quarter of \
         an hour, and what they felt is opened only when all is sealed. Not to be told: meters that are fed by \
         a light sensor there, which costs one in each area. Energy that comes evenly is confirmed by nobody \
         and not paid."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let ways = [Way::ClearSky, Way::PublicWeather, Way::DayBefore];
        play(self.name(), seed, cheaters, |number| {
            ways.get(number % ways.len())
                .copied()
                .unwrap_or(Way::ClearSky)
        })
    }
}

impl Attack for FabricatedNeighbourhoods {
    fn name(&self) -> &'static str {
        "fabricated neighbourhoods"
    }

    fn resource(&self) -> Resource {
        Resource::Energy
    }

    fn remark(&self) -> &'static str {
        "Not to be told: where nobody honest is, nobody knows which clouds there were. It costs four accounts \
         and devices for each area, which must stay without an honest meter."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, |_| Way::Alone)
    }
}

impl Attack for InflatedMeters {
    fn name(&self) -> &'static str {
        "inflated meters"
    }

    fn resource(&self) -> Resource {
        Resource::Energy
    }

    fn remark(&self) -> &'static str {
        "Not to be told: a real plant that is declared and counted five times as large feels the same clouds. \
         It costs a real plant at every site, and what one meter can take is bounded by the largest peak that \
         is paid for, 10.8 kW."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let rates = play(self.name(), seed, cheaters, |_| Way::Inflate);
        ErrorRates {
            false_accept: rates.false_accept * (1.0 - FED_IN),
            ..rates
        }
    }
}

/// Where a meter's days come from.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Honest,
    ClearSky,
    PublicWeather,
    DayBefore,
    Alone,
    Inflate,
}

/// A meter with its plant, if there is one.
struct Meter {
    device: DeviceKey,
    owner: AccountAddress,
    plant: Plant,
    way: Way,
    register: u64,
    /// What the next report opens.
    sealed: Option<(Rc<Day>, EvidenceRoot)>,
}

fn play(name: &str, seed: u64, cheaters: f64, way: impl Fn(usize) -> Way) -> ErrorRates {
    let mut chance = Chance::new(seed, name);
    let parameters = parameters();
    let cheating = cheaters_among(PLANTS, cheaters);
    let areas = areas(&mut chance);
    let mut meters: Vec<Meter> = (0..PLANTS)
        .filter_map(|number| {
            // Anywhere among the neighbours: who cheats has no number in common with where.
            let area = match number {
                alone if alone < cheating && way(alone) == Way::Alone => AREAS + alone / 4,
                among => among * 7 % AREAS,
            };
            let area = areas.get(area)?;
            let (cell, at) = chance.pick(area).copied()?;
            let mut plant = Plant::new(cell, at, &mut chance);
            let cheats = number < cheating;
            if cheats {
                plant.peak_watts = f64::from(MAX_PEAK_WATTS - 1);
            }
            Some(Meter {
                device: device(&mut chance),
                owner: account(&mut chance),
                plant,
                way: if cheats { way(number) } else { Way::Honest },
                register: 1_000 * number as u64,
                sealed: None,
            })
        })
        .collect();
    let mut memory = Memory::default();
    let mut counted = Vec::new();
    let mut yesterday = Sky::new(&mut chance);
    for day in 0..DAYS {
        let sky = Sky::new(&mut chance);
        let agreed = Sky::new(&mut chance);
        let epoch = Epoch(FIRST.0 + day);
        let contributions: Vec<Contribution> = meters
            .iter_mut()
            .filter_map(|meter| {
                meter.report(epoch, &parameters, [&yesterday, &sky, &agreed], &mut chance)
            })
            .collect();
        let context = context(&parameters, seed, epoch);
        let outcomes = settle(contributions, &context, &mut memory);
        if day >= WARM_UP {
            counted.extend(outcomes);
        }
        yesterday = sky;
    }
    error_rates(&counted)
}

/// The cells of each of the areas of the region, with where their middles are, in km.
fn areas(chance: &mut Chance) -> Vec<Vec<(CellId, [f64; 2])>> {
    let Ok(middle) = CellIndex::try_from(REGION) else {
        return Vec::new();
    };
    let origin = LatLng::from(middle);
    let mut areas: Vec<CellIndex> = middle
        .parent(AREA_RESOLUTION)
        .map(|area| area.grid_disk(5))
        .unwrap_or_default();
    let place = |cell: CellIndex| {
        let id = CellId::try_from(u64::from(cell)).ok()?;
        Some((id, kilometres(LatLng::from(cell), origin)))
    };
    let mut shuffled = Vec::new();
    while !areas.is_empty() {
        shuffled.push(areas.swap_remove(chance.below(areas.len())));
    }
    shuffled
        .into_iter()
        .map(|area| area.children(DEVICE_RESOLUTION).filter_map(place).collect())
        .collect()
}

/// Where a place is from another, in km, on a flat earth.
fn kilometres(place: LatLng, origin: LatLng) -> [f64; 2] {
    // Kilometres in a degree of a meridian.
    const DEGREE: f64 = 111.2;
    let narrower = origin.lat_radians().cos();
    [
        (place.lng() - origin.lng()) * DEGREE * narrower,
        (place.lat() - origin.lat()) * DEGREE,
    ]
}

impl Meter {
    /// Its report for a day, which opens what the report for the day before sealed.
    fn report(
        &mut self,
        epoch: Epoch,
        parameters: &Parameters,
        skies: [&Sky; 3],
        chance: &mut Chance,
    ) -> Option<Contribution> {
        let day = Rc::new(self.day(epoch, parameters, skies, chance)?);
        self.register = day.metered.last_wh;
        let root = EvidenceRoot {
            hash: Hash::of_encoded("registers", &day.registers),
            leaves: day.metered.readings,
        };
        let salt = [1; 16];
        let seal: Seal = day.metered.seal(&self.device, epoch, &root, &salt);
        let nothing = EvidenceRoot {
            hash: Hash::ZERO,
            leaves: 0,
        };
        let before = self.sealed.replace((day, root));
        let (metered, evidence) = match &before {
            Some((day, root)) => (day.metered, *root),
            None => (Metered::default(), nothing),
        };
        let claim = EnergyClaim {
            metered,
            salt,
            sealed: seal.hash,
        };
        let mut report = report(
            self.device,
            self.owner,
            self.plant.cell,
            Claim::Energy(claim),
            evidence,
        );
        report.equipment = Equipment {
            generator: Some(Generator {
                source: EnergySource::Solar,
                peak_watts: self.plant.peak_watts.ceil() as u32 + 1,
            }),
            ..Equipment::default()
        };
        let device = ShortId::from(&self.device);
        let parameters = parameters.clone();
        Some(Contribution {
            report,
            is_honest: self.way == Way::Honest,
            show: Box::new(move |challenge| {
                let Challenge::Leaf(index) = challenge else {
                    return None;
                };
                let (day, _) = before.as_ref()?;
                leaf(day, index, device, epoch.previous()?, &parameters)
            }),
        })
    }

    /// What it says that it counted today.
    fn day(
        &self,
        epoch: Epoch,
        parameters: &Parameters,
        [yesterday, today, agreed]: [&Sky; 3],
        chance: &mut Chance,
    ) -> Option<Day> {
        let plant = &self.plant;
        let at = plant.at;
        match self.way {
            // A fifth of the plant under the same sky, times five.
            Way::Honest | Way::Inflate => {
                plant.day_under(today, epoch, parameters, self.register, chance)
            }
            Way::ClearSky => plant.day(epoch, parameters, self.register, chance, |_| 1.0),
            Way::Alone => plant.day_under(agreed, epoch, parameters, self.register, chance),
            Way::DayBefore => plant.day_under(yesterday, epoch, parameters, self.register, chance),
            Way::PublicWeather => {
                let invented = Sky::new(chance);
                let (known, own) = (today.forecast(at), invented.forecast(at));
                let through = |hour: f64| {
                    // Its own clouds, with the hour's mean as it is known.
                    let mean = |of: &[f64; 24]| of.get(hour as usize).copied().unwrap_or(1.0);
                    (mean(&known) * invented.through(at, hour) / mean(&own)).min(1.0)
                };
                plant.day(epoch, parameters, self.register, chance, through)
            }
        }
    }
}

/// The leaf of a reading.
fn leaf(
    day: &Day,
    index: u32,
    device: ShortId,
    epoch: Epoch,
    parameters: &Parameters,
) -> Option<Vec<u8>> {
    let number = usize::try_from(index).ok()?;
    let register_wh = day.registers.get(number).copied()?;
    let before = number.checked_sub(1).and_then(|it| day.registers.get(it));
    let counted = register_wh - before.copied().unwrap_or(register_wh);
    let at = parameters.start_of(epoch).0 + u64::from(index) * parameters.reading_interval_ms;
    let watts = counted * 3_600_000 / parameters.reading_interval_ms;
    let reading = MeterReading {
        device,
        epoch,
        at: Timestamp(at),
        register_wh,
        watts: u32::try_from(watts).ok()?.min(day.metered.peak_watts),
    };
    Some(reading.to_leaf().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_energy_is_not_paid_and_real_energy_is() {
        let rates = FabricatedMeters.play(1, 0.1);
        assert!(rates.false_accept < 0.01, "{rates:?}");
        assert!(rates.false_reject < 0.01, "{rates:?}");
    }
}
