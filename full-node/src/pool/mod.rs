//! Holds the transactions that wait for a block, pure: no IO, no clock.
//!
//! # Rules
//! - A transaction is checked against the state after the newest final block; what would be rejected
//!   there is rejected here, with the same reason.
//! - A sender's transactions are held in the order of nonces without gaps, and at most
//!   [`MAX_NONCE_AHEAD`](outpost_protocol::execute::MAX_NONCE_AHEAD) beyond the state's nonce. Those
//!   after the first are checked for network, fee and signature now and for the rest when they are next.
//! - There is one transaction for each sender and nonce, one report for each device, epoch and
//!   resource, one audit of each validator for an epoch, one exhibit for each report, and one amendment
//!   for each number. The first one stays.
//! - It is bounded in number; when it is full, new ones get [`Rejection::Busy`].
//! - Taking the same transaction twice is no error, so that a sender can ask again.

use outpost_protocol::{
    AccountAddress, DeviceKey, Epoch, Hash, Height,
    authentic::Authentic,
    execute::{BlockContext, ExecuteError, Readiness, check},
    report::Resource,
    state::{ReadState, StateKey},
    transaction::{Rejection, ReportId, SignedTransaction},
};
use std::{collections::BTreeMap, sync::Arc};

/// Most transactions held.
pub const CAPACITY: usize = 10_000;
/// Blocks after which a transaction is forgotten that is in none of them.
pub const LIFETIME_BLOCKS: u64 = 600;

/// The transactions that wait.
#[derive(Default)]
pub struct Pool {
    /// In the order of arrival, which for one sender is the order of nonces.
    queue: BTreeMap<u64, Waiting>,
    arrivals: BTreeMap<Hash, u64>,
    slots: BTreeMap<Slot, Hash>,
    next_arrival: u64,
}

/// A transaction, and the height that it came for.
struct Waiting {
    candidate: Authentic<Arc<SignedTransaction>>,
    since: Height,
}

/// What only one transaction at a time can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Account(AccountAddress, u64),
    Report(DeviceKey, Epoch, Resource),
    Audit(u8, Epoch),
    Exhibit(Epoch, ReportId),
    Amendment(u64),
}

impl Slot {
    fn of(transaction: &SignedTransaction) -> Self {
        match transaction {
            SignedTransaction::Account { transaction, .. } => {
                Self::Account(transaction.sender, transaction.nonce)
            }
            SignedTransaction::Report(signed) => Self::Report(
                signed.report.device,
                signed.report.epoch,
                signed.report.claim.resource(),
            ),
            SignedTransaction::Audit { audit, .. } => Self::Audit(audit.validator, audit.epoch),
            SignedTransaction::Exhibit(exhibit) => Self::Exhibit(exhibit.epoch, exhibit.report),
            SignedTransaction::Amendment { amendment, .. } => Self::Amendment(amendment.number),
        }
    }
}

/// A transaction that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new: tell others.
    New(Hash),
    /// It was here before.
    Known(Hash),
}

impl Taken {
    /// The transaction's hash.
    pub fn hash(self) -> Hash {
        match self {
            Self::New(hash) | Self::Known(hash) => hash,
        }
    }
}

impl Pool {
    /// Takes a transaction, or says why not. `state` is that after the newest final block and `next`
    /// the block that could follow.
    pub fn add<S: ReadState>(
        &mut self,
        state: &S,
        next: BlockContext,
        transaction: SignedTransaction,
    ) -> Result<Result<Taken, Rejection>, ExecuteError<S::Error>> {
        let hash = transaction.hash();
        if self.arrivals.contains_key(&hash) {
            return Ok(Ok(Taken::Known(hash)));
        }
        let slot = Slot::of(&transaction);
        let candidate = match Authentic::check(Arc::new(transaction)) {
            Ok(candidate) => candidate,
            Err(rejection) => return Ok(Err(rejection)),
        };
        match check(state, next, candidate.by_ref())? {
            Err(rejection) => return Ok(Err(rejection)),
            Ok(Readiness::Now) => {}
            Ok(Readiness::After(outstanding)) => {
                if let Err(rejection) = self.check_gap(slot, outstanding) {
                    return Ok(Err(rejection));
                }
            }
        }
        if self.slots.contains_key(&slot) {
            return Ok(Err(self.occupied(slot)));
        }
        if self.queue.len() >= CAPACITY {
            return Ok(Err(Rejection::Busy));
        }
        let arrival = self.next_arrival;
        self.next_arrival += 1;
        self.queue.insert(
            arrival,
            Waiting {
                candidate,
                since: next.height,
            },
        );
        self.arrivals.insert(hash, arrival);
        self.slots.insert(slot, hash);
        Ok(Ok(Taken::New(hash)))
    }

