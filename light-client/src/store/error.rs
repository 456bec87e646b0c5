//! Names what can be wrong with the database.

use std::path::PathBuf;

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file holds what was verified on another network.
    #[error("{} belongs to another network", .0.display())]
    OtherNetwork(PathBuf),
    /// The file was written by a newer version of the app.
    #[error("{} was written by a newer version of this app", .0.display())]
    TooNew(PathBuf),
    /// A row is not what was written.
    #[error("the database is damaged")]
    Damaged,
    /// The disk or its rights.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether the file's content is damaged, so that it must be made anew.
    pub(crate) fn is_damage(&self) -> bool {
        match self {
            Self::Damaged => true,
            Self::Database(error) => is_damage(error),
            Self::OtherNetwork(_) | Self::TooNew(_) | Self::Io { .. } => false,
        }
    }
}

/// SQLITE_CORRUPT and SQLITE_NOTADB, and a schema that is not ours (SQLITE_ERROR while reading it),
/// by the primary result code in the low byte (sqlite.org/rescode.html).
fn is_damage(error: &sqlx::Error) -> bool {
    const SQLITE_ERROR: u32 = 1;
    const SQLITE_CORRUPT: u32 = 11;
    const SQLITE_NOTADB: u32 = 26;
    let Some(code) = error
        .as_database_error()
        .and_then(|error| error.code()?.parse::<u32>().ok())
    else {
        return matches!(error, sqlx::Error::ColumnDecode { .. });
    };
    matches!(code & 0xff, SQLITE_ERROR | SQLITE_CORRUPT | SQLITE_NOTADB)
}
