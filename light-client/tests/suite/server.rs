//! Serves a peer's answers over real libp2p on loopback.

use crate::{chain::Chain, peers::Peer};
use futures::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, StreamExt as _};
use libp2p::{
    Multiaddr, StreamProtocol, Swarm, SwarmBuilder,
    multiaddr::Protocol,
    noise,
    request_response::{self, Message, ProtocolSupport},
    swarm::SwarmEvent,
    tcp, yamux,
};
use outpost_protocol::wire::{PROTOCOL, Request};
use std::{
    io,
    sync::{Arc, Mutex},
};

/// What tells a server where to listen.
pub(crate) const OVER_QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";
/// The other transport.
pub(crate) const OVER_TCP: &str = "/ip4/127.0.0.1/tcp/0";

/// Starts to serve on a free port; returns the address with the peer's id.
pub(crate) async fn serve(
    chain: Arc<Mutex<Chain>>,
    peer: impl Peer + 'static,
    listen: &str,
) -> String {
    let mut swarm = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(
            tcp::Config::default(),
            noise::Config::new,
            yamux::Config::default,
        )
        .unwrap()
        .with_quic()
        .with_behaviour(|_| {
            request_response::Behaviour::with_codec(
                RawCodec,
                [(StreamProtocol::new(PROTOCOL), ProtocolSupport::Inbound)],
                request_response::Config::default(),
            )
        })
        .unwrap()
        .build();
    swarm.listen_on(listen.parse().unwrap()).unwrap();
    let address = first_address(&mut swarm).await;
    tokio::spawn(run(swarm, chain, peer));
    address.to_string()
}

async fn first_address(swarm: &mut Swarm<request_response::Behaviour<RawCodec>>) -> Multiaddr {
    let peer = *swarm.local_peer_id();
    loop {
        if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
            return address.with(Protocol::P2p(peer));
        }
    }
}

async fn run(
    mut swarm: Swarm<request_response::Behaviour<RawCodec>>,
    chain: Arc<Mutex<Chain>>,
    mut peer: impl Peer,
) {
    // Channels of requests that are never answered, which must stay open.
    let mut silent = Vec::new();
    loop {
        let event = swarm.select_next_some().await;
        let SwarmEvent::Behaviour(request_response::Event::Message {
            message: Message::Request {
                request, channel, ..
            },
            ..
        }) = event
        else {
            continue;
        };
        let request = Request::decode(&request).unwrap();
        let answer = peer.answer(&chain.lock().unwrap(), &request);
        match answer {
            // The asker may be gone already.
            Some(bytes) => drop(swarm.behaviour_mut().send_response(channel, bytes)),
            None => silent.push(channel),
        }
    }
}

#[derive(Clone, Copy, Default)]
struct RawCodec;

impl request_response::Codec for RawCodec {
    type Protocol = StreamProtocol;
    type Request = Vec<u8>;
    type Response = Vec<u8>;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        let mut bytes = Vec::new();
        io.read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, _: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        Err(io::ErrorKind::Unsupported.into())
    }

    async fn write_request<T>(
        &mut self,
        _: &StreamProtocol,
        _: &mut T,
        _: Vec<u8>,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        Err(io::ErrorKind::Unsupported.into())
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        bytes: Vec<u8>,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&bytes).await
    }
}
