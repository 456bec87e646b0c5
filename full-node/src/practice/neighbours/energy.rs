//! Feeds in what a small wind turbine gives, and reads the meter.

use super::craft::{Craft, Made, Past, generating};
use outpost_protocol::{
    practice::{STRONGEST, Wind},
    report::Claim,
    resources::energy::{Counted, Counting, EnergyClaim, Shown},
    state::{EnergySource, Equipment, Generator},
};

const PEAK_WATTS: u32 = 9_600;
/// Milliwatt-milliseconds in a Wh.
const FINE_PER_WH: u64 = 3_600_000_000;

/// A wind turbine with a meter.
#[derive(Default)]
pub(super) struct Turbine {
    /// What was counted last.
    pub(super) sealed: Option<Counted>,
}

impl Craft for Turbine {
    fn equipment(&self) -> Equipment {
        generating(Generator {
            source: EnergySource::Wind,
            peak_watts: PEAK_WATTS,
        })
    }

    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        let counting = Counting {
            device: past.key,
            generator: past.device.equipment.generator,
            cell: past.device.cell,
            epoch: past.epoch,
            parameters: past.parameters,
        };
        let counted = Counted::of(&self.read_meter(past), &counting, past.salt())?;
        let before = self.sealed.as_ref();
        let (claim, evidence) = EnergyClaim::of(&past.key, past.epoch, before, Some(&counted))?;
        self.sealed = Some(counted);
        Some(Made {
            claim: Claim::Energy(claim),
            evidence,
        })
    }
}

impl Turbine {
    /// What the meter shows in an epoch, from where it stopped.
    fn read_meter(&self, past: &Past<'_>) -> Vec<Shown> {
        let first_wh = match &self.sealed {
            Some(before) => before.last_wh(),
            None => past.device.record.meter_wh.unwrap_or(0),
        };
        let interval = past.parameters.reading_interval_ms;
        let mut fine = 0_u64;
        let mut is_first = true;
        let wind = Wind::of_epochs(past.parameters.epoch_ms);
        let read = |at| {
            let watts = u64::from(PEAK_WATTS) * wind.strength(at) / STRONGEST;
            // The first reading is where the epoch's counting begins.
            if !std::mem::take(&mut is_first) {
                fine = fine.saturating_add(watts * 1_000 * interval);
            }
            Shown {
                at,
                register_wh: first_wh.saturating_add(fine / FINE_PER_WH),
                watts: u32::try_from(watts).unwrap_or(PEAK_WATTS),
            }
        };
        past.reading_times().map(read).collect()
    }
}
