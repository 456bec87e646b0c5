//! Encodes a meter's reading as a leaf of evidence.

use crate::{
    Epoch, Timestamp,
    evidence::{Flaw, LEAF_BYTES},
    hash::encode,
    tally::ShortId,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// What a meter showed at a time. Its leaf is its encoding, filled up with zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MeterReading {
    /// Whose meter it is.
    pub device: ShortId,
    /// The epoch that the reading is of.
    pub epoch: Epoch,
    /// When it was read.
    pub at: Timestamp,
    /// The register, in Wh.
    pub register_wh: u64,
    /// The mean power since the reading before, in W.
    pub watts: u32,
}

/// Length of the encoding, in bytes.
const READING_BYTES: usize = 36;

impl MeterReading {
    /// The reading as a leaf.
    pub fn to_leaf(&self) -> [u8; LEAF_BYTES] {
        let mut leaf = [0; LEAF_BYTES];
        for (to, from) in leaf.iter_mut().zip(encode(self)) {
            *to = from;
        }
        leaf
    }

    /// Reads a leaf.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, Flaw> {
        let (reading, rest) = leaf
            .split_at_checked(READING_BYTES)
            .ok_or(Flaw::Malformed)?;
        if leaf.len() != LEAF_BYTES || rest.iter().any(|&byte| byte != 0) {
            return Err(Flaw::Malformed);
        }
        borsh::from_slice(reading).map_err(|_| Flaw::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_gives_the_reading_back_and_no_other_bytes_do() {
        let reading = MeterReading {
            device: ShortId([1; 8]),
            epoch: Epoch(2),
            at: Timestamp(3),
            register_wh: 4,
            watts: 5,
        };
        let leaf = reading.to_leaf();
        assert_eq!(MeterReading::from_leaf(&leaf), Ok(reading));
        assert_eq!(MeterReading::from_leaf(&leaf[..127]), Err(Flaw::Malformed));
        assert_eq!(MeterReading::from_leaf(&[]), Err(Flaw::Malformed));
        let mut longer = leaf;
        longer[36] = 1;
        assert_eq!(MeterReading::from_leaf(&longer), Err(Flaw::Malformed));
    }
}
