//! Reads an account's statements: the whole chain, what is new in it, or those of some epochs.
//!
//! An account with very many devices has hundreds of thousands. Nothing here reads more of them than it
//! was asked for, and the links of the chain are read without what the statements say.

use super::{
    Store, StoreError,
    rows::{LinkRow, StatementRow, previous},
};
use crate::{Arrivals, Cursor, Statements, VerifiedStatement, core::KnownStatements};
use outpost_protocol::{AccountAddress, Epoch, statement::StatementId};
use sqlx::SqliteConnection;
use std::ops::RangeInclusive;

impl Store {
    /// An account's statements, from the newest back to where the first is missing.
    pub(crate) async fn statements(
        &mut self,
        address: AccountAddress,
    ) -> Result<Statements, StoreError> {
        let Some(account) = self.account(address).await? else {
            return Ok(Statements::default());
        };
        let all = Epoch(0)..=Epoch(i64::MAX.cast_unsigned());
        let all = self.statements_of(address, all, None).await?;
        Ok(Statements::chain(account.account.newest_statement, all))
    }

    /// Which statements of an account are stored.
    pub(crate) async fn known_statements(
        &mut self,
        address: AccountAddress,
    ) -> Result<KnownStatements, StoreError> {
        let account = address.0.to_vec();
        let rows = sqlx::query_as!(
            LinkRow,
            r#"SELECT epoch AS "epoch!", page AS "page!", previous
               FROM statements WHERE account = ? ORDER BY arrival"#,
            account,
        )
        .fetch_all(&mut self.connection)
        .await?;
        rows.into_iter().map(LinkRow::open).collect()
    }

    /// At most `limit` of an account's statements after `cursor`, in the order in which they came.
    pub(crate) async fn arrivals(
        &mut self,
        address: AccountAddress,
        cursor: Option<Cursor>,
        limit: u32,
    ) -> Result<Arrivals, StoreError> {
        let id = sqlx::query_scalar!("SELECT id FROM generation")
            .fetch_one(&mut self.connection)
            .await?;
        let store: [u8; 16] = id.try_into().map_err(|_| StoreError::Damaged)?;
        let known = match cursor.filter(|cursor| cursor.store == store) {
            Some(cursor) if self.has_arrived(address, cursor.last).await? => Some(cursor),
            _ => None,
        };
        let last = known.and_then(|cursor| cursor.last);
        let from = last.map_or(0, |(arrival, _)| arrival);
        let statements = self.statements_after(address, from, limit).await?;
        if !statements.is_empty() {
            // A commit may be lost with the power until a checkpoint; what the reader makes of these
            // rows must not outlive them.
            sqlx::query("PRAGMA wal_checkpoint")
                .execute(&mut self.connection)
                .await?;
        }
        let read = u64::try_from(statements.len()).unwrap_or(u64::MAX);
        let newest = statements.last().map(|verified| verified.statement.id);
        Ok(Arrivals {
            are_first: known.is_none(),
            cursor: Cursor {
                store,
                last: newest.map(|id| (from.saturating_add(read), id)).or(last),
            },
            statements,
        })
    }

    /// Whether the last statement that a reader read is the one that has its number here.
    async fn has_arrived(
        &mut self,
        address: AccountAddress,
        last: Option<(u64, StatementId)>,
    ) -> Result<bool, StoreError> {
        let Some((arrival, id)) = last else {
            return Ok(true);
        };
        let (account, arrival) = (address.0.to_vec(), arrival.cast_signed());
        let row = sqlx::query_as!(
            LinkRow,
            r#"SELECT epoch AS "epoch!", page AS "page!", previous
               FROM statements WHERE account = ? AND arrival = ?"#,
            account,
            arrival,
        )
        .fetch_optional(&mut self.connection)
        .await?;
        let found = row.map(LinkRow::open).transpose()?;
        Ok(found.is_some_and(|(found, _)| found == id))
    }

    async fn statements_after(
        &mut self,
        address: AccountAddress,
        arrival: u64,
        limit: u32,
    ) -> Result<Vec<VerifiedStatement>, StoreError> {
        let (account, arrival) = (address.0.to_vec(), arrival.cast_signed());
        let rows = sqlx::query_as!(
            StatementRow,
            r#"SELECT account AS "account!", epoch AS "epoch!", page AS "page!", height,
                      header_time, agreeing_peers, content, seal
               FROM statements WHERE account = ? AND arrival > ? ORDER BY arrival LIMIT ?"#,
            account,
            arrival,
            limit,
        )
        .fetch_all(&mut self.connection)
        .await?;
        rows.into_iter().map(StatementRow::open).collect()
    }

    /// An account's statements of some epochs, newest epoch first and by page within one; where `page` is
    /// given, only those of that page.
    pub(crate) async fn statements_of(
        &mut self,
        address: AccountAddress,
        epochs: RangeInclusive<Epoch>,
        page: Option<u32>,
    ) -> Result<Vec<VerifiedStatement>, StoreError> {
        let account = address.0.to_vec();
        let (first, last) = (epochs.start().0.cast_signed(), epochs.end().0.cast_signed());
        let rows = match page {
            Some(page) => {
                sqlx::query_as!(
                    StatementRow,
                    r#"SELECT account AS "account!", epoch AS "epoch!", page AS "page!", height,
                              header_time, agreeing_peers, content, seal
                       FROM statements WHERE account = ? AND page = ? AND epoch BETWEEN ? AND ?
                       ORDER BY epoch DESC"#,
                    account,
                    page,
                    first,
                    last,
                )
                .fetch_all(&mut self.connection)
                .await?
            }
            None => {
                sqlx::query_as!(
                    StatementRow,
                    "SELECT account, epoch, page, height, header_time, agreeing_peers, content, seal
                     FROM statements WHERE account = ? AND epoch BETWEEN ? AND ?
                     ORDER BY epoch DESC, page",
                    account,
                    first,
                    last,
                )
                .fetch_all(&mut self.connection)
                .await?
            }
        };
        rows.into_iter().map(StatementRow::open).collect()
    }
}

/// Stores a statement after all that came before it; one that is there stays as it is.
pub(super) async fn put_statement(
    connection: &mut SqliteConnection,
    statement: &VerifiedStatement,
) -> Result<(), StoreError> {
    let row = StatementRow::seal(statement);
    let previous = previous(&statement.statement);
    sqlx::query!(
        "INSERT INTO statements
             (account, epoch, page, height, header_time, agreeing_peers, content, seal, previous, arrival)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
             1 + (SELECT COALESCE(MAX(arrival), 0) FROM statements WHERE account = ?1))
         ON CONFLICT (account, epoch, page) DO NOTHING",
        row.account,
        row.epoch,
        row.page,
        row.height,
        row.header_time,
        row.agreeing_peers,
        row.content,
        row.seal,
        previous,
    )
    .execute(connection)
    .await?;
    Ok(())
}
