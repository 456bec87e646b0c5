//! Measures temperature and humidity, with whatever the board has.

pub mod bthome;
pub mod heard;
pub mod iio;
pub mod made_up;

use crate::instrument::Instrument;
use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{Timestamp, resources::sensing::readings};
use std::{fmt, io, path::PathBuf};

/// What a device measures with.
pub trait Sensor: fmt::Debug + Send + 'static {
    /// Measures now; `at` is the network's time, for the reading.
    fn measure(&mut self, at: Timestamp) -> Result<Reading, SensorError>;
}

impl Instrument for Box<dyn Sensor> {
    type Reading = Reading;
    type Failure = SensorError;

    fn read(&mut self, at: Timestamp) -> Result<Option<Reading>, SensorError> {
        self.measure(at).map(Some)
    }
}

/// One measurement. 14 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Reading {
    /// When.
    pub at: Timestamp,
    /// Temperature, in 0.01 °C.
    pub temperature_centi: i32,
    /// Relative humidity, in 0.01 %.
    pub humidity_centi: u16,
}

/// Why there is no reading.
#[derive(Debug, thiserror::Error)]
pub enum SensorError {
    /// The sensor's file cannot be read.
    #[error("the sensor's file {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The sensor's file does not hold a number that can be measured.
    #[error("the sensor's file {path} holds {text:?}, which is no measurement")]
    NotAMeasurement {
        /// Which file.
        path: PathBuf,
        /// What it holds, shortened.
        text: String,
    },
    /// Nothing was heard from the sensor for too long.
    #[error("the sensor {sensor} was not heard for {} s", heard::FRESH.as_secs())]
    Silent {
        /// Which sensor.
        sensor: String,
    },
}

impl Reading {
    /// The reading as reports count it, in an epoch that began at `start`; `None` where it has no place in
    /// one.
    pub fn since(&self, start: Timestamp) -> Option<readings::Reading> {
        Some(readings::Reading {
            offset_ms: u32::try_from(self.at.0.checked_sub(start.0)?).ok()?,
            temperature_centi: i16::try_from(self.temperature_centi).ok()?,
            humidity_centi: self.humidity_centi,
        })
    }
}
