//! Lets a town of people live through epochs by chance: they contribute all six resources, some of it wrong,
//! trade, buy and use credits, order storage and work, give devices up and take them over, are doubted, and
//! show what they have.

use crate::{
    chance::Chance,
    contributions::{Contributor, file},
    radio,
    world::{
        EPOCH_MS, PEOPLE, Person, SETTLED_MS, Sensor, WINDOW_MS, World, person, sensor, validator,
    },
};
use outpost_protocol::{
    Amount, Epoch, Hash,
    bounded::List,
    evidence::{Challenge, ChunkProof, EvidenceRoot, chunk_of},
    execute::{schedule, scheduled_by},
    report::{Report, Resource},
    resources::storage::SECTOR_BYTES,
    state::{
        Case, Draw, EnergySource, Equipment, Generator, Intake, PendingReport, Progress, Sheet,
        SheetId, SheetPage, StateKey,
    },
    statement::StatementId,
    transaction::{Action, Exhibit, MAX_PROOFS, Rejection, ReportId, SignedTransaction},
};
use std::{cell::OnceCell, mem::discriminant};

/// How much people ask for in a block.
const ERRANDS_PER_BLOCK: usize = 20;
/// Of so many reports one has something wrong in it.
const SPOILT_ONE_IN: usize = 10;

pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) chance: Chance,
    /// Transactions that were taken.
    pub(crate) taken: usize,
    /// The next epoch to live through.
    epoch: u64,
    people: Vec<Person>,
    devices: Vec<Sensor>,
    claims: u64,
    /// How many reports a block judges.
    pub(crate) pace: usize,
    /// How cases stood when they were settled, each kind once.
    pub(crate) cases: Vec<Case>,
    /// Devices' reports that were refused since the device is suspended.
    pub(crate) refused: usize,
    /// The bytes of every sector that is stored.
    sector: Vec<u8>,
    sector_root: OnceCell<Hash>,
}

impl Town {
    /// So many devices, all claimed and placed, each in a place that it shares with some others.
    pub(crate) fn new(seed: u64, devices: u8, pace: usize) -> Self {
        let sector = vec![0; SECTOR_BYTES as usize];
        let mut town = Self {
            world: World::new(),
            chance: Chance::new(seed),
            taken: 0,
            epoch: 0,
            people: (0..PEOPLE).map(person).collect(),
            devices: (0..devices).map(sensor).collect(),
            claims: 0,
            pace,
            cases: Vec::new(),
            refused: 0,
            sector_root: OnceCell::new(),
            sector,
        };
        for number in 0..town.devices.len() {
            let who = match number {
                radio::RING.. => usize::from(number > radio::RING),
                _ => number % town.people.len(),
            };
            let claim = town.claim_by(who, number);
            town.do_now(who, claim);
            town.do_now(
                who,
                Action::AssertLocation {
                    device: town.devices[number].key(),
                    cell: radio::place(number),
                },
            );
            town.do_now(
                who,
                Action::DeclareEquipment {
                    device: town.devices[number].key(),
                    equipment: equipment(EnergySource::Wind),
                },
            );
        }
        town.do_now(
            0,
            Action::BuyCredits {
                amount: Amount::from_tokens(20),
            },
        );
        town
    }

    /// Lives through an epoch until the moment before its settlement; gives the epoch.
    pub(crate) fn live(&mut self, errands: usize) -> Epoch {
        let epoch = Epoch(self.epoch);
        self.epoch += 1;
        let mut left = errands;
        while left > 0 {
            let some = left.min(ERRANDS_PER_BLOCK);
            self.run_errands(some);
            left -= some;
        }
        self.give_up_a_device();
        let end = (epoch.0 + 1) * EPOCH_MS;
        let reports = self.reports(epoch);
        self.block(end, &reports);
        self.block(end + WINDOW_MS, &[]);
        self.doubt(epoch);
        self.block(end + SETTLED_MS - 1, &[]);
        let sheets = self.sheets(epoch);
        for report in sheets.iter().flatten().flat_map(|(_, it)| &it.reports) {
            let kind = discriminant(&report.case);
            if !self.cases.iter().any(|case| discriminant(case) == kind) {
                self.cases.push(report.case);
            }
        }
        epoch
    }

    /// Makes blocks until the epoch is settled; gives how many that took.
    pub(crate) fn settle(&mut self, epoch: Epoch) -> u64 {
        let mut blocks = 0;
        while self.progress().next_to_settle <= epoch {
            self.block(self.world.now.0 + 1, &[]);
            blocks += 1;
        }
        blocks
    }

    pub(crate) fn progress(&self) -> Progress {
        self.world.get(StateKey::Progress).unwrap()
    }

