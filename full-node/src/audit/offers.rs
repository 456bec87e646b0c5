//! Remembers where devices' evidence can be fetched, pure.
//!
//! # Rules
//! - One offer for each device, the newest. That the device is claimed and signed the offer is checked by
//!   who calls.
//! - A new one is taken [`SPACING_MS`] after the one before at the earliest, and one from the future not
//!   at all, so that a device cannot have full nodes tell each other new offers all the time.
//! - Offers are forgotten after [`LIFETIME_MS`]; a device makes a new one for each epoch. So there are no
//!   more than devices are claimed.

use outpost_protocol::{
    DeviceKey, Timestamp,
    offer::{Offer, Provider},
};
use std::collections::BTreeMap;

/// The least time between two offers of a device.
pub const SPACING_MS: u64 = 5_000;
/// How far clocks may be apart.
const AHEAD_MS: u64 = 60_000;
/// After this an offer is forgotten: three days, so that it outlives a day's epoch and its audit.
const LIFETIME_MS: u64 = 3 * 86_400_000;
/// Fewer than this are not looked through.
const SWEEP_FROM: usize = 1_024;

/// The newest offers.
#[derive(Debug, Default)]
pub struct Offers {
    newest: BTreeMap<DeviceKey, (Timestamp, Provider)>,
    /// At how many the old ones are looked for.
    sweep_at: usize,
}

impl Offers {
    /// Whether [`take`](Self::take) would take an offer of this device and time at `now`.
    pub fn wants(&self, device: &DeviceKey, made_at: Timestamp, now: Timestamp) -> bool {
        let is_of_now = made_at.0 <= now.0.saturating_add(AHEAD_MS) && is_alive(made_at, now);
        let earliest = self
            .newest
            .get(device)
            .map_or(0, |(before, _)| before.0.saturating_add(SPACING_MS));
        is_of_now && made_at.0 >= earliest
    }

    /// Remembers an offer, if it is wanted.
    pub fn take(&mut self, offer: Offer, now: Timestamp) -> bool {
        let wanted = self.wants(&offer.device, offer.made_at, now);
        if wanted {
            self.newest
                .insert(offer.device, (offer.made_at, offer.provider));
            self.sweep(now);
        }
        wanted
    }

    /// Who provides a device's evidence.
    pub fn provider_of(&self, device: &DeviceKey) -> Option<&Provider> {
        self.newest.get(device).map(|(_, provider)| provider)
    }

    /// Forgets old ones whenever there are twice as many as the last time, which costs a constant for
    /// each offer.
    fn sweep(&mut self, now: Timestamp) {
        if self.newest.len() > self.sweep_at {
            self.newest
                .retain(|_, (made_at, _)| is_alive(*made_at, now));
            self.sweep_at = self.newest.len().saturating_mul(2).max(SWEEP_FROM);
        }
    }
}

fn is_alive(made_at: Timestamp, now: Timestamp) -> bool {
    now.0 < made_at.0.saturating_add(LIFETIME_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{NetworkId, bounded::List};

    const DEVICE: DeviceKey = DeviceKey::Ed25519([1; 32]);
    const NOW: Timestamp = Timestamp(10 * LIFETIME_MS);

    fn offer(made_at: u64, provider: u8) -> Offer {
        Offer {
            network: NetworkId([0; 32]),
            device: DEVICE,
            made_at: Timestamp(made_at),
            provider: Provider {
                key: [provider; 32],
                routes: List::default(),
            },
        }
    }

    /// Takes offers made at these times after now, and says which is remembered.
    #[track_caller]
    fn check(made_after: &[i64], expected: Option<u8>) {
        let mut offers = Offers::default();
        for (number, after) in made_after.iter().enumerate() {
            let made_at = NOW.0.saturating_add_signed(*after);
            offers.take(offer(made_at, number as u8), NOW);
        }
        let found = offers.provider_of(&DEVICE).map(|it| it.key[0]);
        assert_eq!(found, expected);
    }

    #[test]
    fn the_newest_offer_is_remembered() {
        check(&[], None);
        check(&[-20_000, -10_000], Some(1));
        check(&[-10_000, -20_000], Some(0));
        check(&[-10_000, -10_000], Some(0));
    }

    #[test]
    fn offers_in_quick_succession_are_not_taken() {
        let spacing = SPACING_MS as i64;
        check(&[-spacing, -1], Some(0));
        check(&[-spacing, 0], Some(1));
    }

    #[test]
    fn offers_of_the_future_and_of_long_ago_are_not_taken() {
        let (ahead, lifetime) = (AHEAD_MS as i64, LIFETIME_MS as i64);
        check(&[ahead], Some(0));
        check(&[ahead + 1], None);
        check(&[1 - lifetime], Some(0));
        check(&[-lifetime], None);
    }

    #[test]
    fn old_offers_make_room_for_new_ones() {
        let mut offers = Offers::default();
        let device = |number: usize| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
            DeviceKey::Ed25519(bytes)
        };
        for round in 0..5 {
            let now = Timestamp(NOW.0 + round * LIFETIME_MS);
            for number in 0..SWEEP_FROM {
                let offer = Offer {
                    device: device(round as usize * SWEEP_FROM + number),
                    ..offer(now.0, 1)
                };
                assert!(offers.take(offer, now));
                assert!(offers.newest.len() <= 2 * SWEEP_FROM);
            }
        }
    }
}
