//! Judges energy: what a meter counted, bounded by capacity and daylight, felt by its neighbours too.
//!
//! # The rule
//! A unit is a Wh. A report opens what the meter counted in the epoch before its own, which was
//! [sealed](crate::seal) with the report for that epoch: so nobody can copy the weather from others'
//! reports. Possible is what the meter counted. From it are taken away, in this order:
//!
//! 1. `NotSealed`: all, when it is not what was sealed.
//! 2. `MeterJumped`: all, when the register begins below where the last report left it.
//! 3. `JoinedDuringEpoch`: the part of the epoch before the owner claimed the device.
//! 4. `FewerReadings`: as large a part as readings are missing of the epoch's
//!    [`reading_interval_ms`](crate::genesis::Parameters::reading_interval_ms): what is not read in time
//!    cannot be challenged.
//! 5. `BeyondCapacity`: all, when there is no generator, or the highest power is above its peak, or the
//!    whole is more than that power gives in the epoch. Of a peak above [`MAX_PEAK_WATTS`], the part above.
//! 6. `NoLocation`: all, when no cell was asserted.
//! 7. `NoDaylight`: all, when it is solar and more than a clear sky gives there, see [`daylight`].
//! 8. By the meters of other owners in the same area, with energy from the same source:
//!    - `Disagrees`: all, when its [profile] is not theirs, or its yield is far above theirs.
//!    - `Unconfirmed`: all, when the day tells nothing and the meter did not agree when one last did.
//!
//! # What this does not show
//! - How much of the declared capacity is there: a small plant that is declared, and counted, as a large one
//!   feels the same clouds. So does a sensor that somebody puts up to feed many made-up meters.
//! - Anything where all meters of an area are one person's.
//! - Energy that comes evenly, from water, say, or gas. Nobody can feel it from outside, a made-up meter
//!   counts it as well, and so it stays unconfirmed.

mod counted;
pub mod daylight;
pub mod profile;
mod reading;

pub use counted::{Counted, Counting, Shown};
pub use profile::{Profile, Told};
pub use reading::MeterReading;

use super::{EpochContext, Rule};
use crate::{
    CellId, DeviceKey, Epoch, Timestamp,
    evidence::{EvidenceRoot, Flaw},
    genesis::Parameters,
    place::DEVICE_RESOLUTION,
    report::Resource,
    seal::{Salt, Seal, SealHash},
    state::{DeviceRecord, EnergySource, Generator, PendingReport},
    statement::LossReason,
    tally::{Sample, ShortId, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use h3o::{CellIndex, Resolution};
use profile::NEIGHBOURS;
use std::collections::BTreeMap;

/// Resolution of an area in which meters are compared: about 5 km², 3 km across (h3geo.org, table of cell
/// statistics).
pub const AREA_RESOLUTION: Resolution = Resolution::Seven;
/// The largest peak that is paid for: what households may connect by notification alone (Directive (EU)
/// 2018/2001, article 17). Bounds what one meter with a made-up capacity can take.
pub const MAX_PEAK_WATTS: u32 = 10_800;
/// What a yield is counted in: parts of the most that is possible.
const FULL_YIELD: u64 = 255;
const HOUR_MS: u128 = 3_600_000;

/// What a meter counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct EnergyClaim {
    /// What it counted in the epoch before the report's.
    pub metered: Metered,
    /// What that was sealed under.
    pub salt: Salt,
    /// Seals what it counted in the report's epoch.
    pub sealed: SealHash,
}

/// What a meter counted in an epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Metered {
    /// The register at the epoch's first reading, in Wh.
    pub first_wh: u64,
    /// The register at the last reading, in Wh.
    pub last_wh: u64,
    /// How many readings were taken: the leaves of the evidence.
    pub readings: u32,
    /// The highest mean power between two readings, in W.
    pub peak_watts: u32,
    /// How the energy came, in the slots of [`slots`].
    pub profile: Profile,
}

impl Metered {
    /// Seals it, with the report of `device` for the epoch in which it was counted.
    pub fn seal(
        &self,
        device: &DeviceKey,
        epoch: Epoch,
        evidence: &EvidenceRoot,
        salt: &Salt,
    ) -> Seal {
        let content = (self, evidence);
        Seal::of(Resource::Energy, device, epoch, &content, salt)
    }

    /// What was counted, in Wh.
    fn counted(&self) -> u64 {
        self.last_wh.saturating_sub(self.first_wh)
    }

    /// The most that its highest power gives in an epoch, in Wh.
    fn most_at_peak(&self, parameters: &Parameters) -> u128 {
        (u128::from(self.peak_watts) * u128::from(parameters.epoch_ms)).div_ceil(HOUR_MS)
    }
}

