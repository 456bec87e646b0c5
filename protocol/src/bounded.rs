//! Bounds lists in encodings, so that a short message never costs much memory.

use borsh::{BorshDeserialize, BorshSerialize, io};
use std::ops::Deref;

/// A list of at most `MAX` items. In memory an item may be many times its encoding, so a bound on the
/// message alone does not bound what a hostile one costs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize)]
pub struct List<T, const MAX: usize>(Vec<T>);

/// More items than a list can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} items, at most {limit} are taken")]
pub struct TooLong {
    /// How many there were.
    pub found: usize,
    /// How many there may be.
    pub limit: usize,
}

impl<T, const MAX: usize> List<T, MAX> {
    /// Adds an item, or says that there is no room for it.
    pub fn push(&mut self, item: T) -> Result<(), TooLong> {
        if self.0.len() >= MAX {
            return Err(TooLong {
                found: self.0.len().saturating_add(1),
                limit: MAX,
            });
        }
        self.0.push(item);
        Ok(())
    }

    /// The items.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MAX: usize> Default for List<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MAX: usize> Deref for List<T, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MAX: usize> TryFrom<Vec<T>> for List<T, MAX> {
    type Error = TooLong;

    fn try_from(items: Vec<T>) -> Result<Self, TooLong> {
        if items.len() > MAX {
            return Err(TooLong {
                found: items.len(),
                limit: MAX,
            });
        }
        Ok(Self(items))
    }
}

impl<T: BorshDeserialize, const MAX: usize> BorshDeserialize for List<T, MAX> {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Self> {
        let length = u32::deserialize_reader(reader)?;
        match usize::try_from(length) {
            Ok(length) if length <= MAX => (0..length)
                .map(|_| T::deserialize_reader(reader))
                .collect::<io::Result<_>>()
                .map(Self),
            _ => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a list too long",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_takes_no_more_than_its_bound() {
        let mut list = List::<u8, 2>::try_from(vec![1]).unwrap();
        assert_eq!(list.push(2), Ok(()));
        assert_eq!(list.push(3), Err(TooLong { found: 3, limit: 2 }));
        assert_eq!(*list, [1, 2]);
        assert!(List::<u8, 2>::try_from(vec![1, 2, 3]).is_err());
    }

    #[test]
    fn a_longer_list_does_not_decode() {
        let three = borsh::to_vec(&vec![1_u8, 2, 3]).unwrap();
        assert!(borsh::from_slice::<List<u8, 3>>(&three).is_ok());
        assert!(borsh::from_slice::<List<u8, 2>>(&three).is_err());
        assert!(borsh::from_slice::<List<u8, 2>>(&[0xff; 4]).is_err());
    }
}
