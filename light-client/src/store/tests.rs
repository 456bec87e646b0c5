//! Proves that what was verified survives, and that damage never shows as a number.

use super::{Opened, Store, StoreError};
use crate::{Arrivals, VerifiedAccount, VerifiedAt, VerifiedStatement, core::Write};
use outpost_protocol::{
    AccountAddress, Amount, Epoch, Height, NetworkId, Timestamp,
    economy::Economy,
    genesis::Parameters,
    state::Account,
    statement::{Statement, StatementId},
};
use proptest::prelude::*;
use sqlx::Connection as _;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

const NETWORK: NetworkId = NetworkId([5; 32]);
const OWNER: AccountAddress = AccountAddress([1; 32]);

fn account(height: u64, balance: u128) -> VerifiedAccount {
    VerifiedAccount {
        address: OWNER,
        account: Account {
            balance: Amount::from_units(balance),
            newest_statement: Some(id(4, 0)),
            ..Account::default()
        },
        parameters: Parameters {
            genesis_time: Timestamp(0),
            epoch_ms: 60_000,
            report_window_ms: 15_000,
            audit_window_ms: 10_000,
            answer_window_ms: 10_000,
            minimum_fee: Amount::ZERO,
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            reading_interval_ms: 1_000,
            cell_capacity: 1,
            economy: Economy {
                stale_after: 10,
                sector_price: 1,
                fuel_price: 1,
                ..Economy::PRACTICE
            },
        },
        devices: Vec::new(),
        at: at(height),
    }
}

fn at(height: u64) -> VerifiedAt {
    VerifiedAt {
        height: Height(height),
        header_time: Timestamp(height * 1_000),
        agreeing_peers: 3,
    }
}

fn id(epoch: u64, page: u32) -> StatementId {
    StatementId {
        epoch: Epoch(epoch),
        page,
    }
}

fn statement(epoch: u64, previous: Option<u64>) -> Write {
    paged(id(epoch, 0), previous.map(|epoch| id(epoch, 0)))
}

fn paged(id: StatementId, previous: Option<StatementId>) -> Write {
    let statement = Statement {
        account: OWNER,
        id,
        previous,
        lines: Vec::new(),
        total: Amount::from_units(u128::MAX),
    };
    Write::Statement(Box::new(VerifiedStatement {
        statement,
        at: at(9),
    }))
}

fn put(account: &VerifiedAccount) -> Write {
    Write::Account(Box::new(account.clone()))
}

struct Fixture {
    folder: TempDir,
}

impl Fixture {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("light.db")
    }

    async fn open(&self) -> (Store, Opened) {
        Store::open(self.path(), NETWORK).await.unwrap()
    }

    /// A database with an account, closed.
    async fn filled(&self) {
        let (mut store, _) = self.open().await;
        let writes = vec![put(&account(10, 500)), statement(4, Some(2))];
        store.apply(writes).await.unwrap();
        store.close().await.unwrap();
    }
}

/// Damages a filled database, then opens it: it must be moved aside as it was found, and be empty.
async fn check_rebuilt(damage: impl FnOnce(&mut Vec<u8>)) {
    let fixture = Fixture::new();
    fixture.filled().await;
    let mut bytes = fs::read(fixture.path()).unwrap();
    damage(&mut bytes);
    fs::write(fixture.path(), &bytes).unwrap();
    let (mut store, opened) = fixture.open().await;
    let Opened::Rebuilt(moved_to) = opened else {
        panic!("the damage was not noticed");
    };
    assert_eq!(fs::read(moved_to).unwrap(), bytes);
    assert_eq!(store.account(OWNER).await.unwrap(), None);
    store.apply(vec![put(&account(11, 600))]).await.unwrap();
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let (mut store, opened) = fixture.open().await;
    assert_eq!(opened, Opened::Sound);
    assert_eq!(store.account(OWNER).await.unwrap(), Some(account(10, 500)));
}

