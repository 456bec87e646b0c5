//! The authenticated state: which keys there are, and what is kept under them.
//!
//! Lists are kept so that "all of them" can be proven: a count and one key for each index (an account's
//! devices), or a chain from the newest to the previous (an account's statements).
//!
//! # Paths
//! A value's path in the trie is a hash of its [`StateKey`], but for the first [`SHARED_BYTES`] where
//! values belong together: those of one account, those of one device, and the tallies about cells near
//! each other have these bytes in common, a hash of the account, the device or the region. So what is
//! read and written together lies together, in the same pages of the trie and leaves of the store, and a
//! block that pays 8,000 accounts writes several times fewer pages. The price is a few hashes more in a
//! proof. It is safe: 232 bits of a path are still a hash of the whole key, so that two keys with one
//! path would take 2^116 trials to find; and whoever gathers many accounts under one prefix makes the
//! proofs there longer by the logarithm of their number, as with any prefix of plain hashes.

#[cfg(doc)]
use crate::Height;
use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Timestamp,
    bounded::List,
    evidence::EvidenceRoot,
    hash::encode,
    report::{Claim, Resource},
    resources::{compute::Work, storage::Sectors},
    seal::Seal,
    statement::{LossReason, StatementId, StatementLine},
    tally::{Subject, TallyId},
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

mod memory;

pub use memory::MemoryState;

/// How many bytes the paths of values that belong together begin with in common: 24 bits, four pages of
/// the trie's levels.
pub const SHARED_BYTES: usize = 3;

/// Most devices that one account can own.
pub const MAX_DEVICES_PER_ACCOUNT: u32 = 10_000;
/// Devices of one owner whose reports share a sheet, and whose lines share a statement, which bounds
/// both.
pub const SLOTS_PER_SHEET: u32 = 4;
/// Most sheets of reports that one epoch takes, which bounds the state.
pub const MAX_SHEETS_PER_EPOCH: u32 = 1 << 22;

/// Into how many bundles of regions an epoch's sheets are sorted.
pub const BUNDLES: usize = 64;
/// Sheets in a [`SheetPage`].
pub const SHEETS_PER_PAGE: u32 = 64;
/// Pages in a [`SheetGroup`].
pub const PAGES_PER_GROUP: u32 = 64;
/// Most validators that can audit, a bit for each in [`Case::Doubted`].
pub const MAX_VALIDATORS: usize = 128;

/// Names one value of the state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum StateKey {
    /// [`Parameters`](crate::genesis::Parameters).
    Parameters,
    /// [`Supply`].
    Supply,
    /// [`Progress`].
    Progress,
    /// [`Account`].
    Account(AccountAddress),
    /// [`DeviceKey`]: the device at this index, from 0 to below [`Account::devices`].
    OwnedDevice(AccountAddress, u32),
    /// [`Device`].
    Device(DeviceKey),
    /// [`Statement`](crate::statement::Statement) of an account.
    Statement(AccountAddress, StatementId),
    /// [`Sheet`] of an account's reports for an epoch, of those devices whose
    /// [slot](Device::slot) by [`SLOTS_PER_SHEET`] is this page; deleted when it is settled.
    Sheet(AccountAddress, StatementId),
    /// [`Draw`] made after the window for an epoch's reports closed.
    Draw(Epoch),
    /// [`Tally`](crate::tally::Tally) of a resource and subject.
    Tally(TallyId),
    /// [`Validators`].
    Validators,
    /// [`Market`](crate::economy::Market).
    Market,
    /// [`EpochSummary`](crate::economy::EpochSummary) of a settled epoch.
    Summary(Epoch),
    /// [`Intake`] of an epoch; deleted when it is settled.
    Intake(Epoch),
    /// [`SheetPage`] of an epoch, by its [number](Intake::pages); deleted when its sheets are settled.
    SheetPage(Epoch, u32),
    /// [`SheetGroup`] of [`PAGES_PER_GROUP`] pages that are settled one after the other; deleted when they
    /// are.
    SheetGroup(Epoch, u32),
    /// [`JudgedPage`]: what a [`SheetPage`] was judged to be, deleted when it is paid.
    JudgedPage(Epoch, u32),
    /// [`Sector`](crate::resources::storage::Sector) that a device keeps, by its
    /// [number](crate::resources::storage::Sectors).
    Sector(DeviceKey, u32),
    /// [`Jobs`](crate::resources::compute::Jobs).
    Jobs,
    /// [`Job`](crate::resources::compute::Job) at a place, from 0 to below
    /// [`Jobs::places`](crate::resources::compute::Jobs::places).
    Job(u32),
    /// [`Height`] at which a device's claim with this nonce was used. Never deleted: it keeps a former
    /// owner from taking the device again with the old claim.
    UsedClaim(DeviceKey, [u8; 16]),
    /// [`DeviceRecord`] of a device that nobody owns now, if there is anything to remember; whoever
    /// claims it next takes it over. So nobody gets rid of a suspension by a release.
    ReleasedDevice(DeviceKey),
}

