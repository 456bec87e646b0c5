//! Makes reports of each resource that an honest device could make, and some in which something is wrong.

use crate::{chance::Chance, radio, world::mild_day};
use outpost_protocol::{
    CellId, DeviceKey, Epoch, Hash,
    bounded::List,
    evidence::{EvidenceRoot, LEAF_BYTES},
    report::{Claim, Resource},
    resources::{
        compute::{ComputeClaim, JobResult, MAX_RESULTS},
        coverage::CoverageClaim,
        energy::{EnergyClaim, Metered, Profile, profile::SLOTS},
        mapping::{MappedCell, MappingClaim, sketch::Sketch},
        sensing::{SensingClaim, Spread},
        storage::{MAX_PER_TERM, StorageClaim},
    },
    seal::Salt,
};

const SALT: Salt = [7; 16];
/// Of so many epochs of a device one is off in each way.
const OFF_ONE_IN: u32 = 16;
/// Leaves of the evidence, but for coverage.
const LEAVES: usize = 60;

/// A device in an epoch.
#[derive(Clone, Copy)]
pub(crate) struct Contributor {
    pub(crate) number: usize,
    pub(crate) device: DeviceKey,
    pub(crate) epoch: Epoch,
    /// Where it stands.
    pub(crate) cell: CellId,
}

/// The file that a device can show with what it reports for an epoch. Nobody reads what is in it before
/// it is challenged; then it is wrong.
pub(crate) fn file(number: usize, epoch: Epoch, leaves: usize) -> Vec<u8> {
    let line = Hash::of_encoded("test file", &(number as u64, epoch)).0;
    line.repeat(leaves * LEAF_BYTES / line.len())
}

impl Contributor {
    /// What it reports of a resource, having heard these beacons, and what it could show for it.
    pub(crate) fn claim(&self, resource: Resource, heard: CoverageClaim) -> Claim {
        let Self { device, epoch, .. } = *self;
        let before = epoch.previous().unwrap_or_default();
        match resource {
            Resource::Coverage => Claim::Coverage(heard),
            Resource::Storage => Claim::Storage(StorageClaim::default()),
            Resource::Compute => Claim::Compute(ComputeClaim {
                results: self.results(epoch),
                salt: SALT,
                sealed: ComputeClaim::seal(
                    &device,
                    epoch.next(),
                    &self.results(epoch.next()),
                    &SALT,
                )
                .unwrap()
                .hash,
            }),
            Resource::Sensing => Claim::Sensing(self.sensing()),
            Resource::Energy => {
                let next = self.evidence(epoch, LEAVES);
                Claim::Energy(EnergyClaim {
                    metered: self.metered(before),
                    salt: SALT,
                    sealed: self.metered(epoch).seal(&device, epoch, &next, &SALT).hash,
                })
            }
            Resource::Mapping => Claim::Mapping(MappingClaim {
                cells: List::try_from(vec![self.mapped()]).unwrap(),
                track: Some(self.evidence(epoch, LEAVES).hash),
            }),
        }
    }

    /// What it could show for a claim.
    pub(crate) fn evidence_of(&self, claim: &Claim) -> EvidenceRoot {
        let leaves = match claim {
            Claim::Coverage(claim) => claim.witnessed.len(),
            _ => LEAVES,
        };
        self.evidence(self.epoch.previous().unwrap_or_default(), leaves)
    }

    /// The same claim with something wrong in it; what is sealed an epoch ahead is [off](Self::is_off) already.
    pub(crate) fn spoil(&self, claim: Claim, chance: &mut Chance) -> Claim {
        match claim {
            Claim::Coverage(claim) => {
                Claim::Coverage(radio::spoil(claim, self.cell, chance.below(6)))
            }
            Claim::Storage(_) => {
                let numbers = (0..4).map(|term| term * MAX_PER_TERM).collect::<Vec<u32>>();
                Claim::Storage(StorageClaim {
                    lacking: List::try_from(numbers).unwrap(),
                })
            }
            Claim::Sensing(claim) => Claim::Sensing(self.spoil_sensing(claim, chance.below(5))),
            Claim::Mapping(claim) => {
                let mut mapped = self.mapped();
                if chance.is_one_in(2) {
                    mapped.leaves = 1;
                } else {
                    let elsewhere: [&[u8]; 2] = [b"a tower", b"a well"];
                    mapped.sketch = Sketch::of(&Hash::ZERO, self.cell, elsewhere).unwrap();
                }
                let cells = List::try_from(vec![mapped]).unwrap();
                Claim::Mapping(MappingClaim { cells, ..claim })
            }
            sealed @ (Claim::Compute(_) | Claim::Energy(_)) => sealed,
        }
    }

