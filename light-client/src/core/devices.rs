//! Pages through the devices of an account that has more than one answer holds.
//!
//! An account's list of devices changes by the account's own transactions alone, and each of them has a
//! nonce of its own. So pages that were proven at different headers are of one list as long as the nonce
//! is the same; each page is asked for with the account, to see that.

use crate::{
    VerifiedHeader,
    verify::{ProvenAccount, VerifyError},
};
use outpost_protocol::{
    AccountAddress, DeviceKey,
    state::{Account, Device, StateKey},
    wire::MAX_KEYS,
};
use std::collections::BTreeMap;

/// Values in a page, beside the account.
const PAGE: usize = MAX_KEYS - 1;

/// An account of which some devices are still missing.
#[derive(Debug)]
pub(super) struct Partial {
    pub(super) header: VerifiedHeader,
    pub(super) account: ProvenAccount,
    /// The next devices' keys, once they are proven.
    keys: Vec<DeviceKey>,
}

/// What a page makes of an account.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing is missing any more.
    Whole,
    /// The next page is to be asked for.
    More,
    /// The list changed in between: all is to be asked for again.
    Changed,
}

impl Partial {
    pub(super) fn new(header: VerifiedHeader, account: ProvenAccount) -> Self {
        Self {
            header,
            account,
            keys: Vec::new(),
        }
    }

    /// How many requests an account of so many devices takes beyond the first answer.
    pub(super) fn pages(devices: u32) -> u64 {
        let missing = u64::from(devices).saturating_sub(crate::MAX_DEVICES.into());
        missing.div_ceil(PAGE as u64).saturating_mul(2)
    }

    /// What is to be proven next.
    pub(super) fn page(&self, address: AccountAddress) -> Vec<StateKey> {
        let account = StateKey::Account(address);
        if self.keys.is_empty() {
            let read = u32::try_from(self.account.devices.len()).unwrap_or(u32::MAX);
            let missing = (read..self.account.account.devices).take(PAGE);
            let keys = missing.map(|index| StateKey::OwnedDevice(address, index));
            std::iter::once(account).chain(keys).collect()
        } else {
            let devices = self.keys.iter().copied().map(StateKey::Device);
            std::iter::once(account).chain(devices).collect()
        }
    }

    /// Takes the proven values of [`page`](Self::page).
    pub(super) fn take(
        &mut self,
        address: AccountAddress,
        values: &BTreeMap<StateKey, Option<Vec<u8>>>,
    ) -> Result<Progress, VerifyError> {
        let account: Option<Account> = decoded(values, &StateKey::Account(address))?;
        if account.is_none_or(|account| account.nonce != self.account.account.nonce) {
            return Ok(Progress::Changed);
        }
        let page = self.page(address);
        let keys = std::mem::take(&mut self.keys);
        if keys.is_empty() {
            for key in page.iter().skip(1) {
                let device = decoded(values, key)?.ok_or(VerifyError::NotUnderstood)?;
                self.keys.push(device);
            }
            return Ok(Progress::More);
        }
        for key in keys {
            let device: Device =
                decoded(values, &StateKey::Device(key))?.ok_or(VerifyError::NotUnderstood)?;
            let index = u32::try_from(self.account.devices.len()).unwrap_or(u32::MAX);
            if device.owner != address || device.index != index {
                return Err(VerifyError::NotUnderstood);
            }
            self.account.devices.push((key, device));
        }
        if self.account.devices.len() < self.account.account.devices as usize {
            Ok(Progress::More)
        } else {
            Ok(Progress::Whole)
        }
    }
}

fn decoded<T: borsh::BorshDeserialize>(
    values: &BTreeMap<StateKey, Option<Vec<u8>>>,
    key: &StateKey,
) -> Result<Option<T>, VerifyError> {
    let value = values.get(key).and_then(Option::as_deref);
    value
        .map(borsh::from_slice)
        .transpose()
        .map_err(|_| VerifyError::NotUnderstood)
}