impl StateKey {
    /// The path in the trie.
    pub fn path(&self) -> [u8; 32] {
        // Domains are short, so that what is hashed mostly fits into one block of SHA-256.
        let mut path = Hash::of_encoded("outpost key 1", self).0;
        if let Some(shared) = self.neighbourhood() {
            for (byte, shared) in path.iter_mut().zip(shared.0).take(SHARED_BYTES) {
                *byte = shared;
            }
        }
        path
    }

    /// Where the path begins alike: by account, by device, or by region.
    fn neighbourhood(&self) -> Option<Hash> {
        match self {
            Self::Account(account)
            | Self::OwnedDevice(account, _)
            | Self::Statement(account, _)
            | Self::Sheet(account, _) => Some(Hash::of("outpost owner 1", &account.0)),
            Self::Device(device)
            | Self::Sector(device, _)
            | Self::UsedClaim(device, _)
            | Self::ReleasedDevice(device) => Some(Hash::of_encoded("outpost device 1", device)),
            Self::Tally(TallyId {
                subject: Subject::Cell(cell),
                ..
            }) => Some(Hash::of_encoded("outpost region 1", &ancestor(*cell, 6))),
            _ => None,
        }
    }
}

/// The ancestor of a cell at a coarser resolution, as the bits of the cell's index but for the 3 of each
/// finer digit (h3geo.org, "H3 index bit layout").
fn ancestor(cell: CellId, resolution: u32) -> u64 {
    cell.index() >> (3 * (15 - resolution))
}

/// An account's part of the state. Absent means: nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    /// What it holds.
    pub balance: Amount,
    /// How many transactions it made.
    pub nonce: u64,
    /// How many devices it owns, see [`StateKey::OwnedDevice`].
    pub devices: u32,
    /// How many devices it ever claimed; the next one's [slot](Device::slot).
    pub slots: u32,
    /// Its newest statement; older ones are chained by
    /// [`Statement::previous`](crate::statement::Statement::previous).
    pub newest_statement: Option<StatementId>,
    /// Credits for the use of the network, bought by burning tokens.
    pub credits: u128,
}

/// A claimed device.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Device {
    /// Its owner.
    pub owner: AccountAddress,
    /// Its place in the owner's list, which changes when others leave it.
    pub index: u32,
    /// Its number among all devices that the owner ever claimed, which never changes.
    pub slot: u32,
    /// When it was claimed.
    pub claimed_at: Timestamp,
    /// Its cell, once asserted.
    pub cell: Option<CellId>,
    /// What its owner says of its equipment.
    pub equipment: Equipment,
    /// What the rules remember of it.
    pub record: DeviceRecord,
}

/// What an owner says of a device's equipment; bounds what it can claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Equipment {
    /// Gain of the antenna, in 0.1 dBi.
    pub antenna_gain_decidbi: i16,
    /// What feeds energy in, if anything does.
    pub generator: Option<Generator>,
    /// How many sectors of storage it offers.
    pub sectors_offered: u32,
}

/// What feeds energy in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Generator {
    /// From what.
    pub source: EnergySource,
    /// Most that it can give, in W.
    pub peak_watts: u32,
}

/// Where energy comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum EnergySource {
    /// The sun.
    Solar,
    /// The wind.
    Wind,
    /// Anything else that can run at any hour, such as water, biogas or a battery.
    Other,
}

