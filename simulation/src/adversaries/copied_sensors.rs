//! Reports one sensor's readings as those of several, by owners who seem to have nothing to do with each
//! other.

use super::{
    Attack, ErrorRates,
    sensors::{CONTRIBUTORS, RESOURCE, Series, Town},
};
use crate::{
    chance::Chance,
    epoch::{Memory, error_rates, settle},
    network::cheaters_among,
    weather::{Weather, reading},
};
use outpost_protocol::{
    CellId, Epoch,
    report::Resource,
    resources::sensing::{neighbours::around, readings::Reading},
};
use std::f64::consts::TAU;

const EPOCH: Epoch = Epoch(100);
/// Longest delay of a copy, in readings, which are minutes.
const MOST_DELAY: usize = 20;
/// Minutes in which a made-up microclimate forgets itself.
const WANDER_MINUTES: f64 = 60.0;

/// Copies a sensor as it is, shifted or scaled, anywhere in the town or alone in the country; and, in its
/// source's cell or beside it, noisy or delayed too. Half of the copies stand there.
pub struct CopiedSensors;

/// Makes readings up, anywhere: a copy with a microclimate of its own on top, so that the numbers are as
/// different as those of real sensors are; one's own readings of the day before, changed in the same way;
/// and noisy and delayed copies of sensors that are far away.
pub struct MadeUpWeather;

impl Attack for CopiedSensors {
    fn name(&self) -> &'static str {
        "copied sensors"
    }

    fn resource(&self) -> Resource {
        RESOURCE
    }

    fn remark(&self) -> &'static str {
        "What is left are delays that fall between two parts of a claim, of which one in six passes, and \
         scaled copies of far sensors in which rounding changed the order of two bends. Trying costs an \
         account and a device for each copy."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, |number, source, town, _| {
            let mut copy = source.copied(&mut town.chance);
            let is_near = number % 2 == 0;
            let number = number / 2;
            let ways: &[Way] = if is_near { &NEAR } else { &FAR };
            copy.cell = place(is_near, number / ways.len(), source.cell, town)?;
            let way = ways.get(number % ways.len())?;
            copy.readings = way(&source.readings, &mut town.chance);
            Some(copy)
        })
    }
}

impl Attack for MadeUpWeather {
    fn name(&self) -> &'static str {
        "made-up weather"
    }

    fn resource(&self) -> Resource {
        RESOURCE
    }

    fn remark(&self) -> &'static str {
        "Numbers alone cannot tell this from work: it is what a sensor there could have shown. It takes a \
         source of the day's weather (yesterday's is refused where the weather changed), a model of a \
         microclimate, an account for each device in a cell, and cells that others leave free: a cell pays its \
         capacity, however many report from it."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(
            self.name(),
            seed,
            cheaters,
            |number, source, town, yesterday| {
                let (from, way): (_, Way) = match number % 4 {
                    0 => (yesterday, with_a_microclimate),
                    1 => (source, with_a_microclimate),
                    2 => (source, noisy),
                    _ => (source, delayed),
                };
                let mut copy = from.copied(&mut town.chance);
                copy.cell = place(false, number / 4, source.cell, town)?;
                copy.readings = way(&from.readings, &mut town.chance);
                Some(copy)
            },
        )
    }
}

/// Settles a day in which the share of cheaters report what `forge` makes of somebody's series: it is given
/// the forgery's number, the series, the town, and the same sensor's series of the day before.
fn play(
    name: &str,
    seed: u64,
    cheaters: f64,
    forge: impl Fn(usize, &Series, &mut Town, &Series) -> Option<Series>,
) -> ErrorRates {
    let mut town = Town::new(seed, name);
    let forged = cheaters_among(CONTRIBUTORS, cheaters);
    let sensors = town.sensors(CONTRIBUTORS - forged);
    let (yesterday, today) = (
        Weather::new(&mut town.chance),
        Weather::new(&mut town.chance),
    );
    let honest: Vec<Series> = sensors.iter().map(|it| town.read(it, &today)).collect();
    let mut contributions: Vec<_> = honest
        .iter()
        .filter_map(|it| town.contribute(it, EPOCH, &town.origin(it, EPOCH), true))
        .collect();
    for number in 0..forged {
        let which = town.chance.below(honest.len());
        if let (Some(source), Some(sensor)) = (honest.get(which), sensors.get(which)) {
            let before = town.read(sensor, &yesterday);
            let forgery = forge(number, source, &mut town, &before);
            contributions.extend(
                forgery.and_then(|it| town.contribute(&it, EPOCH, &town.origin(&it, EPOCH), false)),
            );
        }
    }
    let context = town.context(EPOCH);
    error_rates(&settle(contributions, &context, &mut Memory::default()))
}

