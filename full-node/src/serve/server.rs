//! Runs a full node's side of the libp2p network.

use super::{
    answer,
    behaviour::{Behaviour, BehaviourEvent, swarm},
    faucet::Faucet,
    limits::{BanList, Limits},
};
use crate::{
    chain::certificate::CertificateVerifier,
    node::{Node, timestamp},
    state::LedgerError,
};
use futures::StreamExt as _;
use libp2p::{
    Multiaddr, PeerId, Swarm, gossipsub,
    gossipsub::MessageAcceptance,
    identity::Keypair,
    multiaddr::Protocol,
    request_response::{self, OutboundRequestId, ResponseChannel},
    swarm::SwarmEvent,
};
use outpost_protocol::{
    CertifiedHeader,
    hash::encode,
    offer::SignedOffer,
    transaction::{Rejection, SignedTransaction},
    wire::{Refusal, Request, Response, header_topic, offer_topic, transaction_topic},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// Between two looks at which peers are missing.
const REDIAL: Duration = Duration::from_secs(3);
/// How long a peer that lied is kept away.
const BAN: Duration = Duration::from_secs(600);
/// Most answers that are worked on at the same time.
const CONCURRENT_ANSWERS: usize = 64;

/// What a server needs.
pub struct ServerConfig {
    /// The node's key among libp2p peers.
    pub key: Keypair,
    /// Where to listen.
    pub listen: Vec<Multiaddr>,
    /// Full nodes to stay connected to.
    pub peers: Vec<Multiaddr>,
    /// Knows the network's group key.
    pub verifier: CertificateVerifier,
    /// Tokens to give away.
    pub faucet: Option<Faucet>,
}

/// A server that cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// A transport or a protocol cannot be set up.
    #[error("the network cannot be set up: {0}")]
    Transport(String),
}

impl ServeError {
    pub(super) fn transport(error: impl std::fmt::Display) -> Self {
        Self::Transport(error.to_string())
    }
}

/// A request that was not answered.
#[derive(Debug, thiserror::Error)]
#[error("the peer did not answer: {0}")]
pub struct RequestError(String);

/// Talks to a server that runs. It stops when all handles are gone.
#[derive(Clone)]
pub struct ServerHandle {
    commands: mpsc::Sender<Command>,
    peers: watch::Receiver<BTreeSet<PeerId>>,
    headers: watch::Receiver<Option<CertifiedHeader>>,
}

enum Command {
    Request {
        peer: PeerId,
        request: Request,
        reply: oneshot::Sender<Result<Response, RequestError>>,
    },
    Ban {
        peer: PeerId,
        reason: String,
    },
}

/// The event loop.
pub struct Server {
    node: Arc<Node>,
    swarm: Swarm<Behaviour>,
    config: Arc<Answering>,
    dial: Vec<Multiaddr>,
    commands: mpsc::Receiver<Command>,
    peers: watch::Sender<BTreeSet<PeerId>>,
    headers: watch::Sender<Option<CertifiedHeader>>,
    verifier: CertificateVerifier,
    limits: Limits,
    bans: BanList,
    outgoing: HashMap<OutboundRequestId, oneshot::Sender<Result<Response, RequestError>>>,
    answers: (mpsc::Sender<Answer>, mpsc::Receiver<Answer>),
    answering: usize,
    header_topic: gossipsub::IdentTopic,
    transaction_topic: gossipsub::IdentTopic,
    offer_topic: gossipsub::IdentTopic,
}

struct Answering {
    faucet: Option<Faucet>,
}

type Answer = (ResponseChannel<Response>, Response);

impl ServerHandle {
    /// Asks `peer`.
    pub async fn request(&self, peer: PeerId, request: Request) -> Result<Response, RequestError> {
        let (reply, answer) = oneshot::channel();
        let command = Command::Request {
            peer,
            request,
            reply,
        };
        let stopped = || RequestError("this node's server stopped".to_owned());
        self.commands.send(command).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }

    /// The full nodes and light nodes that are connected.
    pub fn peers(&self) -> BTreeSet<PeerId> {
        self.peers.borrow().clone()
    }

    /// Disconnects `peer` and keeps it away for a while.
    pub fn ban(&self, peer: PeerId, reason: &str) {
        let reason = reason.to_owned();
        // A full queue only delays the ban to the peer's next lie.
        let _ = self.commands.try_send(Command::Ban { peer, reason });
    }

    /// The newest header that was gossiped, checked.
    pub fn headers(&self) -> watch::Receiver<Option<CertifiedHeader>> {
        self.headers.clone()
    }
}

