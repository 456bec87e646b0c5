//! Puts readings into leaves of evidence, and judges a leaf alone.
//!
//! # A leaf
//! | bytes | |
//! |--:|---|
//! | 8 | who and when: a hash of network, device and epoch, so that no other's and no older leaf will do |
//! | 4 | the sequence number of its first reading, from 0 |
//! | 4 | when the reading before it was taken; [`NEVER`] in the first leaf |
//! | 14 × 8 | readings; room that is left is filled with [`NEVER`] and zeros |
//!
//! A reading is its time in milliseconds since the epoch began (4 bytes), the temperature in 0.01 °C (2)
//! and the relative humidity in 0.01 % (2); all little-endian.
//!
//! # What is checked
//! - The leaf is of this device and epoch, and stands at its place in the file: `NotThis`.
//! - It holds as many readings as the claim says that there are here, and they lie within what the claim
//!   says of them: within their spread, and no further than `stray` from the mean of their part of the
//!   epoch: `Contradicts`.
//! - Times grow, lie in the epoch and each in an interval of its own. The reading number `n` of `r` lies in
//!   interval `n` at the earliest, and leaves an interval to each one after it: `Impossible`. So readings
//!   cannot be shown twice, and who claims all that there can be must have one for each interval.
//! - Values are ones that a sensor can measure, and none jumps further than [`MAX_STEP`]: `Impossible`.

use super::{
    HUMIDITY_CENTI, PARTS, SensingClaim, Spread, TEMPERATURE_CENTI, part_of, possible_readings,
};
use crate::{
    DeviceKey, Epoch, Hash, NetworkId,
    evidence::{Flaw, LEAF_BYTES},
    genesis::Parameters,
};

/// Readings in a leaf.
pub const READINGS_PER_LEAF: usize = 14;
/// The time of a reading that was not taken.
pub const NEVER: u32 = u32::MAX;
/// How far temperature and humidity can be from one reading to the next, in 0.01 °C and 0.01 %, at once
/// and besides for each minute between them. A sensor in its housing takes minutes to follow the air, so
/// that it shows less than even a front that brings ten degrees at once.
pub const MAX_STEP: Step = Step {
    temperature_centi: 100,
    humidity_centi: 500,
};

const HEAD_BYTES: usize = 16;
const READING_BYTES: usize = 8;
const MINUTE_MS: u32 = 60_000;

/// A change from one reading to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of the temperature, in 0.01 °C.
    pub temperature_centi: u32,
    /// Of the humidity, in 0.01 %.
    pub humidity_centi: u32,
}

/// What a sensor measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When, in milliseconds since the epoch began.
    pub offset_ms: u32,
    /// Temperature, in 0.01 °C.
    pub temperature_centi: i16,
    /// Relative humidity, in 0.01 %.
    pub humidity_centi: u16,
}

/// Whose readings they are, and of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The network.
    pub network: NetworkId,
    /// The device.
    pub device: DeviceKey,
    /// The epoch.
    pub epoch: Epoch,
}

/// A leaf of readings that has the right form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingsLeaf {
    /// Names the [`Origin`].
    pub tag: [u8; 8],
    /// The sequence number of the first reading.
    pub first: u32,
    /// The time of the reading before the first.
    pub previous_ms: u32,
    /// The readings, at least one.
    pub readings: Vec<Reading>,
}

impl Origin {
    /// Names it in a leaf.
    pub fn tag(&self) -> [u8; 8] {
        let hash = Hash::of_encoded(
            "outpost readings 1",
            &(self.network, self.device, self.epoch),
        );
        let [a, b, c, d, e, f, g, h, ..] = hash.0;
        [a, b, c, d, e, f, g, h]
    }
}

/// How many leaves so many readings take.
pub fn leaves_for(readings: u32) -> u32 {
    readings.div_ceil(READINGS_PER_LEAF as u32)
}

/// The evidence for these readings, which are in the order of time.
pub fn leaves_of(readings: &[Reading], origin: &Origin) -> Vec<[u8; LEAF_BYTES]> {
    let tag = origin.tag();
    let mut first = 0_u32;
    let mut previous_ms = NEVER;
    readings
        .chunks(READINGS_PER_LEAF)
        .map(|chunk| {
            let leaf = ReadingsLeaf {
                tag,
                first,
                previous_ms,
                readings: chunk.to_vec(),
            };
            first = first.saturating_add(READINGS_PER_LEAF as u32);
            previous_ms = chunk.last().map_or(NEVER, |last| last.offset_ms);
            leaf.encode()
        })
        .collect()
}

