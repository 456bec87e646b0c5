//! Decides what a light node does: whom it asks, what it believes, what it stores, whom it drops.
//!
//! A state machine without clock, socket or disk. [`Core::handle`] takes an [`Input`] and the time,
//! and returns [`Effect`]s for the caller to carry out in order. What peers send is hostile: it is
//! bounded, decoded and verified in here, and nothing of an answer is stored unless all of it is
//! right. A peer that is caught is banned; the question goes on to another.

mod accounts;
mod answers;
mod devices;
mod messages;
mod peers;
mod question;
mod tip;

pub use accounts::KnownStatements;
pub use messages::{
    AskError, Effect, GossipId, Input, Now, RequestFailure, RequestId, TaskId, Verdict, Write,
};
pub use question::{Answer, Question};

use crate::{BanReason, Event, PeerId, Status, TrustAnchor, VerifiedAt, VerifiedHeader};
use accounts::{Due, KnownAccount};
use outpost_protocol::{
    AccountAddress, CertifiedHeader,
    hash::encode,
    wire::{MAX_KEYS, Refusal, Request},
};
use peers::Peers;
use question::{Asker, Carried};
use std::collections::BTreeMap;
use tip::Tip;

/// How long a peer has to answer a request.
const REQUEST_MS: u64 = 5_000;

/// The state machine of a light node.
#[derive(Debug)]
pub struct Core {
    anchor: TrustAnchor,
    tip: Tip,
    peers: Peers,
    accounts: BTreeMap<AccountAddress, KnownAccount>,
    carried: BTreeMap<QuestionId, Carried>,
    requests: BTreeMap<RequestId, Sent>,
    next_id: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct QuestionId(u64);

/// A request that is out.
#[derive(Debug)]
struct Sent {
    peer: PeerId,
    purpose: Purpose,
    deadline_ms: u64,
}

#[derive(Clone, Copy, Debug)]
enum Purpose {
    Tip,
    Question(QuestionId),
}

impl Core {
    /// A node that trusts `anchor` and knows nothing yet.
    pub fn new(anchor: TrustAnchor) -> Self {
        Self {
            anchor,
            tip: Tip::default(),
            peers: Peers::default(),
            accounts: BTreeMap::new(),
            carried: BTreeMap::new(),
            requests: BTreeMap::new(),
            next_id: 0,
        }
    }

    /// Takes up the tip that an earlier run stored. It is verified again; a wrong one is forgotten.
    pub fn restore(&mut self, now: Now, tip: CertifiedHeader) {
        if let Ok(header) = self.anchor.verify(tip) {
            self.tip = Tip::restored(now, header);
        }
    }

    /// Takes an input; returns what is to be done, in order.
    pub fn handle(&mut self, now: Now, input: Input) -> Vec<Effect> {
        let mut effects = Vec::new();
        match input {
            Input::PeerJoined(peer) => self.peer_joined(now, peer, &mut effects),
            Input::PeerLeft(peer) => self.peer_left(now, &peer, &mut effects),
            Input::Answered { request, bytes } => {
                self.answered(now, request, &bytes, &mut effects);
            }
            Input::Failed {
                request,
                peer,
                failure,
            } => self.answer_failed(now, request, &peer, failure, &mut effects),
            Input::Gossip {
                gossip,
                from,
                bytes,
            } => self.gossiped(now, gossip, &from, &bytes, &mut effects),
            Input::Ask { task, question } => self.asked(now, task, question, &mut effects),
            Input::Known {
                address,
                statements,
            } => self
                .accounts
                .entry(address)
                .or_default()
                .remember(statements),
            Input::Follow(address) => {
                self.accounts.entry(address).or_default().is_followed = true;
            }
            Input::StoreEmptied => {
                for account in self.accounts.values_mut() {
                    account.forget();
                }
            }
            Input::StoreFailed => {
                for account in self.accounts.values_mut() {
                    account.forget();
                    // A store that failed once may fail again at once.
                    account.missed(now);
                }
            }
            Input::TimePassed => self.time_passed(now, &mut effects),
        }
        self.follow_accounts(now, &mut effects);
        self.send_waiting(now, &mut effects);
        effects
    }

    /// Fills in what the core knows of the node's status; the counts of bytes are the caller's.
    pub fn fill_status(&self, now: Now, status: &mut Status) {
        status.tip = self.tip.view(now);
        status.peers = self.peers.views();
        status.agreeing = self.peers.agreeing(self.tip.height());
    }

    fn peer_joined(&mut self, now: Now, peer: PeerId, effects: &mut Vec<Effect>) {
        if self.peers.is_banned(now, &peer) {
            // It came back before its time.
            effects.push(Effect::Ban {
                peer,
                for_ms: peers::BAN_MS,
            });
        } else if self.peers.join(now, peer.clone()) {
            effects.push(Effect::Event(Event::PeerJoined(peer)));
        }
    }

    fn peer_left(&mut self, now: Now, peer: &PeerId, effects: &mut Vec<Effect>) {
        if self.peers.leave(peer) {
            effects.push(Effect::Event(Event::PeerLeft(peer.clone())));
        }
        self.drop_requests_to(now, peer, effects);
    }

    fn asked(&mut self, now: Now, task: TaskId, question: Question, effects: &mut Vec<Effect>) {
        if let Question::Values(keys) = &question
            && (keys.is_empty() || keys.len() > MAX_KEYS)
        {
            effects.push(Effect::Answer {
                task,
                answer: Err(AskError::Refused(Refusal::TooMuch)),
            });
            return;
        }
        self.carry(Carried::new(now, Asker::App(task), question));
    }