/// From when to when the slots of an epoch's [profile] are: while there can be energy from that source.
/// `None` where there can be none.
pub fn slots(
    source: EnergySource,
    cell: CellId,
    epoch: Epoch,
    parameters: &Parameters,
) -> Option<(Timestamp, Timestamp)> {
    let (start, end) = (parameters.start_of(epoch), parameters.end_of(epoch));
    match source {
        EnergySource::Solar => daylight::sunlit(area_of(cell)?, start, end),
        EnergySource::Wind | EnergySource::Other => Some((start, end)),
    }
}

/// Most that a generator can give in an epoch, in Wh.
pub fn most_wh(generator: &Generator, cell: CellId, epoch: Epoch, parameters: &Parameters) -> u64 {
    let (start, end) = (parameters.start_of(epoch), parameters.end_of(epoch));
    match generator.source {
        EnergySource::Solar => daylight::most_wh(cell, generator.peak_watts, start, end),
        EnergySource::Wind | EnergySource::Other => {
            let most = u128::from(generator.peak_watts) * u128::from(parameters.epoch_ms) / HOUR_MS;
            u64::try_from(most).unwrap_or(u64::MAX)
        }
    }
}

/// The cell in the middle of the area that a cell lies in, which names the area.
fn area_of(cell: CellId) -> Option<CellId> {
    let cell = CellIndex::try_from(cell.index()).ok()?;
    let middle = cell
        .parent(AREA_RESOLUTION)?
        .center_child(DEVICE_RESOLUTION)?;
    CellId::try_from(u64::from(middle)).ok()
}

impl EnergyClaim {
    /// What the report says to its area: its profile, its yield and its source.
    fn sample(&self, report: &PendingReport, context: &EpochContext<'_>) -> Option<Sample> {
        let generator = report.equipment.generator?;
        let most = most_wh(
            &generator,
            report.cell?,
            context.epoch.previous()?,
            context.parameters,
        );
        let parts = u128::from(self.metered.counted()) * u128::from(FULL_YIELD);
        let share = parts.checked_div(most.into()).unwrap_or(0);
        let mut bytes = [0; 16];
        let said = [
            u8::try_from(share).unwrap_or(u8::MAX),
            generator.source as u8,
        ];
        for (byte, value) in bytes
            .iter_mut()
            .zip(self.metered.profile.0.into_iter().chain(said))
        {
            *byte = value;
        }
        let mut values = [0; 4];
        for (value, bytes) in values.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *value = i32::from_le_bytes(*bytes);
        }
        Some(Sample {
            device: ShortId::from(&report.device),
            owner: ShortId::from(&report.owner),
            values,
        })
    }
}

/// What a sample says.
struct Said {
    profile: Profile,
    share: u8,
    source: u8,
}

impl From<&Sample> for Said {
    fn from(sample: &Sample) -> Self {
        let mut bytes = sample.values.iter().flat_map(|value| value.to_le_bytes());
        let mut profile = Profile::default();
        for (byte, said) in profile.0.iter_mut().zip(&mut bytes) {
            *byte = said;
        }
        Self {
            profile,
            share: bytes.next().unwrap_or(0),
            source: bytes.next().unwrap_or(0),
        }
    }
}