#[tokio::test]
async fn what_was_committed_survives_a_kill() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    store.apply(vec![put(&account(10, 500))]).await.unwrap();
    // A killed process leaves the file and its log as they are at that instant.
    let copy = Fixture::new();
    for suffix in ["", "-wal"] {
        let name = format!("light.db{suffix}");
        fs::copy(
            fixture.folder.path().join(&name),
            copy.folder.path().join(&name),
        )
        .unwrap();
    }
    let (mut store, opened) = copy.open().await;
    assert_eq!(opened, Opened::Sound);
    assert_eq!(store.account(OWNER).await.unwrap(), Some(account(10, 500)));
}

#[tokio::test]
async fn a_log_that_was_cut_off_anywhere_leaves_a_sound_database() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    for height in 1..20 {
        store
            .apply(vec![put(&account(height, height.into()))])
            .await
            .unwrap();
    }
    let database = fs::read(fixture.path()).unwrap();
    let log = fs::read(fixture.folder.path().join("light.db-wal")).unwrap();
    for part in 1..8 {
        let copy = Fixture::new();
        fs::write(copy.path(), &database).unwrap();
        let cut = &log[..log.len() * part / 8];
        fs::write(copy.folder.path().join("light.db-wal"), cut).unwrap();
        let (mut store, opened) = copy.open().await;
        assert_eq!(opened, Opened::Sound);
        if let Some(found) = store.account(OWNER).await.unwrap() {
            let height = found.at.height.0;
            assert_eq!(found, account(height, height.into()));
        }
    }
}

#[tokio::test]
async fn an_account_never_goes_back_to_an_older_block() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    let writes = vec![put(&account(10, 500)), put(&account(9, 400))];
    store.apply(writes).await.unwrap();
    assert_eq!(store.account(OWNER).await.unwrap(), Some(account(10, 500)));
}

#[tokio::test]
async fn a_confirmed_account_keeps_its_content() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    let confirmed = Write::Confirmed {
        address: OWNER,
        at: at(12),
    };
    let writes = vec![put(&account(10, 500)), confirmed];
    store.apply(writes).await.unwrap();
    assert_eq!(store.account(OWNER).await.unwrap(), Some(account(12, 500)));
}

#[tokio::test]
async fn statements_are_complete_only_once_the_chain_has_no_gap() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let (mut store, _) = fixture.open().await;
    store.apply(vec![statement(1, None)]).await.unwrap();
    let statements = store.statements(OWNER).await.unwrap();
    assert!(!statements.complete);
    assert_eq!(statements.newest_first.len(), 1);
    store.apply(vec![statement(2, Some(1))]).await.unwrap();
    let statements = store.statements(OWNER).await.unwrap();
    assert!(statements.complete);
    let epochs: Vec<u64> = statements
        .newest_first
        .iter()
        .map(|verified| verified.statement.id.epoch.0)
        .collect();
    assert_eq!(epochs, [4, 2, 1]);
}

#[tokio::test]
async fn an_epochs_pages_are_given_in_the_order_of_their_chain() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    let chain = [id(4, 0), id(4, 7), id(4, 2), id(3, 1)];
    let previous = chain.iter().skip(1).copied().map(Some).chain([None]);
    let statements = chain
        .iter()
        .zip(previous)
        .map(|(id, previous)| paged(*id, previous));
    let writes = std::iter::once(put(&account(10, 500))).chain(statements);
    store.apply(writes.collect()).await.unwrap();
    let statements = store.statements(OWNER).await.unwrap();
    assert!(statements.complete);
    let found: Vec<StatementId> = statements
        .newest_first
        .iter()
        .map(|verified| verified.statement.id)
        .collect();
    assert_eq!(found, chain);
}