    /// The sheets of an epoch that is not settled, in the order of settlement, by page.
    pub(crate) fn sheets(&self, epoch: Epoch) -> Vec<Vec<(SheetId, Sheet)>> {
        let intake: Option<Intake> = self.world.get(StateKey::Intake(epoch));
        let pages = intake
            .into_iter()
            .flat_map(|intake| intake.pages().collect::<Vec<_>>());
        pages
            .map(|number| {
                let page: SheetPage = self.world.get(StateKey::SheetPage(epoch, number)).unwrap();
                page.sheets
                    .into_iter()
                    .map(|copy| {
                        let sheet = self.sheet(epoch, copy.id);
                        assert_eq!(copy.reports, sheet.reports);
                        assert_eq!(number, sheet.page);
                        (copy.id, sheet)
                    })
                    .collect()
            })
            .collect()
    }

    fn sheet(&self, epoch: Epoch, id: SheetId) -> Sheet {
        let page = id.page;
        self.world
            .get(StateKey::Sheet(id.owner, StatementId { epoch, page }))
            .unwrap()
    }

    fn reports(&mut self, epoch: Epoch) -> Vec<SignedTransaction> {
        let earlier: Option<Draw> =
            scheduled_by(epoch).and_then(|it| self.world.get(StateKey::Draw(it)));
        let schedule = schedule(self.world.network(), epoch, earlier.as_ref());
        let owners: Vec<_> = self
            .devices
            .iter()
            .map(|device| self.world.device(device).map(|device| device.owner))
            .collect();
        let mut reports = Vec::new();
        for (number, device) in self.devices.iter().enumerate() {
            let others: Vec<usize> = (0..owners.len())
                .filter(|other| owners[*other].is_some() && owners[*other] != owners[number])
                .collect();
            let contributor = Contributor {
                number,
                device: device.key(),
                epoch,
                cell: radio::place(number),
            };
            for resource in Resource::ALL {
                if self.chance.is_one_in(12) {
                    continue;
                }
                let heard = radio::heard(number, &others, &schedule);
                let mut claim = contributor.claim(resource, heard);
                if self.chance.is_one_in(SPOILT_ONE_IN) {
                    claim = contributor.spoil(claim, &mut self.chance);
                }
                reports.push(device.sign_report(Report {
                    network: self.world.network(),
                    device: device.key(),
                    epoch,
                    evidence: contributor.evidence_of(&claim),
                    claim,
                }));
            }
        }
        reports
    }

    fn run_errands(&mut self, count: usize) {
        let errands: Vec<(usize, Action)> = (0..count).map(|_| self.errand()).collect();
        let asked: Vec<(&Person, Action)> = errands
            .into_iter()
            .map(|(who, action)| (&self.people[who], action))
            .collect();
        let now = self.world.now.0 + 1;
        let outcomes = self.world.block_of_errands(now, &asked, self.pace);
        self.count(&outcomes);
    }

    /// What somebody asks for next, which the rules may refuse.
    fn errand(&mut self) -> (usize, Action) {
        let who = self.chance.below(self.people.len());
        let number = self.chance.below(self.devices.len());
        let device = self.devices[number].key();
        let units = self.chance.below(1_000_000);
        let action = match self.chance.below(20) {
            0 => self.claim_by(who, number),
            1 | 2 => Action::AssertLocation {
                device,
                cell: radio::place(number),
            },
            3 => Action::DeclareEquipment {
                device,
                equipment: equipment(match self.chance.below(4) {
                    0 => EnergySource::Solar,
                    _ => EnergySource::Wind,
                }),
            },
            4 => Action::BuyCredits {
                amount: Amount::from_units(units as u128 * 100),
            },
            5 | 6 => Action::UseResource {
                resource: Resource::ALL[self.chance.below(Resource::COUNT)],
                credits: units as u128,
            },
            7 => Action::StoreSector {
                device,
                root: self.sector_root(),
                epochs: 3,
            },
            8 => Action::PostJob {
                module: Hash([1; 32]),
                input: Hash([number as u8; 32]),
                fuel: 1_000,
                epochs: 5,
            },
            _ => Action::Transfer {
                to: self.people[self.chance.below(self.people.len())].address(),
                amount: Amount::from_units(units as u128),
            },
        };
        (who, action)
    }

    /// Hashed when it is first needed, which Miri takes long for.
    fn sector_root(&self) -> Hash {
        let hash = || EvidenceRoot::of(&self.sector).unwrap().hash;
        *self.sector_root.get_or_init(hash)
    }

