//! Names the values of the state, and says where in the trie they lie.
//!
//! # Paths
//! A value's path in the trie is a hash of its [`StateKey`], but for the first [`SHARED_BYTES`] where
//! values belong together: those of one account, those of one device, the tallies about cells near each
//! other or about likenesses, and the pages of one epoch have these bytes in common, a hash of the account,
//! the device, the region or the epoch. So what is read and written together lies together, on the same
//! pages of the trie, and a block that pays 4,000 accounts writes several times fewer of them. The price is
//! a few hashes more in a proof while there are fewer than 65,000 accounts. It is safe: 240 bits of a path
//! are still a hash of the whole key, so that two keys with one path would take 2^120 trials to find; and
//! whoever gathers many accounts under one prefix makes the proofs there longer by the logarithm of their
//! number, as with any prefix of plain hashes.

#[cfg(doc)]
use super::{
    Account, Device, DeviceRecord, Draw, Intake, JudgedPage, Payroll, Progress, SLOTS_PER_SHEET,
    Sheet, SheetGroup, SheetPage, Supply, Validators,
};
#[cfg(doc)]
use crate::Height;
use crate::{
    AccountAddress, CellId, DeviceKey, Epoch, Hash,
    statement::StatementId,
    tally::{Subject, TallyId},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// How many bytes the paths of values that belong together begin with in common. With a million accounts,
/// 15 share each beginning, and their values fill some pages of the trie; with more bits each account would
/// have pages of its own.
pub const SHARED_BYTES: usize = 2;

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
    /// [`SheetPage`] of an epoch, by its [number](Intake::pages); deleted when its sheets are judged.
    SheetPage(Epoch, u32),
    /// [`SheetGroup`] of an epoch, by its [number](SheetGroup::number_of); deleted when its pages are paid.
    SheetGroup(Epoch, u32),
    /// [`JudgedPage`] of an epoch, by its [number](Payroll::pages); deleted when it is paid.
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
    /// [`AccountAddress`] that a device is offered to, if it is offered to any.
    OfferedDevice(DeviceKey),
    /// [`Payroll`] of an epoch; deleted when it is settled.
    Payroll(Epoch),
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

    /// Where the path begins alike: by account, by device, by region, with all likenesses, or by epoch.
    fn neighbourhood(&self) -> Option<Hash> {
        match self {
            Self::Account(account)
            | Self::OwnedDevice(account, _)
            | Self::Statement(account, _)
            | Self::Sheet(account, _) => Some(Hash::of("outpost owner 1", &account.0)),
            Self::Device(device)
            | Self::Sector(device, _)
            | Self::UsedClaim(device, _)
            | Self::ReleasedDevice(device)
            | Self::OfferedDevice(device) => Some(Hash::of_encoded("outpost device 1", device)),
            Self::Tally(TallyId {
                subject: Subject::Cell(cell) | Subject::Area(cell),
                ..
            }) => Some(Hash::of_encoded("outpost region 1", &ancestor(*cell, 6))),
            Self::Tally(TallyId {
                subject: Subject::Likeness(_),
                ..
            }) => Some(Hash::of("outpost likeness 1", &[])),
            Self::SheetPage(epoch, _) | Self::SheetGroup(epoch, _) | Self::JudgedPage(epoch, _) => {
                Some(Hash::of_encoded("outpost epoch 1", epoch))
            }
            _ => None,
        }
    }
}

/// The ancestor of a cell at a coarser resolution, as the bits of the cell's index but for the 3 of each
/// finer digit (h3geo.org, "H3 index bit layout").
pub(super) fn ancestor(cell: CellId, resolution: u32) -> u64 {
    cell.index() >> (3 * (15 - resolution))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Resource;
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
    fn tallies_of_likenesses_lie_together() {
        let likeness = |number| {
            let subject = Subject::Likeness(number);
            let resource = Resource::Sensing;
            StateKey::Tally(TallyId { resource, subject })
        };
        check_together(&[likeness(0), likeness(1), likeness(100_000)]);
    }

    #[test]
    fn pages_of_one_epoch_lie_together() {
        check_together(&[
            StateKey::SheetPage(Epoch(3), 0),
            StateKey::SheetPage(Epoch(3), 1),
            StateKey::JudgedPage(Epoch(3), 0),
            StateKey::SheetGroup(Epoch(3), 0),
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
            StateKey::SheetPage(Epoch(3), 0),
            StateKey::SheetPage(Epoch(4), 0),
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
}
