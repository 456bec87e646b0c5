//! Feeds in what a small wind turbine gives, and reads the meter.

use super::{
    city::City,
    craft::{Craft, Made, Past, generating},
};
use outpost_protocol::{
    Epoch, Timestamp,
    evidence::EvidenceRoot,
    report::Claim,
    resources::energy::{EnergyClaim, MeterReading, Metered, Profile, profile::SLOTS},
    seal::Salt,
    state::{EnergySource, Equipment, Generator},
    tally::ShortId,
};

const PEAK_WATTS: u32 = 9_600;
/// Milliwatt-milliseconds in a Wh.
const FINE_PER_WH: u64 = 3_600_000_000;

/// A wind turbine with a meter.
pub(super) struct Turbine {
    pub(super) city: &'static City,
    /// What was counted last, and in which epoch.
    pub(super) sealed: Option<(Epoch, Counted)>,
}

/// What was counted in an epoch, with what shows it.
pub(super) struct Counted {
    metered: Metered,
    salt: Salt,
    evidence: Vec<u8>,
}

impl Craft for Turbine {
    fn equipment(&self) -> Equipment {
        generating(Generator {
            source: EnergySource::Wind,
            peak_watts: PEAK_WATTS,
        })
    }

    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        let counted = self.count(past);
        let root = EvidenceRoot::of(&counted.evidence)?;
        let seal = counted
            .metered
            .seal(&past.key, past.epoch, &root, &counted.salt);
        let before = self.sealed.replace((past.epoch, counted));
        // Nothing to open in the first epoch after a start.
        let opened = before
            .filter(|(epoch, _)| epoch.next() == past.epoch)
            .map(|(_, counted)| counted);
        let (metered, salt, evidence) = match opened {
            Some(counted) => (counted.metered, counted.salt, counted.evidence),
            None => (Metered::default(), [0; 16], Vec::new()),
        };
        Some(Made {
            claim: Claim::Energy(EnergyClaim {
                metered,
                salt,
                sealed: seal.hash,
            }),
            evidence,
        })
    }
}

impl Turbine {
    /// What the meter counts in an epoch, from where it stopped.
    fn count(&self, past: &Past<'_>) -> Counted {
        let first_wh = match &self.sealed {
            Some((_, before)) => before.metered.last_wh,
            None => past.device.record.meter_wh.unwrap_or(0),
        };
        let interval = past.parameters.reading_interval_ms;
        let mut fine = 0_u64;
        let mut metered = Metered {
            first_wh,
            last_wh: first_wh,
            readings: 0,
            peak_watts: 0,
            profile: self.profile(past),
        };
        let mut evidence = Vec::new();
        for at in past.reading_times() {
            let watts = self.watts(at);
            // The first reading is where the epoch's counting begins.
            if metered.readings > 0 {
                fine = fine.saturating_add(u64::from(watts) * 1_000 * interval);
            }
            metered.last_wh = first_wh.saturating_add(fine / FINE_PER_WH);
            metered.readings = metered.readings.saturating_add(1);
            metered.peak_watts = metered.peak_watts.max(watts);
            let reading = MeterReading {
                device: ShortId::from(&past.key),
                epoch: past.epoch,
                at,
                register_wh: metered.last_wh,
                watts,
            };
            evidence.extend(reading.to_leaf());
        }
        Counted {
            metered,
            salt: past.salt(),
            evidence,
        }
    }

    /// How the energy came through the epoch.
    fn profile(&self, past: &Past<'_>) -> Profile {
        let start = past.parameters.start_of(past.epoch).0;
        let length = past.parameters.epoch_ms;
        let mut energy = [0; SLOTS];
        for (slot, energy) in (0_u64..).zip(&mut energy) {
            let middle = start + (2 * slot + 1) * length / (2 * SLOTS as u64);
            *energy = u64::from(self.watts(Timestamp(middle)));
        }
        Profile::of(&energy)
    }

    fn watts(&self, at: Timestamp) -> u32 {
        (self.city.wind(at) * f64::from(PEAK_WATTS)) as u32
    }
}
