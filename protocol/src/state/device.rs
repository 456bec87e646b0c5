//! Says what is kept of a device: whose it is, what its owner says of it, and what the rules remember.

use super::SLOTS_PER_SHEET;
use crate::{
    AccountAddress, CellId, Epoch, Hash, Timestamp, resources::storage::Sectors, seal::Seal,
    statement::StatementId,
};
use borsh::{BorshDeserialize, BorshSerialize};

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

#[cfg(test)]
mod tests {
    use super::*;

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
