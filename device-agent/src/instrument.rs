//! Gathers what a device takes readings with.

use crate::{meter::P1Meter, sensor::Sensor, tracker::Tracker};

pub use outpost_reporting::instrument::Instrument;

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
