//! Bounds what one peer can ask for: a bucket of tokens that refills.

use libp2p::PeerId;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

/// What a peer can ask for at once.
const BURST: f64 = 200.0;
/// What it gets back every second.
const REFILL_PER_SECOND: f64 = 50.0;
/// Buckets above which full ones are forgotten.
const MANY: usize = 1_024;

/// The buckets of all peers.
#[derive(Default)]
pub(super) struct Limits(HashMap<PeerId, Bucket>);

struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    fn tokens_at(&self, now: Instant) -> f64 {
        let waited = now.saturating_duration_since(self.filled).as_secs_f64();
        (self.tokens + waited * REFILL_PER_SECOND).min(BURST)
    }
}

impl Limits {
    /// Whether `peer` may spend `cost`; if so, it has.
    pub(super) fn spend(&mut self, peer: PeerId, cost: f64, now: Instant) -> bool {
        if self.0.len() > MANY {
            self.0.retain(|_, bucket| bucket.tokens_at(now) < BURST);
        }
        let bucket = self.0.entry(peer).or_insert(Bucket {
            tokens: BURST,
            filled: now,
        });
        let tokens = bucket.tokens_at(now);
        let allowed = tokens >= cost;
        bucket.tokens = if allowed { tokens - cost } else { tokens };
        bucket.filled = now;
        allowed
    }
}

/// Peers that are banned, each until some time.
#[derive(Default)]
pub(super) struct BanList(HashMap<PeerId, Instant>);

impl BanList {
    pub(super) fn ban(&mut self, peer: PeerId, duration: Duration, now: Instant) {
        self.0.retain(|_, until| *until > now);
        self.0.insert(peer, now + duration);
    }

    pub(super) fn is_banned(&self, peer: &PeerId, now: Instant) -> bool {
        self.0.get(peer).is_some_and(|until| *until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_asks_for_too_much_is_refused_until_it_has_waited() {
        let (mut limits, now, peer) = (Limits::default(), Instant::now(), PeerId::random());
        let taken = (0..1_000).filter(|_| limits.spend(peer, 1.0, now)).count();
        assert_eq!(taken, BURST as usize);
        assert!(
            limits.spend(PeerId::random(), 1.0, now),
            "others are not affected"
        );
        let later = now + Duration::from_secs(1);
        let taken = (0..1_000)
            .filter(|_| limits.spend(peer, 1.0, later))
            .count();
        assert_eq!(taken, REFILL_PER_SECOND as usize);
    }

    #[test]
    fn a_ban_ends() {
        let (mut bans, now, peer) = (BanList::default(), Instant::now(), PeerId::random());
        bans.ban(peer, Duration::from_secs(60), now);
        assert!(bans.is_banned(&peer, now + Duration::from_secs(59)));
        assert!(!bans.is_banned(&peer, now + Duration::from_secs(61)));
        assert!(!bans.is_banned(&PeerId::random(), now));
    }
}
