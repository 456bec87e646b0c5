//! Joins the chain and the pool: what the engine and the server work on.

use crate::{
    audit::offers::Offers,
    pool::{Pool, Taken},
    state::{BlockError, Capacity, Ledger, LedgerError},
};
use outpost_protocol::{
    Block, Certificate, DeviceKey, Hash, Header, Timestamp,
    execute::BlockContext,
    genesis::Genesis,
    offer::{Provider, SignedOffer},
    randomness::Seed,
    state::{ReadState as _, StateKey},
    transaction::{Rejection, SignedTransaction},
};
use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::broadcast;

/// How many new transactions, or offers, may wait to be gossiped.
const GOSSIP_QUEUE: usize = 1_024;

/// A full node's chain and pool, shared by all its parts.
pub struct Node {
    ledger: Ledger,
    pool: Mutex<Pool>,
    genesis: Genesis,
    offers: Mutex<Offers>,
    new_transactions: broadcast::Sender<SignedTransaction>,
    new_offers: broadcast::Sender<SignedOffer>,
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
            offers: Mutex::default(),
            new_transactions: broadcast::Sender::new(GOSSIP_QUEUE),
            new_offers: broadcast::Sender::new(GOSSIP_QUEUE),
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

    /// Offers that are new here, to be told to others.
    pub fn new_offers(&self) -> broadcast::Receiver<SignedOffer> {
        self.new_offers.subscribe()
    }

    /// Remembers at `now` where a claimed device's evidence is, or says why not; gives the offer's hash.
    pub fn take_offer(
        &self,
        signed: SignedOffer,
        now: Timestamp,
    ) -> Result<Result<Hash, Rejection>, LedgerError> {
        let offer = &signed.offer;
        // The cheapest first: most offers that come are known.
        if !self.offers().wants(&offer.device, offer.made_at, now) {
            return Ok(Err(Rejection::Busy));
        }
        let key = StateKey::Device(offer.device);
        let device = self
            .ledger
            .with_final_state(|_, state| state.read(key.path()))??;
        if device.is_none() {
            return Ok(Err(Rejection::DeviceUnknown));
        }
        if let Err(rejection) = signed.check(self.ledger.network()) {
            return Ok(Err(rejection));
        }
        if !self.offers().take(offer.clone(), now) {
            return Ok(Err(Rejection::Busy));
        }
        let hash = Hash::of_encoded("outpost signed offer 1", &signed);
        // Nobody listens on a node that serves nobody.
        let _ = self.new_offers.send(signed);
        Ok(Ok(hash))
    }

    /// Who provides a device's evidence, if that is known here.
    pub fn provider_of(&self, device: &DeviceKey) -> Option<Provider> {
        self.offers().provider_of(device).cloned()
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

    fn offers(&self) -> MutexGuard<'_, Offers> {
        self.offers.lock().unwrap_or_else(PoisonError::into_inner)
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
