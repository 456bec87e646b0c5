//! Measures with a sensor that is heard over the air: what it said last, while that is fresh.

use super::{Reading, Sensor, SensorError};
use outpost_protocol::Timestamp;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long something heard stands for a measurement. Battery sensors speak each minute or oftener.
pub const FRESH: Duration = Duration::from_secs(300);

/// What a sensor said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When, by this machine.
    pub at: Instant,
    /// Temperature, in 0.01 °C.
    pub temperature_centi: i32,
    /// Relative humidity, in 0.01 %.
    pub humidity_centi: u16,
}

/// A sensor that speaks when it likes. Whoever listens to it puts the latest into a channel.
#[derive(Debug)]
pub struct HeardSensor {
    name: String,
    latest: watch::Receiver<Option<Heard>>,
}

impl HeardSensor {
    /// The sensor of this name, as it is heard.
    pub fn new(name: impl Into<String>, latest: watch::Receiver<Option<Heard>>) -> Self {
        Self {
            name: name.into(),
            latest,
        }
    }
}

impl Sensor for HeardSensor {
    fn measure(&mut self, at: Timestamp) -> Result<Reading, SensorError> {
        let latest = *self.latest.borrow();
        match latest {
            Some(heard) if heard.is_fresh(Instant::now()) => Ok(Reading {
                at,
                temperature_centi: heard.temperature_centi,
                humidity_centi: heard.humidity_centi,
            }),
            _ => Err(SensorError::Silent {
                sensor: self.name.clone(),
            }),
        }
    }
}

impl Heard {
    fn is_fresh(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.at) < FRESH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_said_lately_is_a_measurement() {
        let (speak, latest) = watch::channel(None);
        let mut sensor = HeardSensor::new("balcony", latest);
        assert!(sensor.measure(Timestamp(1)).is_err());
        let heard = |at| Heard {
            at,
            temperature_centi: 2_150,
            humidity_centi: 5_000,
        };
        speak.send(Some(heard(Instant::now()))).unwrap();
        let reading = sensor.measure(Timestamp(1)).unwrap();
        assert_eq!(
            (reading.at, reading.temperature_centi),
            (Timestamp(1), 2_150)
        );
        let now = Instant::now();
        assert!(heard(now).is_fresh(now + FRESH / 2));
        assert!(!heard(now).is_fresh(now + FRESH));
    }
}