#[tokio::test]
async fn a_reader_goes_on_where_it_stopped_whatever_the_order_of_the_epochs() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let (mut store, _) = fixture.open().await;
    let epochs = |arrivals: &Arrivals| -> Vec<u64> {
        let statements = arrivals.statements.iter();
        statements
            .map(|verified| verified.statement.id.epoch.0)
            .collect()
    };
    let first = store.arrivals(OWNER, None, 10).await.unwrap();
    assert!(first.are_first);
    assert_eq!(epochs(&first), [4]);

    let writes = vec![statement(2, Some(1)), statement(9, Some(4))];
    store.apply(writes).await.unwrap();
    // One that is there already has arrived already.
    store.apply(vec![statement(4, Some(2))]).await.unwrap();
    let second = store.arrivals(OWNER, Some(first.cursor), 1).await.unwrap();
    assert!(!second.are_first);
    assert_eq!(epochs(&second), [2]);
    let third = store
        .arrivals(OWNER, Some(second.cursor), 10)
        .await
        .unwrap();
    assert_eq!(epochs(&third), [9]);
    let none = store.arrivals(OWNER, Some(third.cursor), 10).await.unwrap();
    assert_eq!(none.cursor, third.cursor);
    assert_eq!(epochs(&none), [0u64; 0]);
}

#[tokio::test]
async fn a_reader_of_a_database_that_was_replaced_begins_anew() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let (mut store, _) = fixture.open().await;
    let before = store.arrivals(OWNER, None, 10).await.unwrap();
    let replaced = Fixture::new();
    replaced.filled().await;
    let (mut store, _) = replaced.open().await;
    let after = store
        .arrivals(OWNER, Some(before.cursor), 10)
        .await
        .unwrap();
    assert!(after.are_first);
    assert_eq!(after.statements, before.statements);
}

#[tokio::test]
async fn a_reader_of_a_database_that_lost_its_last_commits_begins_anew() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let (mut store, _) = fixture.open().await;
    let lost = vec![statement(9, Some(4))];
    store.apply(lost).await.unwrap();
    let before = store.arrivals(OWNER, None, 10).await.unwrap();
    sqlx::query("DELETE FROM statements WHERE arrival = 2")
        .execute(&mut store.connection)
        .await
        .unwrap();
    let shorter = store
        .arrivals(OWNER, Some(before.cursor), 10)
        .await
        .unwrap();
    assert!(shorter.are_first);
    assert_eq!(shorter.statements.len(), 1);

    // Another statement has the number of the one that was lost.
    let other = vec![statement(2, Some(1)), statement(9, Some(4))];
    store.apply(other).await.unwrap();
    let after = store
        .arrivals(OWNER, Some(before.cursor), 10)
        .await
        .unwrap();
    assert!(after.are_first);
    assert_eq!(after.statements.len(), 3);
}

#[tokio::test]
async fn statements_that_were_handed_out_outlive_the_log() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    store.apply(vec![statement(4, Some(2))]).await.unwrap();
    let before = store.arrivals(OWNER, None, 10).await.unwrap();
    let without_log = Fixture::new();
    fs::copy(fixture.path(), without_log.path()).unwrap();
    let (mut store, _) = without_log.open().await;
    let after = store.arrivals(OWNER, None, 10).await.unwrap();
    assert_eq!(after, before);
}

#[tokio::test]
async fn statements_can_be_read_by_epoch_and_by_page() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    let ids = [id(3, 0), id(3, 7), id(4, 0), id(4, 7), id(5, 0)];
    let writes = ids.iter().map(|id| paged(*id, None)).collect();
    store.apply(writes).await.unwrap();
    let found = async |store: &mut Store, epochs, page| -> Vec<StatementId> {
        let found = store.statements_of(OWNER, epochs, page).await.unwrap();
        found.iter().map(|verified| verified.statement.id).collect()
    };
    let some = Epoch(3)..=Epoch(4);
    assert_eq!(
        found(&mut store, some.clone(), None).await,
        [id(4, 0), id(4, 7), id(3, 0), id(3, 7)]
    );
    assert_eq!(found(&mut store, some, Some(7)).await, [id(4, 7), id(3, 7)]);
}

