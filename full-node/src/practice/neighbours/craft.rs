//! Names what a neighbour's device does all day: one craft for each resource.

use super::jobs::JobFiles;
use outpost_protocol::{
    DeviceKey, Epoch, Hash, NetworkId, Timestamp,
    genesis::Parameters,
    report::Claim,
    resources::compute::{Job, Work},
    seal::Salt,
    state::{Device, Equipment, Generator},
};
use std::collections::BTreeMap;

/// What a device does for the network.
pub(super) trait Craft: Send {
    /// What its owner says of its equipment.
    fn equipment(&self) -> Equipment {
        Equipment::default()
    }

    /// What it reports for an epoch that ended; `None` if it has nothing to say.
    fn report(&mut self, past: &Past<'_>) -> Option<Made>;
}

/// An epoch that ended, as a device knows it.
pub(super) struct Past<'a> {
    pub(super) network: NetworkId,
    pub(super) parameters: &'a Parameters,
    pub(super) epoch: Epoch,
    /// Its schedules' randomness.
    pub(super) schedule: Hash,
    /// The next epoch's jobs and its schedules' randomness, once they are drawn.
    pub(super) next: Option<(Work, Hash)>,
    pub(super) key: DeviceKey,
    /// The device as it is now.
    pub(super) device: &'a Device,
    /// The jobs that are posted, by their places.
    pub(super) jobs: &'a BTreeMap<u32, Job>,
    /// Their modules and inputs.
    pub(super) files: &'a JobFiles,
}

/// A report in the making.
pub(super) struct Made {
    pub(super) claim: Claim,
    /// What shows it: a file of whole leaves.
    pub(super) evidence: Vec<u8>,
}

impl Past<'_> {
    /// The times of the epoch's readings: in the middle of each interval.
    pub(super) fn reading_times(&self) -> impl Iterator<Item = Timestamp> + use<> {
        let interval = self.parameters.reading_interval_ms.max(1);
        let start = self.parameters.start_of(self.epoch).0;
        let possible = self.parameters.epoch_ms / interval;
        (0..possible).map(move |number| Timestamp(start + number * interval + interval / 2))
    }

    /// Random bytes of this device and epoch, always the same.
    pub(super) fn noise(&self, what: &str) -> [u8; 32] {
        Hash::of_encoded("practice noise", &(what, self.key, self.epoch)).0
    }

    /// Hides what is sealed in this epoch. From public numbers, since nobody steals on a practice network.
    pub(super) fn salt(&self) -> Salt {
        let [salt, _] = *self.noise("salt").as_chunks().0 else {
            return Salt::default();
        };
        salt
    }
}

/// Equipment with a generator.
pub(super) fn generating(generator: Generator) -> Equipment {
    Equipment {
        generator: Some(generator),
        ..Equipment::default()
    }
}
