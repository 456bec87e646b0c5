//! Fills a database with an account and its history as if they had been verified, for tests and
//! measurements of what reads them. Only builds that ask for it have this.

use crate::{
    StoreError, VerifiedAccount, VerifiedAt, VerifiedStatement, core::Write, store::Store,
};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Height, NetworkId, Timestamp,
    economy::Economy,
    genesis::Parameters,
    report::Resource,
    state::{Account, Device, DeviceRecord, Equipment, SLOTS_PER_SHEET},
    statement::{Loss, LossReason, Multipliers, Statement, StatementId, StatementLine},
};
use std::path::PathBuf;

/// Statements written at once.
const BATCH: usize = 1_000;
/// A day.
const EPOCH_MS: u64 = 86_400_000;
/// What a unit is paid where nothing is multiplied, in base units.
const PRICE: u128 = 137_911;
const FULL: u32 = 1_000;
/// Any cell.
const CELL: u64 = 0x0881_f1d4_887f_ffff;

/// A history to make up: the same whenever it is made of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// Whose.
    pub account: AccountAddress,
    /// How many devices report for every epoch.
    pub devices: u32,
    /// How many epochs there were, each a day long.
    pub epochs: u64,
    /// When the last of them ended.
    pub ended: Timestamp,
}

/// Writes `account` and then `statements`, in this order, into the database at `path`.
///
/// # Errors
/// If the database cannot be opened or written.
pub async fn fill(
    path: PathBuf,
    network: NetworkId,
    account: VerifiedAccount,
    statements: impl IntoIterator<Item = VerifiedStatement>,
) -> Result<(), StoreError> {
    let (mut store, _) = Store::open(path, network).await?;
    store.apply(vec![Write::Account(Box::new(account))]).await?;
    let mut statements = statements.into_iter().peekable();
    while statements.peek().is_some() {
        let batch = statements.by_ref().take(BATCH);
        let writes = batch.map(|statement| Write::Statement(Box::new(statement)));
        store.apply(writes.collect()).await?;
    }
    store.close().await
}

impl History {
    /// The account at its end: it holds all that it was paid.
    pub fn account(&self) -> VerifiedAccount {
        let paid = self.statements().map(|verified| verified.statement.total);
        let newest = self.statements().last().map(|last| last.statement.id);
        VerifiedAccount {
            address: self.account,
            account: Account {
                balance: Amount::checked_sum(paid).unwrap_or(Amount::ZERO),
                devices: self.devices,
                slots: self.devices,
                newest_statement: newest,
                ..Account::default()
            },
            parameters: self.parameters(),
            devices: (0..self.devices)
                .map(|number| (self.device(number), self.device_state(number)))
                .collect(),
            at: self.at(self.epochs),
        }
    }

    /// Its statements, oldest first.
    pub fn statements(&self) -> impl Iterator<Item = VerifiedStatement> + '_ {
        let pages = self.devices.div_ceil(SLOTS_PER_SHEET);
        let ids = (0..self.epochs).flat_map(move |epoch| {
            (0..pages).map(move |page| StatementId {
                epoch: Epoch(epoch),
                page,
            })
        });
        ids.scan(None, |previous, id| {
            let statement = self.statement(id, previous.replace(id));
            Some(statement)
        })
    }

    fn parameters(&self) -> Parameters {
        let length = self.epochs.saturating_mul(EPOCH_MS);
        Parameters {
            genesis_time: Timestamp(self.ended.0.saturating_sub(length)),
            epoch_ms: EPOCH_MS,
            report_window_ms: EPOCH_MS / 24,
            audit_window_ms: EPOCH_MS / 48,
            answer_window_ms: EPOCH_MS / 48,
            minimum_fee: Amount::ZERO,
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            reading_interval_ms: 60_000,
            cell_capacity: 4,
            economy: Economy {
                stale_after: 10,
                sector_price: 1,
                fuel_price: 1,
                ..Economy::PRACTICE
            },
        }
    }

    fn at(&self, epoch: u64) -> VerifiedAt {
        VerifiedAt {
            height: Height(epoch.saturating_add(1).saturating_mul(40_000)),
            header_time: self.parameters().start_of(Epoch(epoch)),
            agreeing_peers: 4,
        }
    }

    fn device(&self, number: u32) -> DeviceKey {
        DeviceKey::Ed25519(Hash::of_encoded("outpost made-up device", &(self.account, number)).0)
    }

    fn device_state(&self, number: u32) -> Device {
        Device {
            owner: self.account,
            index: number,
            slot: number,
            claimed_at: self.parameters().genesis_time,
            cell: CellId::try_from(CELL).ok(),
            equipment: Equipment::default(),
            record: DeviceRecord::default(),
        }
    }

    fn statement(&self, id: StatementId, previous: Option<StatementId>) -> VerifiedStatement {
        let first = id.page.saturating_mul(SLOTS_PER_SHEET);
        let last = first.saturating_add(SLOTS_PER_SHEET).min(self.devices);
        let lines: Vec<StatementLine> = (first..last)
            .map(|number| self.line(id.epoch.0, number))
            .collect();
        VerifiedStatement {
            statement: Statement {
                account: self.account,
                id,
                previous,
                total: Amount::checked_sum(lines.iter().map(|line| line.reward))
                    .unwrap_or(Amount::ZERO),
                lines,
            },
            at: self.at(id.epoch.0.saturating_add(1)),
        }
    }

    /// One line in three lost something, one in eight stands in a crowded cell.
    fn line(&self, epoch: u64, number: u32) -> StatementLine {
        let chance = scattered(epoch.wrapping_mul(1_000_003).wrapping_add(number.into()));
        let possible = 1_440;
        let lost = match chance % 3 {
            0 => chance / 3 % 400,
            _ => 0,
        };
        let reason = match chance / 7 % 3 {
            0 => LossReason::FewerReadings,
            1 => LossReason::Disagrees,
            _ => LossReason::NotWitnessed,
        };
        let crowd = match chance / 11 % 8 {
            0 => 875,
            _ => FULL,
        };
        let worth =
            |units: u64| u128::from(units).saturating_mul(PRICE) * u128::from(crowd) / 1_000;
        let accepted = possible - lost;
        let kind = usize::try_from(number).unwrap_or_default() % Resource::COUNT;
        StatementLine {
            device: self.device(number),
            resource: Resource::ALL
                .get(kind)
                .copied()
                .unwrap_or(Resource::Sensing),
            cell: CellId::try_from(CELL).ok(),
            possible,
            claimed: accepted,
            accepted,
            losses: match lost {
                0 => Vec::new(),
                units => vec![Loss {
                    reason,
                    units,
                    amount: Amount::from_units(worth(units)),
                }],
            },
            multipliers: Multipliers {
                crowd,
                freshness: FULL,
            },
            reward: Amount::from_units(worth(accepted)),
        }
    }
}

/// A number that looks like chance: SplitMix64's output function (Steele, Lea and Flood, 2014).
fn scattered(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
