//! Reports evidence that was made for something else: for an epoch before, or by another device.

use super::{
    Attack, ErrorRates,
    sensors::{RESOURCE, Series, Town},
};
use crate::{
    epoch::{Contribution, Memory, error_rates, settle},
    network::cheaters_among,
    weather::{Sensor, Weather},
};
use outpost_protocol::{Epoch, report::Resource};

const FIRST: Epoch = Epoch(100);
/// Epochs that are played.
const EPOCHS: usize = 3;
/// Contributors, fewer than elsewhere, since they report so often.
const REPORTERS: usize = 300;

/// Replays evidence as it is: own evidence of the epoch before, another device's of this epoch, and one
/// epoch's in all that follow. (Who writes new leaves of old readings makes weather up.)
pub struct ReplayedEvidence;

impl Attack for ReplayedEvidence {
    fn name(&self) -> &'static str {
        "replayed evidence"
    }

    fn resource(&self) -> Resource {
        RESOURCE
    }

    fn remark(&self) -> &'static str {
        "Every leaf names its device and epoch, so the first leaf that is shown gives the replay away; the \
         third time suspends the device."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let mut town = Town::new(seed, self.name());
        let replayers = cheaters_among(REPORTERS, cheaters);
        let sensors = town.sensors(REPORTERS);
        let mut memory = Memory::default();
        let mut outcomes = Vec::new();
        let weather = Weather::new(&mut town.chance);
        let mut before: Vec<Series> = sensors.iter().map(|it| town.read(it, &weather)).collect();
        let mut epoch = FIRST;
        for _ in 0..EPOCHS {
            let weather = Weather::new(&mut town.chance);
            let today = next_day(&before, &sensors, &weather, &mut town);
            let contributions: Vec<Contribution> = today
                .iter()
                .zip(&before)
                .enumerate()
                .filter_map(|(number, (own, old))| {
                    if number >= replayers {
                        return town.contribute(own, epoch, &town.origin(own, epoch), true);
                    }
                    // An honest one's, whose evidence was made for it.
                    let other = today.get(replayers + number % (today.len() - replayers))?;
                    replay(number, own, old, other, epoch, &town)
                })
                .collect();
            outcomes.extend(settle(contributions, &town.context(epoch), &mut memory));
            before = today;
            epoch = epoch.next();
        }
        error_rates(&outcomes)
    }
}

/// A day later: the same devices, new readings.
fn next_day(
    before: &[Series],
    sensors: &[Sensor],
    weather: &Weather,
    town: &mut Town,
) -> Vec<Series> {
    before
        .iter()
        .zip(sensors)
        .map(|(series, sensor)| Series {
            device: series.device,
            owner: series.owner,
            ..town.read(sensor, weather)
        })
        .collect()
}

/// One of the three ways.
fn replay(
    number: usize,
    own: &Series,
    old: &Series,
    other: &Series,
    epoch: Epoch,
    town: &Town,
) -> Option<Contribution> {
    let (readings, origin) = match number % 3 {
        0 => (
            &old.readings,
            town.origin(own, epoch.previous().unwrap_or_default()),
        ),
        1 => (&other.readings, town.origin(other, epoch)),
        _ => (
            &old.readings,
            town.origin(own, FIRST.previous().unwrap_or_default()),
        ),
    };
    let replayed = Series {
        readings: readings.clone(),
        ..own.clone()
    };
    town.contribute(&replayed, epoch, &origin, false)
}
