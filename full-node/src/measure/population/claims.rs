//! Makes up what contributors claim, so that the rules find most of it right.

use super::{EPOCH, EPOCH_MS, Population, place};
use borsh::BorshSerialize;
use h3o::{CellIndex, Resolution};
use outpost_protocol::{
    CellId, Epoch, Hash, NetworkId,
    bounded::List,
    evidence::EvidenceRoot,
    execute::{schedule, scheduled_by},
    report::{Claim, Resource},
    resources::{
        compute::{ComputeClaim, JobResult, MAX_RESULTS, Work},
        energy::{EnergyClaim, Metered, Profile, profile::SLOTS},
        mapping::{MappedCell, MappingClaim, sketch::Sketch},
        sensing::{SensingClaim, Spread},
        storage::StorageClaim,
    },
    state::{DeviceRecord, Draw},
    tally::ShortId,
};

/// Cells that one track goes through.
const CELLS_PER_TRACK: usize = 4;
/// What a meter counts in an epoch, in Wh: less than a clear day's sun gives in September.
const COUNTED_WH: u64 = 12_000;

/// What the epoch's schedules follow from.
#[derive(Clone, Copy)]
pub(super) struct Scheduled {
    /// The draw of two epochs before.
    pub(super) drawn: Draw,
    /// The randomness of the schedules.
    pub(super) randomness: Hash,
}

/// What a contributor reports, with what was remembered of the device before.
pub(super) struct Made {
    pub(super) claim: Claim,
    pub(super) evidence: EvidenceRoot,
    pub(super) record: DeviceRecord,
}

impl Population {
    pub(super) fn scheduled(&self, network: NetworkId) -> Scheduled {
        let earlier = scheduled_by(EPOCH).unwrap_or_default();
        let drawn = Draw {
            randomness: Hash::of("measured draw", &[]),
            at: self.parameters.reports_close(earlier),
            next: earlier.next(),
            work: Work {
                jobs: self.jobs(),
                runners: self.runners(),
            },
        };
        Scheduled {
            randomness: schedule(network, EPOCH, Some(&drawn)),
            drawn,
        }
    }

    /// What a contributor reports about what it is there for.
    pub(super) fn made(&self, number: u32, record: DeviceRecord, scheduled: Scheduled) -> Made {
        let ((claim, evidence), record) = match self.kind(number) {
            Resource::Coverage => (self.heard(number, &scheduled.randomness), record),
            Resource::Storage => {
                let claim = Claim::Storage(StorageClaim::default());
                ((claim, evidence(number, 0)), record)
            }
            Resource::Compute => self.results(number, record, scheduled),
            Resource::Sensing => (self.readings(number), record),
            Resource::Energy => self.metered(number, record),
            Resource::Mapping => {
                let (claim, evidence) = self.track(number);
                let track = Some(evidence.hash);
                ((claim, evidence), DeviceRecord { track, ..record })
            }
        };
        Made {
            claim,
            evidence,
            record,
        }
    }

    pub(super) fn readings(&self, number: u32) -> (Claim, EvidenceRoot) {
        let noise = bytes("measured noise", &number);
        let course_centi = noise.map(|noise| 1_500 + i16::from(noise) * 2);
        let spread = |lowest, highest| Spread {
            lowest,
            median: i32::midpoint(lowest, highest),
            highest,
        };
        let claim = Claim::Sensing(SensingClaim {
            readings: self.readings_due(),
            temperature_centi: spread(1_400, 2_200),
            humidity_centi: spread(4_000, 6_000),
            course_centi,
            stray_centi: 200,
        });
        (claim, evidence(number, 16))
    }

    fn readings_due(&self) -> u32 {
        let possible = EPOCH_MS / self.parameters.reading_interval_ms.max(1);
        u32::try_from(possible).unwrap_or(u32::MAX)
    }

