//! Makes up what a sensor on a balcony would measure.

use super::{Reading, Sensor, SensorError};
use outpost_protocol::{DeviceKey, Hash, Timestamp, hash::encode};
use std::f64::consts::TAU;

/// The sensor of a simulated device.
#[derive(Clone, Copy, Debug)]
pub struct MadeUpSensor {
    device: DeviceKey,
}

impl MadeUpSensor {
    /// The sensor of this device.
    pub fn new(device: DeviceKey) -> Self {
        Self { device }
    }
}

impl Sensor for MadeUpSensor {
    fn measure(&mut self, at: Timestamp) -> Result<Reading, SensorError> {
        Ok(measure(self.device, at))
    }
}

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// What `device` measures at a time: warmest in the afternoon, most humid before dawn, each device a
/// little different, with a sensor's noise.
pub fn measure(device: DeviceKey, at: Timestamp) -> Reading {
    let [place, _] = noise(&encode(&device));
    let [warm, moist] = noise(&encode(&(device, at)));
    // 15:00 is 5/8 of a day; a sine is highest at a quarter.
    let day = (at.0 % DAY_MS) as f64 / DAY_MS as f64;
    let curve = (TAU * (day - 0.625 + 0.25)).sin();
    let temperature = 1_600.0 + 300.0 * place + 500.0 * curve + 20.0 * warm;
    let humidity = 6_000.0 - 400.0 * place - 1_500.0 * curve + 60.0 * moist;
    Reading {
        at,
        temperature_centi: temperature as i32,
        humidity_centi: humidity as u16,
    }
}

/// Two numbers from -1 to 1, always the same for the same bytes.
fn noise(bytes: &[u8]) -> [f64; 2] {
    let [a, b, c, d, ..] = Hash::of("outpost simulated sensor 1", bytes).0;
    [[a, b], [c, d]].map(|bytes| f64::from(u16::from_le_bytes(bytes)) / 32_767.5 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::resources::sensing::{HUMIDITY_CENTI, TEMPERATURE_CENTI};

    const HOUR_MS: u64 = DAY_MS / 24;

    #[test]
    fn afternoons_are_warm_and_dry_and_every_reading_can_be_measured() {
        for number in 0..50 {
            let device = DeviceKey::Ed25519([number; 32]);
            let at = |hour: u64| measure(device, Timestamp(hour * HOUR_MS));
            assert!(at(15).temperature_centi > at(3).temperature_centi + 500);
            assert!(at(15).humidity_centi + 1_000 < at(3).humidity_centi);
            for hour in 0..24 {
                assert!(TEMPERATURE_CENTI.contains(&at(hour).temperature_centi));
                assert!(HUMIDITY_CENTI.contains(&at(hour).humidity_centi.into()));
            }
        }
    }
}
