//! Opens the database: makes it, brings it up to date, or moves a damaged one aside.

use super::{Store, StoreError};
use outpost_protocol::NetworkId;
use sqlx::{
    Connection, SqliteConnection,
    migrate::MigrateError,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long to wait for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Prepared statements to keep: there are about ten.
const STATEMENT_CACHE: usize = 16;
/// SQLite's page cache, in KiB (negative by its convention).
const CACHE_KIB: &str = "-512";

/// How the database was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// Sound, or new.
    Sound,
    /// Damaged: what was there is now here.
    Rebuilt(PathBuf),
}

impl Store {
    /// Opens the database of `network` at `path`, makes it if there is none, and starts anew if it
    /// is damaged.
    pub(crate) async fn open(
        path: PathBuf,
        network: NetworkId,
    ) -> Result<(Self, Opened), StoreError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| io_error(folder, source))?;
        }
        match Self::open_sound(path.clone(), network).await {
            Ok(store) => Ok((store, Opened::Sound)),
            Err(error) if error.is_damage() => Self::rebuild(path, network).await,
            Err(error) => Err(error),
        }
    }

    /// Moves the file at `path` aside and starts anew.
    pub(crate) async fn rebuild(
        path: PathBuf,
        network: NetworkId,
    ) -> Result<(Self, Opened), StoreError> {
        let moved_to = move_aside(&path)?;
        let store = Self::open_sound(path, network).await?;
        Ok((store, Opened::Rebuilt(moved_to)))
    }

    async fn open_sound(path: PathBuf, network: NetworkId) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(STATEMENT_CACHE)
            .pragma("cache_size", CACHE_KIB);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        check_pages(&mut connection).await?;
        migrate(&mut connection, path.clone()).await?;
        belong_to(&mut connection, path.clone(), network).await?;
        Ok(Self { connection, path })
    }
}

async fn check_pages(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(connection)
        .await?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

async fn migrate(connection: &mut SqliteConnection, path: PathBuf) -> Result<(), StoreError> {
    // As `run` does, without the lifetime that keeps its future from moving between threads.
    let migrator = sqlx::migrate!();
    match migrator.run_direct(None, connection, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..)) => {
            Err(StoreError::TooNew(path))
        }
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
            Err(error.into())
        }
        Err(_) => Err(StoreError::Damaged),
    }
}

/// Marks a new file as this network's; refuses another's.
async fn belong_to(
    connection: &mut SqliteConnection,
    path: PathBuf,
    network: NetworkId,
) -> Result<(), StoreError> {
    let id = network.0.to_vec();
    sqlx::query!("INSERT OR IGNORE INTO network (one, id) VALUES (1, ?)", id)
        .execute(&mut *connection)
        .await?;
    let stored = sqlx::query_scalar!("SELECT id FROM network")
        .fetch_one(connection)
        .await?;
    if stored == id {
        Ok(())
    } else {
        Err(StoreError::OtherNetwork(path))
    }
}

/// Renames the database and what SQLite keeps beside it, to the first free name.
fn move_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let mut number = 1u32;
    let target = loop {
        let candidate = with_suffix(path, &format!(".damaged-{number}"));
        if !candidate.exists() {
            break candidate;
        }
        number = number.saturating_add(1);
    };
    for suffix in ["", "-wal", "-shm"] {
        let from = with_suffix(path, suffix);
        match fs::rename(&from, with_suffix(&target, suffix)) {
            // SQLite's own thread removes what is beside the database when it closes.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            moved => moved.map_err(|source| io_error(&from, source))?,
        }
    }
    Ok(target)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn io_error(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Io {
        path: path.to_owned(),
        source,
    }
}