    /// Lets an owner give up a device, in every other epoch; whoever claims it next has it.
    fn give_up_a_device(&mut self) {
        let number = self.chance.below(self.devices.len());
        let device = self.devices[number].key();
        let owner = self.world.device(&self.devices[number]).map(|it| it.owner);
        let who = self
            .people
            .iter()
            .position(|it| Some(it.address()) == owner);
        if let Some(who) = who.filter(|_| self.chance.is_one_in(2)) {
            self.do_now(who, Action::ReleaseDevice { device });
        }
    }

    /// Lets somebody claim a device, with its word.
    fn claim_by(&mut self, who: usize, number: usize) -> Action {
        self.claims += 1;
        let nonce = u128::from(self.claims).to_le_bytes();
        let owner = self.people[who].address();
        Action::ClaimDevice(self.devices[number].agree(&self.world, owner, nonce))
    }

    /// Asks for something, which the rules may refuse.
    fn do_now(&mut self, who: usize, action: Action) {
        let transaction = self.people[who].sign(&self.world, action);
        self.block(self.world.now.0 + 1, &[transaction]);
    }

    /// Has validators doubt some reports, a few of them often enough to count.
    fn doubt(&mut self, epoch: Epoch) {
        let accused: Vec<ReportId> = self
            .sheets(epoch)
            .into_iter()
            .flatten()
            .flat_map(|(sheet, reports)| {
                reports.reports.into_iter().map(move |report| ReportId {
                    sheet,
                    device: report.device,
                    resource: report.resource(),
                })
            })
            .filter(|_| self.chance.is_one_in(40))
            .collect();
        for number in 0..2 {
            for id in accused.iter().skip(usize::from(number)) {
                let audit = validator(number).audit(&self.world, number, epoch.0, &[*id]);
                self.block(self.world.now.0 + 1, &[audit]);
            }
        }
        for id in &accused {
            // Some say nothing, some give up half way.
            for _ in 0..self.chance.below(6) {
                let Some(exhibit) = self.exhibit(epoch, id) else {
                    break;
                };
                let exhibit = SignedTransaction::Exhibit(exhibit);
                self.block(self.world.now.0 + 1, &[exhibit]);
            }
        }
    }

    /// What a device shows next of an accused report: the right sectors, but files in which nothing is right.
    fn exhibit(&self, epoch: Epoch, id: &ReportId) -> Option<Exhibit> {
        let sheet = self.sheet(epoch, id.sheet);
        let mut reports = sheet.reports.into_iter();
        let report: PendingReport = reports.find(|it| it.is_of(id.device, id.resource))?;
        let answered = match report.case {
            Case::Accused => 0,
            Case::Answered(challenges) => usize::from(challenges),
            _ => return None,
        };
        let draw: Draw = self.world.get(StateKey::Draw(epoch)).unwrap();
        let rule = report.claim.rule();
        let challenges = rule.challenges(&report, epoch, &draw.randomness);
        let mut devices = self.devices.iter();
        let number = devices.position(|device| device.key() == id.device)?;
        let before = epoch.previous().unwrap_or_default();
        let file = file(number, before, report.evidence.leaves as usize);
        let left = challenges.iter().skip(answered).take(MAX_PROOFS);
        let proofs = left.map(|challenge| match challenge {
            Challenge::Leaf(index) => ChunkProof::of(&file, chunk_of(*index)).unwrap(),
            Challenge::Sector { chunk, .. } => ChunkProof::of(&self.sector, *chunk).unwrap(),
        });
        Some(Exhibit {
            network: self.world.network(),
            epoch,
            report: *id,
            proofs: List::try_from(proofs.collect::<Vec<_>>()).unwrap(),
        })
    }

    fn block(&mut self, millis: u64, transactions: &[SignedTransaction]) {
        let outcomes = self.world.block_at_pace(millis, transactions, self.pace);
        self.count(&outcomes);
    }

    fn count(&mut self, outcomes: &[Result<(), Rejection>]) {
        self.taken += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let refused = outcomes
            .iter()
            .filter(|it| matches!(it, Err(Rejection::Suspended { .. })));
        self.refused += refused.count();
    }

    /// The sum of all balances.
    pub(crate) fn balances(&self) -> u128 {
        self.people
            .iter()
            .map(|who| self.world.account(who).balance.units())
            .sum()
    }

    /// Everybody.
    pub(crate) fn people(&self) -> &[Person] {
        &self.people
    }
}

fn equipment(source: EnergySource) -> Equipment {
    Equipment {
        antenna_gain_decidbi: 20,
        generator: Some(Generator {
            source,
            peak_watts: 6_000,
        }),
        sectors_offered: 8,
    }
}
