//! Tallies what an epoch's reports say about one subject, so that reports can be compared.
//!
//! A tally is state under its resource and subject, and is begun anew with each epoch that has a sample
//! for it. It keeps [`MAX_KEPT`] samples at most: those with the lowest
//! [priority](Sample::priority), which is a hash under the epoch's draw. So neither the order of
//! reports nor whoever makes them chooses which are kept.

use crate::{AccountAddress, CellId, DeviceKey, Epoch, Hash, bounded::List, report::Resource};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

/// Most samples that a tally keeps: about a kilobyte.
pub const MAX_KEPT: usize = 32;

/// What a tally is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Subject {
    /// A place.
    Cell(CellId),
    /// An area of many cells, named by one of them.
    Area(CellId),
    /// A job, by its number.
    Job(u32),
    /// What looks alike, by a hash of what is alike.
    Likeness(u32),
}

/// The first 8 bytes of a key's hash: enough to tell apart the few that meet in one tally. Two with
/// one short id would share what is said of them, so nothing is ever paid by short id alone.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct ShortId(pub [u8; 8]);

/// What one report says about a subject; 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Sample {
    /// Who says it.
    pub device: ShortId,
    /// Whose device that is.
    pub owner: ShortId,
    /// What is said; the meaning is the resource's.
    pub values: [i32; 4],
}

/// What an epoch's reports say about a subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Tally {
    /// The epoch of the samples.
    pub epoch: Epoch,
    /// The newest epoch before it in which there was any.
    pub previous: Option<Epoch>,
    /// How many devices have this cell as their [home](crate::resources::Rule::home) and something
    /// accepted before comparison.
    pub contributors: u32,
    /// How many samples there were, kept or not.
    pub samples_seen: u32,
    /// What is kept, by priority.
    pub samples: List<Sample, MAX_KEPT>,
}

/// The tallies that a report is compared with.
#[derive(Clone, Debug, Default)]
pub struct Tallies(pub BTreeMap<Subject, Tally>);

impl Tallies {
    /// The tally of a subject, if there is one of this epoch.
    pub fn get(&self, subject: Subject) -> Option<&Tally> {
        self.0.get(&subject)
    }

    /// The samples about a subject.
    pub fn samples(&self, subject: Subject) -> &[Sample] {
        self.get(subject).map_or(&[], |tally| &tally.samples)
    }
}

impl Sample {
    /// Which samples are kept where there are too many: those with the lowest.
    pub fn priority(&self, draw: &Hash) -> Hash {
        Hash::of_encoded("outpost sample 1", &(draw, self.device))
    }
}

impl Tally {
    /// The tally as `epoch` begins it, or goes on with it, after what was there before.
    pub fn begin(epoch: Epoch, before: Option<Self>) -> Self {
        match before {
            Some(before) if before.epoch == epoch => before,
            before => Self {
                epoch,
                previous: before.map(|before| before.epoch),
                ..Self::default()
            },
        }
    }

    /// Counts a device that has this cell as its home.
    pub fn count_contributor(&mut self) {
        self.contributors = self.contributors.saturating_add(1);
    }

    /// Takes a sample, if its priority is among the lowest.
    pub fn take(&mut self, sample: Sample, draw: &Hash) {
        self.samples_seen = self.samples_seen.saturating_add(1);
        let rank = |sample: &Sample| (sample.priority(draw), *sample);
        let ranked = rank(&sample);
        if self.samples.len() >= MAX_KEPT && self.samples.last().is_some_and(|it| rank(it) < ranked)
        {
            return;
        }
        let mut samples = std::mem::take(&mut self.samples).into_vec();
        let place = samples.partition_point(|kept| rank(kept) < ranked);
        samples.insert(place, sample);
        samples.truncate(MAX_KEPT);
        self.samples = List::try_from(samples).unwrap_or_default();
    }
}

impl From<&DeviceKey> for ShortId {
    fn from(device: &DeviceKey) -> Self {
        Self::of(&Hash::of_encoded("outpost short device 1", device))
    }
}

impl From<&AccountAddress> for ShortId {
    fn from(account: &AccountAddress) -> Self {
        Self::of(&Hash::of_encoded("outpost short account 1", account))
    }
}

impl ShortId {
    fn of(hash: &Hash) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = hash.0;
        Self([a, b, c, d, e, f, g, h])
    }

    /// As two of a sample's values.
    pub fn to_values(self) -> [i32; 2] {
        let [a, b, c, d, e, f, g, h] = self.0;
        [
            i32::from_le_bytes([a, b, c, d]),
            i32::from_le_bytes([e, f, g, h]),
        ]
    }
}

/// Names a tally in the state.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct TallyId {
    /// Of which resource.
    pub resource: Resource,
    /// About what.
    pub subject: Subject,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(id: u8) -> Sample {
        Sample {
            device: ShortId([id; 8]),
            owner: ShortId([0; 8]),
            values: [i32::from(id); 4],
        }
    }

    fn tally_of(ids: impl Iterator<Item = u8>) -> Tally {
        let mut tally = Tally::begin(Epoch(3), None);
        for id in ids {
            tally.take(sample(id), &Hash([7; 32]));
        }
        tally
    }

    #[test]
    fn which_samples_are_kept_does_not_depend_on_their_order() {
        let forwards = tally_of(0..=255);
        let backwards = tally_of((0..=255).rev());
        assert_eq!(forwards, backwards);
        assert_eq!(forwards.samples.len(), MAX_KEPT);
        assert_eq!(forwards.samples_seen, 256);
    }

    #[test]
    fn a_new_epoch_begins_anew_and_remembers_the_last() {
        let before = tally_of(0..3);
        let same = Tally::begin(Epoch(3), Some(before.clone()));
        assert_eq!(same, before);
        let after = Tally::begin(Epoch(9), Some(before.clone()));
        assert_eq!(after.previous, Some(Epoch(3)));
        assert!(after.samples.is_empty());
    }
}
