//! Makes up contributors of all six resources: an account each, with one device that stands somewhere and
//! reports.
//!
//! # How many of each
//! Of sixteen devices six are radio stations, four sensors, two meters, two mappers, one keeps bytes and one
//! runs jobs ([`KINDS`]). Nobody knows what a network of a million will be of. What is cheap and stands by
//! itself at a window is taken to be most, a meter needs a plant and a mapper a car, and of disks and
//! computers a few large ones do the work of many. Of what costs the rules most, a station that is compared
//! with all around it, there are the most, so that the figures are not flattered.
//!
//! # Doubt
//! Of a thousand reports sixteen were doubted ([`case`]): mostly by one validator, since a device may be
//! offline while its leaves are asked for; of six some are shown on chain, and some are not or are wrong, which costs
//! the device its pay and a strike.

mod claims;
mod stations;

use claims::Scheduled;
use ed25519_dalek::{Signer as _, SigningKey};
use h3o::{LatLng, Resolution};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Height, NetworkId, Signature,
    Timestamp,
    bounded::List,
    execute::scheduled_by,
    genesis::{Genesis, Parameters},
    report::{Report, Resource, SignedReport},
    resources::{
        compute::{Job, Jobs, MAX_JOBS},
        storage::{Sector, Sectors},
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
/// What devices are there for, of so many.
const KINDS: [Resource; 16] = {
    use Resource::{Compute, Coverage, Energy, Mapping, Sensing, Storage};
    [
        Coverage, Coverage, Coverage, Coverage, Coverage, Coverage, Sensing, Sensing, Sensing,
        Sensing, Energy, Energy, Mapping, Mapping, Storage, Compute,
    ]
};
/// Sectors that one device keeps.
const SECTORS: u32 = 4;
/// Of so many jobs one is over when the epoch is drawn for.
const JOBS_FOR_ONE_OVER: u32 = 4;
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
    /// What each is there for.
    kinds: Vec<Resource>,
    cells: Vec<CellId>,
    /// The place of each cell in that list.
    places: BTreeMap<CellId, u32>,
    parameters: Parameters,
}

