//! Keeps who is connected, how each peer did so far, and who is banned.

use super::Now;
use crate::{AGREEMENT_LAG, PeerId, PeerView, core::RequestId};
use outpost_protocol::Height;
use std::collections::{BTreeMap, BTreeSet};

/// How long a peer that was caught is not talked to.
pub(super) const BAN_MS: u64 = 10 * 60_000;
/// How often a peer is asked for its tip while it does not tell by itself.
const TIP_INTERVAL_MS: u64 = 5_000;
/// How long a new peer is left to answer real questions before it is asked for its tip: the answer
/// to a question has a header in it.
const FIRST_TIP_AFTER_MS: u64 = 300;

/// The peers of one node.
#[derive(Debug, Default)]
pub(super) struct Peers {
    connected: BTreeMap<PeerId, Peer>,
    banned_until: BTreeMap<PeerId, u64>,
    uses: u64,
}

#[derive(Debug)]
struct Peer {
    /// The newest header that it proved.
    newest: Option<Height>,
    /// Failures in a row.
    failures: u32,
    /// Counts up with each use of any peer, so that equals take turns.
    last_use: u64,
    next_tip_ms: u64,
    tip_request: Option<RequestId>,
}

impl Peers {
    /// Whether the peer may stay: it is not banned and not known yet.
    pub(super) fn join(&mut self, now: Now, peer: PeerId) -> bool {
        if self.is_banned(now, &peer) || self.connected.contains_key(&peer) {
            return false;
        }
        let peer_state = Peer {
            newest: None,
            failures: 0,
            last_use: 0,
            next_tip_ms: now.uptime_ms.saturating_add(FIRST_TIP_AFTER_MS),
            tip_request: None,
        };
        self.connected.insert(peer, peer_state);
        true
    }

    /// Whether the peer was connected.
    pub(super) fn leave(&mut self, peer: &PeerId) -> bool {
        self.connected.remove(peer).is_some()
    }

    pub(super) fn ban(&mut self, now: Now, peer: &PeerId) {
        self.connected.remove(peer);
        let until = now.uptime_ms.saturating_add(BAN_MS);
        self.banned_until.insert(peer.clone(), until);
    }

    pub(super) fn is_banned(&self, now: Now, peer: &PeerId) -> bool {
        self.banned_until
            .get(peer)
            .is_some_and(|until| now.uptime_ms < *until)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.connected.is_empty()
    }

    /// The best peer that was not tried: up to date before behind, reliable before failing, and
    /// among equals the one that was not used for the longest time.
    pub(super) fn choose(
        &mut self,
        tip: Option<Height>,
        tried: &BTreeSet<PeerId>,
    ) -> Option<PeerId> {
        let (name, peer) = self
            .connected
            .iter_mut()
            .filter(|(name, _)| !tried.contains(*name))
            .min_by_key(|(_, peer)| (peer.is_behind(tip), peer.failures, peer.last_use))?;
        self.uses = self.uses.saturating_add(1);
        peer.last_use = self.uses;
        Some(name.clone())
    }

    /// Notes a header that `peer` proved.
    pub(super) fn proved(&mut self, now: Now, peer: &PeerId, height: Height) {
        if let Some(peer) = self.connected.get_mut(peer) {
            peer.newest = peer.newest.max(Some(height));
            peer.failures = 0;
            peer.next_tip_ms = now.uptime_ms.saturating_add(TIP_INTERVAL_MS);
        }
    }

    pub(super) fn failed(&mut self, peer: &PeerId) {
        if let Some(peer) = self.connected.get_mut(peer) {
            peer.failures = peer.failures.saturating_add(1);
        }
    }

    /// The peers that are due to be asked for their tip.
    pub(super) fn due_for_tip(&self, now: Now) -> Vec<PeerId> {
        self.connected
            .iter()
            .filter(|(_, peer)| peer.tip_request.is_none() && peer.next_tip_ms <= now.uptime_ms)
            .map(|(name, _)| name.clone())
            .collect()
    }

    pub(super) fn tip_asked(&mut self, peer: &PeerId, request: RequestId) {
        if let Some(peer) = self.connected.get_mut(peer) {
            peer.tip_request = Some(request);
        }
    }

    pub(super) fn tip_ended(&mut self, now: Now, peer: &PeerId) {
        if let Some(peer) = self.connected.get_mut(peer) {
            peer.tip_request = None;
            peer.next_tip_ms = now.uptime_ms.saturating_add(TIP_INTERVAL_MS);
        }
    }

    /// How many peers proved the tip or a header close to it.
    pub(super) fn agreeing(&self, tip: Option<Height>) -> u32 {
        let agreeing = self
            .connected
            .values()
            .filter(|peer| peer.newest.is_some() && !peer.is_behind(tip));
        u32::try_from(agreeing.count()).unwrap_or(u32::MAX)
    }

    pub(super) fn views(&self) -> Vec<PeerView> {
        self.connected
            .iter()
            .map(|(name, peer)| PeerView {
                peer: name.clone(),
                height: peer.newest,
            })
            .collect()
    }

    pub(super) fn forget_old_bans(&mut self, now: Now) {
        self.banned_until.retain(|_, until| now.uptime_ms < *until);
    }
}

impl Peer {
    fn is_behind(&self, tip: Option<Height>) -> bool {
        self.newest.is_some_and(|newest| is_behind(newest, tip))
    }
}

/// Whether a header of this height is too old to answer with.
pub(super) fn is_behind(height: Height, tip: Option<Height>) -> bool {
    tip.is_some_and(|tip| height.0.saturating_add(AGREEMENT_LAG) < tip.0)
}
