//! Reports what a meter counted: sealed with the report for its epoch, and opened with the next.

use super::{Craft, Made, Past};
use outpost_protocol::{
    Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::energy::{Counted, Counting, EnergyClaim, Shown},
};

/// Feeding energy in, by a meter.
#[derive(Clone, Copy, Debug)]
pub struct Energy;

impl Craft for Energy {
    type Reading = Shown;
    type Held = Counted;

    const RESOURCE: Resource = Resource::Energy;
    const IS_SCHEDULED: bool = false;

    fn interval_ms(rules: &Parameters) -> u64 {
        rules.reading_interval_ms
    }

    fn time_of(reading: &Shown) -> Timestamp {
        reading.at
    }

    fn report(past: &Past<'_, Self>) -> Option<Made<Counted>> {
        let counting = Counting {
            device: past.key,
            generator: past.device.equipment.generator,
            cell: past.device.cell,
            epoch: past.epoch,
            parameters: past.rules,
        };
        let counted = Counted::of(past.readings, &counting, past.salt);
        let (claim, evidence) =
            EnergyClaim::of(&past.key, past.epoch, past.before, counted.as_ref())?;
        Some(Made {
            claim: Claim::Energy(claim),
            evidence,
            held: counted,
        })
    }
}
