//! Asks for a network's genesis before there is a chain to serve.

use super::{
    behaviour::{BehaviourEvent, swarm},
    server::ServeError,
};
use futures::StreamExt as _;
use libp2p::{Multiaddr, identity::Keypair, request_response, swarm::SwarmEvent};
use outpost_protocol::{
    genesis::Genesis,
    wire::{Request, Response},
};
use std::time::Duration;

/// Between two rounds of dialling.
const REDIAL: Duration = Duration::from_secs(2);

/// Asks `peers` until one has the genesis that is `wanted`.
pub async fn fetch_genesis(
    key: Keypair,
    peers: &[Multiaddr],
    wanted: impl Fn(&Genesis) -> bool,
) -> Result<Genesis, ServeError> {
    let mut swarm = swarm(key)?;
    let mut redial = tokio::time::interval(REDIAL);
    loop {
        let event = tokio::select! {
            event = swarm.select_next_some() => event,
            _ = redial.tick() => {
                for address in peers {
                    // One that is dialled or connected already is no failure.
                    let _ = swarm.dial(address.clone());
                }
                continue;
            }
        };
        match event {
            SwarmEvent::ConnectionEstablished { peer_id, .. } => {
                let light = &mut swarm.behaviour_mut().light;
                light.send_request(&peer_id, Request::Genesis);
            }
            SwarmEvent::Behaviour(BehaviourEvent::Light(request_response::Event::Message {
                peer,
                message:
                    request_response::Message::Response {
                        response: Response::Genesis(bytes),
                        ..
                    },
                ..
            })) => match Genesis::decode(&bytes) {
                Ok(genesis) if wanted(&genesis) => return Ok(genesis),
                _ => tracing::warn!(%peer, "a peer has another network's genesis"),
            },
            _ => {}
        }
    }
}
