//! Makes reports of what a meter showed: what one seals, and the next one opens.

use super::{
    EnergyClaim, HOUR_MS, MeterReading, Metered, Profile,
    profile::{DEADBAND, SLOTS},
    slots,
};
use crate::{
    CellId, DeviceKey, Epoch, Timestamp,
    evidence::EvidenceRoot,
    genesis::Parameters,
    seal::{Salt, SealHash},
    state::Generator,
    tally::ShortId,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// A register that counts at least so much in an epoch tells a [`DEADBAND`]th of a slot's mean to a
/// quarter. One that counts less says too little of when.
const FINE_WH: u64 = SLOTS as u64 * DEADBAND * 4;

/// What a meter showed when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Shown {
    /// When.
    pub at: Timestamp,
    /// The register of what was fed in, in Wh.
    pub register_wh: u64,
    /// The power that is fed in, in W.
    pub watts: u32,
}

/// Whose meter it is, and of when.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    /// The device.
    pub device: DeviceKey,
    /// What feeds in, where that was declared.
    pub generator: Option<Generator>,
    /// Where, if that was asserted.
    pub cell: Option<CellId>,
    /// The epoch in which it was counted.
    pub epoch: Epoch,
    /// The network's numbers.
    pub parameters: &'a Parameters,
}

/// What was counted in an epoch, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Counted {
    epoch: Epoch,
    metered: Metered,
    salt: Salt,
    evidence: Vec<u8>,
}

impl Counted {
    /// What `shown`, in the order of time, says of an epoch, to be sealed under `salt`. A register never
    /// runs backwards: what is below an earlier reading is left out. `None` where nothing is left.
    pub fn of(shown: &[Shown], counting: &Counting<'_>, salt: Salt) -> Option<Self> {
        let mut last_wh = 0;
        let counted: Vec<Shown> = shown
            .iter()
            .filter(|reading| {
                let is_forward = reading.register_wh >= last_wh;
                last_wh = last_wh.max(reading.register_wh);
                is_forward
            })
            .copied()
            .collect();
        let first_wh = counted.first()?.register_wh;
        let highest = counted.iter().map(|reading| reading.watts).max()?;
        // Between two looks at the power there may have been more.
        let mean = (u128::from(last_wh.saturating_sub(first_wh)) * HOUR_MS)
            .div_ceil(u128::from(counting.parameters.epoch_ms).max(1));
        let metered = Metered {
            first_wh,
            last_wh,
            readings: u32::try_from(counted.len()).ok()?,
            peak_watts: highest.max(u32::try_from(mean).unwrap_or(u32::MAX)),
            profile: counting.profile(&counted),
        };
        let leaves = counted.iter().map(|reading| {
            MeterReading {
                device: ShortId::from(&counting.device),
                epoch: counting.epoch,
                at: reading.at,
                register_wh: reading.register_wh,
                watts: reading.watts,
            }
            .to_leaf()
        });
        Some(Self {
            epoch: counting.epoch,
            metered,
            salt,
            evidence: leaves.collect::<Vec<_>>().concat(),
        })
    }

    /// Where the register stood at the end, in Wh.
    pub fn last_wh(&self) -> u64 {
        self.metered.last_wh
    }

    fn seal(&self, device: &DeviceKey) -> Option<SealHash> {
        let root = EvidenceRoot::of(&self.evidence)?;
        Some(
            self.metered
                .seal(device, self.epoch, &root, &self.salt)
                .hash,
        )
    }
}