fn place(is_near: bool, number: usize, source: CellId, town: &mut Town) -> Option<CellId> {
    match (is_near, number.is_multiple_of(2)) {
        (true, true) => Some(source),
        (true, false) => {
            let beside: Vec<CellId> = around(source).collect();
            town.chance.pick(&beside).copied()
        }
        (false, true) => town.somewhere(),
        (false, false) => town.alone(),
    }
}

/// Makes a copy's readings of its source's.
type Way = fn(&[Reading], &mut Chance) -> Vec<Reading>;

const NEAR: [Way; 5] = [exact, shifted, scaled, noisy, delayed];
const FAR: [Way; 3] = [exact, shifted, scaled];

fn exact(source: &[Reading], _: &mut Chance) -> Vec<Reading> {
    source.to_vec()
}

fn shifted(source: &[Reading], chance: &mut Chance) -> Vec<Reading> {
    let by = chance.between(-3.0, 3.0);
    changed(source, |_, celsius, percent| {
        (celsius + by, percent + 2.0 * by)
    })
}

fn scaled(source: &[Reading], chance: &mut Chance) -> Vec<Reading> {
    let by = chance.between(0.8, 1.25);
    changed(source, |_, celsius, percent| (celsius * by, percent * by))
}

/// From as little as a sensor's own noise to so much that it shows in every reading.
fn noisy(source: &[Reading], chance: &mut Chance) -> Vec<Reading> {
    let by = chance.between(0.01, 2.0);
    changed(source, |_, celsius, percent| {
        (
            celsius + by * chance.normal(),
            percent + by * chance.normal(),
        )
    })
}

fn delayed(source: &[Reading], chance: &mut Chance) -> Vec<Reading> {
    let by = 1 + chance.below(MOST_DELAY);
    let values = source
        .iter()
        .take(by)
        .chain(source)
        .map(|it| (it.temperature_centi, it.humidity_centi));
    source
        .iter()
        .zip(values)
        .map(|(at, (temperature_centi, humidity_centi))| Reading {
            offset_ms: at.offset_ms,
            temperature_centi,
            humidity_centi,
        })
        .collect()
}

/// Hours of sun of its own, and a slow wander.
fn with_a_microclimate(source: &[Reading], chance: &mut Chance) -> Vec<Reading> {
    let offset = 0.5 * chance.normal();
    let [first, second] = [(); 2].map(|()| (chance.between(2.0, 9.0), TAU * chance.unit()));
    let keeps = (-1.0 / WANDER_MINUTES).exp();
    let mut wander = 0.4 * chance.normal();
    changed(source, |minute, celsius, percent| {
        wander = keeps * wander + 0.4 * (1.0 - keeps * keeps).sqrt() * chance.normal();
        let sun: f64 = [first, second]
            .iter()
            .map(|(hours, phase)| 0.6 * (TAU * minute / (60.0 * hours) + phase).sin())
            .sum();
        let warmer = offset + wander + sun;
        (celsius + warmer, percent - 3.0 * warmer)
    })
}

/// The readings with values that are made of the minute, the temperature and the humidity.
fn changed(
    source: &[Reading],
    mut change: impl FnMut(f64, f64, f64) -> (f64, f64),
) -> Vec<Reading> {
    source
        .iter()
        .map(|it| {
            let (celsius, percent) = change(
                f64::from(it.offset_ms) / 60_000.0,
                f64::from(it.temperature_centi) / 100.0,
                f64::from(it.humidity_centi) / 100.0,
            );
            reading(it.offset_ms, celsius, percent)
        })
        .collect()
}
