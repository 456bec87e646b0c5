//! Executes claims, locations and releases of devices.
//!
//! An account's devices are a list without gaps: the keys at 0 to below [`Account::devices`], each
//! device knowing its index, so that "these are all" can be proven. A release moves the last device
//! into the gap.
//!
//! A device agrees to an owner by signing a claim. Each claim works once: else whoever owned the
//! device before could take it again the moment it is released.
//!
//! What the rules remember of a device (strikes, a suspension, its meter) stays with it from owner to
//! owner.

use super::{ExecuteError, Execution, Stop};
use crate::{
    AccountAddress, CellId, DeviceKey, Height,
    state::{Device, DeviceRecord, Equipment, MAX_DEVICES_PER_ACCOUNT, ReadState, StateKey},
    transaction::{DeviceClaim, Rejection},
};

#[cfg(doc)]
use crate::state::Account;

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn claim_device(
        &mut self,
        sender: AccountAddress,
        claim: &DeviceClaim,
    ) -> Result<(), Stop<S::Error>> {
        let key = claim.device;
        if let Some(device) = self.state.get::<Device>(&StateKey::Device(key))? {
            return Err(Rejection::DeviceAlreadyClaimed {
                owner: device.owner,
            }
            .into());
        }
        let used = StateKey::UsedClaim(key, claim.nonce);
        if self.state.get::<Height>(&used)?.is_some() {
            return Err(Rejection::ClaimUsed.into());
        }
        let mut account = self.account(sender)?;
        if account.devices >= MAX_DEVICES_PER_ACCOUNT {
            return Err(Rejection::TooManyDevices.into());
        }
        let released = StateKey::ReleasedDevice(key);
        let record: Option<DeviceRecord> = self.state.get(&released)?;
        if record.is_some() {
            self.state.delete(&released);
        }
        let device = Device {
            owner: sender,
            index: account.devices,
            slot: account.slots,
            claimed_at: self.context.timestamp,
            cell: None,
            equipment: Equipment::default(),
            record: record.unwrap_or_default(),
        };
        self.state
            .put(&StateKey::OwnedDevice(sender, device.index), &key);
        self.state.put(&StateKey::Device(key), &device);
        self.state.put(&used, &self.context.height);
        account.devices = account.devices.saturating_add(1);
        account.slots = account
            .slots
            .checked_add(1)
            .ok_or(ExecuteError::OutOfBounds("an account's devices"))?;
        self.set_account(sender, &account);
        Ok(())
    }

    pub(super) fn assert_location(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
        cell: CellId,
    ) -> Result<(), Stop<S::Error>> {
        let mut device = self.own_device(sender, key)?;
        device.cell = Some(cell);
        self.state.put(&StateKey::Device(key), &device);
        Ok(())
    }

    pub(super) fn declare_equipment(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
        equipment: Equipment,
    ) -> Result<(), Stop<S::Error>> {
        let mut device = self.own_device(sender, key)?;
        device.equipment = equipment;
        self.state.put(&StateKey::Device(key), &device);
        Ok(())
    }

    pub(super) fn release_device(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
    ) -> Result<(), Stop<S::Error>> {
        let released = self.own_device(sender, key)?;
        let gap = released.index;
        let mut account = self.account(sender)?;
        let last = account
            .devices
            .checked_sub(1)
            .filter(|&last| gap <= last)
            .ok_or(ExecuteError::OutOfBounds("an account's devices"))?;
        if gap < last {
            let moved: DeviceKey = self.state.require(&StateKey::OwnedDevice(sender, last))?;
            let mut device: Device = self.state.require(&StateKey::Device(moved))?;
            device.index = gap;
            self.state.put(&StateKey::OwnedDevice(sender, gap), &moved);
            self.state.put(&StateKey::Device(moved), &device);
        }
        self.state.delete(&StateKey::OwnedDevice(sender, last));
        self.state.delete(&StateKey::Device(key));
        if released.record != DeviceRecord::default() {
            let record = &released.record;
            self.state.put(&StateKey::ReleasedDevice(key), record);
        }
        account.devices = last;
        self.set_account(sender, &account);
        Ok(())
    }

    /// Changes what is remembered of a device, whoever owns it by now.
    pub(super) fn remember(
        &mut self,
        key: DeviceKey,
        change: impl FnOnce(DeviceRecord) -> DeviceRecord,
    ) -> Result<(), ExecuteError<S::Error>> {
        let owned = StateKey::Device(key);
        if let Some(mut device) = self.state.get::<Device>(&owned)? {
            let record = change(device.record);
            if record != device.record {
                device.record = record;
                self.state.put(&owned, &device);
            }
            return Ok(());
        }
        let released = StateKey::ReleasedDevice(key);
        let before: DeviceRecord = self.state.get(&released)?.unwrap_or_default();
        let record = change(before);
        if record != before {
            self.state.put(&released, &record);
        }
        Ok(())
    }

    fn own_device(&self, sender: AccountAddress, key: DeviceKey) -> Result<Device, Stop<S::Error>> {
        let device: Device = self
            .state
            .get(&StateKey::Device(key))?
            .ok_or(Rejection::DeviceUnknown)?;
        if device.owner != sender {
            return Err(Rejection::NotTheOwner.into());
        }
        Ok(device)
    }
}
