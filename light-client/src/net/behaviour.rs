//! Puts the libp2p protocols of a light node together.

use super::codec::WireCodec;
use commonware_cryptography::{Hasher as _, Sha256};
use libp2p::{
    StreamProtocol, Swarm, SwarmBuilder,
    gossipsub::{self, IdentTopic, MessageAuthenticity, MessageId, ValidationMode},
    identify, identity, noise, ping,
    request_response::{self, ProtocolSupport},
    swarm::NetworkBehaviour,
    tcp, yamux,
};
use outpost_protocol::{
    NetworkId,
    wire::{MAX_GOSSIP_BYTES, PROTOCOL, header_topic},
};
use std::{error::Error, time::Duration};

/// Longer than the core waits, which gives up by itself.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections are kept while the app runs.
const IDLE_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
/// Gossipsub's own framing of a message, on top of its data.
const GOSSIP_FRAMING_BYTES: usize = 1 << 10;

/// What a light node speaks.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    pub(super) ask: request_response::Behaviour<WireCodec>,
    pub(super) gossip: gossipsub::Behaviour,
    identify: identify::Behaviour,
    ping: ping::Behaviour,
}

/// A swarm that listens nowhere and follows the headers of `network`.
pub(super) fn swarm(
    network: NetworkId,
) -> Result<Swarm<Behaviour>, Box<dyn Error + Send + Sync + 'static>> {
    let swarm = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(
            tcp::Config::default().nodelay(true),
            noise::Config::new,
            yamux::Config::default,
        )?
        .with_quic()
        .with_dns()?
        .with_behaviour(|key| behaviour(network, key))?
        .with_swarm_config(|config| config.with_idle_connection_timeout(IDLE_TIMEOUT))
        .build();
    Ok(swarm)
}

fn behaviour(
    network: NetworkId,
    key: &identity::Keypair,
) -> Result<Behaviour, Box<dyn Error + Send + Sync + 'static>> {
    let mut gossip = gossipsub::Behaviour::new(MessageAuthenticity::Anonymous, gossip_config()?)?;
    gossip.subscribe(&IdentTopic::new(header_topic(network)))?;
    Ok(Behaviour {
        ask: request_response::Behaviour::with_codec(
            WireCodec,
            [(StreamProtocol::new(PROTOCOL), ProtocolSupport::Outbound)],
            request_response::Config::default().with_request_timeout(REQUEST_TIMEOUT),
        ),
        gossip,
        identify: identify::Behaviour::new(identify::Config::new(
            PROTOCOL.to_owned(),
            key.public(),
        )),
        ping: ping::Behaviour::default(),
    })
}

fn gossip_config() -> Result<gossipsub::Config, gossipsub::ConfigBuilderError> {
    gossipsub::ConfigBuilder::default()
        .validation_mode(ValidationMode::Anonymous)
        .validate_messages()
        .max_transmit_size(MAX_GOSSIP_BYTES.saturating_add(GOSSIP_FRAMING_BYTES))
        .message_id_fn(|message| MessageId::from(Sha256::hash(&[&message.data]).to_vec()))
        .build()
}
