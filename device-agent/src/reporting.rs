//! Does what the [`reporter`](crate::reporter) decides: measures, keeps, and talks to the network
//! through an embedded light node.

use crate::{
    clock::NetworkClock,
    evidence::EvidenceStore,
    identity::DeviceIdentity,
    key::SigningFailed,
    provider::EvidenceProvider,
    reporter::{Proven, Reporter, Sent, Task},
    sensor::{MEASURE_AGAIN, Sensor},
};
use borsh::BorshDeserialize;
use outpost_evidence::ProvideError;
use outpost_light_client::{Config, LightError, LightNode, ProvenValues, StartError, SubmitError};
use outpost_protocol::{
    DeviceKey, Epoch, NetworkId, Timestamp,
    bounded::List,
    evidence::{Challenge, ChunkProof, chunk_of},
    report::SignedReport,
    state::StateKey,
    transaction::{Exhibit, MAX_PROOFS, SignedTransaction},
};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    io,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// How often is looked whether there is something to do; much less than a reading's interval.
const TICK: Duration = Duration::from_millis(100);

/// Why a device cannot report.
#[derive(Debug, thiserror::Error)]
pub enum ReportingError {
    /// The light node does not start.
    #[error("the light node does not start: {0}")]
    Start(#[from] StartError),
    /// Readings or reports cannot be kept, and so are not sent either.
    #[error("the device's folder cannot be written: {0}")]
    Folder(#[from] io::Error),
    /// What the reports stand for cannot be provided.
    #[error(transparent)]
    Provide(#[from] ProvideError),
    /// Reports cannot be signed.
    #[error(transparent)]
    Sign(#[from] SigningFailed),
}

/// The answer to a request to the network.
#[derive(Debug)]
enum Answer {
    Proven(Result<Box<Proven>, String>),
    Sent(Epoch, Sent),
    Shown(Sent),
    Offered(Epoch, Result<(), String>),
}

/// Reports for one device, online.
#[derive(Debug)]
pub struct Reporting {
    network: NetworkId,
    identity: Arc<DeviceIdentity>,
    store: EvidenceStore,
    sensor: Box<dyn Sensor>,
    reporter: Reporter,
    clock: NetworkClock,
    requests: JoinSet<Answer>,
    began: Instant,
}

impl Reporting {
    /// Goes on with what is kept in `store`.
    pub fn new(
        network: NetworkId,
        identity: Arc<DeviceIdentity>,
        store: EvidenceStore,
        sensor: Box<dyn Sensor>,
    ) -> io::Result<Self> {
        Ok(Self {
            network,
            reporter: Reporter::new(network, identity.device(), store.recover()?),
            identity,
            store,
            sensor,
            clock: NetworkClock::default(),
            requests: JoinSet::new(),
            began: Instant::now(),
        })
    }

    /// Measures and reports until dropped.
    pub async fn run(mut self, config: Config) -> Result<Infallible, ReportingError> {
        let mut provider = EvidenceProvider::start(&config.network, &self.identity).await?;
        for epoch in self.store.epochs_with_evidence()? {
            if let Some(evidence) = self.store.evidence(epoch)? {
                provider.keep(epoch, evidence).await?;
            }
        }
        let (node, _) = LightNode::start(config).await?;
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                Some(answer) = self.requests.join_next() => {
                    // A request that panicked counts as unanswered, or nothing would follow.
                    let answer = answer.unwrap_or_else(|error| Answer::Proven(Err(error.to_string())));
                    self.take(answer);
                }
            }
            if let Some(tip) = node.status().await.tip {
                self.clock.observe(tip.time, self.local_ms());
            }
            self.work(&node, &mut provider).await?;
        }
    }

    /// Does all there is to do now.
    async fn work(
        &mut self,
        node: &LightNode,
        provider: &mut EvidenceProvider,
    ) -> Result<(), ReportingError> {
        let Some(now) = self.clock.now(self.local_ms()) else {
            return Ok(());
        };
        while let Some(task) = self.reporter.next(now) {
            match task {
                Task::Prove { sheets } => {
                    let (node, device) = (node.clone(), self.identity.device());
                    self.requests.spawn(async move {
                        let proven = prove(&node, device, &sheets).await;
                        Answer::Proven(proven.map(Box::new))
                    });
                }
                Task::Measure { epoch, at } => {
                    self.measure(epoch, at)?;
                }
                Task::Seal { report, evidence } => {
                    let signature = self.identity.sign(&report.signing_bytes())?;
                    let report = SignedReport { report, signature };
                    self.store.seal(&evidence, &report)?;
                    provider.keep(report.report.epoch, evidence).await?;
                    self.reporter.sealed(report);
                }
                Task::Send(report) => {
                    let node = node.clone();
                    let epoch = report.report.epoch;
                    let transaction = SignedTransaction::Report(report);
                    self.requests
                        .spawn(async move { Answer::Sent(epoch, send(&node, transaction).await) });
                }
                Task::Show {
                    epoch,
                    report,
                    challenges,
                } => {
                    tracing::warn!(%epoch, "accused: showing evidence");
                    let evidence = self.store.evidence(epoch)?.unwrap_or_default();
                    if let Some(proofs) = proofs(&evidence, &challenges) {
                        let exhibit = Exhibit {
                            network: self.network,
                            epoch,
                            report,
                            proofs,
                        };
                        let node = node.clone();
                        self.requests.spawn(async move {
                            Answer::Shown(send(&node, SignedTransaction::Exhibit(exhibit)).await)
                        });
                    }
                }
                Task::Offer(epoch) => {
                    let offer = provider.offer(&self.identity, now)?;
                    let node = node.clone();
                    self.requests.spawn(async move {
                        let taken = node.offer(offer).await;
                        Answer::Offered(epoch, taken.map(drop).map_err(|error| error.to_string()))
                    });
                }
                Task::Discard(epoch) => {
                    provider.forget(epoch);
                    self.store.discard(epoch)?;
                }
            }
        }
        Ok(())
    }

    /// A sensor that fails is asked again; until then the epoch has fewer readings.
    fn measure(&mut self, epoch: Epoch, at: Timestamp) -> io::Result<()> {
        match self.sensor.measure(at) {
            Ok(reading) => {
                self.store.append(epoch, &reading)?;
                self.reporter.measured(epoch, reading);
            }
            Err(error) => {
                tracing::warn!(%error, "no reading");
                let again = u64::try_from(MEASURE_AGAIN.as_millis()).unwrap_or(u64::MAX);
                self.reporter
                    .not_measured(Timestamp(at.0.saturating_add(again)));
            }
        }
        Ok(())
    }

    fn take(&mut self, answer: Answer) {
        let now = self.clock.now(self.local_ms()).unwrap_or_default();
        match answer {
            Answer::Proven(Ok(proven)) => self.reporter.proven(*proven, now),
            Answer::Proven(Err(error)) => {
                tracing::debug!(error, "nothing is proven yet");
                self.reporter.not_proven(now);
            }
            Answer::Sent(epoch, sent) => {
                tracing::info!(%epoch, ?sent, "report");
                self.reporter.sent(epoch, &sent, now);
            }
            Answer::Shown(sent) => tracing::info!(?sent, "evidence"),
            Answer::Offered(epoch, Ok(())) => self.reporter.offered(epoch),
            Answer::Offered(_, Err(error)) => {
                tracing::debug!(error, "where the evidence is was not told");
                self.reporter.not_offered(now);
            }
        }
    }

    fn local_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Parameters, device and sheets, or why not.
async fn prove(
    node: &LightNode,
    device: DeviceKey,
    sheets: &[(Epoch, StateKey)],
) -> Result<Proven, String> {
    let mut keys = vec![StateKey::Parameters, StateKey::Device(device)];
    for (epoch, key) in sheets {
        keys.extend([key.clone(), StateKey::Draw(*epoch)]);
    }
    let proven = node
        .prove(keys)
        .await
        .map_err(|error: LightError| error.to_string())?;
    let mut answer = Proven {
        rules: decoded(&proven, &StateKey::Parameters)?.ok_or("the network has no parameters")?,
        device: decoded(&proven, &StateKey::Device(device))?,
        sheets: BTreeMap::new(),
        draws: BTreeMap::new(),
    };
    for (epoch, key) in sheets {
        if let Some(sheet) = decoded(&proven, key)? {
            answer.sheets.insert(*epoch, sheet);
        }
        if let Some(draw) = decoded(&proven, &StateKey::Draw(*epoch))? {
            answer.draws.insert(*epoch, draw);
        }
    }
    Ok(answer)
}

/// A proof for each challenge; `None` where the evidence does not have it.
fn proofs(evidence: &[u8], challenges: &[Challenge]) -> Option<List<ChunkProof, MAX_PROOFS>> {
    let mut proofs = List::default();
    for challenge in challenges {
        let Challenge::Leaf(leaf) = *challenge else {
            return None;
        };
        proofs
            .push(ChunkProof::of(evidence, chunk_of(leaf))?)
            .ok()?;
    }
    Some(proofs)
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

async fn send(node: &LightNode, transaction: SignedTransaction) -> Sent {
    match node.submit(transaction).await {
        Ok(_) => Sent::Taken,
        Err(SubmitError::Rejected(rejection)) => Sent::Refused(rejection),
        Err(SubmitError::NotSent(error)) => {
            tracing::debug!(%error, "nothing was sent");
            Sent::NotSent
        }
    }
}