impl Server {
    /// Starts to listen; [`run`](Self::run) must be polled for anything to happen.
    pub fn new(node: Arc<Node>, config: ServerConfig) -> Result<(Self, ServerHandle), ServeError> {
        let mut swarm = swarm(config.key)?;
        for address in config.listen {
            swarm.listen_on(address).map_err(ServeError::transport)?;
        }
        let network = node.ledger().network();
        let topics = [
            header_topic(network),
            transaction_topic(network),
            offer_topic(network),
        ];
        let topics = topics.map(gossipsub::IdentTopic::new);
        for topic in &topics {
            let gossip = &mut swarm.behaviour_mut().gossip;
            gossip.subscribe(topic).map_err(ServeError::transport)?;
        }
        let [header_topic, transaction_topic, offer_topic] = topics;
        let (commands_in, commands) = mpsc::channel(64);
        let (peers, peers_out) = watch::channel(BTreeSet::new());
        let (headers, headers_out) = watch::channel(None);
        let server = Self {
            node,
            swarm,
            config: Arc::new(Answering {
                faucet: config.faucet,
            }),
            dial: config.peers,
            commands,
            peers,
            headers,
            verifier: config.verifier,
            limits: Limits::default(),
            bans: BanList::default(),
            outgoing: HashMap::new(),
            answers: mpsc::channel(CONCURRENT_ANSWERS),
            answering: 0,
            header_topic,
            transaction_topic,
            offer_topic,
        };
        let handle = ServerHandle {
            commands: commands_in,
            peers: peers_out,
            headers: headers_out,
        };
        Ok((server, handle))
    }

    /// Serves until all handles are gone.
    pub async fn run(mut self) {
        let mut tip = self.node.ledger().tip();
        let mut transactions = self.node.new_transactions();
        let mut offers = self.node.new_offers();
        let mut redial = tokio::time::interval(REDIAL);
        loop {
            tokio::select! {
                event = self.swarm.select_next_some() => self.on_swarm(event),
                command = self.commands.recv() => match command {
                    Some(command) => self.on_command(command),
                    None => return,
                },
                Some((channel, response)) = self.answers.1.recv() => {
                    self.answering = self.answering.saturating_sub(1);
                    self.respond(channel, response);
                }
                Ok(()) = tip.changed() => {
                    let header = tip.borrow_and_update().clone();
                    if let Some(header) = header {
                        self.publish(self.header_topic.clone(), encode(&header));
                        self.know(header);
                    }
                }
                transaction = transactions.recv() => match transaction {
                    Ok(transaction) => {
                        self.publish(self.transaction_topic.clone(), encode(&transaction));
                    }
                    // Whoever sent them will send them again.
                    Err(broadcast::error::RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "transactions were not gossiped");
                    }
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                offer = offers.recv() => match offer {
                    Ok(offer) => self.publish(self.offer_topic.clone(), encode(&offer)),
                    // Who is not found shows the evidence on chain.
                    Err(broadcast::error::RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "offers were not gossiped");
                    }
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                _ = redial.tick() => self.dial_missing(),
            }
        }
    }

    fn on_command(&mut self, command: Command) {
        match command {
            Command::Request {
                peer,
                request,
                reply,
            } => {
                let id = self
                    .swarm
                    .behaviour_mut()
                    .light
                    .send_request(&peer, request);
                self.outgoing.insert(id, reply);
            }
            Command::Ban { peer, reason } => self.ban(peer, &reason),
        }
    }

