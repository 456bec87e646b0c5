//! Provides what the device's reports stand for to those who check it, and says where.

use crate::{identity::DeviceIdentity, key::SigningFailed};
use outpost_evidence::{ProvideError, Provider, Reach};
use outpost_protocol::{
    Epoch, Hash, NetworkDefinition, NetworkId, Timestamp,
    offer::{Offer, SignedOffer},
};
use std::collections::BTreeMap;

/// The evidence of the last epochs, for whoever asks.
#[derive(Debug)]
pub struct EvidenceProvider {
    network: NetworkId,
    provider: Provider,
    files: BTreeMap<Epoch, Hash>,
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

    /// Provides an epoch's evidence from now on.
    pub async fn keep(&mut self, epoch: Epoch, evidence: Vec<u8>) -> Result<(), ProvideError> {
        let hash = self.provider.keep(evidence).await?;
        self.files.insert(epoch, hash);
        Ok(())
    }

    /// Forgets an epoch's evidence.
    pub fn forget(&mut self, epoch: Epoch) {
        if let Some(hash) = self.files.remove(&epoch) {
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