    fn carry(&mut self, carried: Carried) {
        let id = QuestionId(self.new_id());
        self.carried.insert(id, carried);
    }

    fn new_id(&mut self) -> u64 {
        self.next_id = self.next_id.saturating_add(1);
        self.next_id
    }

    fn time_passed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.peers.forget_old_bans(now);
        self.give_up_overdue(now, effects);
        for peer in self.peers.due_for_tip(now) {
            let request = self.send(now, &peer, &Request::Tip, Purpose::Tip, effects);
            self.peers.tip_asked(&peer, request);
        }
        if let Some(since) = self.tip.newly_stale(now) {
            effects.push(Effect::Event(Event::TipStale { since }));
        }
    }

    fn give_up_overdue(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let silent: Vec<RequestId> = self
            .requests
            .iter()
            .filter(|(_, sent)| sent.deadline_ms <= now.uptime_ms)
            .map(|(id, _)| *id)
            .collect();
        for request in silent {
            self.request_failed(now, request, RequestFailure::Unreachable, effects);
        }
        let overdue: Vec<QuestionId> = self
            .carried
            .iter()
            .filter(|(_, carried)| carried.is_overdue(now))
            .map(|(id, _)| *id)
            .collect();
        for id in overdue {
            self.give_up(now, id, effects);
        }
    }

    /// Asks for what followed accounts need, given the newest header.
    fn follow_accounts(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let agreeing = self.peers.agreeing(self.tip.height());
        let mut questions = Vec::new();
        for (address, account) in &mut self.accounts {
            if account.is_followed && !account.is_asked {
                let due = match self.tip.newest() {
                    Some(tip) => account.due(now, tip.header()),
                    None => account.due_by_time(now),
                };
                match due {
                    Due::No => {}
                    Due::Confirmed => {
                        if let Some(tip) = self.tip.newest() {
                            effects.push(Effect::Store(Write::Confirmed {
                                address: *address,
                                at: verified_at(tip, agreeing),
                            }));
                        }
                    }
                    Due::Ask => {
                        account.is_asked = true;
                        let question = Question::Account(*address);
                        questions.push(Carried::new(now, Asker::Follower(*address), question));
                    }
                }
            }
            if account.is_followed && !account.is_walking {
                let missing = account.missing(*address);
                if !missing.is_empty() {
                    account.is_walking = true;
                    let question = Question::Values(missing);
                    questions.push(Carried::new(now, Asker::Walker(*address), question));
                }
            }
        }
        for question in questions {
            self.carry(question);
        }
    }

    /// Hands each question that waits to the best peer that did not see it yet.
    fn send_waiting(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let waiting: Vec<QuestionId> = self
            .carried
            .iter()
            .filter(|(_, carried)| carried.is_waiting(now))
            .map(|(id, _)| *id)
            .collect();
        for id in waiting {
            let Some(carried) = self.carried.get_mut(&id) else {
                continue;
            };
            if let Some(peer) = self.peers.choose(self.tip.height(), carried.tried()) {
                let wire = carried.to_wire();
                let request = self.send(now, &peer, &wire, Purpose::Question(id), effects);
                if let Some(carried) = self.carried.get_mut(&id) {
                    carried.sent(request, peer);
                }
            } else if carried.is_refused() {
                self.give_up(now, id, effects);
            } else if !self.peers.is_empty() {
                carried.start_over(now);
            }
        }
    }

    fn send(
        &mut self,
        now: Now,
        peer: &PeerId,
        wire: &Request,
        purpose: Purpose,
        effects: &mut Vec<Effect>,
    ) -> RequestId {
        let request = RequestId(self.new_id());
        let sent = Sent {
            peer: peer.clone(),
            purpose,
            deadline_ms: now.uptime_ms.saturating_add(REQUEST_MS),
        };
        self.requests.insert(request, sent);
        effects.push(Effect::Send {
            request,
            peer: peer.clone(),
            bytes: encode(wire),
        });
        request
    }

    fn ban(&mut self, now: Now, peer: &PeerId, reason: BanReason, effects: &mut Vec<Effect>) {
        self.peers.ban(now, peer);
        effects.push(Effect::Ban {
            peer: peer.clone(),
            for_ms: peers::BAN_MS,
        });
        effects.push(Effect::Event(Event::PeerBanned {
            peer: peer.clone(),
            reason,
        }));
        self.drop_requests_to(now, peer, effects);
    }

    fn drop_requests_to(&mut self, now: Now, peer: &PeerId, effects: &mut Vec<Effect>) {
        let lost: Vec<RequestId> = self
            .requests
            .iter()
            .filter(|(_, sent)| sent.peer == *peer)
            .map(|(id, _)| *id)
            .collect();
        for request in lost {
            self.request_failed(now, request, RequestFailure::Unreachable, effects);
        }
    }

    /// Ends a question without an answer.
    fn give_up(&mut self, now: Now, id: QuestionId, effects: &mut Vec<Effect>) {
        let Some(carried) = self.carried.remove(&id) else {
            return;
        };
        match carried.asker {
            Asker::App(task) => effects.push(Effect::Answer {
                task,
                answer: Err(carried.into_error()),
            }),
            Asker::Follower(address) => {
                let account = self.accounts.entry(address).or_default();
                account.is_asked = false;
                account.missed(now);
            }
            Asker::Walker(address) => {
                self.accounts.entry(address).or_default().is_walking = false;
            }
        }
    }
}

/// How a value is marked that was proven against `header`.
fn verified_at(header: &VerifiedHeader, agreeing_peers: u32) -> VerifiedAt {
    VerifiedAt {
        height: header.header().height,
        header_time: header.header().timestamp,
        agreeing_peers,
    }
}
