//! Provides what the device's reports stand for to those who check it, and says where.

use crate::{identity::DeviceIdentity, key::SigningFailed};
use outpost_evidence::{ProvideError, Provider, Reach};
use outpost_protocol::{
    Epoch, Hash, NetworkDefinition, NetworkId, Timestamp,
    offer::{Offer, SignedOffer},
    report::Resource,
};
use std::collections::BTreeMap;

/// The evidence of the last epochs, for whoever asks.
#[derive(Debug)]
pub struct EvidenceProvider {
    network: NetworkId,
    provider: Provider,
    files: BTreeMap<(Resource, Epoch), Hash>,
}

impl EvidenceProvider {
    /// Starts to provide: on a practice network to this machine alone.
    pub async fn start(
        network: &NetworkDefinition,
        identity: &DeviceIdentity,
    ) -> Result<Self, ProvideError> {
        let reach = if network.practice {
            Reach::Loopback
        } else {
            Reach::Internet
        };
        Ok(Self {
            network: network.id,
            provider: Provider::start(identity.provider_seed(), reach).await?,
            files: BTreeMap::new(),
        })
    }

    /// Provides from now on what a report for an epoch stands for.
    pub async fn keep(
        &mut self,
        resource: Resource,
        epoch: Epoch,
        evidence: Vec<u8>,
    ) -> Result<(), ProvideError> {
        let hash = self.provider.keep(evidence).await?;
        self.files.insert((resource, epoch), hash);
        Ok(())
    }

    /// Forgets that.
    pub fn forget(&mut self, resource: Resource, epoch: Epoch) {
        let forgotten = self.files.remove(&(resource, epoch));
        // Several reports may stand for the same, such as for nothing.
        if let Some(hash) = forgotten.filter(|hash| !self.files.values().any(|kept| kept == hash)) {
            self.provider.forget(&hash);
        }
    }

    /// Says where the evidence is, as of `now`.
    pub fn offer(
        &self,
        identity: &DeviceIdentity,
        now: Timestamp,
    ) -> Result<SignedOffer, SigningFailed> {
        let offer = Offer {
            network: self.network,
            device: identity.device(),
            made_at: now,
            provider: self.provider.offered(),
        };
        let signature = identity.sign(&offer.signing_bytes())?;
        Ok(SignedOffer { offer, signature })
    }
}
