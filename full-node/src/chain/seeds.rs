//! Remembers the seeds of rounds, for blocks that draw.
//!
//! Whoever proposes on a parent has seen two thirds of the validators agree to it, and so the
//! certificate of its round. The parent of a proposal is never far from the newest such round, however
//! many rounds without a block lie between.

use super::{Scheme, certificate::seed_of};
use commonware_actor::Feedback;
use commonware_consensus::{
    Reporter,
    simplex::{
        scheme::bls12381_threshold::vrf,
        types::{Activity, Proposal},
    },
    types::Round,
};
use commonware_cryptography::{bls12381::primitives::variant::MinSig, sha256::Digest};
use outpost_protocol::randomness::Seed;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Rounds with a block of which the seed is kept.
const KEPT: usize = 256;

/// The seeds of the newest rounds with a block. Clones share them.
#[derive(Clone, Default)]
pub struct Seeds(Arc<Mutex<BTreeMap<Round, Seed>>>);

impl Seeds {
    /// The seed of `round`, if its certificate was seen.
    pub fn of(&self, round: Round) -> Option<Seed> {
        self.lock().get(&round).copied()
    }

    fn remember(&self, proposal: &Proposal<Digest>, certificate: &vrf::Certificate<MinSig>) {
        let Some(seed) = seed_of(proposal.round, certificate) else {
            return;
        };
        let mut seeds = self.lock();
        seeds.insert(proposal.round, seed);
        while seeds.len() > KEPT {
            seeds.pop_first();
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Round, Seed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reporter for Seeds {
    type Activity = Activity<Scheme, Digest>;

    fn report(&mut self, activity: Self::Activity) -> Feedback {
        match &activity {
            Activity::Notarization(it) | Activity::Certification(it) => {
                self.remember(&it.proposal, &it.certificate);
            }
            Activity::Finalization(it) => self.remember(&it.proposal, &it.certificate),
            _ => {}
        }
        Feedback::Ok
    }
}
