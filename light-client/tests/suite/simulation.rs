//! Runs a core among simulated peers, in simulated time, in an order that a seed decides.

use crate::{
    chain::{Chain, GENESIS_TIME},
    peers::Peer,
};
use outpost_light_client::{
    Event, PeerId, Status, TrustAnchor,
    core::{Answer, AskError, Core, Effect, Input, Now, Question, RequestId, TaskId, Write},
};
use outpost_protocol::{Timestamp, wire::Request};
use std::collections::BTreeMap;

/// Longest time an answer is on the way.
const LONGEST_DELAY_MS: u64 = 300;
/// How often the core is told that time passed.
const TICK_MS: u64 = 100;

/// A core, its peers, and what came of it so far.
pub(crate) struct Simulation {
    pub(crate) chain: Chain,
    pub(crate) core: Core,
    peers: BTreeMap<PeerId, Box<dyn Peer>>,
    /// What arrives when; the second number keeps keys apart.
    arriving: BTreeMap<(u64, u64), Input>,
    now_ms: u64,
    random: u64,
    sent: u64,
    pub(crate) answers: BTreeMap<TaskId, Result<Answer, AskError>>,
    pub(crate) events: Vec<Event>,
    pub(crate) writes: Vec<Write>,
    pub(crate) requests: Vec<Request>,
}

impl Simulation {
    pub(crate) fn new(seed: u64, chain: Chain) -> Self {
        Self {
            core: Core::new(TrustAnchor::new(chain.definition()).unwrap()),
            chain,
            peers: BTreeMap::new(),
            arriving: BTreeMap::new(),
            now_ms: 0,
            random: seed,
            sent: 0,
            answers: BTreeMap::new(),
            events: Vec::new(),
            writes: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// Lets a peer connect, now or soon.
    pub(crate) fn join(&mut self, name: &str, peer: impl Peer + 'static) -> PeerId {
        let name = PeerId::new(name);
        self.peers.insert(name.clone(), Box::new(peer));
        self.arrive_soon(Input::PeerJoined(name.clone()));
        name
    }

    pub(crate) fn ask(&mut self, question: Question) -> TaskId {
        self.sent += 1;
        let task = TaskId(self.sent);
        self.feed(Input::Ask { task, question });
        task
    }

    /// Lets time pass.
    pub(crate) fn run_for(&mut self, duration_ms: u64) {
        let end = self.now_ms + duration_ms;
        while self.now_ms < end {
            let next_tick = self.now_ms + TICK_MS;
            while let Some(entry) = self.arriving.first_entry()
                && entry.key().0 <= next_tick
            {
                self.now_ms = self.now_ms.max(entry.key().0);
                let input = entry.remove();
                self.feed(input);
            }
            self.now_ms = next_tick;
            self.feed(Input::TimePassed);
        }
    }

    /// Lets time pass until a question is answered.
    pub(crate) fn answer_to(&mut self, task: TaskId) -> Result<Answer, AskError> {
        for _ in 0..600 {
            if let Some(answer) = self.answers.get(&task) {
                return answer.clone();
            }
            self.run_for(TICK_MS);
        }
        panic!("a question was never answered");
    }

    pub(crate) fn status(&self) -> Status {
        let mut status = Status::default();
        self.core.fill_status(self.now(), &mut status);
        status
    }

    pub(crate) fn now(&self) -> Now {
        Now {
            uptime_ms: self.now_ms,
            wall: Timestamp(self.chain.tip().header.timestamp.0.max(GENESIS_TIME) + self.now_ms),
        }
    }

    pub(crate) fn feed(&mut self, input: Input) {
        for effect in self.core.handle(self.now(), input) {
            match effect {
                Effect::Send {
                    request,
                    peer,
                    bytes,
                } => self.deliver(request, &peer, &bytes),
                Effect::Ban { peer, .. } => self.arrive_soon(Input::PeerLeft(peer)),
                Effect::Judge { .. } => {}
                Effect::Store(write) => self.writes.push(write),
                Effect::Event(event) => self.events.push(event),
                Effect::Answer { task, answer } => {
                    self.answers.insert(task, answer);
                }
            }
        }
    }

    fn deliver(&mut self, request: RequestId, peer: &PeerId, bytes: &[u8]) {
        let wire = Request::decode(bytes).unwrap();
        self.requests.push(wire.clone());
        let peer = self.peers.get_mut(peer).unwrap();
        if let Some(bytes) = peer.answer(&self.chain, &wire) {
            self.arrive_soon(Input::Answered { request, bytes });
        }
    }

    fn arrive_soon(&mut self, input: Input) {
        self.sent += 1;
        let delay = 1 + self.next_random() % LONGEST_DELAY_MS;
        self.arriving
            .insert((self.now_ms + delay, self.sent), input);
    }

    /// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
