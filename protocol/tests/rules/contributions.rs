//! Makes reports of each resource that an honest device could make.

use crate::world::mild_day;
use outpost_protocol::{
    CellId, DeviceKey, Epoch, Hash,
    bounded::List,
    evidence::EvidenceRoot,
    report::{Claim, Resource},
    resources::{
        compute::{ComputeClaim, JobResult, MAX_RESULTS},
        coverage::CoverageClaim,
        energy::{EnergyClaim, Metered},
        mapping::{MappedCell, MappingClaim, sketch::Sketch},
        sensing::SensingClaim,
        storage::StorageClaim,
    },
    seal::Salt,
};

const SALT: Salt = [7; 16];

/// What the device of this number, which stands in `cell`, reports of a resource for an epoch, and what it
/// could show for it.
pub(crate) fn claim(
    resource: Resource,
    number: usize,
    device: DeviceKey,
    epoch: Epoch,
    cell: CellId,
) -> (Claim, EvidenceRoot) {
    let before = epoch.previous().unwrap_or_default();
    let evidence = EvidenceRoot {
        hash: track(number, before),
        leaves: 60,
    };
    let claim = match resource {
        Resource::Coverage => Claim::Coverage(CoverageClaim {
            beacons: 4,
            witnessed: List::default(),
        }),
        Resource::Storage => Claim::Storage(StorageClaim {
            lacking: List::default(),
        }),
        Resource::Compute => Claim::Compute(ComputeClaim {
            results: results(),
            salt: SALT,
            sealed: ComputeClaim::seal(&device, epoch.next(), &results(), &SALT)
                .unwrap()
                .hash,
        }),
        Resource::Sensing => Claim::Sensing(sensing(number, epoch)),
        Resource::Energy => {
            let next = EvidenceRoot {
                hash: track(number, epoch),
                ..evidence
            };
            Claim::Energy(EnergyClaim {
                metered: metered(before),
                salt: SALT,
                sealed: metered(epoch).seal(&device, epoch, &next, &SALT).hash,
            })
        }
        Resource::Mapping => Claim::Mapping(MappingClaim {
            cells: List::try_from(vec![mapped(cell)]).unwrap(),
            track: Some(track(number, epoch)),
        }),
    };
    (claim, evidence)
}

fn track(number: usize, epoch: Epoch) -> Hash {
    Hash::of_encoded("test track", &(number as u64, epoch))
}

/// Of every job there may be: those that were not given to the device are passed over.
fn results() -> List<JobResult, MAX_RESULTS> {
    let results = (0..MAX_RESULTS as u32).map(|place| JobResult {
        place,
        output: [place as u8; 16],
    });
    List::try_from(results.collect::<Vec<_>>()).unwrap()
}

/// A day whose course is no other device's.
fn sensing(number: usize, epoch: Epoch) -> SensingClaim {
    let noise = Hash::of_encoded("test noise", &(number as u64, epoch)).0;
    let mut claim = mild_day();
    for (mean, noise) in claim.course_centi.iter_mut().zip(noise) {
        *mean += i16::from(noise % 100);
    }
    claim
}

/// 60 Wh a minute: 3.6 kW.
fn metered(epoch: Epoch) -> Metered {
    Metered {
        first_wh: epoch.0 * 60,
        last_wh: (epoch.0 + 1) * 60,
        readings: 60,
        peak_watts: 4_000,
        ..Metered::default()
    }
}

fn mapped(cell: CellId) -> MappedCell {
    let sights: [&[u8]; 2] = [b"a sign", b"a bench"];
    MappedCell {
        cell,
        entered_s: 0,
        left_s: 50,
        leaves: 8,
        sketch: Sketch::of(&Hash::ZERO, cell, sights).unwrap(),
    }
}
