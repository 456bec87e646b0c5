//! Reports what a sensor measured since the device was claimed.

use super::{Craft, Made, Past};
use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{
    Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::sensing::readings::{self, Origin},
};

/// Measuring temperature and humidity.
#[derive(Clone, Copy, Debug)]
pub struct Sensing;

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

impl Craft for Sensing {
    type Reading = Reading;
    type Held = ();

    const RESOURCE: Resource = Resource::Sensing;
    const IS_SCHEDULED: bool = false;

    fn interval_ms(rules: &Parameters) -> u64 {
        rules.reading_interval_ms
    }

    fn time_of(reading: &Reading) -> Timestamp {
        reading.at
    }

    fn report(past: &Past<'_, Self>) -> Option<Made<()>> {
        let start = past.rules.start_of(past.epoch);
        let counted: Vec<readings::Reading> = past
            .readings
            .iter()
            .filter(|reading| reading.at >= past.device.claimed_at)
            .filter_map(|reading| reading.since(start))
            .collect();
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        Some(Made {
            claim: Claim::Sensing(readings::claim_of(&counted)?),
            evidence: readings::leaves_of(&counted, &origin).concat(),
            held: None,
        })
    }
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
