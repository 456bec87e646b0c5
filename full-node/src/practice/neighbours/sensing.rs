//! Measures temperature and humidity.

use super::{
    city::City,
    craft::{Craft, Made, Past},
};
use outpost_protocol::{
    Hash, Timestamp,
    report::Claim,
    resources::sensing::readings::{Origin, Reading, claim_of, leaves_of},
};
use std::f64::consts::TAU;

const DAY_MS: f64 = 24.0 * 3_600_000.0;

/// A sensor somewhere in a city.
pub(super) struct Sensor {
    pub(super) city: &'static City,
}

impl Craft for Sensor {
    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        let [missed, ..] = past.noise("missed");
        // Most sensors miss a few readings now and then.
        let missed = usize::from(missed % 16).saturating_sub(12);
        let start = past.parameters.start_of(past.epoch);
        let readings: Vec<Reading> = past
            .reading_times()
            .skip(missed)
            .filter(|at| *at >= past.device.claimed_at)
            .filter_map(|at| self.measure(past, start, at))
            .collect();
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        Some(Made {
            claim: Claim::Sensing(claim_of(&readings)?),
            evidence: leaves_of(&readings, &origin).concat(),
        })
    }
}

impl Sensor {
    /// The city's weather, where this one stands, with a sensor's noise.
    fn measure(&self, past: &Past<'_>, start: Timestamp, at: Timestamp) -> Option<Reading> {
        let [place, damp, ..] = Hash::of_encoded("practice place", &past.key).0;
        let [warm, wet, ..] = Hash::of_encoded("practice sensor", &(past.key, at)).0;
        let centred = |byte: u8| f64::from(byte) - 127.5;
        // Warmest at about 15:00 UTC, wherever it is: close enough for practice.
        let day = (TAU * (at.0 as f64 / DAY_MS - 0.375)).sin();
        let temperature = f64::from(self.city.temperature)
            + 400.0 * day
            + 0.6 * centred(place)
            + 0.15 * centred(warm);
        let humidity =
            f64::from(self.city.humidity) - 900.0 * day + 2.0 * centred(damp) + 0.4 * centred(wet);
        Some(Reading {
            offset_ms: u32::try_from(at.0.checked_sub(start.0)?).ok()?,
            temperature_centi: temperature as i16,
            humidity_centi: humidity.clamp(0.0, 10_000.0) as u16,
        })
    }
}