#[tokio::test]
async fn statements_of_a_database_of_an_older_version_keep_their_chain() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    let writes = vec![
        put(&account(10, 500)),
        statement(4, Some(2)),
        statement(2, None),
    ];
    store.apply(writes).await.unwrap();
    let expected = store.known_statements(OWNER).await.unwrap();
    // As the version before left it.
    for change in [
        "DROP TABLE generation",
        "DROP INDEX statements_by_arrival",
        "DROP INDEX statements_by_page",
        "ALTER TABLE statements DROP COLUMN previous",
        "ALTER TABLE statements DROP COLUMN arrival",
        "DELETE FROM _sqlx_migrations WHERE version = 3",
    ] {
        sqlx::query(change)
            .execute(&mut store.connection)
            .await
            .unwrap();
    }
    store.close().await.unwrap();
    let (mut store, opened) = fixture.open().await;
    assert_eq!(opened, Opened::Sound);
    assert_eq!(store.known_statements(OWNER).await.unwrap(), expected);
    let arrivals = store.arrivals(OWNER, None, 10).await.unwrap();
    assert_eq!(arrivals.statements.len(), 2);
}

#[tokio::test]
async fn a_database_of_another_network_is_refused_and_left_alone() {
    let fixture = Fixture::new();
    fixture.filled().await;
    let before = fs::read(fixture.path()).unwrap();
    let result = Store::open(fixture.path(), NetworkId([6; 32])).await;
    assert!(matches!(result, Err(StoreError::OtherNetwork(_))));
    assert_eq!(fs::read(fixture.path()).unwrap(), before);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', TRUE, x'00', 0)",
    )
    .execute(&mut store.connection)
    .await
    .unwrap();
    store.close().await.unwrap();
    let result = Store::open(fixture.path(), NETWORK).await;
    assert!(matches!(result, Err(StoreError::TooNew(_))));
}

#[tokio::test]
async fn a_truncated_database_is_moved_aside_and_rebuilt() {
    check_rebuilt(|bytes| bytes.truncate(bytes.len() / 2 + 100)).await;
}

#[tokio::test]
async fn a_database_that_is_garbage_is_moved_aside_and_rebuilt() {
    check_rebuilt(|bytes| bytes.fill(0xa5)).await;
}

#[tokio::test]
async fn a_database_with_pages_overwritten_is_moved_aside_and_rebuilt() {
    check_rebuilt(|bytes| bytes[4_096..12_288].fill(0xa5)).await;
}

#[tokio::test]
async fn a_balance_that_was_changed_on_the_disk_is_not_believed() {
    let fixture = Fixture::new();
    let (mut store, _) = fixture.open().await;
    store.apply(vec![put(&account(10, 500))]).await.unwrap();
    sqlx::query("UPDATE accounts SET content = CAST(x'ff' || substr(content, 2) AS BLOB)")
        .execute(&mut store.connection)
        .await
        .unwrap();
    let error = store.account(OWNER).await.unwrap_err();
    assert!(error.is_damage());
}

#[tokio::test]
async fn several_damaged_files_are_all_kept() {
    let fixture = Fixture::new();
    for number in 1..4 {
        fs::write(fixture.path(), vec![number; 5_000]).unwrap();
        let (store, opened) = fixture.open().await;
        store.connection.close().await.unwrap();
        let kept = fixture
            .folder
            .path()
            .join(format!("light.db.damaged-{number}"));
        assert_eq!(opened, Opened::Rebuilt(kept));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_file_damaged_anywhere_never_shows_a_wrong_balance(
        position in 0usize..40_000,
        damage in proptest::collection::vec(any::<u8>(), 1..64),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let fixture = Fixture::new();
            fixture.filled().await;
            let mut bytes = fs::read(fixture.path()).unwrap();
            let position = position % bytes.len();
            for (byte, value) in bytes[position..].iter_mut().zip(&damage) {
                *byte = *value;
            }
            fs::write(fixture.path(), &bytes).unwrap();
            if let Ok((mut store, _)) = Store::open(fixture.path(), NETWORK).await
                && let Ok(Some(found)) = store.account(OWNER).await
            {
                assert_eq!(found, account(10, 500));
            }
        });
    }
}
