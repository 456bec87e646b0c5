//! Turns verified values into rows and back; a row that was changed on the disk is found out.

use super::{StoreError, at};
use crate::{VerifiedAccount, VerifiedStatement};
use outpost_protocol::{
    AccountAddress, DeviceKey, Epoch, Hash,
    genesis::Parameters,
    hash::encode,
    state::{Account, Device},
    statement::{Statement, StatementId},
};

/// A row of `accounts`.
pub(super) struct AccountRow {
    pub(super) address: Vec<u8>,
    pub(super) height: i64,
    pub(super) header_time: i64,
    pub(super) agreeing_peers: i64,
    pub(super) content: Vec<u8>,
    pub(super) seal: Vec<u8>,
}

/// What a row of `statements` says.
pub(super) struct StatementRow {
    pub(super) account: Vec<u8>,
    pub(super) epoch: i64,
    pub(super) page: i64,
    pub(super) height: i64,
    pub(super) header_time: i64,
    pub(super) agreeing_peers: i64,
    pub(super) content: Vec<u8>,
    pub(super) seal: Vec<u8>,
}

impl AccountRow {
    pub(super) fn seal(verified: &VerifiedAccount) -> Self {
        let mut row = Self {
            address: verified.address.0.to_vec(),
            height: verified.at.height.0.cast_signed(),
            header_time: verified.at.header_time.0.cast_signed(),
            agreeing_peers: verified.at.agreeing_peers.into(),
            content: encode(&(&verified.account, &verified.parameters, &verified.devices)),
            seal: Vec::new(),
        };
        row.seal = row.expected_seal();
        row
    }

    pub(super) fn open(self) -> Result<VerifiedAccount, StoreError> {
        if self.seal != self.expected_seal() {
            return Err(StoreError::Damaged);
        }
        let (account, parameters, devices): (Account, Parameters, Vec<(DeviceKey, Device)>) =
            borsh::from_slice(&self.content).map_err(|_| StoreError::Damaged)?;
        let address = self.address.try_into().map_err(|_| StoreError::Damaged)?;
        Ok(VerifiedAccount {
            address: AccountAddress(address),
            account,
            parameters,
            devices,
            at: at(self.height, self.header_time, self.agreeing_peers)?,
        })
    }

    fn expected_seal(&self) -> Vec<u8> {
        let content = (
            &self.address,
            self.height,
            self.header_time,
            self.agreeing_peers,
            &self.content,
        );
        Hash::of_encoded("outpost stored account 1", &content)
            .0
            .to_vec()
    }
}

impl StatementRow {
    pub(super) fn seal(verified: &VerifiedStatement) -> Self {
        let mut row = Self {
            account: verified.statement.account.0.to_vec(),
            epoch: verified.statement.id.epoch.0.cast_signed(),
            page: verified.statement.id.page.into(),
            height: verified.at.height.0.cast_signed(),
            header_time: verified.at.header_time.0.cast_signed(),
            agreeing_peers: verified.at.agreeing_peers.into(),
            content: encode(&verified.statement),
            seal: Vec::new(),
        };
        row.seal = row.expected_seal();
        row
    }

    pub(super) fn open(self) -> Result<VerifiedStatement, StoreError> {
        if self.seal != self.expected_seal() {
            return Err(StoreError::Damaged);
        }
        let statement: Statement =
            borsh::from_slice(&self.content).map_err(|_| StoreError::Damaged)?;
        Ok(VerifiedStatement {
            statement,
            at: at(self.height, self.header_time, self.agreeing_peers)?,
        })
    }

    fn expected_seal(&self) -> Vec<u8> {
        let content = (
            &self.account,
            self.epoch,
            self.page,
            self.height,
            self.header_time,
            self.agreeing_peers,
            &self.content,
        );
        Hash::of_encoded("outpost stored statement 2", &content)
            .0
            .to_vec()
    }
}

/// A link of an account's chain, as the columns beside a statement have it.
pub(super) struct LinkRow {
    pub(super) epoch: i64,
    pub(super) page: i64,
    pub(super) previous: Vec<u8>,
}

impl LinkRow {
    pub(super) fn open(self) -> Result<(StatementId, Option<StatementId>), StoreError> {
        let id = StatementId {
            epoch: Epoch(self.epoch.cast_unsigned()),
            page: u32::try_from(self.page).map_err(|_| StoreError::Damaged)?,
        };
        let previous = match self.previous.as_slice() {
            [] => None,
            encoded => Some(borsh::from_slice(encoded).map_err(|_| StoreError::Damaged)?),
        };
        Ok((id, previous))
    }
}

/// The column `previous` of a statement.
pub(super) fn previous(statement: &Statement) -> Vec<u8> {
    statement.previous.as_ref().map(encode).unwrap_or_default()
}
