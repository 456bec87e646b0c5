//! Decides which known peer to dial when: again after a while, longer each time it fails.

use crate::StartError;
use libp2p::{Multiaddr, PeerId, multiaddr::Protocol};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

const FIRST_BACKOFF: Duration = Duration::from_millis(250);
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// The peers to keep a connection to.
#[derive(Debug)]
pub(super) struct Dialer {
    peers: BTreeMap<PeerId, Target>,
}

#[derive(Debug)]
struct Target {
    addresses: Vec<Multiaddr>,
    /// `None` while connected or being dialled.
    next: Option<Instant>,
    backoff: Duration,
}

impl Dialer {
    /// Reads addresses, each with `/p2p/` and the peer's id at its end.
    pub(super) fn new(addresses: &[String], now: Instant) -> Result<Self, StartError> {
        let mut peers = BTreeMap::new();
        for text in addresses {
            let bad = || StartError::BadPeerAddress(text.clone());
            let address: Multiaddr = text.parse().map_err(|_| bad())?;
            let Some(Protocol::P2p(peer)) = address.iter().last() else {
                return Err(bad());
            };
            let target = peers.entry(peer).or_insert_with(|| Target {
                addresses: Vec::new(),
                next: Some(now),
                backoff: FIRST_BACKOFF,
            });
            target.addresses.push(address);
        }
        Ok(Self { peers })
    }

    /// The peers to dial now, with their addresses. Each is being dialled from then on.
    pub(super) fn due(&mut self, now: Instant) -> Vec<(PeerId, Vec<Multiaddr>)> {
        let mut due = Vec::new();
        for (peer, target) in &mut self.peers {
            if target.next.is_some_and(|next| next <= now) {
                target.next = None;
                due.push((*peer, target.addresses.clone()));
            }
        }
        due
    }

    pub(super) fn connected(&mut self, peer: &PeerId) {
        if let Some(target) = self.peers.get_mut(peer) {
            target.next = None;
            target.backoff = FIRST_BACKOFF;
        }
    }

    /// Notes that a peer is not connected: dialling failed or the connection ended.
    pub(super) fn disconnected(&mut self, peer: &PeerId, now: Instant) {
        if let Some(target) = self.peers.get_mut(peer) {
            // A ban may have set a later time.
            target.next = target.next.max(now.checked_add(target.backoff));
            target.backoff = target.backoff.saturating_mul(2).min(LONGEST_BACKOFF);
        }
    }

    /// Leaves a peer alone for so long.
    pub(super) fn banned(&mut self, peer: &PeerId, now: Instant, ban: Duration) {
        if let Some(target) = self.peers.get_mut(peer) {
            target.next = now.checked_add(ban);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: &str = "12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5";

    fn dialer(now: Instant) -> Dialer {
        let addresses = [
            format!("/ip4/127.0.0.1/udp/1/quic-v1/p2p/{PEER}"),
            format!("/ip4/127.0.0.1/tcp/1/p2p/{PEER}"),
        ];
        Dialer::new(&addresses, now).unwrap()
    }

    #[test]
    fn addresses_of_one_peer_are_dialled_together_and_only_once() {
        let now = Instant::now();
        let mut dialer = dialer(now);
        let due = dialer.due(now);
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].1.len(), 2);
        assert!(dialer.due(now + LONGEST_BACKOFF).is_empty());
    }

    #[test]
    fn a_peer_that_cannot_be_reached_is_dialled_less_and_less_often() {
        let mut now = Instant::now();
        let mut dialer = dialer(now);
        let peer = PEER.parse().unwrap();
        let mut waits = Vec::new();
        for _ in 0..10 {
            assert_eq!(dialer.due(now).len(), 1);
            dialer.disconnected(&peer, now);
            let next = dialer.peers[&peer].next.unwrap();
            waits.push(next - now);
            now = next;
        }
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&LONGEST_BACKOFF));
    }

    #[test]
    fn a_banned_peer_is_left_alone_although_its_connection_ends() {
        let now = Instant::now();
        let mut dialer = dialer(now);
        let peer = PEER.parse().unwrap();
        let ban = Duration::from_secs(600);
        dialer.banned(&peer, now, ban);
        dialer.disconnected(&peer, now);
        assert!(dialer.due(now + ban / 2).is_empty());
        assert_eq!(dialer.due(now + ban).len(), 1);
    }

    #[test]
    fn an_address_without_the_peers_id_is_refused() {
        let result = Dialer::new(&["/ip4/127.0.0.1/tcp/1".to_owned()], Instant::now());
        assert!(matches!(result, Err(StartError::BadPeerAddress(_))));
    }
}