    fn on_swarm(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::NewListenAddr { address, .. } => {
                tracing::info!(%address, "listening");
            }
            SwarmEvent::ConnectionEstablished { peer_id, .. } => {
                if self.bans.is_banned(&peer_id, Instant::now()) {
                    let _ = self.swarm.disconnect_peer_id(peer_id);
                }
                self.update_peers();
            }
            SwarmEvent::ConnectionClosed { .. } => self.update_peers(),
            SwarmEvent::Behaviour(BehaviourEvent::Light(event)) => self.on_light(event),
            SwarmEvent::Behaviour(BehaviourEvent::Gossip(gossipsub::Event::Message {
                propagation_source,
                message_id,
                message,
            })) => {
                let acceptance = self.on_gossip(propagation_source, &message);
                let gossip = &mut self.swarm.behaviour_mut().gossip;
                gossip.report_message_validation_result(
                    &message_id,
                    &propagation_source,
                    acceptance,
                );
            }
            _ => {}
        }
    }

    fn on_light(&mut self, event: request_response::Event<Request, Response>) {
        match event {
            request_response::Event::Message { peer, message, .. } => match message {
                request_response::Message::Request {
                    request, channel, ..
                } => self.on_request(peer, request, channel),
                request_response::Message::Response {
                    request_id,
                    response,
                } => {
                    if let Some(reply) = self.outgoing.remove(&request_id) {
                        let _ = reply.send(Ok(response));
                    }
                }
            },
            request_response::Event::OutboundFailure {
                request_id, error, ..
            } => {
                if let Some(reply) = self.outgoing.remove(&request_id) {
                    let _ = reply.send(Err(RequestError(error.to_string())));
                }
            }
            request_response::Event::InboundFailure { peer, error, .. } => {
                tracing::debug!(%peer, %error, "a request was not answered");
            }
            request_response::Event::ResponseSent { .. } => {}
        }
    }

    fn on_request(&mut self, peer: PeerId, request: Request, channel: ResponseChannel<Response>) {
        let within = self
            .limits
            .spend(peer, answer::cost(&request), Instant::now());
        if !within || self.answering >= CONCURRENT_ANSWERS {
            self.respond(channel, Response::Refused(Refusal::TooMuch));
            return;
        }
        self.answering += 1;
        let (node, config, answers) = (
            self.node.clone(),
            self.config.clone(),
            self.answers.0.clone(),
        );
        // Reads the disk and checks signatures.
        tokio::task::spawn_blocking(move || {
            let response = answer::answer(&node, config.faucet.as_ref(), request);
            // The server is gone when the process ends.
            let _ = answers.blocking_send((channel, response));
        });
    }

    fn on_gossip(&mut self, source: PeerId, message: &gossipsub::Message) -> MessageAcceptance {
        if message.topic == self.header_topic.hash() {
            self.on_header(source, &message.data)
        } else if message.topic == self.offer_topic.hash() {
            self.on_offer(&message.data)
        } else {
            self.on_transaction(&message.data)
        }
    }

    fn on_header(&mut self, source: PeerId, data: &[u8]) -> MessageAcceptance {
        let Ok(certified) = CertifiedHeader::decode(data) else {
            return MessageAcceptance::Reject;
        };
        if !self.is_news(&certified) {
            return MessageAcceptance::Ignore;
        }
        if let Err(error) = self.verifier.verify(&certified) {
            self.ban(source, &error.to_string());
            return MessageAcceptance::Reject;
        }
        self.know(certified);
        MessageAcceptance::Accept
    }

    fn is_news(&self, certified: &CertifiedHeader) -> bool {
        let known = self.headers.borrow();
        known
            .as_ref()
            .is_none_or(|known| known.header.height < certified.header.height)
    }

    fn know(&mut self, certified: CertifiedHeader) {
        if self.is_news(&certified) {
            self.headers.send_replace(Some(certified));
        }
    }

    fn on_transaction(&mut self, data: &[u8]) -> MessageAcceptance {
        let Ok(transaction) = SignedTransaction::decode(data) else {
            return MessageAcceptance::Reject;
        };
        acceptance(self.node.submit(transaction, timestamp(SystemTime::now())))
    }

    fn on_offer(&mut self, data: &[u8]) -> MessageAcceptance {
        let Ok(offer) = SignedOffer::decode(data) else {
            return MessageAcceptance::Reject;
        };
        acceptance(self.node.take_offer(offer, timestamp(SystemTime::now())))
    }

    fn respond(&mut self, channel: ResponseChannel<Response>, response: Response) {
        let light = &mut self.swarm.behaviour_mut().light;
        if light.send_response(channel, response).is_err() {
            tracing::debug!("the asker is gone");
        }
    }

    fn publish(&mut self, topic: gossipsub::IdentTopic, data: Vec<u8>) {
        // That nobody is there to hear it, or that they have it already, is no fault.
        if let Err(error) = self.swarm.behaviour_mut().gossip.publish(topic, data) {
            tracing::trace!(%error, "not gossiped");
        }
    }

    fn ban(&mut self, peer: PeerId, reason: &str) {
        tracing::warn!(%peer, reason, "peer banned");
        self.bans.ban(peer, BAN, Instant::now());
        let _ = self.swarm.disconnect_peer_id(peer);
    }

    fn update_peers(&mut self) {
        self.peers
            .send_replace(self.swarm.connected_peers().copied().collect());
    }

    fn dial_missing(&mut self) {
        for address in self.dial.clone() {
            let Some(Protocol::P2p(peer)) = address.iter().last() else {
                continue;
            };
            let banned = self.bans.is_banned(&peer, Instant::now());
            if banned || peer == *self.swarm.local_peer_id() || self.swarm.is_connected(&peer) {
                continue;
            }
            if let Err(error) = self.swarm.dial(address.clone()) {
                tracing::debug!(%address, %error, "not dialled");
            }
        }
    }
}

/// What is told to the peers that passed something on of which this became.
fn acceptance<T>(taken: Result<Result<T, Rejection>, LedgerError>) -> MessageAcceptance {
    match taken {
        Ok(Ok(_)) => MessageAcceptance::Accept,
        // Never valid, so whoever passed it on did not check it.
        Ok(Err(Rejection::WrongNetwork | Rejection::BadSignature)) => MessageAcceptance::Reject,
        Ok(Err(rejection)) => {
            tracing::trace!(%rejection, "what was gossiped is not taken");
            MessageAcceptance::Ignore
        }
        Err(error) => {
            tracing::error!(%error, "what was gossiped cannot be checked");
            MessageAcceptance::Ignore
        }
    }
}
