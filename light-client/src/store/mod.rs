//! Keeps what was verified, in SQLite, through kills and crashes.
//!
//! One connection, which is the one writer. WAL mode: a kill at any instant leaves what was
//! committed. Nothing in here is irreplaceable, so a damaged file is moved aside and filled again
//! from peers ([`open`](Store::open)); a file of another network is refused and left alone.
//!
//! Queries are checked at compile time against `.sqlx/`, which `cargo xtask prepare-sql` renews from
//! `migrations/`.

mod error;
mod open;
mod rows;
mod statements;
#[cfg(test)]
mod tests;

pub use error::StoreError;
pub(crate) use open::Opened;

use crate::{VerifiedAccount, VerifiedAt, core::Write};
use outpost_protocol::{AccountAddress, CertifiedHeader, hash::encode};
use rows::AccountRow;
use sqlx::{Connection, SqliteConnection};
use statements::put_statement;
use std::path::PathBuf;

/// The database of one network.
#[derive(Debug)]
pub(crate) struct Store {
    connection: SqliteConnection,
    path: PathBuf,
}

impl Store {
    /// Where it is.
    pub(crate) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Stores all of `writes`, or nothing.
    pub(crate) async fn apply(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        let mut transaction = self.connection.begin().await?;
        for write in writes {
            match write {
                Write::Tip(header) => put_tip(&mut transaction, header.certified()).await?,
                Write::Account(account) => put_account(&mut transaction, &account).await?,
                Write::Confirmed { address, at } => {
                    if let Some(mut account) = get_account(&mut transaction, address).await? {
                        account.at = at;
                        put_account(&mut transaction, &account).await?;
                    }
                }
                Write::Statement(statement) => put_statement(&mut transaction, &statement).await?,
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The newest header, to be verified again.
    pub(crate) async fn tip(&mut self) -> Result<Option<CertifiedHeader>, StoreError> {
        let row = sqlx::query!("SELECT certified_header FROM tip")
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(|row| {
            CertifiedHeader::decode(&row.certified_header).map_err(|_| StoreError::Damaged)
        })
        .transpose()
    }

    /// An account as it was last verified.
    pub(crate) async fn account(
        &mut self,
        address: AccountAddress,
    ) -> Result<Option<VerifiedAccount>, StoreError> {
        get_account(&mut self.connection, address).await
    }

    /// Closes the database, so that all of it is in the one file.
    pub(crate) async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }
}

async fn put_tip(
    connection: &mut SqliteConnection,
    certified: &CertifiedHeader,
) -> Result<(), StoreError> {
    let height = certified.header.height.0.cast_signed();
    let encoded = encode(certified);
    sqlx::query!(
        "INSERT INTO tip (one, height, certified_header) VALUES (1, ?, ?)
         ON CONFLICT (one) DO UPDATE
         SET height = excluded.height, certified_header = excluded.certified_header
         WHERE excluded.height > tip.height",
        height,
        encoded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn get_account(
    connection: &mut SqliteConnection,
    address: AccountAddress,
) -> Result<Option<VerifiedAccount>, StoreError> {
    let address = address.0.to_vec();
    let row = sqlx::query_as!(
        AccountRow,
        "SELECT address, height, header_time, agreeing_peers, content, seal
         FROM accounts WHERE address = ?",
        address,
    )
    .fetch_optional(connection)
    .await?;
    row.map(AccountRow::open).transpose()
}

async fn put_account(
    connection: &mut SqliteConnection,
    account: &VerifiedAccount,
) -> Result<(), StoreError> {
    let row = AccountRow::seal(account);
    sqlx::query!(
        "INSERT INTO accounts (address, height, header_time, agreeing_peers, content, seal)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (address) DO UPDATE
         SET height = excluded.height, header_time = excluded.header_time,
             agreeing_peers = excluded.agreeing_peers, content = excluded.content,
             seal = excluded.seal
         WHERE excluded.height >= accounts.height",
        row.address,
        row.height,
        row.header_time,
        row.agreeing_peers,
        row.content,
        row.seal,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The header that a row was proven against.
fn at(height: i64, header_time: i64, agreeing_peers: i64) -> Result<VerifiedAt, StoreError> {
    Ok(VerifiedAt {
        height: outpost_protocol::Height(height.cast_unsigned()),
        header_time: outpost_protocol::Timestamp(header_time.cast_unsigned()),
        agreeing_peers: u32::try_from(agreeing_peers).map_err(|_| StoreError::Damaged)?,
    })
}
