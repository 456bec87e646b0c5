//! Carries one question from peer to peer until one answers it validly, or time is up.

use super::{AskError, Now, RequestId, TaskId, devices::Partial};
use crate::{PeerId, ProvenValues, VerifiedAccount, verify::AccountRequest};
use outpost_protocol::{
    AccountAddress, Hash, offer::SignedOffer, state::StateKey, transaction::SignedTransaction,
    wire::Request,
};
use std::collections::BTreeSet;

/// How long a question is carried around.
const QUESTION_MS: u64 = 15_000;
/// How long until all peers are asked once more.
const AGAIN_AFTER_MS: u64 = 1_000;
/// A refusal is not proven, so so many peers must say it before it is believed; or all there are.
const REFUSALS_NEEDED: u32 = 2;
/// Devices asked for with an account whose count is not known yet.
const FIRST_DEVICES: u16 = 8;
/// Statements asked for with an account: the newest. Older ones are walked to.
const FIRST_STATEMENTS: u16 = 1;

/// What the app can ask of peers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// An account, whole.
    Account(AccountAddress),
    /// Any values, at most [`MAX_KEYS`](outpost_protocol::wire::MAX_KEYS).
    Values(Vec<StateKey>),
    /// To take a transaction.
    Submit(Box<SignedTransaction>),
    /// To give tokens for practice.
    Faucet(AccountAddress),
    /// To remember where a device's evidence can be fetched.
    Offer(Box<SignedOffer>),
}

/// What peers answered, verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Question::Account`].
    Account(Box<VerifiedAccount>),
    /// To [`Question::Values`].
    Values(ProvenValues),
    /// To [`Question::Submit`], [`Question::Faucet`] and [`Question::Offer`]: what was taken.
    Taken(Hash),
}

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// The app.
    App(TaskId),
    /// A followed account, to be fresh.
    Follower(AccountAddress),
    /// An account whose chain of statements has a gap.
    Walker(AccountAddress),
}

/// A question on its way.
#[derive(Debug)]
pub(super) struct Carried {
    pub(super) asker: Asker,
    pub(super) question: Question,
    /// Devices to ask for with an account.
    devices: u16,
    /// What was answered of an account that has more devices than one answer holds.
    partial: Option<Box<Partial>>,
    tried: BTreeSet<PeerId>,
    request: Option<RequestId>,
    not_before_ms: u64,
    deadline_ms: u64,
    refusals: u32,
    last_error: AskError,
}

impl Carried {
    pub(super) fn new(now: Now, asker: Asker, question: Question) -> Self {
        Self {
            asker,
            question,
            devices: FIRST_DEVICES,
            partial: None,
            tried: BTreeSet::new(),
            request: None,
            not_before_ms: now.uptime_ms,
            deadline_ms: now.uptime_ms.saturating_add(QUESTION_MS),
            refusals: 0,
            last_error: AskError::NoPeers,
        }
    }

    /// What goes to a peer.
    pub(super) fn to_wire(&self) -> Request {
        match &self.question {
            Question::Account(address) => match &self.partial {
                Some(partial) => Request::Prove(partial.page(*address)),
                None => self.account_request(*address).to_wire(),
            },
            Question::Values(keys) => Request::Prove(keys.clone()),
            Question::Submit(transaction) => Request::Submit(transaction.clone()),
            Question::Faucet(address) => Request::Faucet(*address),
            Question::Offer(offer) => Request::OfferEvidence(offer.clone()),
        }
    }

    pub(super) fn account_request(&self, address: AccountAddress) -> AccountRequest {
        AccountRequest {
            address,
            devices: self.devices,
            statements: FIRST_STATEMENTS,
        }
    }

    /// Asks for more devices from now on; no peer is at fault that there are more.
    pub(super) fn widen(&mut self, devices: u16) {
        self.devices = devices;
        self.request = None;
    }

    /// Asks for the devices that are missing; each page has as much time as the first answer.
    pub(super) fn page_on(&mut self, now: Now, partial: Box<Partial>) {
        self.partial = Some(partial);
        self.next_page(now);
    }

    pub(super) fn next_page(&mut self, now: Now) {
        self.request = None;
        self.tried.clear();
        self.deadline_ms = now.uptime_ms.saturating_add(QUESTION_MS);
    }

    /// Asks for the account from its beginning again.
    pub(super) fn begin_again(&mut self) {
        self.partial = None;
        self.request = None;
    }

    pub(super) fn is_paging(&self) -> bool {
        self.partial.is_some()
    }

    pub(super) fn partial(&mut self) -> Option<&mut Partial> {
        self.partial.as_deref_mut()
    }

    pub(super) fn take_partial(&mut self) -> Option<Box<Partial>> {
        self.partial.take()
    }

    pub(super) fn tried(&self) -> &BTreeSet<PeerId> {
        &self.tried
    }

    pub(super) fn is_waiting(&self, now: Now) -> bool {
        self.request.is_none() && self.not_before_ms <= now.uptime_ms
    }

    pub(super) fn is_overdue(&self, now: Now) -> bool {
        self.deadline_ms <= now.uptime_ms
    }

    pub(super) fn sent(&mut self, request: RequestId, peer: PeerId) {
        self.request = Some(request);
        self.tried.insert(peer);
    }

    /// Notes that the peer gave no answer that can be used.
    pub(super) fn missed(&mut self, error: AskError) {
        self.request = None;
        self.last_error = error;
    }

    /// Notes a refusal; whether it is to be believed.
    pub(super) fn refused(&mut self, error: AskError) -> bool {
        self.missed(error);
        self.refusals = self.refusals.saturating_add(1);
        self.refusals >= REFUSALS_NEEDED
    }

    /// Starts over with all peers after a while, since all were tried.
    pub(super) fn start_over(&mut self, now: Now) {
        self.tried.clear();
        self.not_before_ms = now.uptime_ms.saturating_add(AGAIN_AFTER_MS);
    }

    /// Whether every peer there is refused.
    pub(super) fn is_refused(&self) -> bool {
        self.refusals > 0
    }

    pub(super) fn into_error(self) -> AskError {
        self.last_error
    }
}