/// What the rules remember of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DeviceRecord {
    /// How often its evidence was missing or wrong.
    pub strikes: u32,
    /// The first epoch that it may report for again, after a suspension.
    pub suspended_until: Option<Epoch>,
    /// Its meter's register as it last reported it, in Wh.
    pub meter_wh: Option<u64>,
    /// The sectors that it keeps for others.
    pub sectors: Sectors,
    /// What it sealed with its last energy report.
    pub sealed_meter: Option<Seal>,
    /// Whether its meter agreed with those nearby when that could last be told.
    pub meter_agrees: bool,
    /// What it sealed with its last compute report.
    pub sealed_results: Option<Seal>,
    /// BLAKE3 of the track of the epoch that it last reported for, which it may claim in the next.
    pub track: Option<Hash>,
}

/// All tokens there are: `minted - burned` is the sum of the balances.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Supply {
    /// Ever created, genesis included.
    pub minted: Amount,
    /// Ever destroyed.
    pub burned: Amount,
    /// Of the rewards of all epochs priced so far, what the emission's cap bounds.
    pub emitted: Amount,
    /// The rest of those rewards: what users had burned before.
    pub recycled: Amount,
}

/// Which work at the ends of epochs is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Progress {
    /// The oldest epoch that there is no draw for yet.
    pub next_to_draw: Epoch,
    /// The oldest epoch that is not settled.
    pub next_to_settle: Epoch,
    /// How far its settlement is.
    pub stage: Stage,
}

/// How far the settlement of an epoch is; each pass goes through its pages in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Stage {
    /// Its evidence may still be doubted or shown.
    #[default]
    Waiting,
    /// Samples are gathered into tallies; this page, as they are counted, is next.
    Gathering(u32),
    /// Reports are weighed; this page is next.
    Weighing(u32),
    /// Rewards are paid; this page is next.
    Paying(u32),
}

/// Who audits and who may change the parameters, in the order that bits and signatures name them by.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Validators {
    /// The validators' own keys, as accounts are named.
    pub keys: List<AccountAddress, MAX_VALIDATORS>,
    /// How many changes of the parameters were made.
    pub amendments: u64,
}

/// What an epoch's reports amount to so far.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Intake {
    /// How many sheets there are in each bundle. A bundle is of sheets from the same regions, so that
    /// settlement meets neighbours, who are compared, at about the same time.
    pub bundles: [u32; BUNDLES],
    /// How many reports are in them.
    pub reports: u32,
    /// How many of these are of compute, with results or without.
    pub runners: u32,
}

/// Names a sheet of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct SheetId {
    /// Whose reports are in it.
    pub owner: AccountAddress,
    /// Which of the owner's sheets.
    pub page: u32,
}

/// Up to [`SHEETS_PER_PAGE`] sheets that are settled together.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetPage {
    /// The sheets, in the order of arrival of the first report on each.
    pub sheets: Vec<SheetId>,
    /// What they weigh, by [resource](Resource::index), once weighed.
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

/// A page's reports, judged and not yet paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct JudgedPage {
    /// For each of the page's sheets, in order, the lines of its statement, without amounts.
    pub sheets: Vec<Vec<StatementLine>>,
}

/// Up to [`PAGES_PER_GROUP`] pages whose weights are summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SheetGroup {
    /// What its pages weigh, by [resource](Resource::index).
    pub weights: [u64; Resource::COUNT],
    /// What they are paid together, by resource, once that is known.
    pub budgets: [Amount; Resource::COUNT],
}

/// Randomness that nobody could choose or foresee, taken from a certificate's seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Draw {
    /// The randomness.
    pub randomness: Hash,
    /// The time of the block that took it.
    pub at: Timestamp,
    /// The next epoch that there is a draw for, or will be. Epochs between have no reports.
    pub next: Epoch,
    /// The jobs that are scheduled by it.
    pub work: Work,
}

/// An account's reports that wait for their epoch's settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sheet {
    /// In the order of arrival; one for each device and resource at most.
    pub reports: Vec<PendingReport>,
}

