//! Judges storage: sectors kept for others.
//!
//! # The rule
//! A unit is a sector of [`SECTOR_BYTES`], kept through an epoch. Possible are the sectors that the device
//! keeps by the chain's list. From these are taken away:
//!
//! 1. `FewerSectors`: those that the device says it lacks, because their payer never gave it the bytes or
//!    because its disk failed. To say so costs their units and nothing else.
//! 2. `NotShown`, `Flawed`: all, when one of [`CHALLENGED_CHUNKS`] chunks, picked by the epoch's draw among
//!    the sectors that it does not lack, is not shown with its way to the sector's BLAKE3 hash.
//!
//! # Why so many chunks
//! Who keeps a share `p` of the bytes and claims all of them passes with probability `p^k`, so the share
//! `(1 - p) p^k` of its full pay is for nothing. That is most where `p = k / (k + 1)`: at most
//! `1 / (e (k + 1))`, 2.2 % for the 16 chunks here, while nothing is left of 95 % of the pay of whoever
//! keeps half.
//!
//! # What this does not show
//! That the bytes are worth keeping: whoever pays for sectors of made-up bytes on a device of its own is
//! only held to the price, which is burned. That two devices keep one sector twice: a payer who wants two
//! copies encrypts each under a key of its own, so that they are two sectors.
//!
//! # Terms
//! A sector is kept until the end of a term of [`TERM_EPOCHS`] epochs, at most [`MAX_TERMS`] terms on. So a
//! device's list is four counts, and sectors leave it without a transaction.

use super::{EpochContext, Rule};
use crate::{
    AccountAddress, CellId, Epoch, Hash,
    bounded::List,
    evidence::{Challenge, Flaw},
    state::PendingReport,
    statement::LossReason,
    tally::{Sample, Subject, Tallies},
    verdict::Verdict,
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeSet;

/// Length of a sector, in bytes.
pub const SECTOR_BYTES: u32 = 1 << 20;
/// Chunks of BLAKE3 in a sector.
const CHUNKS_PER_SECTOR: u32 = SECTOR_BYTES / crate::evidence::CHUNK_BYTES as u32;
/// How many chunks must be shown.
pub const CHALLENGED_CHUNKS: u32 = 16;
/// Most sectors that a device can say it lacks.
pub const MAX_LACKING: usize = 64;
/// Epochs in a term.
pub const TERM_EPOCHS: u64 = 32;
/// How many terms on, counted from the one in which it is stored, a sector can be kept.
pub const MAX_TERMS: u64 = 3;
/// Terms that a device's list knows: those that sectors can be stored for, and the one before, whose last
/// epoch may still be reported.
const TERMS: usize = MAX_TERMS as usize + 1;
/// Most sectors of one device that end with one term: 16 TiB.
pub const MAX_PER_TERM: u32 = 1 << 24;

/// A sector that a device keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sector {
    /// BLAKE3 of its bytes.
    pub root: Hash,
    /// Who pays for it.
    pub payer: AccountAddress,
    /// The first epoch in which it need not be kept any more: the end of a term.
    pub until: Epoch,
}

/// How many sectors a device keeps. A sector's number is its term's place, which is the term modulo 4,
/// times [`MAX_PER_TERM`], plus how many sectors of that term were there before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sectors {
    /// The latest term that is known of.
    newest: u64,
    /// Sectors that end with a term, by the term's place.
    counts: [u32; TERMS],
}