/// What is claimed of these readings, which are in the order of time; `None` where there are none, or
/// more than can be counted.
pub fn claim_of(readings: &[Reading]) -> Option<SensingClaim> {
    let count = u32::try_from(readings.len()).ok()?;
    let temperatures: Vec<i32> = readings
        .iter()
        .map(|it| it.temperature_centi.into())
        .collect();
    let humidities: Vec<i32> = readings.iter().map(|it| it.humidity_centi.into()).collect();
    let mut sums = [(0_i64, 0_i64); PARTS];
    for (number, temperature) in (0_u32..).zip(&temperatures) {
        if let Some((sum, taken)) = sums.get_mut(part_of(number, count)) {
            *sum = sum.saturating_add(i64::from(*temperature));
            *taken = taken.saturating_add(1);
        }
    }
    // A part without a reading goes on where the one before it was.
    let mut mean = i16::try_from(*temperatures.first()?).ok()?;
    let course_centi = sums.map(|(sum, taken)| {
        mean = sum
            .checked_div(taken)
            .and_then(|it| i16::try_from(it).ok())
            .unwrap_or(mean);
        mean
    });
    let stray = (0_u32..)
        .zip(&temperatures)
        .filter_map(|(number, temperature)| {
            let mean = course_centi.get(part_of(number, count))?;
            Some(temperature.abs_diff(i32::from(*mean)))
        })
        .max()?;
    Some(SensingClaim {
        readings: count,
        temperature_centi: Spread::of(temperatures)?,
        humidity_centi: Spread::of(humidities)?,
        course_centi,
        stray_centi: u16::try_from(stray).unwrap_or(u16::MAX),
    })
}

impl ReadingsLeaf {
    /// The leaf's bytes; readings beyond [`READINGS_PER_LEAF`] are left out.
    pub fn encode(&self) -> [u8; LEAF_BYTES] {
        let none = Reading {
            offset_ms: NEVER,
            temperature_centi: 0,
            humidity_centi: 0,
        };
        let mut bytes = Vec::with_capacity(LEAF_BYTES);
        bytes.extend(self.tag);
        bytes.extend(self.first.to_le_bytes());
        bytes.extend(self.previous_ms.to_le_bytes());
        for reading in self
            .readings
            .iter()
            .chain(std::iter::repeat(&none))
            .take(READINGS_PER_LEAF)
        {
            bytes.extend(reading.offset_ms.to_le_bytes());
            bytes.extend(reading.temperature_centi.to_le_bytes());
            bytes.extend(reading.humidity_centi.to_le_bytes());
        }
        // Always as long: 16 and 14 times 8.
        bytes.try_into().unwrap_or([0; LEAF_BYTES])
    }

    /// Reads a leaf.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] when it is not one of readings.
    pub fn decode(leaf: &[u8]) -> Result<Self, Flaw> {
        if leaf.len() != LEAF_BYTES {
            return Err(Flaw::Malformed);
        }
        let (head, body) = leaf
            .split_first_chunk::<HEAD_BYTES>()
            .ok_or(Flaw::Malformed)?;
        let [a, b, c, d, e, f, g, h, first @ .., p, q, r, s] = *head;
        let (rows, _) = body.as_chunks::<READING_BYTES>();
        let mut readings = Vec::with_capacity(READINGS_PER_LEAF);
        let mut is_over = false;
        for &[t0, t1, t2, t3, t, u, v, w] in rows {
            let reading = Reading {
                offset_ms: u32::from_le_bytes([t0, t1, t2, t3]),
                temperature_centi: i16::from_le_bytes([t, u]),
                humidity_centi: u16::from_le_bytes([v, w]),
            };
            if reading.offset_ms != NEVER {
                if is_over {
                    return Err(Flaw::Malformed);
                }
                readings.push(reading);
            } else if (reading.temperature_centi, reading.humidity_centi) == (0, 0) {
                is_over = true;
            } else {
                return Err(Flaw::Malformed);
            }
        }
        if readings.is_empty() {
            return Err(Flaw::Malformed);
        }
        Ok(Self {
            tag: [a, b, c, d, e, f, g, h],
            first: u32::from_le_bytes(first),
            previous_ms: u32::from_le_bytes([p, q, r, s]),
            readings,
        })
    }

