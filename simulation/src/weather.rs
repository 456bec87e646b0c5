//! Makes weather over a town, and sensors in it that each see it from a place of their own.
//!
//! What two real sensors have in common is the weather; what keeps them apart is where they hang: the hours
//! in which the sun reaches them, walls that keep the day's warmth, gusts round a corner, how fast the
//! housing follows the air. Temperatures that people's own sensors show within one town differ by about a
//! degree (F. Meier et al., "Crowdsourcing air temperature from citizen weather stations for urban climate
//! research", Urban Climate 19, 2017). Here a third of the sensors hang well, in the shade and in the wind,
//! and differ by less than half of that.

use crate::chance::Chance;
use h3o::{CellIndex, LatLng, Resolution};
use outpost_protocol::{CellId, genesis::Parameters, resources::sensing::readings::Reading};
use std::f64::consts::TAU;

const MINUTES_PER_DAY: f64 = 1_440.0;
/// Where the town is: in the middle of Germany, far from the borders of H3's faces.
const TOWN: (f64, f64) = (51.3, 9.5);
/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;
/// Share of readings that a sensor misses.
const MISSED: f64 = 0.003;

/// A day's weather.
pub struct Weather {
    mean: f64,
    swing: f64,
    waves: Vec<Wave>,
}

/// A wave that goes over the land: a front when it is long, a gust or the shadow of a cloud when short.
struct Wave {
    degrees: f64,
    per_km: (f64, f64),
    per_minute: f64,
    phase: f64,
}

/// A sensor where it hangs.
pub struct Sensor {
    /// Its cell.
    pub cell: CellId,
    offset: f64,
    gain: f64,
    /// Minutes in which the housing follows the air.
    lag: f64,
    /// Hours of sun: when, for how long, by how much.
    sun: [(f64, f64, f64); 3],
    wander: f64,
    gusts: f64,
    damp: f64,
}

impl Weather {
    /// A day in early summer.
    pub fn new(chance: &mut Chance) -> Self {
        let mut wave = |degrees: f64, km: (f64, f64), minutes: (f64, f64)| {
            let direction = TAU * chance.unit();
            let length = chance.between(km.0, km.1);
            Wave {
                degrees: degrees * chance.between(0.5, 1.5),
                per_km: (
                    TAU / length * direction.cos(),
                    TAU / length * direction.sin(),
                ),
                per_minute: TAU / chance.between(minutes.0, minutes.1),
                phase: TAU * chance.unit(),
            }
        };
        let mut waves: Vec<Wave> = (0..6)
            .map(|_| wave(0.6, (60.0, 400.0), (200.0, 1_200.0)))
            .collect();
        waves.extend((0..8).map(|_| wave(0.12, (1.0, 8.0), (15.0, 150.0))));
        Self {
            mean: chance.between(12.0, 20.0),
            swing: chance.between(3.0, 7.0),
            waves,
        }
    }

    /// The air's temperature, in °C.
    fn air(&self, (x, y): (f64, f64), minute: f64) -> f64 {
        // Warmest at three in the afternoon: 5/8 of a day, where a sine is highest at a quarter.
        let day = (TAU * (minute / MINUTES_PER_DAY - 0.375)).sin();
        let waves: f64 = self
            .waves
            .iter()
            .map(|wave| {
                let phase = wave.per_km.0 * x + wave.per_km.1 * y + wave.per_minute * minute;
                wave.degrees * (phase + wave.phase).sin()
            })
            .sum();
        self.mean + self.swing * day + waves
    }
}

impl Sensor {
    /// One that somebody hung up in `cell`.
    pub fn new(cell: CellId, chance: &mut Chance) -> Self {
        let care = if chance.happens(0.33) { 0.4 } else { 1.0 };
        let mut hour = || {
            (
                chance.between(360.0, 1_200.0),
                chance.between(20.0, 90.0),
                care * chance.normal(),
            )
        };
        let sun = [hour(), hour(), hour()];
        Self {
            cell,
            offset: 0.4 * chance.normal(),
            gain: 1.0 + 0.03 * chance.normal(),
            lag: chance.between(3.0, 15.0),
            sun,
            wander: 0.4 * care,
            gusts: chance.between(0.05, 0.2),
            damp: 4.0 * chance.normal(),
        }
    }

    /// What it reads in a day: a reading in each interval, but for a few.
    pub fn readings(
        &self,
        weather: &Weather,
        parameters: &Parameters,
        chance: &mut Chance,
    ) -> Vec<Reading> {
        let interval = parameters.reading_interval_ms as u32;
        let minutes_apart = f64::from(interval) / 60_000.0;
        let count = (parameters.epoch_ms / parameters.reading_interval_ms) as u32;
        let place = kilometres(self.cell);
        let mut housing = weather.air(place, 0.0);
        let mut wander = self.wander * chance.normal();
        let keeps = (-minutes_apart / 60.0).exp();
        let follows = 1.0 - (-minutes_apart / self.lag).exp();
        let mut readings = Vec::with_capacity(count as usize);
        for number in 0..count {
            let minute = f64::from(number) * minutes_apart;
            wander = keeps * wander + self.wander * (1.0 - keeps * keeps).sqrt() * chance.normal();
            let sun: f64 = self
                .sun
                .iter()
                .map(|(at, long, by)| by * (-((minute - at) / long).powi(2)).exp())
                .sum();
            housing += follows * (weather.air(place, minute) + sun + wander - housing);
            let temperature = self.offset + self.gain * housing + self.gusts * chance.normal();
            let humidity = 60.0 - 3.0 * (housing - 15.0) + self.damp + 0.3 * chance.normal();
            let offset_ms = number * interval + (chance.unit() * f64::from(interval)) as u32;
            if !chance.happens(MISSED) {
                readings.push(reading(offset_ms, temperature, humidity));
            }
        }
        readings
    }
}

/// As a sensor tells it: to a hundredth, within what it can measure.
pub fn reading(offset_ms: u32, celsius: f64, percent: f64) -> Reading {
    Reading {
        offset_ms,
        temperature_centi: (celsius * 100.0).round().clamp(-4_000.0, 8_500.0) as i16,
        humidity_centi: (percent * 100.0).round().clamp(0.0, 10_000.0) as u16,
    }
}

/// The cells of a town, `radius` cells around its middle.
pub fn town(radius: u32) -> Vec<CellId> {
    let middle = LatLng::new(TOWN.0, TOWN.1).map(|middle| middle.to_cell(Resolution::Eight));
    middle
        .map(|middle| middle.grid_disk::<Vec<_>>(radius))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|cell| CellId::try_from(u64::from(cell)).ok())
        .collect()
}

/// Cells in which there is nobody, and nobody in the ones beside them: every `apart`-th of those beyond
/// `radius`.
pub fn countryside(radius: u32, apart: usize) -> Vec<CellId> {
    let all = town(radius * 2);
    let within = town(radius + 2);
    all.into_iter()
        .filter(|cell| !within.contains(cell))
        .step_by(apart)
        .collect()
}

/// Kilometres east and north of the town's middle.
fn kilometres(cell: CellId) -> (f64, f64) {
    let Ok(index) = CellIndex::try_from(cell.index()) else {
        return (0.0, 0.0);
    };
    let at = LatLng::from(index);
    let east = (at.lng() - TOWN.1) * TOWN.0.to_radians().cos();
    (east * KM_PER_DEGREE, (at.lat() - TOWN.0) * KM_PER_DEGREE)
}
