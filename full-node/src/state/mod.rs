//! Keeps the chain on disk: final blocks in a log, and the state they lead to with proofs.
//!
//! # What is served together
//! Not every block has a certificate of its own. So the store's newest state is always that of the newest
//! *certified* block: the state of a block that is final through a later block's certificate waits beside it
//! until a certificate for exactly the last block of the batch is there. Header, certificate and proofs
//! therefore always belong together, and [`Ledger::prove`] takes all three under one lock.
//!
//! # Crashes
//! A final block is in the log, on disk, before the engine is told that the block was taken. Its state need
//! not be: it is in memory until a checkpoint writes it. On opening, the ledger finds the log's block that
//! has the root of the newest checkpoint and executes what follows it, so a kill at any instant loses
//! nothing that was final. A record that was cut off by a crash was never acknowledged, and is cut away.

mod block_log;
mod error;
mod ledger;
mod store;
mod trie;

pub use block_log::{BlockLog, BlockLogError};
pub use error::{BlockError, LedgerError};
pub use ledger::{Built, Ledger, begin_with};
pub use store::{Capacity, StoreError, View};
