//! Goes online: does what the [`reporter`](crate::reporter) decides: takes readings, keeps them, and talks to the network
//! through an embedded light node.

mod uplink;

pub use uplink::Uplink;

use crate::{
    clock::NetworkClock,
    evidence::EvidenceStore,
    instrument::Instrument,
    key::SigningFailed,
    reporter::{Craft, Proven, Reporter, Sent, Standing, Task, TaskOf},
};
use outpost_evidence::ProvideError;
use outpost_light_client::StartError;
use outpost_protocol::{
    Epoch, Timestamp,
    bounded::List,
    evidence::{Challenge, ChunkProof, chunk_of},
    report::SignedReport,
    transaction::{Exhibit, MAX_PROOFS, ReportId, SignedTransaction},
};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    io,
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinSet};

/// How often is looked whether there is something to do; much less than a reading's interval.
const TICK: Duration = Duration::from_millis(100);
/// How long until an instrument that had no reading is asked again, in milliseconds.
const READ_AGAIN_MS: u64 = 1_000;

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

/// Reports for one craft of a device, online.
#[derive(Debug)]
pub struct Reporting<C: Craft, I> {
    uplink: Uplink,
    store: EvidenceStore<C>,
    instrument: I,
    reporter: Reporter<C>,
    clock: NetworkClock,
    requests: JoinSet<Answer>,
    began: Instant,
    /// Why there was no reading last; it is said once.
    complaint: Option<String>,
    standing: watch::Sender<BTreeMap<Epoch, Standing>>,
}

impl<C: Craft, I: Instrument<Reading = C::Reading>> Reporting<C, I> {
    /// Goes on with what is kept in `store`.
    pub fn new(uplink: Uplink, store: EvidenceStore<C>, instrument: I) -> io::Result<Self> {
        let identity = uplink.identity();
        let reporter = Reporter::new(
            uplink.network(),
            identity.device(),
            identity.sealing_secret(),
            store.recover()?,
        );
        Ok(Self {
            uplink,
            store,
            instrument,
            standing: watch::Sender::new(reporter.standing().collect()),
            reporter,
            clock: NetworkClock::default(),
            requests: JoinSet::new(),
            began: Instant::now(),
            complaint: None,
        })
    }

    /// How far the report for each epoch is, from now on.
    pub fn standing(&self) -> watch::Receiver<BTreeMap<Epoch, Standing>> {
        self.standing.subscribe()
    }

    /// Reports until dropped.
    pub async fn run(mut self) -> Result<Infallible, ReportingError> {
        for epoch in self.store.epochs_with_evidence()? {
            if let Some(evidence) = self.store.evidence(epoch)? {
                self.uplink.keep(C::RESOURCE, epoch, evidence).await?;
            }
        }
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
            if let Some(time) = self.uplink.block_time().await {
                self.clock.observe(time, self.local_ms());
            }
            if let Some(now) = self.clock.now(self.local_ms()) {
                while let Some(task) = self.reporter.next(now) {
                    self.perform(task, now).await?;
                }
                self.tell_standing();
            }
        }
    }

    /// Looked at with each tick, and made anew only when it changed.
    fn tell_standing(&self) {
        let now = || self.reporter.standing();
        self.standing.send_if_modified(|before| {
            let is_new = !now().eq(before.iter().map(|(epoch, standing)| (*epoch, *standing)));
            if is_new {
                *before = now().collect();
            }
            is_new
        });
    }

    async fn perform(&mut self, task: TaskOf<C>, now: Timestamp) -> Result<(), ReportingError> {
        match task {
            Task::Prove { sheets, draws } => {
                let uplink = self.uplink.clone();
                self.requests.spawn(async move {
                    let proven = uplink.prove(&sheets, &draws).await;
                    Answer::Proven(proven.map(Box::new))
                });
            }
            Task::Measure { epoch, at } => self.measure(epoch, at)?,
            Task::Seal {
                report,
                evidence,
                held,
            } => {
                let signature = self.uplink.sign(&report.signing_bytes())?;
                let report = *report;
                let signed = SignedReport { report, signature };
                self.store.seal(&evidence, held.as_ref(), &signed)?;
                let epoch = signed.report.epoch;
                self.uplink.keep(C::RESOURCE, epoch, evidence).await?;
                self.reporter.sealed(signed, held);
            }
            Task::Send(report) => {
                let epoch = report.report.epoch;
                let transaction = SignedTransaction::Report(*report);
                let uplink = self.uplink.clone();
                self.requests
                    .spawn(async move { Answer::Sent(epoch, uplink.send(transaction).await) });
            }
            Task::Show {
                epoch,
                report,
                challenges,
            } => self.show(epoch, report, &challenges)?,
            Task::Offer(epoch) => {
                let uplink = self.uplink.clone();
                self.requests
                    .spawn(async move { Answer::Offered(epoch, uplink.offer(epoch, now).await) });
            }
            Task::Discard(epoch) => {
                self.uplink.forget(C::RESOURCE, epoch).await;
                self.store.discard(epoch)?;
            }
        }
        Ok(())
    }

    /// An instrument that fails is asked again; until then the epoch has fewer readings.
    fn measure(&mut self, epoch: Epoch, at: Timestamp) -> io::Result<()> {
        let again = Timestamp(at.0.saturating_add(READ_AGAIN_MS));
        match self.instrument.read(at) {
            Ok(Some(reading)) => {
                self.store.append(epoch, &reading)?;
                self.reporter.measured(epoch, reading);
                self.complaint = None;
            }
            Ok(None) => self.reporter.not_measured(again),
            Err(error) => {
                let complaint = error.to_string();
                if self.complaint.as_ref() != Some(&complaint) {
                    tracing::warn!(error = complaint, "no reading");
                }
                self.complaint = Some(complaint);
                self.reporter.not_measured(again);
            }
        }
        Ok(())
    }

    fn show(&mut self, epoch: Epoch, report: ReportId, challenges: &[Challenge]) -> io::Result<()> {
        tracing::warn!(%epoch, "accused: showing evidence");
        let evidence = self.store.evidence(epoch)?.unwrap_or_default();
        if let Some(proofs) = proofs(&evidence, challenges) {
            let exhibit = SignedTransaction::Exhibit(Exhibit {
                network: self.uplink.network(),
                epoch,
                report,
                proofs,
            });
            let uplink = self.uplink.clone();
            self.requests
                .spawn(async move { Answer::Shown(uplink.send(exhibit).await) });
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
                tracing::info!(resource = ?C::RESOURCE, %epoch, ?sent, "report");
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
