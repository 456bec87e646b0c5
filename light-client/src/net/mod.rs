//! Carries the core's requests to peers over libp2p, and what they send back to the core.
//!
//! QUIC, and TCP with Noise and Yamux. The node's own identity is made anew at each start: nobody
//! needs to recognise a light node, and nobody can.

mod behaviour;
mod codec;
mod dialer;

use crate::{
    PeerId, StartError,
    core::{GossipId, Input, RequestFailure, RequestId, Verdict},
};
use behaviour::{Behaviour, BehaviourEvent};
use dialer::Dialer;
use futures::StreamExt as _;
use libp2p::{
    Swarm,
    gossipsub::{self, MessageAcceptance, MessageId},
    request_response::{self, OutboundFailure, OutboundRequestId},
    swarm::{SwarmEvent, dial_opts::DialOpts},
};
use outpost_protocol::NetworkId;
use std::{
    collections::BTreeMap,
    io,
    time::{Duration, Instant},
};

/// How often to look for peers that are to be dialled again.
const DIAL_INTERVAL: Duration = Duration::from_millis(200);

/// The node's end of the network.
pub(crate) struct Network {
    swarm: Swarm<Behaviour>,
    dialer: Dialer,
    dial_timer: tokio::time::Interval,
    requests: BTreeMap<OutboundRequestId, RequestId>,
    gossip: BTreeMap<GossipId, (MessageId, libp2p::PeerId)>,
    next_gossip: u64,
    traffic: Traffic,
}

/// What went over the wire, as encoded by the protocol.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traffic {
    pub(crate) bytes_in: u64,
    pub(crate) bytes_out: u64,
    pub(crate) requests: u64,
}

impl Network {
    /// Makes ready to dial `peers`: multiaddresses that end in `/p2p/…`.
    pub(crate) fn new(network: NetworkId, peers: &[String]) -> Result<Self, StartError> {
        Ok(Self {
            dialer: Dialer::new(peers, Instant::now())?,
            swarm: behaviour::swarm(network)
                .map_err(|error| StartError::Transport(error.to_string()))?,
            dial_timer: tokio::time::interval(DIAL_INTERVAL),
            requests: BTreeMap::new(),
            gossip: BTreeMap::new(),
            next_gossip: 0,
            traffic: Traffic::default(),
        })
    }

    pub(crate) fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// Waits for something that the core must know. May be dropped while it waits.
    pub(crate) async fn next(&mut self) -> Input {
        loop {
            let input = tokio::select! {
                event = self.swarm.select_next_some() => self.input_of(event),
                _ = self.dial_timer.tick() => {
                    self.dial();
                    None
                }
            };
            if let Some(input) = input {
                return input;
            }
        }
    }

    /// Sends a request.
    pub(crate) fn send(&mut self, request: RequestId, peer: &PeerId, bytes: Vec<u8>) {
        // Peers are named by ids that came from libp2p, so this is one.
        let Ok(peer) = peer.0.parse() else {
            return;
        };
        self.traffic.requests = self.traffic.requests.saturating_add(1);
        self.traffic.bytes_out = self.traffic.bytes_out.saturating_add(bytes.len() as u64);
        let sent = self.swarm.behaviour_mut().ask.send_request(&peer, bytes);
        self.requests.insert(sent, request);
    }

    /// Drops a peer and does not dial it for so long.
    pub(crate) fn ban(&mut self, peer: &PeerId, ban: Duration) {
        let Ok(peer) = peer.0.parse() else {
            return;
        };
        self.dialer.banned(&peer, Instant::now(), ban);
        // It may be gone already.
        let _ = self.swarm.disconnect_peer_id(peer);
    }

    /// Passes a gossip message on, or not.
    pub(crate) fn judge(&mut self, gossip: GossipId, verdict: Verdict) {
        let Some((message, source)) = self.gossip.remove(&gossip) else {
            return;
        };
        let acceptance = match verdict {
            Verdict::PassOn => MessageAcceptance::Accept,
            Verdict::Drop => MessageAcceptance::Ignore,
            Verdict::Reject => MessageAcceptance::Reject,
        };
        self.swarm
            .behaviour_mut()
            .gossip
            .report_message_validation_result(&message, &source, acceptance);
    }

    fn dial(&mut self) {
        let now = Instant::now();
        for (peer, addresses) in self.dialer.due(now) {
            let options = DialOpts::peer_id(peer).addresses(addresses).build();
            if let Err(error) = self.swarm.dial(options) {
                tracing::debug!(%peer, %error, "cannot dial");
                self.dialer.disconnected(&peer, now);
            }
        }
    }

    fn input_of(&mut self, event: SwarmEvent<BehaviourEvent>) -> Option<Input> {
        match event {
            SwarmEvent::ConnectionEstablished {
                peer_id,
                num_established,
                ..
            } => {
                self.dialer.connected(&peer_id);
                (num_established.get() == 1).then(|| Input::PeerJoined(name_of(&peer_id)))
            }
            SwarmEvent::ConnectionClosed {
                peer_id,
                num_established: 0,
                ..
            } => {
                self.dialer.disconnected(&peer_id, Instant::now());
                Some(Input::PeerLeft(name_of(&peer_id)))
            }
            SwarmEvent::OutgoingConnectionError {
                peer_id: Some(peer),
                error,
                ..
            } => {
                tracing::debug!(%peer, %error, "cannot connect");
                self.dialer.disconnected(&peer, Instant::now());
                None
            }
            SwarmEvent::Behaviour(BehaviourEvent::Ask(event)) => self.input_of_answer(event),
            SwarmEvent::Behaviour(BehaviourEvent::Gossip(gossipsub::Event::Message {
                propagation_source,
                message_id,
                message,
            })) => Some(self.input_of_gossip(propagation_source, message_id, message.data)),
            _ => None,
        }
    }

    fn input_of_answer(
        &mut self,
        event: request_response::Event<Vec<u8>, Vec<u8>>,
    ) -> Option<Input> {
        match event {
            request_response::Event::Message {
                message:
                    request_response::Message::Response {
                        request_id,
                        response: bytes,
                    },
                ..
            } => {
                self.traffic.bytes_in = self.traffic.bytes_in.saturating_add(bytes.len() as u64);
                let request = self.requests.remove(&request_id)?;
                Some(Input::Answered { request, bytes })
            }
            request_response::Event::OutboundFailure {
                peer,
                request_id,
                error,
                ..
            } => {
                tracing::debug!(%peer, %error, "no answer");
                let request = self.requests.remove(&request_id)?;
                let failure = failure_of(&error);
                Some(Input::Failed {
                    request,
                    peer: name_of(&peer),
                    failure,
                })
            }
            _ => None,
        }
    }

    fn input_of_gossip(
        &mut self,
        source: libp2p::PeerId,
        message: MessageId,
        bytes: Vec<u8>,
    ) -> Input {
        self.traffic.bytes_in = self.traffic.bytes_in.saturating_add(bytes.len() as u64);
        let gossip = GossipId(self.next_gossip);
        self.next_gossip = self.next_gossip.saturating_add(1);
        self.gossip.insert(gossip, (message, source));
        Input::Gossip {
            gossip,
            from: name_of(&source),
            bytes,
        }
    }
}

fn name_of(peer: &libp2p::PeerId) -> PeerId {
    PeerId::new(peer.to_string())
}

fn failure_of(error: &OutboundFailure) -> RequestFailure {
    match error {
        OutboundFailure::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            RequestFailure::TooLarge
        }
        _ => RequestFailure::Unreachable,
    }
}
