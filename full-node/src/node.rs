//! Joins the chain and the pool: what the engine and the server work on.

use crate::{
    pool::{Pool, Taken},
    state::{BlockError, Capacity, Ledger, LedgerError},
};
use outpost_protocol::{
    Block, Certificate, Hash, Header, Timestamp,
    execute::BlockContext,
    genesis::Genesis,
    randomness::Seed,
    transaction::{Rejection, SignedTransaction},
};
use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::broadcast;

/// How many new transactions may wait to be gossiped.
const GOSSIP_QUEUE: usize = 1_024;

/// A full node's chain and pool, shared by all its parts.
pub struct Node {
    ledger: Ledger,
    pool: Mutex<Pool>,
    genesis: Genesis,
    new_transactions: broadcast::Sender<SignedTransaction>,
}

impl Node {
    /// Opens the node's chain in `directory`.
    pub fn open(
        directory: &Path,
        genesis: Genesis,
        capacity: Capacity,
    ) -> Result<Self, LedgerError> {
        Ok(Self {
            ledger: Ledger::open(directory, &genesis, capacity)?,
            pool: Mutex::default(),
            genesis,
            new_transactions: broadcast::Sender::new(GOSSIP_QUEUE),
        })
    }

    /// The chain.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// How the network began.
    pub fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// Transactions that are new to the pool, to be told to others.
    pub fn new_transactions(&self) -> broadcast::Receiver<SignedTransaction> {
        self.new_transactions.subscribe()
    }

    /// Takes a transaction at `now`, or says why not.
    pub fn submit(
        &self,
        transaction: SignedTransaction,
        now: Timestamp,
    ) -> Result<Result<Taken, Rejection>, LedgerError> {
        let taken = self.ledger.with_final_state(|newest, state| {
            self.pool()
                .add(state, next_block(newest, now), transaction.clone())
        })??;
        if let Ok(Taken::New(_)) = taken {
            // Nobody listens on a node that serves nobody.
            let _ = self.new_transactions.send(transaction);
        }
        Ok(taken)
    }

    /// The nonce that `sender`'s next transaction must have, after all that wait here.
    pub fn next_nonce(&self, sender: outpost_protocol::AccountAddress) -> Result<u64, LedgerError> {
        let nonce = self
            .ledger
            .with_final_state(|_, state| crate::pool::account_nonce(state, sender))??;
        Ok(self.pool().next_nonce(sender, nonce))
    }

    /// Makes a block on `parent` out of what waits, see [`Ledger::build`].
    pub fn propose(
        &self,
        parent: Hash,
        timestamp: Timestamp,
        seed: impl FnOnce() -> Option<Seed>,
    ) -> Result<Block, BlockError> {
        let candidates = self.pool().candidates();
        let built = self.ledger.build(parent, timestamp, seed, candidates)?;
        self.pool().rejected(&built.rejected);
        Ok(built.block)
    }

    /// Takes a final block, see [`Ledger::finalise`].
    pub fn finalise(
        &self,
        block: &Block,
        certificate: Option<Certificate>,
    ) -> Result<(), BlockError> {
        self.ledger.finalise(block, certificate)?;
        self.pool()
            .included(block.header.height, &block.transactions);
        Ok(())
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The block that could follow `newest` at `now`.
fn next_block(newest: &Header, now: Timestamp) -> BlockContext {
    BlockContext {
        network: newest.network,
        height: newest.height.next(),
        timestamp: child_time(newest, now),
        // Only settlement draws, and a check settles nothing.
        randomness: None,
    }
}

/// The timestamp of a child of `parent` that is made at `now`.
pub fn child_time(parent: &Header, now: Timestamp) -> Timestamp {
    now.max(Timestamp(parent.timestamp.0.saturating_add(1)))
}

/// A system time as the network writes it.
pub fn timestamp(time: SystemTime) -> Timestamp {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
