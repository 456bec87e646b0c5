//! Summarises what was seen in a cell, so that those who saw the same can tell, and others cannot guess.
//!
//! # The rule
//! What is seen is a set of things that stand still and name themselves, such as radio beacons' addresses.
//! Each of [`SLOTS`] hash functions, salted with the cell and the [`schedule`](crate::execute::schedule) of
//! the epoch of travel, has its lowest hash over the set; the sketch keeps a byte of each. Two sets share
//! the lowest hash with a probability of the part that they have in common of all they have (A. Broder, "On the resemblance
//! and containment of documents", 1997; a few bits of each suffice: P. Li, A. C. König, "b-Bit Minwise
//! Hashing", 2010). Two sketches agree when at least [`AGREEING`] bytes do: 97 % of those who have two thirds
//! in common, and one in 300,000 of those who guess.

use crate::{CellId, Hash};
use borsh::{BorshDeserialize, BorshSerialize};

/// Hash functions.
pub const SLOTS: usize = 8;
/// Equal bytes in two sketches that agree.
pub const AGREEING: usize = 3;

/// A summary of what was seen in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Sketch(pub [u8; SLOTS]);

impl Sketch {
    /// Summarises `sightings` in `cell`; `salt` is the schedule of the epoch. `None` where nothing was seen.
    pub fn of<'a>(
        salt: &Hash,
        cell: CellId,
        sightings: impl IntoIterator<Item = &'a [u8]>,
    ) -> Option<Self> {
        let mut lowest: Option<[Hash; SLOTS]> = None;
        for sighting in sightings {
            let seen = Hash::of_encoded("outpost sighting 1", &(salt, cell, sighting));
            let mut slot = 0_u8;
            let hashes = [(); SLOTS].map(|()| {
                slot = slot.saturating_add(1);
                Hash::of_encoded("outpost sketch 1", &(seen, slot))
            });
            lowest = Some(match lowest {
                None => hashes,
                Some(mut before) => {
                    for (before, hash) in before.iter_mut().zip(hashes) {
                        *before = hash.min(*before);
                    }
                    before
                }
            });
        }
        // The last byte, which says nothing about how low the hash is.
        Some(Self(lowest?.map(|Hash([.., last])| last)))
    }

    /// Whether both saw the same.
    pub fn agrees(&self, other: &Self) -> bool {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal >= AGREEING
    }

    /// As two of a sample's values.
    pub fn to_values(self) -> [i32; 2] {
        let [a, b, c, d, e, f, g, h] = self.0;
        [
            i32::from_le_bytes([a, b, c, d]),
            i32::from_le_bytes([e, f, g, h]),
        ]
    }

    /// From two of a sample's values.
    pub fn from_values([low, high]: [i32; 2]) -> Self {
        let [a, b, c, d] = low.to_le_bytes();
        let [e, f, g, h] = high.to_le_bytes();
        Self([a, b, c, d, e, f, g, h])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::cell;

    /// The sketch of the things numbered so.
    fn sketch(salt: u8, things: std::ops::Range<u8>) -> Sketch {
        let things: Vec<[u8; 1]> = things.map(|thing| [thing]).collect();
        let seen = things.iter().map(<[u8; 1]>::as_slice);
        Sketch::of(&Hash([salt; 32]), cell(), seen).unwrap()
    }

    #[test]
    fn those_who_saw_mostly_the_same_agree() {
        assert!(sketch(1, 0..40).agrees(&sketch(1, 0..40)));
        let agreeing = (0..60)
            .filter(|&salt| sketch(salt, 0..36).agrees(&sketch(salt, 4..40)))
            .count();
        assert!(agreeing > 55, "{agreeing} of 60");
    }

    #[test]
    fn those_who_saw_something_else_or_in_another_epoch_do_not_agree() {
        assert!((0..60).all(|salt| !sketch(salt, 0..40).agrees(&sketch(salt, 40..80))));
        assert!((1..60).all(|salt| !sketch(0, 0..40).agrees(&sketch(salt, 0..40))));
    }

    #[test]
    fn who_saw_nothing_has_no_sketch() {
        assert_eq!(Sketch::of(&Hash([0; 32]), cell(), []), None);
    }

    #[test]
    fn a_sketch_survives_as_values() {
        let own = sketch(1, 0..9);
        assert_eq!(Sketch::from_values(own.to_values()), own);
    }
}
