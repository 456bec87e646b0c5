//! Names what readings are taken with.

use crate::{meter::P1Meter, sensor::Sensor, tracker::Tracker};
use outpost_protocol::Timestamp;
use std::{error::Error, fmt};

/// What readings of one kind are taken with.
pub trait Instrument: fmt::Debug + Send + 'static {
    /// A reading.
    type Reading;
    /// Why there is none.
    type Failure: Error;

    /// Takes a reading now; `at` is the network's time, for the reading. `None` where there is nothing to
    /// take down at the moment.
    fn read(&mut self, at: Timestamp) -> Result<Option<Self::Reading>, Self::Failure>;
}

/// All that a device takes readings with. One without any can be claimed, and reports nothing.
#[derive(Debug, Default)]
pub struct Instruments {
    /// For sensing.
    pub sensor: Option<Box<dyn Sensor>>,
    /// For energy.
    pub meter: Option<P1Meter>,
    /// For mapping.
    pub tracker: Option<Tracker>,
}

impl Instruments {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sensor.is_none() && self.meter.is_none() && self.tracker.is_none()
    }
}
