//! Executes blocks, keeps those that may become final, and commits those that did.

use super::{
    block_log::BlockLog,
    error::{BlockError, LedgerError},
    store::{Capacity, Store, StoreError, View},
};
use borsh::BorshSerialize;
use outpost_protocol::{
    Block, Certificate, CertifiedHeader, Hash, Header, Height, NetworkId, Timestamp,
    authentic::{Authentic, check_all},
    execute::{BlockContext, Execution, needs_seed},
    genesis::{Genesis, Parameters},
    hash::encode,
    header::{MAX_BLOCK_BYTES, MAX_BLOCK_TRANSACTIONS},
    randomness::Seed,
    state::{Changes, ReadState, StateKey},
    transaction::{Rejection, SignedTransaction},
    wire::{FinalBlock, Proven, ProvenEntry},
};
use std::{
    borrow::Borrow,
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// Room that a block's header and length prefixes take of [`MAX_BLOCK_BYTES`].
const BLOCK_OVERHEAD_BYTES: usize = 1_024;

/// The chain as this node knows it. All methods block, briefly.
pub struct Ledger {
    network: NetworkId,
    parameters: Parameters,
    genesis: Block,
    inner: Mutex<Inner>,
    tip: watch::Sender<Option<CertifiedHeader>>,
}

struct Inner {
    store: Store,
    log: BlockLog,
    /// The block whose state is committed.
    base: Header,
    /// The newest final block; the base or one of its descendants.
    last_final: Header,
    /// Executed blocks above the base, by hash.
    pending: BTreeMap<Hash, Pending>,
}

/// A block that was executed and is not committed.
struct Pending {
    header: Header,
    state: View,
}

/// A proposed block, and the transactions that could not be in it.
pub struct Built {
    /// The block.
    pub block: Block,
    /// What was left out, and why.
    pub rejected: Vec<(Hash, Rejection)>,
}

impl Ledger {
    /// Opens the chain in `directory`, or begins it from `genesis`.
    pub fn open(
        directory: &Path,
        genesis: &Genesis,
        capacity: Capacity,
    ) -> Result<Self, LedgerError> {
        fs::create_dir_all(directory)?;
        let mut store = Store::open(&directory.join("state"), capacity)?;
        let mut log = BlockLog::open(&directory.join("blocks"))?;
        if log.is_empty() {
            begin(&mut store, &mut log, genesis, [])?;
        }
        let first = read_block(&mut log, Height(0))?.ok_or(LedgerError::Diverged)?;
        if first.0 != genesis.block(first.0.header.state_root) {
            return Err(LedgerError::OtherNetwork);
        }
        let base = find_committed(&store, &mut log)?;
        let ledger = Self {
            network: genesis.network_id(),
            parameters: genesis.parameters.clone(),
            genesis: first.0,
            inner: Mutex::new(Inner {
                store,
                log,
                last_final: base.header.clone(),
                base: base.header,
                pending: BTreeMap::new(),
            }),
            tip: watch::Sender::new(base.tip),
        };
        ledger.replay()?;
        Ok(ledger)
    }

    /// The network.
    pub fn network(&self) -> NetworkId {
        self.network
    }

    /// The rules' numbers.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The first block.
    pub fn genesis_block(&self) -> &Block {
        &self.genesis
    }

    /// The newest certified header; changes whenever there is a newer one. `None` until there is one.
    pub fn tip(&self) -> watch::Receiver<Option<CertifiedHeader>> {
        self.tip.subscribe()
    }

    /// The newest final block's height, certified or not.
    pub fn final_height(&self) -> Height {
        self.lock().last_final.height
    }

    /// The newest final block's header, certified or not.
    pub fn newest(&self) -> Header {
        self.lock().last_final.clone()
    }

    /// Whether the block was executed and is final or can become so. `Err` if it contradicts what
    /// is final.
    pub fn knows(&self, header: &Header) -> Result<bool, BlockError> {
        let inner = self.lock();
        let hash = header.hash();
        if header.height < inner.base.height
            || (header.height == inner.base.height && hash != inner.base.hash())
        {
            return Err(BlockError::ConflictsWithFinal);
        }
        Ok(inner.header_of(hash).is_some())
    }

    /// Makes the child of `parent` with as many of `candidates` as fit and are taken. Where it draws,
    /// `seed` is asked for the seed of the parent's round.
    pub fn build<T: Borrow<SignedTransaction>>(
        &self,
        parent: Hash,
        timestamp: Timestamp,
        seed: impl FnOnce() -> Option<Seed>,
        candidates: impl IntoIterator<Item = Authentic<T>>,
    ) -> Result<Built, BlockError> {
        let mut inner = self.lock();
        let parent = inner
            .header_of(parent)
            .cloned()
            .ok_or(BlockError::UnknownParent(Height(0)))?;
        let view = inner.state_of(parent.hash());
        let height = parent.height.next();
        let seed = if needs_seed(&view, height, timestamp)? {
            Some(seed().ok_or(BlockError::SeedMissing)?)
        } else {
            None
        };
        let mut execution = Execution::begin(
            &view,
            BlockContext {
                network: self.network,
                height,
                timestamp,
                randomness: seed.map(|seed| seed.randomness()),
            },
        )?;
        let (mut transactions, mut rejected) = (Vec::new(), Vec::new());
        let mut room = MAX_BLOCK_BYTES - BLOCK_OVERHEAD_BYTES;
        for candidate in candidates {
            let transaction = candidate.transaction();
            let size = encoded_len(transaction);
            if transactions.len() >= MAX_BLOCK_TRANSACTIONS || size > room {
                break;
            }
            match execution.apply(candidate.by_ref())? {
                Ok(()) => {
                    room -= size;
                    transactions.push(transaction.clone());
                }
                Err(rejection) => rejected.push((transaction.hash(), rejection)),
            }
        }
        let changes = execution.finish()?;
        let state = view.after(changes)?;
        let block = Block::child(
            &parent,
            &self.parameters,
            timestamp,
            seed,
            transactions,
            state.root(),
        );
        inner.keep(block.header.clone(), state);
        Ok(Built { block, rejected })
    }

    /// Checks and executes a block whose parent was executed, and keeps what it leads to. That its seed,
    /// if it has one, is the group's, was checked before.
    pub fn execute(&self, block: &Block) -> Result<(), BlockError> {
        self.execute_in(&mut self.lock(), block)
    }

    /// Takes a block that is final, with its certificate where it has one of its own. Its parent must
    /// be the newest final block. A block that was taken before is taken again without effect.
    pub fn finalise(
        &self,
        block: &Block,
        certificate: Option<Certificate>,
    ) -> Result<(), BlockError> {
        let mut inner = self.lock();
        if block.header.height <= inner.last_final.height {
            let known = read_block(&mut inner.log, block.header.height)?;
            return match known {
                Some((known, _)) if known == *block => Ok(()),
                _ => Err(BlockError::ConflictsWithFinal),
            };
        }
        if block.header.parent != inner.last_final.hash() {
            return Err(BlockError::UnknownParent(block.header.height));
        }
        self.execute_in(&mut inner, block)?;
        inner
            .log
            .append(&FinalBlock {
                block: block.encode(),
                certificate: certificate.clone(),
            })
            .map_err(LedgerError::from)?;
        self.advance(&mut inner, block.header.clone(), certificate)?;
        Ok(())
    }

    /// Values with proofs at the newest certified header; `None` if there is no such header yet.
    pub fn prove(&self, keys: &[StateKey]) -> Result<Option<Proven>, LedgerError> {
        self.prove_chosen(|_| Ok(Some(keys.to_vec())))
    }

    /// Like [`prove`](Self::prove), with keys that depend on the state that is proven; `None` also
    /// where `choose` declines.
    pub fn prove_chosen(
        &self,
        choose: impl FnOnce(&View) -> Result<Option<Vec<StateKey>>, LedgerError>,
    ) -> Result<Option<Proven>, LedgerError> {
        let (tip, view) = {
            let inner = self.lock();
            (self.tip.borrow().clone(), inner.store.newest())
        };
        let Some(tip) = tip else {
            return Ok(None);
        };
        // A version never changes: the chain goes on while it is read.
        let Some(keys) = choose(&view)? else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        for key in keys {
            let path = key.path();
            entries.push(ProvenEntry {
                value: view.read(path)?,
                proof: encode(&view.prove(path)?),
                key,
            });
        }
        Ok(Some(Proven { tip, entries }))
    }

    /// Does something with the state after the newest final block.
    pub fn with_final_state<T>(
        &self,
        use_state: impl FnOnce(&Header, &View) -> T,
    ) -> Result<T, LedgerError> {
        let (header, view) = {
            let inner = self.lock();
            let header = inner.last_final.clone();
            let view = inner.state_of(header.hash());
            (header, view)
        };
        Ok(use_state(&header, &view))
    }

    /// Returns when the state after the newest certified block is on disk, so that whoever opens the chain next
    /// has nothing to execute again.
    pub fn write_out(&self) -> Result<(), LedgerError> {
        Ok(self.lock().store.write_out()?)
    }

    /// The final block at `height`.
    pub fn block(&self, height: Height) -> Result<Option<FinalBlock>, LedgerError> {
        Ok(self.lock().log.read(height)?)
    }

    /// Final blocks from `from` on, at most `count`, that end with a certified one.
    pub fn blocks(&self, from: Height, count: u32) -> Result<Vec<FinalBlock>, LedgerError> {
        let mut inner = self.lock();
        let mut blocks = Vec::new();
        let mut bytes = 0_usize;
        for height in (from.0..).take(count as usize) {
            let Some(block) = inner.log.read(Height(height))? else {
                break;
            };
            bytes = bytes.saturating_add(block.block.len());
            // Leaves half of a response's bound for what surrounds the blocks.
            if bytes > outpost_protocol::wire::MAX_RESPONSE_BYTES / 2 {
                break;
            }
            blocks.push(block);
        }
        while blocks.last().is_some_and(|last| last.certificate.is_none()) {
            blocks.pop();
        }
        Ok(blocks)
    }

    /// Executes what the log has beyond the committed state.
    fn replay(&self) -> Result<(), LedgerError> {
        let mut inner = self.lock();
        loop {
            let next = inner.last_final.height.next();
            let Some((block, certificate)) = read_block(&mut inner.log, next)? else {
                return Ok(());
            };
            let height = block.header.height;
            self.execute_in(&mut inner, &block)
                .map_err(|error| LedgerError::InvalidFinal {
                    height,
                    reason: error.to_string(),
                })?;
            self.advance(&mut inner, block.header, certificate)?;
        }
    }

    fn execute_in(&self, inner: &mut Inner, block: &Block) -> Result<(), BlockError> {
        let header = &block.header;
        if inner.header_of(header.hash()).is_some() {
            return Ok(());
        }
        if header.height <= inner.base.height {
            return Err(BlockError::ConflictsWithFinal);
        }
        let parent = inner
            .header_of(header.parent)
            .ok_or(BlockError::UnknownParent(header.height))?;
        block.check_child_of(parent, &self.parameters)?;
        if block.transactions.len() > MAX_BLOCK_TRANSACTIONS || encoded_len(block) > MAX_BLOCK_BYTES
        {
            return Err(BlockError::TooLarge);
        }
        let transactions = check_all(&block.transactions)?;
        let view = inner.state_of(header.parent);
        let mut execution = Execution::begin(&view, BlockContext::from(block))?;
        for (index, transaction) in transactions.into_iter().enumerate() {
            if let Err(rejection) = execution.apply(transaction)? {
                return Err(BlockError::Transaction { index, rejection });
            }
        }
        let changes = execution.finish()?;
        let state = view.after(changes)?;
        let found = state.root();
        if found != header.state_root {
            return Err(BlockError::WrongState {
                expected: header.state_root,
                found,
            });
        }
        inner.keep(header.clone(), state);
        Ok(())
    }

    /// Makes `header`, the child of the newest final block, final; commits if it is certified.
    fn advance(
        &self,
        inner: &mut Inner,
        header: Header,
        certificate: Option<Certificate>,
    ) -> Result<(), LedgerError> {
        inner.last_final = header.clone();
        let Some(certificate) = certificate else {
            return Ok(());
        };
        inner.commit_up_to(&header)?;
        self.tip.send_replace(Some(CertifiedHeader {
            header,
            certificate,
        }));
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn header_of(&self, hash: Hash) -> Option<&Header> {
        if hash == self.base.hash() {
            return Some(&self.base);
        }
        self.pending.get(&hash).map(|pending| &pending.header)
    }

    fn keep(&mut self, header: Header, state: View) {
        self.pending
            .insert(header.hash(), Pending { header, state });
    }

    /// The state after the block with this hash, which is the base or pending.
    fn state_of(&self, hash: Hash) -> View {
        match self.pending.get(&hash) {
            Some(pending) => pending.state.clone(),
            None => self.store.newest(),
        }
    }

    /// Commits the pending blocks up to `header` and forgets those that can no longer become final.
    fn commit_up_to(&mut self, header: &Header) -> Result<(), StoreError> {
        let state = self.state_of(header.hash());
        self.store.commit(state)?;
        self.base = header.clone();
        let mut by_height: Vec<(Height, Hash, Hash)> = self
            .pending
            .iter()
            .map(|(hash, pending)| (pending.header.height, *hash, pending.header.parent))
            .collect();
        by_height.sort_unstable();
        let mut alive = std::collections::BTreeSet::from([self.base.hash()]);
        for (_, hash, parent) in by_height {
            if hash != self.base.hash() && alive.contains(&parent) {
                alive.insert(hash);
            } else {
                self.pending.remove(&hash);
            }
        }
        Ok(())
    }
}

/// Length of an encoding, in bytes.
fn encoded_len<T: BorshSerialize>(value: &T) -> usize {
    // Fails where a length exceeds `u32`, which no bound admits.
    borsh::object_length(value).unwrap_or(usize::MAX)
}

/// The block that the store's state is of, and the tip if it is certified.
struct Committed {
    header: Header,
    tip: Option<CertifiedHeader>,
}

/// Begins a chain in `directory` whose first state is a genesis and `more`: for measurements, which need
/// a state that would take millions of transactions to come about.
pub fn begin_with(
    directory: &Path,
    genesis: &Genesis,
    capacity: Capacity,
    more: impl IntoIterator<Item = Changes>,
) -> Result<(), LedgerError> {
    fs::create_dir_all(directory)?;
    let mut store = Store::open(&directory.join("state"), capacity)?;
    let mut log = BlockLog::open(&directory.join("blocks"))?;
    begin(&mut store, &mut log, genesis, more)
}

fn begin(
    store: &mut Store,
    log: &mut BlockLog,
    genesis: &Genesis,
    more: impl IntoIterator<Item = Changes>,
) -> Result<(), LedgerError> {
    for changes in std::iter::once(genesis.changes()?).chain(more) {
        let state = store.newest().after(changes)?;
        store.commit(state)?;
    }
    store.write_out()?;
    let block = genesis.block(store.newest().root());
    log.append(&FinalBlock {
        block: block.encode(),
        certificate: None,
    })?;
    Ok(())
}

/// The newest block of the log with the store's root, and the newest certified one. Blocks in a row
/// that change nothing have one state, so any of them will do.
fn find_committed(store: &Store, log: &mut BlockLog) -> Result<Committed, LedgerError> {
    let root = store.newest().root();
    let mut newest: Option<Header> = None;
    for height in (0..log.len()).rev() {
        let Some((Block { header, .. }, certificate)) = read_block(log, Height(height))? else {
            break;
        };
        if header.state_root != root {
            if newest.is_some() {
                break;
            }
            continue;
        }
        let base = newest.get_or_insert_with(|| header.clone()).clone();
        if let Some(certificate) = certificate {
            let tip = Some(CertifiedHeader {
                header,
                certificate,
            });
            return Ok(Committed { header: base, tip });
        }
    }
    let header = newest.ok_or(LedgerError::Diverged)?;
    Ok(Committed { header, tip: None })
}

fn read_block(
    log: &mut BlockLog,
    height: Height,
) -> Result<Option<(Block, Option<Certificate>)>, LedgerError> {
    let Some(record) = log.read(height)? else {
        return Ok(None);
    };
    Ok(Some((Block::decode(&record.block)?, record.certificate)))
}
