//! Gives out the space of the file of pages, in units, and takes it back.

use std::collections::{BTreeMap, BTreeSet};

/// Which units of the file are free. What is free begins and ends at something that is not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Space {
    /// Lengths by beginning.
    free: BTreeMap<u32, u32>,
    /// The same, ordered by length.
    by_length: BTreeSet<(u32, u32)>,
    /// From here on nothing was ever used.
    end: u32,
}

impl Space {
    /// The space around these pieces, which are beginnings and lengths in order; `None` where they overlap.
    pub(super) fn around(used: impl IntoIterator<Item = (u32, u32)>) -> Option<Self> {
        let mut space = Self::default();
        for (first, units) in used {
            let gap = first.checked_sub(space.end)?;
            if gap > 0 {
                space.add(space.end, gap);
            }
            space.end = first.checked_add(units)?;
        }
        Some(space)
    }

    /// Takes so many units: of the longest piece that is free, so that what is written together lies
    /// together. `None` when the file is full.
    pub(super) fn take(&mut self, units: u32) -> Option<u32> {
        match self.by_length.last().copied() {
            Some((length, first)) if length >= units => {
                self.remove(first, length);
                let left = length - units;
                if left > 0 {
                    self.add(first + units, left);
                }
                Some(first)
            }
            _ => {
                let first = self.end;
                self.end = first.checked_add(units)?;
                Some(first)
            }
        }
    }

    /// Takes units back.
    pub(super) fn give_back(&mut self, mut first: u32, mut units: u32) {
        if let Some((&before, &length)) = self.free.range(..first).next_back()
            && before + length == first
        {
            self.remove(before, length);
            (first, units) = (before, length + units);
        }
        let after = first + units;
        if let Some(&length) = self.free.get(&after) {
            self.remove(after, length);
            units += length;
        }
        if first + units == self.end {
            self.end = first;
        } else {
            self.add(first, units);
        }
    }

    fn add(&mut self, first: u32, units: u32) {
        self.free.insert(first, units);
        self.by_length.insert((units, first));
    }

    fn remove(&mut self, first: u32, units: u32) {
        self.free.remove(&first);
        self.by_length.remove(&(units, first));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_is_joined_with_what_is_free_beside_it() {
        let mut space = Space::default();
        let pieces: Vec<u32> = (0..4).map(|_| space.take(10).unwrap()).collect();
        assert_eq!(pieces, [0, 10, 20, 30]);
        for piece in [0, 20, 10] {
            space.give_back(piece, 10);
        }
        assert_eq!(space.take(30), Some(0));
        space.give_back(0, 30);
        space.give_back(30, 10);
        assert_eq!(space, Space::default());
    }

    #[test]
    fn the_space_around_pieces_is_what_they_leave() {
        let mut space = Space::around([(5, 5), (10, 1), (20, 4)]).unwrap();
        let taken = [9, 5, 1].map(|units| space.take(units).unwrap());
        assert_eq!(taken, [11, 0, 24]);
        assert_eq!(Space::around([(5, 5), (9, 1)]), None);
    }

    #[test]
    fn a_full_file_gives_nothing() {
        let mut space = Space::around([(u32::MAX - 1, 1)]).unwrap();
        assert_eq!(space.take(u32::MAX - 1), Some(0));
        assert_eq!(space.take(1), None);
    }
}
