//! Talks to the network for a device: has things proven, sends, offers, provides.

use super::ReportingError;
use crate::{
    identity::DeviceIdentity,
    key::SigningFailed,
    provider::EvidenceProvider,
    reporter::{Proven, Sent},
};
use borsh::BorshDeserialize;
use outpost_evidence::ProvideError;
use outpost_light_client::{Config, LightError, LightNode, ProvenValues, SubmitError};
use outpost_protocol::{
    Epoch, NetworkDefinition, NetworkId, Signature, Timestamp, report::Resource, state::StateKey,
    transaction::SignedTransaction,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use tokio::sync::Mutex;

/// What a device's reporters share: its key, its light node, and what provides its evidence.
#[derive(Clone, Debug)]
pub struct Uplink {
    identity: Arc<DeviceIdentity>,
    network: NetworkId,
    node: LightNode,
    provider: Arc<Mutex<EvidenceProvider>>,
    /// The last epoch whose evidence was offered, for all crafts: it is all in one place.
    offered: Arc<Mutex<Option<Epoch>>>,
}

impl Uplink {
    /// Starts the light node and what provides.
    pub async fn start(
        config: Config,
        identity: Arc<DeviceIdentity>,
    ) -> Result<Self, ReportingError> {
        let network = config.network.clone();
        let (node, _) = LightNode::start(config).await?;
        Self::through(node, &network, identity).await
    }

    /// Through a light node that runs already; starts what provides.
    pub async fn through(
        node: LightNode,
        network: &NetworkDefinition,
        identity: Arc<DeviceIdentity>,
    ) -> Result<Self, ReportingError> {
        let provider = EvidenceProvider::start(network, &identity).await?;
        Ok(Self {
            identity,
            network: network.id,
            node,
            provider: Arc::new(Mutex::new(provider)),
            offered: Arc::default(),
        })
    }

    pub(super) fn identity(&self) -> &DeviceIdentity {
        &self.identity
    }

    pub(super) fn network(&self) -> NetworkId {
        self.network
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Signature, SigningFailed> {
        self.identity.sign(message)
    }

    /// The time of the newest block; `None` before the first.
    pub(super) async fn block_time(&self) -> Option<Timestamp> {
        self.node.status().await.tip.map(|tip| tip.time)
    }

    pub(super) async fn keep(
        &self,
        resource: Resource,
        epoch: Epoch,
        evidence: Vec<u8>,
    ) -> Result<(), ProvideError> {
        self.provider
            .lock()
            .await
            .keep(resource, epoch, evidence)
            .await
    }

    pub(super) async fn forget(&self, resource: Resource, epoch: Epoch) {
        self.provider.lock().await.forget(resource, epoch);
    }

    /// Says where the evidence of `epoch` is, as of `now`, unless another craft has said so.
    pub(super) async fn offer(&self, epoch: Epoch, now: Timestamp) -> Result<(), String> {
        // Held until the answer is there: who asks meanwhile has the same to say.
        let mut offered = self.offered.lock().await;
        if *offered >= Some(epoch) {
            return Ok(());
        }
        let offer = self.provider.lock().await.offer(&self.identity, now);
        let offer = offer.map_err(|error| error.to_string())?;
        let taken = self.node.offer(offer).await;
        taken.map_err(|error| error.to_string())?;
        *offered = Some(epoch);
        Ok(())
    }

    /// Parameters, device, sheets and draws, or why not.
    pub(super) async fn prove(
        &self,
        sheets: &[(Epoch, StateKey)],
        draws: &BTreeSet<Epoch>,
    ) -> Result<Proven, String> {
        let device = StateKey::Device(self.identity.device());
        let mut keys = vec![StateKey::Parameters, device.clone()];
        keys.extend(sheets.iter().map(|(_, key)| key.clone()));
        keys.extend(draws.iter().copied().map(StateKey::Draw));
        let proven = self.node.prove(keys).await;
        let proven = proven.map_err(|error: LightError| error.to_string())?;
        let mut answer = Proven {
            rules: decoded(&proven, &StateKey::Parameters)?
                .ok_or("the network has no parameters")?,
            device: decoded(&proven, &device)?,
            sheets: BTreeMap::new(),
            draws: BTreeMap::new(),
        };
        for (epoch, key) in sheets {
            if let Some(sheet) = decoded(&proven, key)? {
                answer.sheets.insert(*epoch, sheet);
            }
        }
        for &epoch in draws {
            let draw = decoded(&proven, &StateKey::Draw(epoch))?;
            answer.draws.insert(epoch, draw);
        }
        Ok(answer)
    }

    pub(super) async fn send(&self, transaction: SignedTransaction) -> Sent {
        match self.node.submit(transaction).await {
            Ok(_) => Sent::Taken,
            Err(SubmitError::Rejected(rejection)) => Sent::Refused(rejection),
            Err(SubmitError::NotSent(error)) => {
                tracing::debug!(%error, "nothing was sent");
                Sent::NotSent
            }
        }
    }
}

fn decoded<T: BorshDeserialize>(
    proven: &ProvenValues,
    key: &StateKey,
) -> Result<Option<T>, String> {
    let bytes = proven.values.get(key).and_then(Option::as_deref);
    bytes
        .map(borsh::from_slice)
        .transpose()
        .map_err(|error| error.to_string())
}