    /// What a proposer can try, in order.
    pub fn candidates(&self) -> Vec<Authentic<Arc<SignedTransaction>>> {
        self.queue
            .values()
            .map(|waiting| waiting.candidate.clone())
            .collect()
    }

    /// The nonce after all of the sender's waiting transactions, which begin at `next`.
    pub fn next_nonce(&self, sender: AccountAddress, next: u64) -> u64 {
        let waiting = self
            .slots
            .range(Slot::Account(sender, next)..=Slot::Account(sender, u64::MAX))
            .filter_map(|(slot, _)| match slot {
                Slot::Account(_, nonce) => Some(*nonce),
                _ => None,
            });
        waiting.fold(next, |expected, nonce| {
            if nonce == expected {
                expected.saturating_add(1)
            } else {
                expected
            }
        })
    }

    /// Forgets what the final block at `height` holds, what it has made impossible, and what waited
    /// for too long.
    pub fn included(&mut self, height: Height, transactions: &[SignedTransaction]) {
        for transaction in transactions {
            let slot = Slot::of(transaction);
            if let Slot::Account(sender, nonce) = slot {
                self.remove_nonces(sender, nonce);
            } else {
                self.remove_slot(slot);
            }
        }
        while let Some(oldest) = self.queue.values().next()
            && oldest.since.0.saturating_add(LIFETIME_BLOCKS) < height.0
        {
            self.remove_slot(Slot::of(oldest.candidate.transaction()));
        }
    }

    /// Forgets what a proposer found impossible. One that only came before its predecessor stays.
    pub fn rejected(&mut self, rejected: &[(Hash, Rejection)]) {
        for (hash, rejection) in rejected {
            if matches!(rejection, Rejection::NonceAhead { .. }) {
                continue;
            }
            if let Some(waiting) = self
                .arrivals
                .get(hash)
                .and_then(|arrival| self.queue.get(arrival))
            {
                self.remove_slot(Slot::of(waiting.candidate.transaction()));
            }
        }
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether a transaction ahead of its account is the sender's next here.
    fn check_gap(&self, slot: Slot, outstanding: u64) -> Result<(), Rejection> {
        let Slot::Account(sender, found) = slot else {
            return Ok(());
        };
        let expected = self.next_nonce(sender, found.saturating_sub(outstanding));
        if found > expected {
            return Err(Rejection::NonceAhead { expected, found });
        }
        Ok(())
    }

    fn occupied(&self, slot: Slot) -> Rejection {
        match slot {
            Slot::Account(sender, nonce) => Rejection::NonceUsed {
                expected: self.next_nonce(sender, nonce),
                found: nonce,
            },
            Slot::Report(..) => Rejection::ReportAlreadyMade,
            // The one that waits is in a block soon; then the sender sees whether to ask again.
            Slot::Audit(..) | Slot::Exhibit(..) | Slot::Amendment(_) => Rejection::Busy,
        }
    }

    /// Forgets the sender's transactions up to `nonce`.
    fn remove_nonces(&mut self, sender: AccountAddress, nonce: u64) {
        let done: Vec<Slot> = self
            .slots
            .range(Slot::Account(sender, 0)..=Slot::Account(sender, nonce))
            .map(|(slot, _)| *slot)
            .collect();
        for slot in done {
            self.remove_slot(slot);
        }
    }

    fn remove_slot(&mut self, slot: Slot) {
        if let Some(hash) = self.slots.remove(&slot)
            && let Some(arrival) = self.arrivals.remove(&hash)
        {
            self.queue.remove(&arrival);
        }
    }
}

/// The nonce of the sender's next transaction in `state`.
pub fn account_nonce<S: ReadState>(state: &S, sender: AccountAddress) -> Result<u64, S::Error> {
    let value = state.read(StateKey::Account(sender).path())?;
    let account: Option<outpost_protocol::state::Account> =
        value.and_then(|bytes| borsh::from_slice(&bytes).ok());
    Ok(account.map_or(0, |account| account.nonce))
}

#[cfg(test)]
mod tests;