impl Rule for EnergyClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let metered = &self.metered;
        let counted = metered.counted();
        let mut verdict = Verdict::new(counted, counted);
        let Some(epoch) = context.epoch.previous() else {
            verdict.lose_all(LossReason::NotSealed);
            return verdict;
        };
        let parameters = context.parameters;
        let opened = metered.seal(&report.device, epoch, &report.evidence, &self.salt);
        if report.record.sealed_meter != Some(opened) || report.evidence.leaves != metered.readings
        {
            verdict.lose_all(LossReason::NotSealed);
        }
        if report
            .record
            .meter_wh
            .is_some_and(|left| metered.first_wh < left)
        {
            verdict.lose_all(LossReason::MeterJumped);
        }
        verdict.lose_before_claim(report, &EpochContext { epoch, ..*context });
        let due = super::sensing::possible_readings(parameters);
        let missing = due.saturating_sub(metered.readings.into());
        let unread = u128::from(verdict.accepted()) * u128::from(missing);
        let unread = unread.checked_div(due.into()).unwrap_or(0);
        verdict.lose(
            LossReason::FewerReadings,
            u64::try_from(unread).unwrap_or(u64::MAX),
        );
        let generator = report
            .equipment
            .generator
            .filter(|generator| metered.peak_watts <= generator.peak_watts)
            .filter(|_| u128::from(counted) <= metered.most_at_peak(parameters));
        if let Some(above) = generator.map(|it| it.peak_watts.saturating_sub(MAX_PEAK_WATTS)) {
            let peak = above.saturating_add(MAX_PEAK_WATTS);
            let part = u128::from(verdict.accepted()) * u128::from(above) / u128::from(peak);
            let part = u64::try_from(part).unwrap_or(u64::MAX);
            verdict.lose(LossReason::BeyondCapacity, part);
        }
        match (generator, report.cell) {
            (None, _) => verdict.lose_all(LossReason::BeyondCapacity),
            (_, None) => verdict.lose_all(LossReason::NoLocation),
            (Some(generator), Some(cell)) => {
                if generator.source == EnergySource::Solar
                    && counted > most_wh(&generator, cell, epoch, parameters)
                {
                    verdict.lose_all(LossReason::NoDaylight);
                }
            }
        }
        verdict
    }

    fn samples(
        &self,
        report: &PendingReport,
        context: &EpochContext<'_>,
    ) -> Vec<(Subject, Sample)> {
        let sample = self.sample(report, context);
        self.subjects(report, context)
            .into_iter()
            .zip(sample)
            .collect()
    }

    fn subjects(&self, report: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        let area = report.cell.and_then(area_of);
        area.map(Subject::Cell).into_iter().collect()
    }

    fn compare(
        &self,
        report: &PendingReport,
        tallies: &Tallies,
        context: &EpochContext<'_>,
        verdict: &mut Verdict,
    ) {
        let Some(own) = self.sample(report, context) else {
            return;
        };
        let said = Said::from(&own);
        // One for each other owner, or a hundred meters of one would be a hundred neighbours.
        let others: BTreeMap<ShortId, Said> = self
            .subjects(report, context)
            .into_iter()
            .flat_map(|area| tallies.samples(area))
            .filter(|sample| sample.owner != own.owner)
            .map(|sample| (sample.owner, Said::from(sample)))
            .filter(|(_, other)| other.source == said.source)
            .collect();
        let shares: Vec<u8> = others.values().map(|other| other.share).collect();
        let profiles: Vec<Profile> = others.values().map(|other| other.profile).collect();
        let told = said.profile.told_by(&profiles);
        if told == Told::Disagrees || is_far_above(said.share, shares) {
            verdict.lose_all(LossReason::Disagrees);
        } else if told == Told::Nothing && !report.record.meter_agrees {
            verdict.lose_all(LossReason::Unconfirmed);
        }
    }

    fn remember(&self, epoch: Epoch, record: DeviceRecord) -> DeviceRecord {
        let metered = &self.metered;
        DeviceRecord {
            meter_wh: if metered.readings > 0 {
                Some(metered.last_wh)
            } else {
                record.meter_wh
            },
            sealed_meter: Some(Seal {
                epoch,
                hash: self.sealed,
            }),
            ..record
        }
    }

    fn learn(&self, verdict: &Verdict, record: DeviceRecord) -> DeviceRecord {
        let disagrees = verdict
            .losses()
            .iter()
            .any(|(reason, _)| *reason == LossReason::Disagrees);
        DeviceRecord {
            // Paid is who agreed now, or before on a day that told nothing since.
            meter_agrees: !disagrees && (record.meter_agrees || verdict.accepted() > 0),
            ..record
        }
    }

    fn check_leaf(
        &self,
        report: &PendingReport,
        index: u32,
        leaf: &[u8],
        context: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        let reading = MeterReading::from_leaf(leaf)?;
        let parameters = context.parameters;
        let epoch = context.epoch.previous().ok_or(Flaw::NotThis)?;
        let (start, end) = (parameters.start_of(epoch), parameters.end_of(epoch));
        let is_its_own = reading.device == ShortId::from(&report.device)
            && reading.epoch == epoch
            && (start..=end).contains(&reading.at);
        if !is_its_own {
            return Err(Flaw::NotThis);
        }
        let metered = &self.metered;
        let is_last = index.saturating_add(1) == metered.readings;
        let fits = (metered.first_wh..=metered.last_wh).contains(&reading.register_wh)
            && reading.watts <= metered.peak_watts
            && (index > 0 || reading.register_wh == metered.first_wh)
            && (!is_last || reading.register_wh == metered.last_wh);
        if !fits {
            return Err(Flaw::Contradicts);
        }
        let is_solar = report
            .equipment
            .generator
            .is_some_and(|generator| generator.source == EnergySource::Solar);
        let is_dark = report
            .cell
            .is_some_and(|cell| !daylight::is_light(cell, reading.at));
        if is_solar && is_dark && reading.watts > 0 {
            return Err(Flaw::Impossible);
        }
        Ok(())
    }
}

/// Whether a yield is above the median of the others by half of it and by four times the median of their
/// distances from it. Shade makes a plant give less than its neighbours; nothing makes it give so much
/// more.
fn is_far_above(own: u8, mut others: Vec<u8>) -> bool {
    if others.len() < NEIGHBOURS {
        return false;
    }
    others.sort_unstable();
    let median = middle(&others);
    let mut distances: Vec<u8> = others.iter().map(|it| it.abs_diff(median)).collect();
    distances.sort_unstable();
    let spread = u32::from(middle(&distances));
    let limit = u32::from(median) + u32::from(median).div_ceil(2).max(4 * spread).max(8);
    u32::from(own) > limit
}

fn middle(sorted: &[u8]) -> u8 {
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
