//! Executes transactions and blocks: what they do to the state.
//!
//! # A block
//! 1. [`Execution::begin`] draws for the epoch whose reports are all in (`draws`), and goes on with the
//!    settlement of the epoch that is due (`settlement`).
//! 2. [`Execution::apply`] does the transactions in order. One that is rejected changes nothing. A
//!    proposer leaves it out; a block that holds one is invalid.
//! 3. [`Execution::finish`] files the block's reports and gives the changes to commit.
//!
//! # A transaction pool
//! [`check`] says whether a transaction would be taken in a block of a given context, and whether now
//! or only [after others](Readiness::After) of the same sender.

mod accounts;
mod audits;
mod devices;
mod draws;
mod governance;
mod market;
mod orders;
mod overlay;
mod reports;
mod settlement;
mod tray;

pub use crate::state::Changes;
pub use draws::{schedule, scheduled_by, schedules};
pub use settlement::REPORTS_PER_BLOCK;

use crate::{
    AccountAddress, Block, Epoch, Hash, Height, NetworkId, Timestamp,
    authentic::Authentic,
    genesis::Parameters,
    state::{Account, Progress, ReadState, StateKey},
    transaction::{Rejection, SignedTransaction},
};
use overlay::Overlay;
use std::collections::BTreeMap;
use tray::Tray;

/// How far a transaction's nonce may be ahead of its account for a pool to hold it.
pub const MAX_NONCE_AHEAD: u64 = 16;

/// What the rules know of the block that is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockContext {
    /// The network.
    pub network: NetworkId,
    /// The block's height.
    pub height: Height,
    /// The block's timestamp.
    pub timestamp: Timestamp,
    /// The randomness of the block's seed, where it has one. That the group signed the seed is checked
    /// before.
    pub randomness: Option<Hash>,
}

impl From<&Block> for BlockContext {
    fn from(block: &Block) -> Self {
        Self {
            network: block.header.network,
            height: block.header.height,
            timestamp: block.header.timestamp,
            randomness: block.seed.map(|seed| seed.randomness()),
        }
    }
}

/// The execution of one block.
pub struct Execution<'a, S> {
    context: BlockContext,
    parameters: Parameters,
    state: Overlay<'a, S>,
    /// Reports that were taken. Only one epoch's window is open at a time, so there is one tray at most.
    trays: BTreeMap<Epoch, Tray>,
}

/// Why a block cannot be executed, whatever its transactions. But for the first two, the node is at
/// fault and not who made the block.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExecuteError<E> {
    /// The block must draw and has no seed.
    #[error("the block has no seed to draw from")]
    SeedMissing,
    /// The block has a seed and nothing to draw.
    #[error("the block has a seed and nothing to draw")]
    SeedNotDue,
    /// The state could not be read.
    #[error("the state could not be read: {0}")]
    State(#[source] E),
    /// The bytes under this key are not the encoding of its value.
    #[error("the state is corrupt at {0:?}")]
    Corrupt(StateKey),
    /// Another value says that there is one under this key.
    #[error("the state has no value at {0:?}")]
    Missing(StateKey),
    /// A sum that the rules bound is out of its bounds.
    #[error("the state contradicts itself: {0} out of bounds")]
    OutOfBounds(&'static str),
}

/// When a transaction can be executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// In the next block.
    Now,
    /// Once the sender's transactions with the nonces before this one were executed; so many are
    /// outstanding, at most [`MAX_NONCE_AHEAD`]. What depends on the state is not checked yet.
    After(u64),
}

/// Whether a block at `height` and `timestamp` on `state` draws, and so must carry a seed.
pub fn needs_seed<S: ReadState>(
    state: &S,
    height: Height,
    timestamp: Timestamp,
) -> Result<bool, ExecuteError<S::Error>> {
    let state = Overlay::new(state);
    let parameters: Parameters = state.require(&StateKey::Parameters)?;
    let progress: Progress = state.require(&StateKey::Progress)?;
    Ok(draws::is_due(&parameters, &progress, height, timestamp))
}

