//! Checks that an account is whole: as many devices as it counts, and its newest statements.

use super::{VerifiedHeader, VerifyError, proof::ProvenReader, read_statement};
use outpost_protocol::{
    AccountAddress, DeviceKey,
    genesis::Parameters,
    state::{Account, Device, StateKey},
    statement::Statement,
    wire::{ProvenEntry, Request},
};

/// What was asked about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AccountRequest {
    pub(crate) address: AccountAddress,
    /// At most so many devices.
    pub(crate) devices: u16,
    /// At most so many statements.
    pub(crate) statements: u16,
}

/// An account's values, proven at one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProvenAccount {
    pub(crate) parameters: Parameters,
    pub(crate) account: Account,
    pub(crate) devices: Vec<(DeviceKey, Device)>,
    /// Newest first.
    pub(crate) statements: Vec<Statement>,
}

impl AccountRequest {
    pub(crate) fn to_wire(self) -> Request {
        Request::Account {
            address: self.address,
            devices: self.devices,
            statements: self.statements,
        }
    }
}

/// Checks an answer to `asked`. Which entries it must have follows from the values in it: the count
/// of devices says how many, and each statement names the one before it.
pub(crate) fn verify_account(
    header: &VerifiedHeader,
    asked: AccountRequest,
    entries: Vec<ProvenEntry>,
) -> Result<ProvenAccount, VerifyError> {
    let mut reader = ProvenReader::new(header, entries);
    let parameters = reader
        .decoded(&StateKey::Parameters)?
        .ok_or(VerifyError::NotUnderstood)?;
    let account: Account = reader
        .decoded(&StateKey::Account(asked.address))?
        .unwrap_or_default();
    let mut devices = Vec::new();
    for index in 0..account.devices.min(asked.devices.into()) {
        devices.push(read_device(&mut reader, asked.address, index)?);
    }
    let mut statements = Vec::new();
    let mut next = account.newest_statement;
    while let Some(id) = next
        && statements.len() < usize::from(asked.statements)
    {
        let key = StateKey::Statement(asked.address, id);
        let value = reader.value(&key)?.ok_or(VerifyError::NotUnderstood)?;
        let statement = read_statement(asked.address, id, &value)?;
        next = statement.previous;
        statements.push(statement);
    }
    reader.finish()?;
    Ok(ProvenAccount {
        parameters,
        account,
        devices,
        statements,
    })
}

fn read_device(
    reader: &mut ProvenReader<'_>,
    owner: AccountAddress,
    index: u32,
) -> Result<(DeviceKey, Device), VerifyError> {
    let key: DeviceKey = reader
        .decoded(&StateKey::OwnedDevice(owner, index))?
        .ok_or(VerifyError::NotUnderstood)?;
    let device: Device = reader
        .decoded(&StateKey::Device(key))?
        .ok_or(VerifyError::NotUnderstood)?;
    if device.owner != owner || device.index != index {
        return Err(VerifyError::NotUnderstood);
    }
    Ok((key, device))
}
