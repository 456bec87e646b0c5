//! Seals what a device says until everybody has said theirs.
//!
//! Claims lie open on the chain while others can still make theirs. What could be copied from another's
//! claim, such as the result of a job or the weather that a meter felt, is therefore said in two steps:
//! with its report for one epoch a device gives a hash of what it found, under a salt that nobody can
//! guess, and with its report for the next it gives what was hashed. By then the window for hashes of the
//! epoch is closed. The hash is also of the device and the epoch, so that a copied one opens for nobody.

use crate::{DeviceKey, Epoch, Hash, report::Resource};
use borsh::{BorshDeserialize, BorshSerialize};

/// Hides what is sealed; drawn anew for each seal.
pub type Salt = [u8; 16];

/// The first 16 bytes of a hash. To open it for something else takes about 2^64 hashes, for one epoch's
/// reward of one device.
pub type SealHash = [u8; 16];

/// What a device sealed with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Seal {
    /// The report's epoch.
    pub epoch: Epoch,
    /// The hash.
    pub hash: SealHash,
}

impl Seal {
    /// Seals `content` with the report of `device` for `epoch`.
    pub fn of<T: BorshSerialize>(
        resource: Resource,
        device: &DeviceKey,
        epoch: Epoch,
        content: &T,
        salt: &Salt,
    ) -> Self {
        let full = Hash::of_encoded("outpost seal 1", &(resource, device, epoch, content, salt));
        let mut hash = SealHash::default();
        for (short, byte) in hash.iter_mut().zip(full.0) {
            *short = byte;
        }
        Self { epoch, hash }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_device_epoch_resource_content_and_salt_alone() {
        let device = DeviceKey::Ed25519([1; 32]);
        let seal = |resource, device: &DeviceKey, epoch, content: u32, salt| {
            Seal::of(resource, device, Epoch(epoch), &content, &[salt; 16])
        };
        let first = seal(Resource::Compute, &device, 3, 4, 5);
        assert_eq!(first, seal(Resource::Compute, &device, 3, 4, 5));
        assert_ne!(first, seal(Resource::Energy, &device, 3, 4, 5));
        assert_ne!(
            first,
            seal(Resource::Compute, &DeviceKey::Ed25519([2; 32]), 3, 4, 5)
        );
        assert_ne!(first.hash, seal(Resource::Compute, &device, 4, 4, 5).hash);
        assert_ne!(first, seal(Resource::Compute, &device, 3, 5, 5));
        assert_ne!(first, seal(Resource::Compute, &device, 3, 4, 6));
    }
}
