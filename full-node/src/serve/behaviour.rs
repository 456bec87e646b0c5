//! Composes the libp2p protocols that a full node speaks.

use super::{codec::LightCodec, server::ServeError};
use libp2p::{
    StreamProtocol, Swarm, SwarmBuilder, gossipsub, identify,
    identity::Keypair,
    noise, ping,
    request_response::{self, ProtocolSupport},
    swarm::NetworkBehaviour,
    tcp, yamux,
};
use outpost_protocol::{
    transaction::MAX_TRANSACTION_BYTES,
    wire::{MAX_GOSSIP_BYTES, PROTOCOL},
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How long a connection that nobody uses stays open.
const IDLE: Duration = Duration::from_secs(120);
/// How long a response may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Most requests of one connection that are answered at the same time.
const CONCURRENT_REQUESTS: usize = 32;

/// Largest frame of gossip, in bytes. A frame that is larger breaks the stream, and after a few of those
/// the peers gossip no more, so it must hold the largest of all messages: transactions, and lists of what
/// there is to be asked for. What a message holds is bounded again when it is decoded.
const GOSSIP_FRAME_BYTES: usize = 64 << 10;
/// Most messages that a list names.
const GOSSIP_IDS: usize = 1_000;
/// What a message's id takes in a list: a SHA-256 hash, with its length and kind.
const GOSSIP_ID_BYTES: usize = 34;
/// More than a frame has besides.
const GOSSIP_FRAMING_BYTES: usize = 1 << 10;

const _: () = assert!(
    GOSSIP_FRAME_BYTES >= MAX_TRANSACTION_BYTES + GOSSIP_FRAMING_BYTES
        && GOSSIP_FRAME_BYTES >= MAX_GOSSIP_BYTES + GOSSIP_FRAMING_BYTES
        && GOSSIP_FRAME_BYTES >= GOSSIP_IDS * GOSSIP_ID_BYTES + GOSSIP_FRAMING_BYTES,
    "a frame holds the largest message"
);

/// The protocols.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    pub(super) identify: identify::Behaviour,
    pub(super) ping: ping::Behaviour,
    pub(super) gossip: gossipsub::Behaviour,
    pub(super) light: request_response::Behaviour<LightCodec>,
}

/// Makes the swarm of a full node.
pub(super) fn swarm(key: Keypair) -> Result<Swarm<Behaviour>, ServeError> {
    let behaviour = Behaviour {
        identify: identify::Behaviour::new(identify::Config::new(
            "/outpost/1".to_owned(),
            key.public(),
        )),
        ping: ping::Behaviour::default(),
        gossip: gossip()?,
        light: request_response::Behaviour::new(
            [(StreamProtocol::new(PROTOCOL), ProtocolSupport::Full)],
            request_response::Config::default()
                .with_request_timeout(REQUEST_TIMEOUT)
                .with_max_concurrent_streams(CONCURRENT_REQUESTS),
        ),
    };
    let swarm = SwarmBuilder::with_existing_identity(key)
        .with_tokio()
        .with_tcp(
            tcp::Config::default().nodelay(true),
            noise::Config::new,
            yamux::Config::default,
        )
        .map_err(ServeError::transport)?
        .with_quic()
        .with_dns()
        .map_err(ServeError::transport)?
        .with_behaviour(|_| behaviour)
        .map_err(ServeError::transport)?
        .with_swarm_config(|config| config.with_idle_connection_timeout(IDLE))
        .build();
    Ok(swarm)
}

fn gossip() -> Result<gossipsub::Behaviour, ServeError> {
    let config = gossipsub::ConfigBuilder::default()
        .validation_mode(gossipsub::ValidationMode::Anonymous)
        .max_transmit_size(GOSSIP_FRAME_BYTES)
        .max_control_messages_sent(GOSSIP_IDS)
        .message_id_fn(|message| {
            let id: [u8; 32] = Sha256::digest(&message.data).into();
            gossipsub::MessageId::new(&id)
        })
        // Nothing is passed on that was not checked here.
        .validate_messages()
        .build()
        .map_err(ServeError::transport)?;
    gossipsub::Behaviour::new(gossipsub::MessageAuthenticity::Anonymous, config)
        .map_err(|error| ServeError::Transport(error.to_owned()))
}
