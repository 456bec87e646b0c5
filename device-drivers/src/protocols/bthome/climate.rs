//! Takes from what a sensor says the temperature and humidity that sensing needs.

use super::{Measurement, Object, Quantity};
use outpost_protocol::resources::sensing::{HUMIDITY_CENTI, TEMPERATURE_CENTI, readings::Reading};
use std::ops::RangeInclusive;

/// The temperature and humidity of one advertisement. Where there are several of one, the first counts:
/// that of the finest steps, since ids ascend, or of the first of several probes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Climate {
    temperature_centi: Option<i16>,
    humidity_centi: Option<u16>,
}

/// One millionth to one hundredth.
const MILLIONTHS_PER_CENTI: i64 = 10_000;

impl Climate {
    /// Looks through `objects`. What lies outside of what the network takes for a sensor's
    /// ([`TEMPERATURE_CENTI`], [`HUMIDITY_CENTI`]) is left out.
    pub fn of<'a>(objects: impl IntoIterator<Item = Object<'a>>) -> Self {
        let mut climate = Self::default();
        for object in objects {
            let Object::Measurement(measurement) = object else {
                continue;
            };
            match measurement.quantity() {
                Quantity::Temperature if climate.temperature_centi.is_none() => {
                    climate.temperature_centi = centi_within(measurement, &TEMPERATURE_CENTI);
                }
                Quantity::Humidity if climate.humidity_centi.is_none() => {
                    climate.humidity_centi = centi_within(measurement, &HUMIDITY_CENTI);
                }
                _ => {}
            }
        }
        climate
    }

    /// The temperature, in 0.01 °C.
    pub fn temperature_centi(&self) -> Option<i16> {
        self.temperature_centi
    }

    /// The relative humidity, in 0.01 %.
    pub fn humidity_centi(&self) -> Option<u16> {
        self.humidity_centi
    }

    /// What both make as a reading taken so many milliseconds after the epoch began; `None` if one is
    /// missing.
    pub fn reading(&self, offset_ms: u32) -> Option<Reading> {
        Some(Reading {
            offset_ms,
            temperature_centi: self.temperature_centi?,
            humidity_centi: self.humidity_centi?,
        })
    }
}

/// The value in hundredths, of which the step of every temperature and humidity is a whole number.
fn centi_within<T: TryFrom<i32>>(
    measurement: Measurement,
    range: &RangeInclusive<i32>,
) -> Option<T> {
    let centi = i32::try_from(measurement.millionths() / MILLIONTHS_PER_CENTI).ok()?;
    range.contains(&centi).then(|| T::try_from(centi).ok())?
}