impl EnergyClaim {
    /// What `device` claims with its report for `epoch`, and what shows it: it seals what it counted `now`, and
    /// opens what it counted `before`, if that is of the epoch before. `None` where there is neither, or
    /// more than a report can commit to.
    pub fn of(
        device: &DeviceKey,
        epoch: Epoch,
        before: Option<&Counted>,
        now: Option<&Counted>,
    ) -> Option<(Self, Vec<u8>)> {
        let opened = before.filter(|before| before.epoch.next() == epoch);
        opened.or(now)?;
        let sealed = match now {
            Some(counted) => counted.seal(device)?,
            None => SealHash::default(),
        };
        let (metered, salt, evidence) = match opened {
            Some(counted) => (counted.metered, counted.salt, counted.evidence.clone()),
            None => (Metered::default(), Salt::default(), Vec::new()),
        };
        let claim = Self {
            metered,
            salt,
            sealed,
        };
        Some((claim, evidence))
    }
}

impl Counting<'_> {
    /// How the energy came, by the register or, where that counted too little, by the power.
    fn profile(&self, counted: &[Shown]) -> Profile {
        let window = self.generator.zip(self.cell).and_then(|(generator, cell)| {
            slots(generator.source, cell, self.epoch, self.parameters)
        });
        let Some((from, to)) = window else {
            return Profile::default();
        };
        let registers = counted.iter().map(|it| it.register_wh);
        let whole = registers.clone().max().zip(registers.clone().min());
        let is_fine = whole.is_some_and(|(last, first)| last.saturating_sub(first) >= FINE_WH);
        let register: Vec<(Timestamp, u64)> = if is_fine {
            counted.iter().map(|it| it.at).zip(registers).collect()
        } else {
            by_power(counted)
        };
        Profile::of_register(&register, from, to)
    }
}