impl Sectors {
    /// How many are kept through `epoch`.
    pub fn kept_in(&self, epoch: Epoch) -> u32 {
        self.runs(epoch)
            .fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// The number of the sector at `index` among those that are kept through `epoch`.
    pub fn number(&self, epoch: Epoch, index: u32) -> Option<u32> {
        let mut left = index;
        for (place, count) in self.runs(epoch) {
            if left < count {
                return Some(place.saturating_mul(MAX_PER_TERM).saturating_add(left));
            }
            left = left.saturating_sub(count);
        }
        None
    }

    /// The index of the sector with this number among those that are kept through `epoch`, if it is.
    fn index(&self, epoch: Epoch, number: u32) -> Option<u32> {
        let mut before = 0_u32;
        for (place, count) in self.runs(epoch) {
            let within = number.checked_sub(place.saturating_mul(MAX_PER_TERM));
            if let Some(within) = within.filter(|&within| within < count) {
                return before.checked_add(within);
            }
            before = before.saturating_add(count);
        }
        None
    }

    /// Adds a sector in `epoch` that is to be kept for `epochs` at least: its number, and the first epoch
    /// in which it need not be kept. `None` where that is too far ahead, or there is no room.
    pub fn add(&mut self, epoch: Epoch, epochs: u32) -> Option<(u32, Epoch)> {
        let now = term_of(epoch);
        let last = epoch.0.checked_add(u64::from(epochs))?.checked_sub(1)?;
        let term = term_of(Epoch(last));
        if term > now.checked_add(MAX_TERMS)?.checked_sub(1)? {
            return None;
        }
        while self.newest < term {
            // What is older than the list knows is over.
            self.newest = self.newest.max(term.saturating_sub(TERMS as u64));
            self.newest = self.newest.saturating_add(1);
            *self.counts.get_mut(place_of(self.newest))? = 0;
        }
        let place = place_of(term);
        let count = self.counts.get_mut(place)?;
        if *count >= MAX_PER_TERM {
            return None;
        }
        let number = u32::try_from(place)
            .ok()?
            .checked_mul(MAX_PER_TERM)?
            .checked_add(*count)?;
        *count = count.saturating_add(1);
        let until = term.checked_add(1)?.checked_mul(TERM_EPOCHS)?;
        Some((number, Epoch(until)))
    }

    /// The places of the terms that do not end before `epoch`, with their counts.
    fn runs(&self, epoch: Epoch) -> impl Iterator<Item = (u32, u32)> {
        let oldest = self.newest.saturating_sub(TERMS as u64 - 1);
        (term_of(epoch).max(oldest)..=self.newest).filter_map(|term| {
            let place = place_of(term);
            Some((u32::try_from(place).ok()?, *self.counts.get(place)?))
        })
    }
}

fn term_of(epoch: Epoch) -> u64 {
    // Never by zero: a constant.
    epoch.0 / TERM_EPOCHS
}

fn place_of(term: u64) -> usize {
    // Below the number of terms.
    usize::try_from(term % TERMS as u64).unwrap_or(0)
}

/// Says that a device kept its sectors through an epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct StorageClaim {
    /// The numbers of those that it did not keep.
    pub lacking: List<u32, MAX_LACKING>,
}

impl StorageClaim {
    /// The indices of the listed sectors that the device says it lacks.
    fn lacking(&self, sectors: &Sectors, epoch: Epoch) -> BTreeSet<u32> {
        self.lacking
            .iter()
            .filter_map(|&number| sectors.index(epoch, number))
            .collect()
    }
}

impl Rule for StorageClaim {
    fn screen(&self, report: &PendingReport, context: &EpochContext<'_>) -> Verdict {
        let sectors = &report.record.sectors;
        let listed = u64::from(sectors.kept_in(context.epoch));
        let lacking = self.lacking(sectors, context.epoch).len() as u64;
        let mut verdict = Verdict::new(listed, listed.saturating_sub(lacking));
        verdict.lose(LossReason::FewerSectors, lacking);
        verdict
    }

