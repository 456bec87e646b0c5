//! Measures the chain on states that would take millions of transactions to come about.
//!
//! The state is put into the store as a genesis with more in it; from there on everything goes the way
//! of every block: proposed or checked, executed, committed to disk. All of it runs on one core.

pub mod close;
mod population;
pub mod throughput;
mod usage;

pub use usage::use_one_core;

use crate::{
    chain::dealer::DealError,
    practice::PracticeError,
    state::{BlockError, LedgerError},
};
use outpost_protocol::transaction::Rejection;
use std::io;

/// A measure that cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The folder cannot be made or is not empty.
    #[error("the folder for the measurement: {0}")]
    Folder(io::Error),
    /// The system does not say what was used.
    #[error("the system does not say what the process uses: {0}")]
    Usage(io::Error),
    /// See [`DealError`].
    #[error(transparent)]
    Deal(#[from] DealError),
    /// See [`LedgerError`].
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// See [`BlockError`].
    #[error(transparent)]
    Block(#[from] BlockError),
    /// See [`PracticeError`].
    #[error(transparent)]
    Serve(#[from] PracticeError),
    /// What was made for the measurement is not as the rules want it.
    #[error("a report that was made for the measurement is refused: {0}")]
    Refused(#[from] Rejection),
    /// What was made for the measurement is not as the rules want it.
    #[error("what was made for the measurement does not work: {0}")]
    Broken(&'static str),
}
