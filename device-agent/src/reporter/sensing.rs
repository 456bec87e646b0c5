//! Reports what a sensor measured since the device was claimed.

use super::{Craft, Made, Past};
use crate::sensor::Reading;
use outpost_protocol::{
    Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::sensing::readings::{self, Origin},
};

/// Measuring temperature and humidity.
#[derive(Clone, Copy, Debug)]
pub struct Sensing;

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