    fn samples(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<(Subject, Sample)> {
        Vec::new()
    }

    fn subjects(&self, _: &PendingReport, _: &EpochContext<'_>) -> Vec<Subject> {
        Vec::new()
    }

    fn compare(&self, _: &PendingReport, _: &Tallies, _: &EpochContext<'_>, _: &mut Verdict) {}

    /// Bytes are worth the same wherever they are kept.
    fn home(&self, _: &PendingReport) -> Option<CellId> {
        None
    }

    fn challenges(&self, report: &PendingReport, epoch: Epoch, draw: &Hash) -> Vec<Challenge> {
        let sectors = &report.record.sectors;
        let lacking = self.lacking(sectors, epoch);
        let missing = u32::try_from(lacking.len()).unwrap_or(u32::MAX);
        let claimed = sectors.kept_in(epoch).saturating_sub(missing);
        if claimed == 0 {
            return Vec::new();
        }
        (0..CHALLENGED_CHUNKS)
            .filter_map(|turn| {
                let pick = |what: &str, bound| {
                    let picked = (draw, report.device, turn, what);
                    Hash::of_encoded("outpost storage challenge 1", &picked).below(bound)
                };
                // The one picked of those that are not lacking.
                let index = lacking.iter().fold(pick("sector", claimed), |index, &gap| {
                    index.saturating_add(u32::from(gap <= index))
                });
                Some(Challenge::Sector {
                    sector: sectors.number(epoch, index)?,
                    chunk: pick("chunk", CHUNKS_PER_SECTOR),
                })
            })
            .collect()
    }

    fn check_leaf(
        &self,
        _: &PendingReport,
        _: u32,
        _: &[u8],
        _: &EpochContext<'_>,
    ) -> Result<(), Flaw> {
        // Nothing but sectors is ever asked for.
        Err(Flaw::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::Claim,
        testing::{context, parameters, report},
    };

    fn keeping(counts: &[(u64, u32)]) -> Sectors {
        let mut sectors = Sectors::default();
        for &(epoch, epochs) in counts {
            sectors.add(Epoch(epoch), epochs).unwrap();
        }
        sectors
    }

    fn claiming(sectors: Sectors, lacking: &[u32]) -> (StorageClaim, PendingReport) {
        let claim = StorageClaim {
            lacking: lacking.to_vec().try_into().unwrap(),
        };
        let mut report = report(Claim::Storage(claim.clone()));
        report.record.sectors = sectors;
        (claim, report)
    }

    #[track_caller]
    fn check(sectors: Sectors, lacking: &[u32], possible: u64, expected: &[(LossReason, u64)]) {
        let (claim, report) = claiming(sectors, lacking);
        let parameters = parameters();
        let verdict = claim.screen(&report, &context(&parameters, Epoch(1)));
        assert_eq!(verdict.possible(), possible);
        assert_eq!(verdict.losses(), expected);
    }

    #[test]
    fn each_kept_sector_is_a_unit() {
        check(Sectors::default(), &[], 0, &[]);
        check(keeping(&[(0, 1), (0, 1), (0, 33)]), &[], 3, &[]);
    }

    #[test]
    fn what_a_device_says_it_lacks_is_lost_once() {
        let sectors = keeping(&[(0, 1), (0, 1), (0, 33)]);
        let fewer = |units| [(LossReason::FewerSectors, units)];
        check(sectors, &[1], 3, &fewer(1));
        check(sectors, &[1, 1, MAX_PER_TERM], 3, &fewer(2));
        // Numbers of no sector are passed over.
        check(sectors, &[2, MAX_PER_TERM + 1, u32::MAX], 3, &[]);
    }

    #[test]
    fn a_sector_is_kept_until_its_term_ends() {
        let mut sectors = Sectors::default();
        assert_eq!(sectors.add(Epoch(30), 2), Some((0, Epoch(32))));
        assert_eq!(sectors.add(Epoch(30), 3), Some((MAX_PER_TERM, Epoch(64))));
        let kept = [0, 31, 32, 63, 64].map(|epoch| sectors.kept_in(Epoch(epoch)));
        assert_eq!(kept, [2, 2, 1, 1, 0]);
    }

    #[test]
    fn a_sector_cannot_be_stored_for_ever_nor_for_nothing() {
        let mut sectors = Sectors::default();
        assert!(sectors.add(Epoch(31), 65).is_some());
        assert_eq!(sectors.add(Epoch(31), 66), None);
        assert_eq!(sectors.add(Epoch(0), 0), None);
        assert_eq!(sectors.add(Epoch(u64::MAX), u32::MAX), None);
    }

    #[test]
    fn a_term_that_is_over_leaves_its_numbers_to_a_later_one() {
        let mut sectors = keeping(&[(0, 1), (0, 1)]);
        // Reports of the epoch before are still made in the first epoch of the next term.
        assert_eq!(
            sectors.add(Epoch(32), 96).map(|(number, _)| number),
            Some(3 * MAX_PER_TERM)
        );
        assert_eq!(sectors.kept_in(Epoch(31)), 3);
        assert_eq!(sectors.add(Epoch(128), 1), Some((0, Epoch(160))));
        assert_eq!(sectors.kept_in(Epoch(128)), 1);
        assert_eq!(
            sectors.add(Epoch(10_000), 1).map(|(_, until)| until),
            Some(Epoch(10_016))
        );
        assert_eq!(sectors.kept_in(Epoch(10_000)), 1);
    }

    #[test]
    fn numbers_and_indices_lead_to_each_other() {
        let sectors = keeping(&[(0, 1), (0, 33), (0, 33), (0, 96)]);
        for index in 0..4 {
            let number = sectors.number(Epoch(0), index).unwrap();
            assert_eq!(sectors.index(Epoch(0), number), Some(index));
        }
        assert_eq!(sectors.number(Epoch(0), 4), None);
        assert_eq!(sectors.number(Epoch(32), 0), Some(MAX_PER_TERM));
    }

    #[test]
    fn every_claimed_sector_can_be_challenged_and_no_lacking_one() {
        let sectors = keeping(&[(0, 1), (0, 1), (0, 33), (0, 33), (0, 96)]);
        let (claim, report) = claiming(sectors, &[0, MAX_PER_TERM]);
        let mut challenged = BTreeSet::new();
        for draw in 0..20 {
            let all = claim.challenges(&report, Epoch(0), &Hash([draw; 32]));
            assert_eq!(all.len(), CHALLENGED_CHUNKS as usize);
            for challenge in all {
                let Challenge::Sector { sector, chunk } = challenge else {
                    unreachable!()
                };
                assert!(chunk < 1_024);
                challenged.insert(sector);
            }
        }
        assert_eq!(
            Vec::from_iter(challenged),
            [1, MAX_PER_TERM + 1, 2 * MAX_PER_TERM]
        );
    }

    #[test]
    fn who_lacks_all_is_asked_for_nothing() {
        let (claim, report) = claiming(keeping(&[(0, 1)]), &[0]);
        assert_eq!(claim.challenges(&report, Epoch(0), &Hash::ZERO), []);
    }
}