    /// Whether this leaf, at `index` of the evidence, is what `claim` says.
    ///
    /// # Errors
    /// The first flaw, in the order of the module's text.
    pub fn check(
        &self,
        claim: &SensingClaim,
        origin: &Origin,
        index: u32,
        parameters: &Parameters,
    ) -> Result<(), Flaw> {
        let first = index.saturating_mul(READINGS_PER_LEAF as u32);
        let is_first_leaf = index == 0;
        if self.tag != origin.tag()
            || self.first != first
            || is_first_leaf != (self.previous_ms == NEVER)
        {
            return Err(Flaw::NotThis);
        }
        let here = claim
            .readings
            .saturating_sub(first)
            .min(READINGS_PER_LEAF as u32);
        if self.readings.len() != here as usize || !self.is_within(claim) {
            return Err(Flaw::Contradicts);
        }
        if !self.is_timely(claim, parameters) || !self.is_measurable() {
            return Err(Flaw::Impossible);
        }
        Ok(())
    }

    fn is_within(&self, claim: &SensingClaim) -> bool {
        (self.first..).zip(&self.readings).all(|(number, reading)| {
            let temperature = i32::from(reading.temperature_centi);
            let near = claim
                .course_centi
                .get(part_of(number, claim.readings))
                .is_some_and(|mean| {
                    temperature.abs_diff(i32::from(*mean)) <= u32::from(claim.stray_centi)
                });
            near && claim.temperature_centi.has(temperature)
                && claim.humidity_centi.has(reading.humidity_centi.into())
        })
    }

    fn is_timely(&self, claim: &SensingClaim, parameters: &Parameters) -> bool {
        let interval = |offset_ms: u32| {
            u64::from(offset_ms)
                .checked_div(parameters.reading_interval_ms)
                .unwrap_or(u64::MAX)
        };
        let possible = possible_readings(parameters);
        let spare = possible.saturating_sub(claim.readings.into());
        let mut before = (self.previous_ms != NEVER).then(|| interval(self.previous_ms));
        (u64::from(self.first)..)
            .zip(&self.readings)
            .all(|(number, reading)| {
                let at = interval(reading.offset_ms);
                let is_after = before.is_none_or(|before| at > before);
                before = Some(at);
                is_after
                    && at < possible
                    && (number..=number.saturating_add(spare)).contains(&at)
                    && u64::from(reading.offset_ms) < parameters.epoch_ms
            })
    }

