//! Measures temperature and humidity, with whatever the board has.

pub mod bthome;
pub mod heard;
pub mod iio;
pub mod made_up;

use crate::instrument::Instrument;
use outpost_protocol::Timestamp;
use std::{fmt, io, path::PathBuf};

pub use outpost_reporting::reporter::Reading;

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
