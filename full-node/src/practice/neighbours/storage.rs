//! Keeps sectors for others.

use super::craft::{Craft, Made, Past};
use outpost_protocol::{
    Hash,
    report::Claim,
    resources::storage::{SECTOR_BYTES, StorageClaim},
    state::Equipment,
};

/// How many sectors a disk offers.
pub(super) const SECTORS: u32 = 4;

/// A disk with room.
pub(super) struct Disk;

impl Craft for Disk {
    fn equipment(&self) -> Equipment {
        Equipment {
            sectors_offered: SECTORS,
            ..Equipment::default()
        }
    }

    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        // Before it has any there is nothing to be paid for.
        (past.device.record.sectors.kept_in(past.epoch) > 0).then(|| Made {
            claim: Claim::Storage(StorageClaim::default()),
            evidence: Vec::new(),
        })
    }
}

/// The bytes of the sector with this name: random to whoever does not know it.
pub(super) fn sector(name: &Hash) -> Vec<u8> {
    let mut bytes = vec![0; SECTOR_BYTES as usize];
    blake3::Hasher::new_keyed(&name.0)
        .finalize_xof()
        .fill(&mut bytes);
    bytes
}