/// What a register of mW·s would show, if each power held since the reading before.
fn by_power(counted: &[Shown]) -> Vec<(Timestamp, u64)> {
    let mut total = 0_u64;
    let mut before = None;
    counted
        .iter()
        .map(|reading| {
            let since = before.replace(reading.at).unwrap_or(reading.at);
            let elapsed = reading.at.0.saturating_sub(since.0);
            total = total.saturating_add(u64::from(reading.watts).saturating_mul(elapsed));
            (reading.at, total)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Hash,
        evidence::LEAF_BYTES,
        report::Claim,
        resources::{Rule as _, judge, screen},
        state::{EnergySource, Equipment, PendingReport},
        statement::LossReason,
        tally::Tallies,
        testing::{cell, context, parameters, report},
    };

    const DEVICE: DeviceKey = DeviceKey::Ed25519([1; 32]);
    const GENERATOR: Generator = Generator {
        source: EnergySource::Wind,
        peak_watts: 9_000,
    };

    fn counting(parameters: &Parameters, epoch: u64) -> Counting<'_> {
        Counting {
            device: DEVICE,
            generator: Some(GENERATOR),
            cell: Some(cell()),
            epoch: Epoch(epoch),
            parameters,
        }
    }

    /// A reading in the middle of each second of an epoch of a minute, with gusts.
    fn minute(epoch: u64, gust: u64) -> Vec<Shown> {
        let start = epoch * 60_000;
        let watts = |second: u64| if second % 7 == gust { 8_500 } else { 3_600 };
        (0..60)
            .map(|second| Shown {
                at: Timestamp(start + second * 1_000 + 500),
                register_wh: 70_000 + epoch * 100 + second,
                watts: watts(second),
            })
            .collect()
    }

    /// What is left for the rule of a claim that opens what was counted in epoch 19.
    fn reported(shown: &[Shown]) -> (PendingReport, Vec<u8>) {
        let parameters = parameters();
        let before = Counted::of(shown, &counting(&parameters, 19), [7; 16]).unwrap();
        let now = Counted::of(&minute(20, 3), &counting(&parameters, 20), [8; 16]).unwrap();
        let (claim, evidence) =
            EnergyClaim::of(&DEVICE, Epoch(20), Some(&before), Some(&now)).unwrap();
        let mut report = report(Claim::Energy(claim));
        report.cell = Some(cell());
        report.equipment = Equipment {
            generator: Some(GENERATOR),
            ..Equipment::default()
        };
        report.evidence = EvidenceRoot::of(&evidence).unwrap();
        // What the chain remembers of the report for epoch 19.
        let (sealed, _) = EnergyClaim::of(&DEVICE, Epoch(19), None, Some(&before)).unwrap();
        report.record = sealed.remember(Epoch(19), report.record);
        (report, evidence)
    }

    #[track_caller]
    fn check(shown: &[Shown], expected: &[(LossReason, u64)]) {
        let (report, evidence) = reported(shown);
        let parameters = parameters();
        let context = context(&parameters, Epoch(20));
        assert_eq!(screen(&report, &context).losses(), expected);
        for (index, leaf) in (0..).zip(evidence.as_chunks::<LEAF_BYTES>().0) {
            let rule = report.claim.rule();
            assert_eq!(rule.check_leaf(&report, index, leaf, &context), Ok(()));
        }
    }

    #[test]
    fn what_was_sealed_opens_with_the_next_report_and_every_leaf_holds() {
        check(&minute(19, 3), &[]);
    }

    #[test]
    fn a_register_that_ran_backwards_costs_the_readings_below_and_no_strike() {
        let mut shown = minute(19, 3);
        for reading in &mut shown[20..26] {
            reading.register_wh -= 1_000;
        }
        check(&shown, &[(LossReason::FewerReadings, 5)]);
    }

    #[test]
    fn counting_more_than_the_power_that_was_looked_at_is_no_contradiction() {
        let mut shown = minute(19, 9);
        for reading in &mut shown {
            reading.watts = 0;
        }
        check(&shown, &[]);
    }

    #[test]
    fn meters_that_felt_the_same_gusts_confirm_each_other() {
        let parameters = parameters();
        let context = context(&parameters, Epoch(20));
        let losses = |gusts: [u64; 4]| {
            let reports = (0..).zip(gusts).map(|(number, gust)| {
                let (mut report, _) = reported(&minute(19, gust));
                report.owner.0 = [number; 32];
                report.device = DeviceKey::Ed25519([number; 32]);
                report
            });
            let reports: Vec<PendingReport> = reports.collect();
            let mut tallies = Tallies::default();
            for report in &reports {
                for (subject, sample) in report.claim.rule().samples(report, &context) {
                    let tally = tallies.0.entry(subject).or_default();
                    tally.take(sample, &Hash::ZERO);
                }
            }
            let mut own = reports[0].clone();
            own.device = DEVICE;
            judge(&own, &tallies, &context).losses().to_vec()
        };
        assert_eq!(losses([3; 4]), []);
        assert_eq!(losses([6, 3, 3, 3]), [(LossReason::Disagrees, 59)]);
    }

    #[test]
    fn a_meter_that_fell_silent_opens_what_it_sealed() {
        let parameters = parameters();
        let before = Counted::of(&minute(19, 3), &counting(&parameters, 19), [7; 16]).unwrap();
        let (claim, evidence) = EnergyClaim::of(&DEVICE, Epoch(20), Some(&before), None).unwrap();
        assert_eq!(
            (claim.metered, evidence),
            (before.metered, before.evidence.clone())
        );
        assert_eq!(
            EnergyClaim::of(&DEVICE, Epoch(21), Some(&before), None),
            None
        );
    }

    #[test]
    fn without_a_report_before_nothing_is_claimed() {
        let parameters = parameters();
        let now = Counted::of(&minute(20, 3), &counting(&parameters, 20), [8; 16]).unwrap();
        let old = Counted::of(&minute(18, 3), &counting(&parameters, 18), [7; 16]).unwrap();
        for before in [None, Some(&old)] {
            let (claim, evidence) =
                EnergyClaim::of(&DEVICE, Epoch(20), before, Some(&now)).unwrap();
            assert_eq!((claim.metered, evidence), (Metered::default(), Vec::new()));
        }
        assert_eq!(Counted::of(&[], &counting(&parameters, 20), [0; 16]), None);
    }
}
