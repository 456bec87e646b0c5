//! Makes up contributors: an account each, with one device that stands somewhere and reports.

use ed25519_dalek::{Signer as _, SigningKey};
use h3o::{LatLng, Resolution};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Height, NetworkId, Signature,
    Timestamp,
    bounded::List,
    evidence::EvidenceRoot,
    genesis::{Genesis, Parameters},
    report::{Claim, Report, SignedReport},
    resources::{
        energy::{EnergyClaim, Metered},
        mapping::{MappedCell, MappingClaim, sketch::Sketch},
        sensing::{PARTS, SensingClaim, Spread},
    },
    state::{
        Account, Case, Changes, Device, DeviceRecord, EnergySource, Equipment, FiledSheet,
        Generator, Intake, PendingReport, Progress, Sheet, SheetId, SheetPage, StateKey,
    },
    statement::StatementId,
    transaction::SignedTransaction,
};
use std::collections::BTreeMap;

/// The epoch that is reported for: some have passed, so that there is something before it.
pub(super) const EPOCH: Epoch = Epoch(3);
const GENESIS_TIME: Timestamp = Timestamp(1_790_000_000_000);
const EPOCH_MS: u64 = 24 * 3_600_000;
/// How many stand in one cell.
const DEVICES_PER_CELL: u32 = 4;
/// Cells that one track goes through.
const CELLS_PER_TRACK: usize = 4;
/// Contributors whose values are written at once.
const BATCH: u32 = 20_000;
/// Pages that are written at once.
const PAGES_AT_ONCE: usize = 256;
/// The middle of the populated area: Berlin, in degrees.
const MIDDLE: (f64, f64) = (52.520, 13.405);

/// Contributors, by number.
pub(super) struct Population {
    devices: u32,
    /// Whether the devices have keys that can sign, which take a while to make; else they only have names.
    can_sign: bool,
    cells: Vec<CellId>,
    parameters: Parameters,
}

impl Population {
    /// So many contributors, whose devices only have names.
    pub(super) fn named(devices: u32) -> Self {
        Self {
            devices,
            can_sign: false,
            cells: cells(devices.div_ceil(DEVICES_PER_CELL)),
            parameters: crate::practice::parameters(GENESIS_TIME, EPOCH_MS),
        }
    }

    /// So many contributors, whose devices can sign.
    pub(super) fn signing(devices: u32) -> Self {
        Self {
            can_sign: true,
            ..Self::named(devices)
        }
    }

    /// How the network began.
    pub(super) fn genesis(&self, group_key: Vec<u8>) -> Genesis {
        Genesis {
            name: "measured".to_owned(),
            group_key,
            parameters: self.parameters.clone(),
            validators: List::default(),
            balances: [].into(),
        }
    }

    /// The state in which all have their devices and nobody has reported yet.
    pub(super) fn settled_in(&self) -> impl Iterator<Item = Changes> {
        let mut progress = Changes::default();
        progress.put(
            &StateKey::Progress,
            &Progress {
                next_to_draw: EPOCH,
                next_to_settle: EPOCH,
                ..Progress::default()
            },
        );
        std::iter::once(progress).chain(self.batches(|changes, number| {
            let owner = self.owner(number);
            let account = Account {
                balance: Amount::from_tokens(1),
                devices: 1,
                slots: 1,
                ..Account::default()
            };
            let device = self.device(number);
            let nonce = [0; 16];
            changes.put(&StateKey::Account(owner), &account);
            changes.put(&StateKey::OwnedDevice(owner, 0), &device);
            changes.put(&StateKey::Device(device), &self.record(number));
            changes.put(&StateKey::UsedClaim(device, nonce), &Height(1));
        }))
    }