/// Whether a transaction would be taken in a block of this context, or why not. Settles nothing, so
/// that it costs a few reads.
pub fn check<S: ReadState>(
    state: &S,
    context: BlockContext,
    transaction: Authentic<&SignedTransaction>,
) -> Result<Result<Readiness, Rejection>, ExecuteError<S::Error>> {
    let mut execution = Execution::unsettled(state, context)?;
    match execution.apply(transaction)? {
        Ok(()) => Ok(Ok(Readiness::Now)),
        Err(Rejection::NonceAhead { expected, found })
            if found.saturating_sub(expected) <= MAX_NONCE_AHEAD =>
        {
            Ok(Ok(Readiness::After(found.saturating_sub(expected))))
        }
        Err(rejection) => Ok(Err(rejection)),
    }
}

impl<'a, S: ReadState> Execution<'a, S> {
    /// Begins a block on `state`: draws and settles what is due.
    pub fn begin(state: &'a S, context: BlockContext) -> Result<Self, ExecuteError<S::Error>> {
        Self::begin_at_pace(state, context, REPORTS_PER_BLOCK)
    }

    /// Begins a block that judges `pace` reports where [`begin`](Self::begin) judges
    /// [`REPORTS_PER_BLOCK`]. A network has one pace; others are there to hold settlement to giving the
    /// same at each of them.
    pub fn begin_at_pace(
        state: &'a S,
        context: BlockContext,
        pace: usize,
    ) -> Result<Self, ExecuteError<S::Error>> {
        let mut execution = Self::unsettled(state, context)?;
        let before: Progress = execution.state.require(&StateKey::Progress)?;
        let mut progress = before;
        execution.draw_if_due(&mut progress)?;
        execution.settle_due_epochs(&mut progress, pace)?;
        if progress != before {
            execution.state.put(&StateKey::Progress, &progress);
        }
        execution.state.keep();
        Ok(execution)
    }

    /// Does a transaction, or says why not; then nothing is changed.
    pub fn apply(
        &mut self,
        transaction: Authentic<&SignedTransaction>,
    ) -> Result<Result<(), Rejection>, ExecuteError<S::Error>> {
        let done = match transaction.transaction() {
            SignedTransaction::Account { transaction, .. } => self.apply_account(transaction),
            SignedTransaction::Report(signed) => self.apply_report(&signed.report),
            SignedTransaction::Audit { audit, signature } => self.apply_audit(audit, signature),
            SignedTransaction::Exhibit(exhibit) => self.apply_exhibit(exhibit),
            SignedTransaction::Amendment {
                amendment,
                signatures,
            } => self.apply_amendment(amendment, signatures),
        };
        match done {
            Ok(()) => {
                self.state.keep();
                Ok(Ok(()))
            }
            Err(stop) => {
                self.state.discard();
                match stop {
                    Stop::Rejected(rejection) => Ok(Err(rejection)),
                    Stop::Failed(error) => Err(error),
                }
            }
        }
    }

    /// Ends the block: what is to be committed.
    pub fn finish(mut self) -> Result<Changes, ExecuteError<S::Error>> {
        self.empty_trays()?;
        Ok(self.state.into_changes())
    }

    /// The network's parameters, as the state has them.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    fn unsettled(state: &'a S, context: BlockContext) -> Result<Self, ExecuteError<S::Error>> {
        let state = Overlay::new(state);
        let parameters: Parameters = state.require(&StateKey::Parameters)?;
        if parameters.check().is_err() {
            return Err(ExecuteError::Corrupt(StateKey::Parameters));
        }
        Ok(Self {
            context,
            parameters,
            state,
            trays: BTreeMap::new(),
        })
    }

    fn account(&self, address: AccountAddress) -> Result<Account, ExecuteError<S::Error>> {
        Ok(self
            .state
            .get(&StateKey::Account(address))?
            .unwrap_or_default())
    }

    fn set_account(&mut self, address: AccountAddress, account: &Account) {
        self.state.put(&StateKey::Account(address), account);
    }
}

/// Why a transaction was not done.
enum Stop<E> {
    /// By the rules.
    Rejected(Rejection),
    /// By a fault of the node's state.
    Failed(ExecuteError<E>),
}

impl<E> From<Rejection> for Stop<E> {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl<E> From<ExecuteError<E>> for Stop<E> {
    fn from(error: ExecuteError<E>) -> Self {
        Self::Failed(error)
    }
}
