//! Executes claims, locations, releases and hand-overs of devices.
//!
//! An account's devices are a list without gaps: the keys at 0 to below [`Account::devices`], each
//! device knowing its index, so that "these are all" can be proven. A release moves the last device
//! into the gap.
//!
//! A device agrees to an owner by signing a claim. Each claim works once: else whoever owned the
//! device before could take it again the moment it is released.
//!
//! A device goes from one owner to another in two steps: the owner offers it to an account, which takes it
//! over. So nobody has devices that they did not ask for, which would fill their list. A device that was
//! taken over is as if claimed anew: what its former owner said of its place and equipment is gone.
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
        let released = StateKey::ReleasedDevice(key);
        let record: Option<DeviceRecord> = self.state.get(&released)?;
        self.enlist(sender, key, record.unwrap_or_default())?;
        if record.is_some() {
            self.state.delete(&released);
        }
        self.state.put(&used, &self.context.height);
        Ok(())
    }

    pub(super) fn offer_device(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
        to: Option<AccountAddress>,
    ) -> Result<(), Stop<S::Error>> {
        self.own_device(sender, key)?;
        match to {
            Some(to) if to == sender => return Err(Rejection::Nothing.into()),
            Some(to) => self.state.put(&StateKey::OfferedDevice(key), &to),
            None => self.state.delete(&StateKey::OfferedDevice(key)),
        }
        Ok(())
    }

    pub(super) fn accept_device(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
    ) -> Result<(), Stop<S::Error>> {
        let offered: Option<AccountAddress> = self.state.get(&StateKey::OfferedDevice(key))?;
        if offered != Some(sender) {
            return Err(Rejection::NotOffered.into());
        }
        let device: Device = self
            .state
            .get(&StateKey::Device(key))?
            .ok_or(Rejection::DeviceUnknown)?;
        self.strike_off(&device, key)?;
        self.enlist(sender, key, device.record)
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
        self.strike_off(&released, key)?;
        if released.record != DeviceRecord::default() {
            let record = &released.record;
            self.state.put(&StateKey::ReleasedDevice(key), record);
        }
        Ok(())
    }

    /// Puts a device that is nobody's at the end of an account's list.
    fn enlist(
        &mut self,
        owner: AccountAddress,
        key: DeviceKey,
        record: DeviceRecord,
    ) -> Result<(), Stop<S::Error>> {
        let mut account = self.account(owner)?;
        if account.devices >= MAX_DEVICES_PER_ACCOUNT {
            return Err(Rejection::TooManyDevices.into());
        }
        let device = Device {
            owner,
            index: account.devices,
            slot: account.slots,
            claimed_at: self.context.timestamp,
            cell: None,
            equipment: Equipment::default(),
            record,
        };
        self.state
            .put(&StateKey::OwnedDevice(owner, device.index), &key);
        self.state.put(&StateKey::Device(key), &device);
        account.devices = account.devices.saturating_add(1);
        account.slots = account
            .slots
            .checked_add(1)
            .ok_or(ExecuteError::OutOfBounds("an account's devices"))?;
        self.set_account(owner, &account);
        Ok(())
    }

    /// Takes a device off its owner's list, and with it any offer of it.
    fn strike_off(&mut self, device: &Device, key: DeviceKey) -> Result<(), Stop<S::Error>> {
        let (owner, gap) = (device.owner, device.index);
        let mut account = self.account(owner)?;
        let last = account
            .devices
            .checked_sub(1)
            .filter(|&last| gap <= last)
            .ok_or(ExecuteError::OutOfBounds("an account's devices"))?;
        if gap < last {
            let moved: DeviceKey = self.state.require(&StateKey::OwnedDevice(owner, last))?;
            let mut device: Device = self.state.require(&StateKey::Device(moved))?;
            device.index = gap;
            self.state.put(&StateKey::OwnedDevice(owner, gap), &moved);
            self.state.put(&StateKey::Device(moved), &device);
        }
        self.state.delete(&StateKey::OwnedDevice(owner, last));
        self.state.delete(&StateKey::Device(key));
        let offered = StateKey::OfferedDevice(key);
        if self.state.get::<AccountAddress>(&offered)?.is_some() {
            self.state.delete(&offered);
        }
        account.devices = last;
        self.set_account(owner, &account);
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
