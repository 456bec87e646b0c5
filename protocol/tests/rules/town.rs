//! Lets a town of people live through epochs by chance: they contribute all six resources, trade, buy and
//! use credits, order storage and work, give devices up and take them over, and are doubted.

use crate::{
    chance::Chance,
    contributions::claim,
    world::{
        EPOCH_MS, PEOPLE, Person, SETTLED_MS, Sensor, WINDOW_MS, World, person, sensor, validator,
    },
};
use outpost_protocol::{
    Amount, CellId, Epoch, Hash,
    report::{Report, Resource},
    state::{
        Device, EnergySource, Equipment, Generator, Intake, Progress, Sheet, SheetId, SheetPage,
        StateKey,
    },
    statement::StatementId,
    transaction::{Action, ReportId, SignedTransaction},
};

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
    pace: usize,
}

impl Town {
    /// So many devices, all claimed and placed, each in a place that it shares with some others.
    pub(crate) fn new(seed: u64, devices: u8, pace: usize) -> Self {
        let mut town = Self {
            world: World::new(),
            chance: Chance::new(seed),
            taken: 0,
            epoch: 0,
            people: (0..PEOPLE).map(person).collect(),
            devices: (0..devices).map(sensor).collect(),
            claims: 0,
            pace,
        };
        for number in 0..town.devices.len() {
            let who = number % town.people.len();
            town.claim(who, number);
            town.do_now(
                who,
                Action::AssertLocation {
                    device: town.devices[number].key(),
                    cell: place(number),
                },
            );
            town.do_now(
                who,
                Action::DeclareEquipment {
                    device: town.devices[number].key(),
                    equipment: equipment(),
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
    pub(crate) fn live(&mut self, errands: u64) -> Epoch {
        let epoch = Epoch(self.epoch);
        self.epoch += 1;
        for _ in 0..errands {
            self.run_an_errand();
        }
        let end = (epoch.0 + 1) * EPOCH_MS;
        let reports = self.reports(epoch);
        self.block(end, &reports);
        self.block(end + WINDOW_MS, &[]);
        self.doubt(epoch);
        self.block(end + SETTLED_MS - 1, &[]);
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
        let mut reports = Vec::new();
        for (number, device) in self.devices.iter().enumerate() {
            for resource in Resource::ALL {
                if self.chance.is_one_in(12) {
                    continue;
                }
                let (claim, evidence) = claim(resource, number, device.key(), epoch, place(number));
                reports.push(device.sign_report(Report {
                    network: self.world.network(),
                    device: device.key(),
                    epoch,
                    claim,
                    evidence,
                }));
            }
        }
        reports
    }

    fn run_an_errand(&mut self) {
        let who = self.chance.below(self.people.len());
        let number = self.chance.below(self.devices.len());
        let device = self.devices[number].key();
        let units = self.chance.below(1_000_000);
        let action = match self.chance.below(20) {
            0 => return self.claim(who, number),
            1 if self.chance.is_one_in(3) => Action::ReleaseDevice { device },
            2 => Action::AssertLocation {
                device,
                cell: place(number),
            },
            3 => Action::DeclareEquipment {
                device,
                equipment: equipment(),
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
                root: Hash([number as u8; 32]),
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
        self.do_now(who, action);
    }

    /// Lets somebody claim a device, with its word.
    fn claim(&mut self, who: usize, number: usize) {
        self.claims += 1;
        let nonce = u128::from(self.claims).to_le_bytes();
        let owner = self.people[who].address();
        let claim = self.devices[number].agree(&self.world, owner, nonce);
        self.do_now(who, Action::ClaimDevice(claim));
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
    }

    fn block(&mut self, millis: u64, transactions: &[SignedTransaction]) {
        let outcomes = self.world.block_at_pace(millis, transactions, self.pace);
        self.taken += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    }

    /// The sum of all balances.
    pub(crate) fn balances(&self) -> u128 {
        self.people
            .iter()
            .map(|who| self.world.account(who).balance.units())
            .sum()
    }

    /// The devices that somebody owns.
    pub(crate) fn devices_of(&self, who: u32) -> impl Iterator<Item = Device> {
        let owner = self.people[who as usize].address();
        let devices = self.devices.iter();
        devices
            .filter_map(|device| self.world.device(device))
            .filter(move |device| device.owner == owner)
    }

    /// Everybody.
    pub(crate) fn people(&self) -> &[Person] {
        &self.people
    }
}

/// Three devices share a cell; the cells are in ten parts of the globe.
fn place(number: usize) -> CellId {
    let base_cell = (number / 3 % 10) as u64 * 11;
    // The cell of resolution 8 in the middle of a base cell: mode 1, all digits 0 but the 7 unused ones.
    let index = 0x0880_0000_001f_ffff | (base_cell << 45);
    CellId::try_from(index).unwrap()
}

fn equipment() -> Equipment {
    Equipment {
        antenna_gain_decidbi: 20,
        generator: Some(Generator {
            source: EnergySource::Wind,
            peak_watts: 6_000,
        }),
        sectors_offered: 8,
    }
}