    /// The results of the jobs that it was given, as they were sealed with the report before.
    fn results(
        &self,
        number: u32,
        record: DeviceRecord,
        scheduled: Scheduled,
    ) -> ((Claim, EvidenceRoot), DeviceRecord) {
        let device = self.device(number);
        let given = scheduled
            .drawn
            .work
            .of(&ShortId::from(&device), &scheduled.randomness);
        let results: Vec<JobResult> = given
            .into_iter()
            .take(MAX_RESULTS)
            .map(|place| {
                let output = Hash::of_encoded("measured output", &place);
                let output = output.0.first_chunk().copied().unwrap_or_default();
                JobResult { place, output }
            })
            .collect();
        let claim = ComputeClaim {
            results: List::try_from(results).unwrap_or_default(),
            ..ComputeClaim::default()
        };
        let sealed_results = ComputeClaim::seal(&device, EPOCH, &claim.results, &claim.salt);
        let record = DeviceRecord {
            sealed_results,
            ..record
        };
        ((Claim::Compute(claim), evidence(number, 0)), record)
    }

    /// What it counted in the epoch before, under the clouds and in the gusts of its area.
    fn metered(&self, number: u32, record: DeviceRecord) -> ((Claim, EvidenceRoot), DeviceRecord) {
        let first_wh = u64::from(number) * 1_000;
        let evidence = evidence(number, self.readings_due());
        let claim = EnergyClaim {
            metered: Metered {
                first_wh,
                last_wh: first_wh + COUNTED_WH,
                readings: evidence.leaves,
                peak_watts: 2_000,
                profile: self.cell(number).map(weather).unwrap_or_default(),
            },
            ..EnergyClaim::default()
        };
        let before = Epoch(EPOCH.0.saturating_sub(1));
        let device = self.device(number);
        let sealed = claim.metered.seal(&device, before, &evidence, &claim.salt);
        let record = DeviceRecord {
            sealed_meter: Some(sealed),
            meter_agrees: true,
            ..record
        };
        ((Claim::Energy(claim), evidence), record)
    }

    fn track(&self, number: u32) -> (Claim, EvidenceRoot) {
        let place = place(number);
        let mapped = (0_u32..).zip(self.cells.iter().skip(place).take(CELLS_PER_TRACK));
        let cells: Vec<MappedCell> = mapped
            .map(|(turn, &cell)| {
                let [a, b, c, d, e, f, g, h, ..] = Hash::of_encoded("measured sights", &cell).0;
                MappedCell {
                    cell,
                    entered_s: turn * 3_600,
                    left_s: turn * 3_600 + 60,
                    leaves: 2,
                    sketch: Sketch([a, b, c, d, e, f, g, h]),
                }
            })
            .collect();
        let leaves = cells.len() as u32 * 2;
        let claim = Claim::Mapping(MappingClaim {
            cells: List::try_from(cells).unwrap_or_default(),
            track: Some(Hash::ZERO),
        });
        (claim, evidence(number, leaves))
    }
}

/// How energy came in the area that a cell lies in.
fn weather(cell: CellId) -> Profile {
    let area = CellIndex::try_from(cell.index()).ok();
    let area = area.and_then(|cell| cell.parent(Resolution::Seven));
    let area = area.map(u64::from).unwrap_or_default();
    let gusts: [u8; SLOTS] = bytes("measured weather", &area);
    Profile::of(&gusts.map(u64::from))
}

/// So many bytes by chance.
fn bytes<const N: usize>(what: &str, of: &impl BorshSerialize) -> [u8; N] {
    let mut bytes = [0; N];
    for (turn, part) in (0_u32..).zip(bytes.chunks_mut(32)) {
        let hash = Hash::of_encoded(what, &(of, turn)).0;
        for (byte, chance) in part.iter_mut().zip(hash) {
            *byte = chance;
        }
    }
    bytes
}

pub(super) fn evidence(number: u32, leaves: u32) -> EvidenceRoot {
    EvidenceRoot {
        hash: Hash::of_encoded("measured evidence", &number),
        leaves,
    }
}