/// A report that waits for its epoch's settlement, with what was known of the device when it was
/// made. So whoever owned the device then is paid, even if it is released or moved before settlement.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PendingReport {
    /// The device.
    pub device: DeviceKey,
    /// Its owner.
    pub owner: AccountAddress,
    /// When that owner claimed it.
    pub claimed_at: Timestamp,
    /// The time of the block that took the report. Of two reports that say the same, the later may be a
    /// copy.
    pub reported_at: Timestamp,
    /// Its cell, if one was asserted.
    pub cell: Option<CellId>,
    /// Its equipment.
    pub equipment: Equipment,
    /// What the rules remembered of it, from before this report.
    pub record: DeviceRecord,
    /// What it claims.
    pub claim: Claim,
    /// Commits to what shows that it is true.
    pub evidence: EvidenceRoot,
    /// Whether its evidence is in doubt.
    pub case: Case,
}

/// Whether a report's evidence is in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Case {
    /// Nobody doubts it.
    #[default]
    Undisputed,
    /// These validators, a bit for each, could not get it or found it wrong; too few to count.
    Doubted(u128),
    /// More than a third of the validators did: it must be shown on chain.
    Accused,
    /// It is accused, and its first challenges, so many, were shown on chain and are right.
    Answered(u8),
    /// It was shown on chain and is right.
    Shown,
    /// It was shown on chain and is wrong.
    Flawed,
}

impl Case {
    /// What the report loses everything for, if this is how the case stands at settlement.
    pub fn loss(self) -> Option<LossReason> {
        match self {
            Self::Undisputed | Self::Doubted(_) | Self::Shown => None,
            Self::Accused | Self::Answered(_) => Some(LossReason::NotShown),
            Self::Flawed => Some(LossReason::Flawed),
        }
    }
}

impl Device {
    /// Which of its owner's sheets its reports for `epoch` are in.
    pub fn sheet(&self, epoch: Epoch) -> StatementId {
        StatementId {
            epoch,
            // Never by zero: a constant.
            page: self.slot / SLOTS_PER_SHEET,
        }
    }
}

impl DeviceRecord {
    /// The record with one strike more; at so many strikes the device is suspended until that epoch.
    pub fn struck(self, strikes: u32, until: Epoch) -> Self {
        let struck = self.strikes.saturating_add(1);
        if struck < strikes {
            return Self {
                strikes: struck,
                ..self
            };
        }
        Self {
            strikes: 0,
            suspended_until: Some(until),
            ..self
        }
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self {
            bundles: [0; BUNDLES],
            reports: 0,
            runners: 0,
        }
    }
}

impl Intake {
    /// Counts another sheet, of a device in this cell; gives the number of the [`SheetPage`] that it goes
    /// to, or nothing where the epoch is full.
    pub fn add_sheet(&mut self, cell: Option<CellId>) -> Option<u32> {
        if self.sheets() >= u64::from(MAX_SHEETS_PER_EPOCH) {
            return None;
        }
        // An ancestor of resolution 5, about 250 km²: one bundle has the whole of a neighbourhood.
        let region = cell.map(|cell| ancestor(cell, 5));
        let bundle = Hash::of_encoded("outpost bundle 1", &region).below(BUNDLES as u32);
        let count = self.bundles.get_mut(usize::try_from(bundle).ok()?)?;
        let page = page_number(bundle, *count / SHEETS_PER_PAGE);
        *count = count.saturating_add(1);
        Some(page)
    }

    /// How many sheets there are.
    pub fn sheets(&self) -> u64 {
        self.bundles.iter().copied().map(u64::from).sum()
    }

    /// The numbers of all pages, in the order of settlement.
    pub fn pages(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(self.bundles).flat_map(|(bundle, sheets)| {
            (0..sheets.div_ceil(SHEETS_PER_PAGE)).map(move |page| page_number(bundle, page))
        })
    }
}

fn page_number(bundle: u32, page: u32) -> u32 {
    // All of an epoch's sheets may be in one bundle.
    const PAGES_PER_BUNDLE: u32 = MAX_SHEETS_PER_EPOCH / SHEETS_PER_PAGE;
    bundle.saturating_mul(PAGES_PER_BUNDLE).saturating_add(page)
}

impl PendingReport {
    /// The resource it is about.
    pub fn resource(&self) -> Resource {
        self.claim.resource()
    }
}

/// Reads the state as of some block.
pub trait ReadState {
    /// Why the state could not be read (a disk error, for example).
    type Error: std::error::Error + Send + Sync + 'static;

