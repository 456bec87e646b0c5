//! Keeps what was verified, in SQLite, through kills and crashes.

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
