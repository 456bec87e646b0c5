//! Signs finality and seeds with all validators' keys at once, where one party holds them.
//!
//! For generated chains and tests. The certificates are those that the engine would make.

use super::{
    Finalization, Scheme,
    certificate::{digest_of, encode_finalization, seed_of},
    dealer::{DealError, Dealing},
};
use commonware_consensus::{
    simplex::types::{Finalize, Proposal},
    types::{Epoch as Era, Round, View},
};
use commonware_parallel::Sequential;
use commonware_utils::{N3f1, non_empty, ordered::Quorum as _};
use outpost_protocol::{Certificate, Hash, Header, NetworkId, randomness::Seed};

/// Two thirds of a network's validators.
pub struct Quorum(Vec<Scheme>);

impl Quorum {
    /// The first two thirds of those who were dealt to.
    pub fn new(dealing: &Dealing, network: NetworkId) -> Result<Self, DealError> {
        let needed = dealing.committee.participants.quorum::<N3f1>() as usize;
        let schemes = dealing
            .validators
            .iter()
            .take(needed)
            .map(|secrets| dealing.committee.signer(network, secrets.share.clone()));
        schemes.collect::<Result<_, _>>().map(Self)
    }

    /// Finalises `header` in `view`, the child of a block of the view before.
    pub fn certify(&self, header: &Header, view: u64) -> Option<Certificate> {
        self.finalise(header.hash(), view)
            .map(|finalization| encode_finalization(&finalization))
    }

    /// The seed of `view`.
    pub fn seed(&self, view: u64) -> Option<Seed> {
        // Each certificate of a round has its seed, whatever else it signs.
        let finalization = self.finalise(Hash::ZERO, view)?;
        seed_of(finalization.proposal.round, &finalization.certificate)
    }

    fn finalise(&self, payload: Hash, view: u64) -> Option<Finalization> {
        let proposal = Proposal::new(
            Round::new(Era::zero(), View::new(view)),
            View::new(view.saturating_sub(1)),
            digest_of(payload),
        );
        let votes: Option<Vec<_>> = self
            .0
            .iter()
            .map(|scheme| Finalize::sign(scheme, proposal.clone()))
            .collect();
        let (scheme, votes) = (self.0.first()?, votes?);
        Finalization::from_finalizes(scheme, non_empty![@votes.iter()], &Sequential).ok()
    }
}