    fn evidence(&self, epoch: Epoch, leaves: usize) -> EvidenceRoot {
        EvidenceRoot::of(&file(self.number, epoch, leaves)).unwrap()
    }

    /// Whether something is wrong with what it does in an epoch, in one way or another.
    fn is_off(&self, epoch: Epoch, way: &str) -> bool {
        Hash::of_encoded("test fault", &(self.number as u64, epoch, way)).below(OFF_ONE_IN) == 0
    }

    /// Of every job there may be: those that were not given to the device are passed over.
    fn results(&self, epoch: Epoch) -> List<JobResult, MAX_RESULTS> {
        let wrong = u8::from(self.is_off(epoch, "dissents"));
        let count = if self.is_off(epoch, "is lazy") {
            0
        } else {
            MAX_RESULTS as u32
        };
        let results = (0..count).map(|place| JobResult {
            place,
            output: [place as u8 + wrong * 100; 16],
        });
        List::try_from(results.collect::<Vec<_>>()).unwrap()
    }

    /// A day whose course is no other device's.
    fn sensing(&self) -> SensingClaim {
        let noise = Hash::of_encoded("test noise", &(self.number as u64, self.epoch)).0;
        let mut claim = mild_day();
        for (mean, noise) in claim.course_centi.iter_mut().zip(noise) {
            *mean += i16::from(noise % 100);
        }
        claim
    }

    fn spoil_sensing(&self, mut claim: SensingClaim, way: usize) -> SensingClaim {
        let one_value = |value| Spread {
            lowest: value,
            median: value,
            highest: value,
        };
        match way {
            0 => claim.readings = 20,
            1 => claim.humidity_centi.highest = 10_001,
            2 => {
                (claim.temperature_centi, claim.humidity_centi) =
                    (one_value(2_000), one_value(4_000));
                claim.course_centi = mild_day().course_centi;
            }
            3 => {
                for value in [
                    &mut claim.temperature_centi.lowest,
                    &mut claim.temperature_centi.median,
                    &mut claim.temperature_centi.highest,
                ] {
                    *value += 2_500;
                }
                for mean in &mut claim.course_centi {
                    *mean += 2_500;
                }
            }
            _ => {
                // Next door.
                let number = self.number ^ 1;
                claim.course_centi = Self { number, ..*self }.sensing().course_centi;
            }
        }
        claim
    }

    /// 60 Wh a minute, 3.6 kW, in the gusts that all feel.
    fn metered(&self, epoch: Epoch) -> Metered {
        let [gusts, more] = [0_u8, 1].map(|half| Hash::of_encoded("test gusts", &(epoch, half)).0);
        let own = self.is_off(epoch, "feels other gusts");
        let mut slots = [0; SLOTS];
        for (slot, gust) in slots.iter_mut().zip(gusts.into_iter().chain(more)) {
            *slot = 1 + u64::from(if own { !gust } else { gust });
        }
        let back = 120 * u64::from(self.is_off(epoch, "ran backwards"));
        Metered {
            first_wh: (epoch.0 * 60).saturating_sub(back),
            last_wh: (epoch.0 + 1) * 60,
            readings: 60,
            peak_watts: if self.is_off(epoch, "boasts") {
                100_000
            } else {
                4_000
            },
            profile: Profile::of(&slots),
        }
    }

    fn mapped(&self) -> MappedCell {
        let sights: [&[u8]; 2] = [b"a sign", b"a bench"];
        MappedCell {
            cell: self.cell,
            entered_s: 0,
            left_s: 50,
            leaves: 8,
            sketch: Sketch::of(&Hash::ZERO, self.cell, sights).unwrap(),
        }
    }
}