    /// The value under `path`, see [`StateKey::path`].
    fn read(&self, path: [u8; 32]) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// What a block does to the state: a new value for each path, `None` where the value is deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub BTreeMap<[u8; 32], Option<Vec<u8>>>);

impl Changes {
    /// Sets the value under `key`.
    pub fn put<T: BorshSerialize>(&mut self, key: &StateKey, value: &T) {
        self.0.insert(key.path(), Some(encode(value)));
    }

    /// Deletes the value under `key`.
    pub fn delete(&mut self, key: &StateKey) {
        self.0.insert(key.path(), None);
    }
}

/// The encoding of a value of the state.
pub fn encode_value<T: BorshSerialize>(value: &T) -> Vec<u8> {
    encode(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ONE: AccountAddress = AccountAddress([1; 32]);
    const DEVICE: DeviceKey = DeviceKey::Ed25519([2; 32]);

    fn tally(cell: &str, resource: Resource) -> StateKey {
        let subject = Subject::Cell(cell.parse().unwrap());
        StateKey::Tally(TallyId { resource, subject })
    }

    fn statement(page: u32) -> StatementId {
        let epoch = Epoch(3);
        StatementId { epoch, page }
    }

    /// Checks that these paths begin alike and are all different.
    #[track_caller]
    fn check_together(keys: &[StateKey]) {
        let paths: BTreeSet<[u8; 32]> = keys.iter().map(StateKey::path).collect();
        assert_eq!(paths.len(), keys.len());
        let rests: BTreeSet<&[u8]> = paths.iter().map(|path| &path[SHARED_BYTES..]).collect();
        assert_eq!(rests.len(), keys.len());
        let beginnings: BTreeSet<&[u8]> = paths.iter().map(|path| &path[..SHARED_BYTES]).collect();
        assert_eq!(beginnings.len(), 1);
    }

    #[test]
    fn what_belongs_to_one_account_lies_together() {
        check_together(&[
            StateKey::Account(ONE),
            StateKey::OwnedDevice(ONE, 0),
            StateKey::OwnedDevice(ONE, 1),
            StateKey::Statement(ONE, statement(0)),
            StateKey::Statement(ONE, statement(1)),
            StateKey::Sheet(ONE, statement(0)),
        ]);
    }

    #[test]
    fn what_belongs_to_one_device_lies_together() {
        check_together(&[
            StateKey::Device(DEVICE),
            StateKey::Sector(DEVICE, 0),
            StateKey::UsedClaim(DEVICE, [0; 16]),
            StateKey::ReleasedDevice(DEVICE),
        ]);
    }

    #[test]
    fn tallies_of_cells_near_each_other_lie_together() {
        // The second is a child of the same cell of resolution 7, the third of the same of resolution 6.
        check_together(&[
            tally("881f1d4887fffff", Resource::Sensing),
            tally("881f1d4887fffff", Resource::Mapping),
            tally("881f1d4881fffff", Resource::Sensing),
            tally("881f1d48b1fffff", Resource::Sensing),
        ]);
    }

    #[test]
    fn what_does_not_belong_together_is_spread() {
        let keys = [
            StateKey::Account(ONE),
            StateKey::Account(AccountAddress([2; 32])),
            StateKey::Device(DEVICE),
            StateKey::Device(DeviceKey::Ed25519([1; 32])),
            tally("881f1d4887fffff", Resource::Sensing),
            tally("8828308281fffff", Resource::Sensing),
            StateKey::Supply,
            StateKey::Job(0),
            StateKey::Job(1),
        ];
        let beginnings: BTreeSet<Vec<u8>> = keys
            .iter()
            .map(|key| key.path()[..SHARED_BYTES].to_vec())
            .collect();
        assert_eq!(beginnings.len(), keys.len());
    }

    #[test]
    fn repeated_strikes_suspend_and_begin_anew() {
        let until = Epoch(40);
        let mut record = DeviceRecord::default();
        for strikes in [1, 2] {
            record = record.struck(3, until);
            assert_eq!((record.strikes, record.suspended_until), (strikes, None));
        }
        record = record.struck(3, until);
        assert_eq!((record.strikes, record.suspended_until), (0, Some(until)));
    }
}