    /// What their reports add to that state.
    pub(super) fn reported(&self) -> impl Iterator<Item = Changes> {
        let filed = self.file();
        let sheets = self.batches({
            let filed = filed.places;
            move |changes, number| {
                let sheet = Sheet {
                    page: filed.get(number as usize).copied().unwrap_or_default(),
                    reports: vec![self.pending(number)],
                };
                changes.put(&StateKey::Sheet(self.owner(number), statement()), &sheet);
            }
        });
        let pages = filed.pages.into_iter().map(|(page, numbers)| {
            let sheets = numbers.into_iter().map(|number| FiledSheet {
                id: SheetId {
                    owner: self.owner(number),
                    page: 0,
                },
                reports: vec![self.pending(number)],
            });
            let mut changes = Changes::default();
            let key = StateKey::SheetPage(EPOCH, page);
            changes.put(
                &key,
                &SheetPage {
                    sheets: sheets.collect(),
                },
            );
            changes
        });
        let mut intake = Changes::default();
        intake.put(&StateKey::Intake(EPOCH), &filed.intake);
        sheets.chain(merged(pages)).chain(std::iter::once(intake))
    }

    /// Their numbers in the order in which they take their turn to report.
    pub(super) fn in_turn(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.devices).collect();
        numbers.sort_by_cached_key(|&number| {
            self.parameters.turn_to_report(EPOCH, self.owner(number))
        });
        numbers
    }

    /// The account of a contributor.
    pub(super) fn owner(&self, number: u32) -> AccountAddress {
        AccountAddress(Hash::of_encoded("measured owner", &number).0)
    }

    /// A signed report about readings.
    pub(super) fn report(&self, network: NetworkId, number: u32) -> SignedTransaction {
        let (claim, evidence) = self.readings(number);
        let report = Report {
            network,
            device: self.device(number),
            epoch: EPOCH,
            claim,
            evidence,
        };
        let signature = signing_key(number).sign(&report.signing_bytes());
        let signature = Signature(signature.to_bytes());
        SignedTransaction::Report(SignedReport { report, signature })
    }

    /// The network's numbers.
    pub(super) fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    fn batches(&self, put: impl Fn(&mut Changes, u32)) -> impl Iterator<Item = Changes> {
        (0..self.devices).step_by(BATCH as usize).map(move |first| {
            let mut changes = Changes::default();
            for number in first..first.saturating_add(BATCH).min(self.devices) {
                put(&mut changes, number);
            }
            changes
        })
    }

    fn file(&self) -> Filed {
        let mut filed = Filed::default();
        for number in 0..self.devices {
            if let Some(page) = filed.intake.add_sheet(self.cell(number)) {
                filed.places.push(page);
                filed.pages.entry(page).or_default().push(number);
            }
        }
        filed.intake.reports = self.devices;
        filed
    }

    fn device(&self, number: u32) -> DeviceKey {
        DeviceKey::Ed25519(if self.can_sign {
            signing_key(number).verifying_key().to_bytes()
        } else {
            Hash::of_encoded("measured device", &number).0
        })
    }

    fn cell(&self, number: u32) -> Option<CellId> {
        let place = number.checked_div(DEVICES_PER_CELL)?;
        self.cells.get(place as usize).copied()
    }

    fn record(&self, number: u32) -> Device {
        Device {
            owner: self.owner(number),
            index: 0,
            slot: 0,
            claimed_at: GENESIS_TIME,
            cell: self.cell(number),
            equipment: Equipment {
                generator: Some(Generator {
                    source: EnergySource::Wind,
                    peak_watts: 5_000,
                }),
                ..Equipment::default()
            },
            record: DeviceRecord::default(),
        }
    }

    fn pending(&self, number: u32) -> PendingReport {
        let device = self.record(number);
        let (claim, evidence) = match number % 8 {
            0 => self.energy(number),
            1 => self.track(number),
            _ => self.readings(number),
        };
        let mut record = device.record;
        match &claim {
            Claim::Energy(claim) => {
                let before = Epoch(EPOCH.0.saturating_sub(1));
                let key = self.device(number);
                record.sealed_meter =
                    Some(claim.metered.seal(&key, before, &evidence, &claim.salt));
            }
            Claim::Mapping(_) => record.track = Some(evidence.hash),
            _ => {}
        }
        PendingReport {
            device: self.device(number),
            owner: device.owner,
            claimed_at: device.claimed_at,
            reported_at: self.parameters.end_of(EPOCH),
            cell: device.cell,
            equipment: device.equipment,
            record,
            claim,
            evidence,
            case: Case::Undisputed,
        }
    }

    fn readings(&self, number: u32) -> (Claim, EvidenceRoot) {
        let noise = Hash::of_encoded("measured noise", &number).0;
        let mut course_centi = [0_i16; PARTS];
        for (mean, noise) in course_centi.iter_mut().zip(noise) {
            *mean = 1_500 + i16::from(noise) * 2;
        }
        let spread = |lowest, highest| Spread {
            lowest,
            median: i32::midpoint(lowest, highest),
            highest,
        };
        let possible = EPOCH_MS / self.parameters.reading_interval_ms.max(1);
        let claim = Claim::Sensing(SensingClaim {
            readings: u32::try_from(possible).unwrap_or(u32::MAX),
            temperature_centi: spread(1_400, 2_200),
            humidity_centi: spread(4_000, 6_000),
            course_centi,
            stray_centi: 200,
        });
        (claim, evidence(number, 16))
    }

    fn energy(&self, number: u32) -> (Claim, EvidenceRoot) {
        let first_wh = u64::from(number) * 1_000;
        let readings = EPOCH_MS / self.parameters.reading_interval_ms.max(1);
        let readings = u32::try_from(readings).unwrap_or(u32::MAX);
        let claim = Claim::Energy(EnergyClaim {
            metered: Metered {
                first_wh,
                last_wh: first_wh + 20_000,
                readings,
                peak_watts: 2_000,
                ..Metered::default()
            },
            ..EnergyClaim::default()
        });
        (claim, evidence(number, readings))
    }

    fn track(&self, number: u32) -> (Claim, EvidenceRoot) {
        let place = number.checked_div(DEVICES_PER_CELL).unwrap_or(0) as usize;
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

/// Where sheets are filed.
#[derive(Default)]
struct Filed {
    intake: Intake,
    /// The page of each contributor, by number.
    places: Vec<u32>,
    /// Who is on each page.
    pages: BTreeMap<u32, Vec<u32>>,
}

/// Puts several changes together to be written at once.
fn merged(changes: impl Iterator<Item = Changes>) -> impl Iterator<Item = Changes> {
    let mut changes = changes.peekable();
    std::iter::from_fn(move || {
        changes.peek()?;
        let mut together = Changes::default();
        for some in changes.by_ref().take(PAGES_AT_ONCE) {
            together.0.extend(some.0);
        }
        Some(together)
    })
}

fn signing_key(number: u32) -> SigningKey {
    SigningKey::from_bytes(&Hash::of_encoded("measured key", &number).0)
}

fn evidence(number: u32, leaves: u32) -> EvidenceRoot {
    EvidenceRoot {
        hash: Hash::of_encoded("measured evidence", &number),
        leaves,
    }
}

fn statement() -> StatementId {
    StatementId {
        epoch: EPOCH,
        page: 0,
    }
}

/// At least so many cells that lie together.
fn cells(count: u32) -> Vec<CellId> {
    let (latitude, longitude) = MIDDLE;
    let Ok(middle) = LatLng::new(latitude, longitude) else {
        return Vec::new();
    };
    let middle = middle.to_cell(Resolution::Eight);
    // A disk of radius r has 3 r (r + 1) + 1 cells.
    let radius = (0..=count)
        .find(|radius| 3 * radius * (radius + 1) + 1 >= count)
        .unwrap_or(0);
    middle
        .grid_disk::<Vec<_>>(radius)
        .into_iter()
        .filter_map(|cell| CellId::try_from(u64::from(cell)).ok())
        .collect()
}
