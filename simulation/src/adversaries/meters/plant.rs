//! Simulates solar plants: what their meters count under a sky, reading by reading.

use super::sky::Sky;
use crate::chance::Chance;
use outpost_protocol::{
    CellId, Epoch, Timestamp,
    genesis::Parameters,
    resources::energy::{Metered, Profile, slots},
    state::EnergySource,
};

/// A plant and where it stands.
pub(super) struct Plant {
    /// Its cell.
    pub(super) cell: CellId,
    /// Where it is, in km.
    pub(super) at: [f64; 2],
    /// What it can give at most, in W.
    pub(super) peak_watts: f64,
    /// What of the sun's light it turns into energy when it is new and clean, from 0 to 1.
    quality: f64,
    /// By how many hours it faces away from noon.
    turned: f64,
    /// Between which hours something shades half of it.
    shade: [f64; 2],
}

/// A day's readings.
pub(super) struct Day {
    /// Their sum.
    pub(super) metered: Metered,
    /// The register at each reading, in Wh.
    pub(super) registers: Vec<u64>,
}

impl Plant {
    /// A household's plant somewhere in the cell, whose middle is there.
    pub(super) fn new(cell: CellId, [x, y]: [f64; 2], chance: &mut Chance) -> Self {
        let shaded = chance.between(6.0, 16.0);
        let hours = if chance.happens(0.3) { 1.5 } else { 0.0 };
        Self {
            cell,
            at: [x + chance.between(-0.4, 0.4), y + chance.between(-0.4, 0.4)],
            peak_watts: chance.between(2_000.0, 10_000.0),
            quality: chance.between(0.7, 0.9),
            turned: chance.between(-1.5, 1.5),
            shade: [shaded, shaded + hours],
        }
    }

    /// The day that its meter counts while `through` of a clear sky's light comes through, by the hour.
    pub(super) fn day(
        &self,
        epoch: Epoch,
        parameters: &Parameters,
        first_wh: u64,
        chance: &mut Chance,
        through: impl Fn(f64) -> f64,
    ) -> Option<Day> {
        let (from, to) = slots(EnergySource::Solar, self.cell, epoch, parameters)?;
        let start = parameters.start_of(epoch);
        let hour_of = |at: Timestamp| at.0.saturating_sub(start.0) as f64 / 3_600_000.0;
        let (rise, set) = (hour_of(from), hour_of(to));
        let readings = parameters.epoch_ms / parameters.reading_interval_ms;
        let interval = parameters.reading_interval_ms as f64 / 3_600_000.0;
        let mut energy = 0.0;
        let mut registers = Vec::new();
        let mut most = 0.0_f64;
        for reading in 0..readings {
            let hour = (reading as f64 + 0.5) * interval;
            let height = (hour - rise) / (set - rise);
            if (0.0..1.0).contains(&height) {
                let flicker = 1.0 + 0.03 * chance.normal();
                let watts = (self.watts(hour, rise, set) * through(hour) * flicker)
                    .clamp(0.0, self.peak_watts);
                energy += watts * interval;
                most = most.max(watts);
            }
            registers.push(first_wh + energy as u64);
        }
        let read: Vec<(Timestamp, u64)> = (0..)
            .map(|reading: u64| start.0 + reading * parameters.reading_interval_ms)
            .map(Timestamp)
            .zip(registers.iter().copied())
            .collect();
        let first = registers.first().copied()?;
        let metered = Metered {
            first_wh: first,
            last_wh: registers.last().copied()?,
            readings: u32::try_from(readings).ok()?,
            // Registers are whole Wh, so the power between two of them may seem higher.
            peak_watts: most.ceil() as u32 + 1,
            profile: Profile::of_register(&read, from, to),
        };
        Some(Day { metered, registers })
    }

    /// What it gives under a clear sky, in W.
    fn watts(&self, hour: f64, rise: f64, set: f64) -> f64 {
        let day = (hour - rise) / (set - rise) * std::f64::consts::PI;
        let facing = (day - self.turned * std::f64::consts::PI / (set - rise)).sin();
        let light = 0.15 * day.sin() + 0.85 * facing.max(0.0) * day.sin().sqrt();
        let [from, to] = self.shade;
        let shade = if (from..to).contains(&hour) { 0.5 } else { 1.0 };
        self.peak_watts * self.quality * shade * light.max(0.0)
    }

    /// The day under this sky.
    pub(super) fn day_under(
        &self,
        sky: &Sky,
        epoch: Epoch,
        parameters: &Parameters,
        first_wh: u64,
        chance: &mut Chance,
    ) -> Option<Day> {
        let at = self.at;
        let through = |hour| sky.through(at, hour);
        self.day(epoch, parameters, first_wh, chance, through)
    }
}