impl Population {
    /// So many contributors, whose devices only have names.
    pub(super) fn named(devices: u32) -> Self {
        let cells = cells(devices.div_ceil(DEVICES_PER_CELL));
        Self {
            devices,
            can_sign: false,
            kinds: (0..devices).map(kind).collect(),
            places: cells.iter().copied().zip(0..).collect(),
            cells,
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
        let mut begun = Changes::default();
        begun.put(
            &StateKey::Progress,
            &Progress {
                next_to_draw: EPOCH,
                next_to_settle: EPOCH,
                ..Progress::default()
            },
        );
        self.post_jobs(&mut begun);
        std::iter::once(begun).chain(self.batches(|changes, number| {
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
            self.keep_sectors(changes, number);
        }))
    }

    /// What their reports add to that state, on this network.
    pub(super) fn reported(&self, network: NetworkId) -> impl Iterator<Item = Changes> {
        let filed = self.file();
        let scheduled = self.scheduled(network);
        let sheets = self.batches({
            let filed = filed.places;
            move |changes, number| {
                let sheet = Sheet {
                    page: filed.get(number as usize).copied().unwrap_or_default(),
                    reports: vec![self.pending(number, scheduled)],
                };
                changes.put(&StateKey::Sheet(self.owner(number), statement()), &sheet);
            }
        });
        let pages = filed.pages.into_iter().map(move |(page, numbers)| {
            let sheets = numbers.into_iter().map(|number| FiledSheet {
                id: SheetId {
                    owner: self.owner(number),
                    page: 0,
                },
                reports: vec![self.pending(number, scheduled)],
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
        let mut counted = Changes::default();
        counted.put(&StateKey::Intake(EPOCH), &filed.intake);
        if let Some(earlier) = scheduled_by(EPOCH) {
            counted.put(&StateKey::Draw(earlier), &scheduled.drawn);
        }
        sheets.chain(merged(pages)).chain(std::iter::once(counted))
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
        filed.intake.runners = self.runners();
        filed
    }

    fn runners(&self) -> u32 {
        let runners = self.kinds.iter().filter(|it| **it == Resource::Compute);
        u32::try_from(runners.count()).unwrap_or(u32::MAX)
    }

    /// As many as a network takes, if there is somebody to run them; some are over by now.
    fn post_jobs(&self, changes: &mut Changes) {
        let places = self.jobs();
        changes.put(&StateKey::Jobs, &Jobs { places });
        for place in 0..places {
            let after = u64::from(!place.is_multiple_of(JOBS_FOR_ONE_OVER)) * 100;
            let job = Job {
                payer: self.owner(0),
                module: Hash::of_encoded("measured module", &place),
                input: Hash::of_encoded("measured input", &place),
                fuel: 1_000_000,
                until: Epoch(EPOCH.0 + after),
            };
            changes.put(&StateKey::Job(place), &job);
        }
    }

    fn jobs(&self) -> u32 {
        self.runners().min(MAX_JOBS)
    }

    fn keep_sectors(&self, changes: &mut Changes, number: u32) {
        let device = self.device(number);
        for (sector, until) in self.sectors(number).1 {
            let root = Hash::of_encoded("measured sector", &(number, sector));
            let sector_key = StateKey::Sector(device, sector);
            let payer = self.owner(0);
            changes.put(&sector_key, &Sector { root, payer, until });
        }
    }

    /// What a device keeps, and the numbers and ends of its sectors.
    fn sectors(&self, number: u32) -> (Sectors, Vec<(u32, Epoch)>) {
        let mut sectors = Sectors::default();
        let kept = match self.kind(number) {
            Resource::Storage => SECTORS,
            _ => 0,
        };
        let numbers = (0..kept).filter_map(|_| sectors.add(EPOCH, 30)).collect();
        (sectors, numbers)
    }

    fn kind(&self, number: u32) -> Resource {
        let kind = self.kinds.get(number as usize);
        kind.copied().unwrap_or(Resource::Sensing)
    }

    fn device(&self, number: u32) -> DeviceKey {
        DeviceKey::Ed25519(if self.can_sign {
            signing_key(number).verifying_key().to_bytes()
        } else {
            Hash::of_encoded("measured device", &number).0
        })
    }

    fn cell(&self, number: u32) -> Option<CellId> {
        self.cells.get(place(number)).copied()
    }

    fn record(&self, number: u32) -> Device {
        let (sectors, numbers) = self.sectors(number);
        Device {
            owner: self.owner(number),
            index: 0,
            slot: 0,
            claimed_at: GENESIS_TIME,
            cell: self.cell(number),
            equipment: Equipment {
                generator: (self.kind(number) == Resource::Energy).then_some(Generator {
                    // Most plants of households are on roofs.
                    source: match number % 4 {
                        0 => EnergySource::Wind,
                        _ => EnergySource::Solar,
                    },
                    peak_watts: 5_000,
                }),
                sectors_offered: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
                ..Equipment::default()
            },
            record: DeviceRecord {
                sectors,
                ..DeviceRecord::default()
            },
        }
    }

    fn pending(&self, number: u32, scheduled: Scheduled) -> PendingReport {
        let device = self.record(number);
        let made = self.made(number, device.record, scheduled);
        PendingReport {
            device: self.device(number),
            owner: device.owner,
            claimed_at: device.claimed_at,
            reported_at: self.parameters.end_of(EPOCH),
            cell: device.cell,
            equipment: device.equipment,
            record: made.record,
            claim: made.claim,
            evidence: made.evidence,
            case: case(number),
        }
    }
}

/// The place of a contributor's cell in their list.
fn place(number: u32) -> usize {
    // Never by zero: a constant.
    (number / DEVICES_PER_CELL) as usize
}

fn kind(number: u32) -> Resource {
    let turn = Hash::of_encoded("measured kind", &number).below(KINDS.len() as u32);
    let kind = KINDS.get(turn as usize);
    kind.copied().unwrap_or(Resource::Sensing)
}

/// How the case of a contributor's report stands.
fn case(number: u32) -> Case {
    match Hash::of_encoded("measured case", &number).below(1_000) {
        0..=9 => Case::Doubted(1),
        10..=11 => Case::Accused,
        12 => Case::Answered(1),
        13..=14 => Case::Shown,
        15 => Case::Flawed,
        _ => Case::Undisputed,
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