    fn is_measurable(&self) -> bool {
        let measured = self.readings.iter().all(|reading| {
            TEMPERATURE_CENTI.contains(&reading.temperature_centi.into())
                && HUMIDITY_CENTI.contains(&reading.humidity_centi.into())
        });
        let is_smooth =
            self.readings
                .iter()
                .zip(self.readings.iter().skip(1))
                .all(|(before, after)| {
                    let minutes = after
                        .offset_ms
                        .saturating_sub(before.offset_ms)
                        .div_ceil(MINUTE_MS);
                    let most = |step: u32| step.saturating_mul(minutes.saturating_add(1));
                    let temperature = after.temperature_centi.abs_diff(before.temperature_centi);
                    let humidity = after.humidity_centi.abs_diff(before.humidity_centi);
                    u32::from(temperature) <= most(MAX_STEP.temperature_centi)
                        && u32::from(humidity) <= most(MAX_STEP.humidity_centi)
                });
        measured && is_smooth
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parameters;

    const ORIGIN: Origin = Origin {
        network: NetworkId([9; 32]),
        device: DeviceKey::Ed25519([1; 32]),
        epoch: Epoch(3),
    };

    /// A reading a second for a minute, warming up.
    fn minute() -> Vec<Reading> {
        (0..60)
            .map(|second| Reading {
                offset_ms: second * 1_000 + 7,
                temperature_centi: 2_000 + second as i16,
                humidity_centi: 5_000,
            })
            .collect()
    }

    /// What becomes of the second of the minute's leaves after a change.
    #[track_caller]
    fn check(change: fn(&mut ReadingsLeaf, &mut SensingClaim), expected: Result<(), Flaw>) {
        let readings = minute();
        let mut claim = claim_of(&readings).unwrap();
        let leaves = leaves_of(&readings, &ORIGIN);
        let mut leaf = ReadingsLeaf::decode(&leaves[1]).unwrap();
        change(&mut leaf, &mut claim);
        let shown = ReadingsLeaf::decode(&leaf.encode()).unwrap();
        assert_eq!(shown.check(&claim, &ORIGIN, 1, &parameters()), expected);
    }

    #[test]
    fn every_leaf_of_honest_readings_is_what_the_claim_says() {
        let readings = minute();
        let claim = claim_of(&readings).unwrap();
        let leaves = leaves_of(&readings, &ORIGIN);
        assert_eq!(leaves.len(), leaves_for(60) as usize);
        for (index, leaf) in (0..).zip(&leaves) {
            let leaf = ReadingsLeaf::decode(leaf).unwrap();
            assert_eq!(leaf.check(&claim, &ORIGIN, index, &parameters()), Ok(()));
        }
    }

    #[test]
    fn readings_with_gaps_are_what_the_claim_says_too() {
        let mut readings = minute();
        readings.retain(|reading| reading.offset_ms / 1_000 % 4 != 1);
        let claim = claim_of(&readings).unwrap();
        for (index, leaf) in (0..).zip(&leaves_of(&readings, &ORIGIN)) {
            let leaf = ReadingsLeaf::decode(leaf).unwrap();
            assert_eq!(leaf.check(&claim, &ORIGIN, index, &parameters()), Ok(()));
        }
    }

    #[test]
    fn a_leaf_of_another_device_epoch_or_place_is_not_this() {
        let other = |origin: Origin, index| {
            let readings = minute();
            let claim = claim_of(&readings).unwrap();
            let leaf = ReadingsLeaf::decode(&leaves_of(&readings, &origin)[1]).unwrap();
            leaf.check(&claim, &ORIGIN, index, &parameters())
        };
        assert_eq!(other(ORIGIN, 1), Ok(()));
        assert_eq!(other(ORIGIN, 2), Err(Flaw::NotThis));
        let device = DeviceKey::Ed25519([2; 32]);
        assert_eq!(other(Origin { device, ..ORIGIN }, 1), Err(Flaw::NotThis));
        let epoch = Epoch(2);
        assert_eq!(other(Origin { epoch, ..ORIGIN }, 1), Err(Flaw::NotThis));
        check(|leaf, _| leaf.previous_ms = NEVER, Err(Flaw::NotThis));
    }

    #[test]
    fn readings_that_the_claim_says_otherwise_contradict_it() {
        check(|_, _| {}, Ok(()));
        check(|leaf, _| _ = leaf.readings.pop(), Err(Flaw::Contradicts));
        check(|_, claim| claim.readings = 20, Err(Flaw::Contradicts));
        check(
            |_, claim| claim.humidity_centi.lowest = 5_001,
            Err(Flaw::Contradicts),
        );
        check(
            |_, claim| claim.temperature_centi.highest = 2_020,
            Err(Flaw::Contradicts),
        );
        check(
            |_, claim| claim.course_centi = [2_100; PARTS],
            Err(Flaw::Contradicts),
        );
    }

    #[test]
    fn times_that_do_not_grow_slot_by_slot_are_impossible() {
        check(|leaf, _| leaf.previous_ms = 14_500, Err(Flaw::Impossible));
        check(
            |leaf, _| leaf.readings[3].offset_ms = 16_900,
            Err(Flaw::Impossible),
        );
        // Every interval has one: none is left for a reading that comes late.
        check(
            |leaf, _| {
                leaf.readings
                    .iter_mut()
                    .for_each(|it| it.offset_ms += 1_000)
            },
            Err(Flaw::Impossible),
        );
    }

    #[test]
    fn a_jump_that_no_sensor_makes_is_impossible() {
        let jump = |by: i16| {
            let mut readings = minute();
            readings[20..]
                .iter_mut()
                .for_each(|it| it.temperature_centi += by);
            let claim = claim_of(&readings).unwrap();
            let leaf = ReadingsLeaf::decode(&leaves_of(&readings, &ORIGIN)[1]).unwrap();
            leaf.check(&claim, &ORIGIN, 1, &parameters())
        };
        // From one second to the next it goes up by 0.01 °C anyway.
        assert_eq!(jump(199), Ok(()));
        assert_eq!(jump(200), Err(Flaw::Impossible));
        assert_eq!(jump(-202), Err(Flaw::Impossible));
    }

    #[test]
    fn bytes_of_another_form_are_no_leaf() {
        let leaf = leaves_of(&minute(), &ORIGIN)[4];
        assert!(ReadingsLeaf::decode(&leaf).is_ok());
        assert_eq!(ReadingsLeaf::decode(&leaf[1..]), Err(Flaw::Malformed));
        assert_eq!(
            ReadingsLeaf::decode(&[0xff; LEAF_BYTES]),
            Err(Flaw::Malformed)
        );
        // The last leaf has room after its four readings, which must be empty.
        let mut filled = leaf;
        filled[LEAF_BYTES - 1] = 1;
        assert_eq!(ReadingsLeaf::decode(&filled), Err(Flaw::Malformed));
    }

    #[test]
    fn no_readings_make_no_claim() {
        assert_eq!(claim_of(&[]), None);
    }
}
