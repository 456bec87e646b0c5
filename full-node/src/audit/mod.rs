//! Audits evidence: after each draw, fetches what is challenged, and says on chain whose could not be had.
//!
//! [`plan`] decides and [`question`] judges, both without IO; what is left for this module is to ask and
//! to listen. [`offers`] remembers where evidence is, on every full node; only validators audit.

pub mod offers;
mod plan;
mod question;

use crate::{
    node::{Node, timestamp},
    state::LedgerError,
};
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_evidence::{Fetcher, Reach};
use outpost_protocol::{
    AccountAddress, Epoch, Hash, Signature, Timestamp,
    bounded::List,
    transaction::{Audit, MAX_ACCUSATIONS, Rejection, ReportId, SignedTransaction},
};
use plan::{Outcome, Plan, Step};
use question::{Question, Round};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::task::JoinSet;

/// Between two looks at what there is to do.
const TICK: Duration = Duration::from_millis(200);
/// The shortest and the longest that one try to fetch a report's evidence takes; between them, a third of
/// the time that is left, so that a lost packet costs a try and not the audit.
const TRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));

/// The auditor of one validator.
pub struct Auditor {
    node: Arc<Node>,
    operator: SigningKey,
    fetcher: Fetcher,
    /// The oldest epoch that was not looked at.
    next: Epoch,
    plans: BTreeMap<Epoch, Plan>,
    fetches: JoinSet<(Epoch, ReportId, Outcome)>,
    accusations: VecDeque<Accusation>,
}

/// What is to be said on chain.
struct Accusation {
    epoch: Epoch,
    closes: Timestamp,
    accused: List<ReportId, MAX_ACCUSATIONS>,
}

/// Audits as the validator with this operator's key, until the process ends.
pub async fn audit(node: Arc<Node>, operator: SigningKey, reach: Reach) {
    // The same key after every start, so that providers know whom they answer.
    let seed = Hash::of("outpost audit", &operator.to_bytes()).0;
    match Fetcher::start(seed, reach).await {
        Ok(fetcher) => Auditor::new(node, operator, fetcher).run().await,
        Err(error) => tracing::error!(%error, "this validator does not audit"),
    }
}

impl Auditor {
    /// An auditor that has not looked at anything yet.
    pub fn new(node: Arc<Node>, operator: SigningKey, fetcher: Fetcher) -> Self {
        Self {
            node,
            operator,
            fetcher,
            next: Epoch(0),
            plans: BTreeMap::new(),
            fetches: JoinSet::new(),
            accusations: VecDeque::new(),
        }
    }

    /// Audits for ever.
    pub async fn run(mut self) {
        let mut clock = tokio::time::interval(TICK);
        loop {
            tokio::select! {
                _ = clock.tick() => {}
                Some(fetched) = self.fetches.join_next() => {
                    if let Ok((epoch, report, outcome)) = fetched
                        && let Some(plan) = self.plans.get_mut(&epoch)
                    {
                        plan.fetched(report, outcome, now());
                    }
                }
            }
            if let Err(error) = self.step().await {
                tracing::error!(%error, "the audit cannot go on");
            }
        }
    }

    async fn step(&mut self) -> Result<(), LedgerError> {
        self.find_draws().await?;
        self.follow_plans();
        self.accuse()
    }

    /// Plans the audit of each epoch that there is a new draw for.
    async fn find_draws(&mut self) -> Result<(), LedgerError> {
        let progress = question::progress(&self.node)?;
        for epoch in self.next.0.max(progress.next_to_settle.0)..progress.next_to_draw.0 {
            self.next = Epoch(epoch.saturating_add(1));
            let Some(round) = Round::read(&self.node, Epoch(epoch))? else {
                continue;
            };
            let times = (round.drawn(), round.closes());
            if now() >= round.closes() {
                continue;
            }
            let node = self.node.clone();
            let listed =
                tokio::task::spawn_blocking(move || question::challenged(&node, &round)).await;
            let Ok(reports) = listed else { continue };
            let reports = reports?;
            tracing::debug!(epoch, reports = reports.len(), "auditing");
            let plan = Plan::new(times, self.seed(), reports);
            self.plans.insert(Epoch(epoch), plan);
        }
        Ok(())
    }

    fn follow_plans(&mut self) {
        for (&epoch, plan) in &mut self.plans {
            while let Some(step) = plan.next(now()) {
                match step {
                    Step::Fetch { report, until } => {
                        let (node, fetcher) = (self.node.clone(), self.fetcher.clone());
                        self.fetches.spawn(async move {
                            let outcome = fetch(&node, &fetcher, epoch, report, until).await;
                            (epoch, report, outcome)
                        });
                    }
                    Step::Accuse(accused) => {
                        tracing::info!(%epoch, reports = accused.len(), "evidence in doubt");
                        self.accusations.push_back(Accusation {
                            epoch,
                            closes: plan.closes(),
                            accused,
                        });
                    }
                }
            }
        }
        self.plans.retain(|_, plan| !plan.is_over());
    }

    /// Says the next of what is to be said on chain. A pool holds one audit of a validator at a time.
    fn accuse(&mut self) -> Result<(), LedgerError> {
        let now = now();
        self.accusations.retain(|it| now < it.closes);
        let Some(accusation) = self.accusations.front() else {
            return Ok(());
        };
        let Some(validator) = self.number()? else {
            self.accusations.clear();
            return Ok(());
        };
        let audit = Audit {
            network: self.node.ledger().network(),
            validator,
            epoch: accusation.epoch,
            accused: accusation.accused.clone(),
        };
        let signature = Signature(self.operator.sign(&audit.signing_bytes()).to_bytes());
        match self
            .node
            .submit(SignedTransaction::Audit { audit, signature }, now)?
        {
            Err(Rejection::Busy) => {}
            Ok(_) => {
                self.accusations.pop_front();
            }
            Err(rejection) => {
                tracing::debug!(%rejection, "an audit was refused");
                self.accusations.pop_front();
            }
        }
        Ok(())
    }

    /// This validator's place among all, if it has one.
    fn number(&self) -> Result<Option<u8>, LedgerError> {
        let me = AccountAddress(self.operator.verifying_key().to_bytes());
        let validators = question::validators(&self.node)?;
        let place = validators.keys.iter().position(|key| *key == me);
        Ok(place.and_then(|place| u8::try_from(place).ok()))
    }

    fn seed(&self) -> Hash {
        Hash::of("outpost audit", self.operator.verifying_key().as_bytes())
    }
}

/// Fetches what is challenged of a report, and judges it.
async fn fetch(
    node: &Arc<Node>,
    fetcher: &Fetcher,
    epoch: Epoch,
    report: ReportId,
    until: Timestamp,
) -> Outcome {
    let asked = {
        let node = node.clone();
        tokio::task::spawn_blocking(move || Question::read(&node, epoch, &report)).await
    };
    let question = match asked {
        Ok(Ok(Some(question))) => question,
        Ok(Ok(None)) | Err(_) => return Outcome::NotHad,
        Ok(Err(error)) => {
            tracing::error!(%error, "a report cannot be read");
            return Outcome::NotHad;
        }
    };
    let Some(provider) = node.provider_of(&report.device) else {
        tracing::debug!(device = %report.device, "nobody offers the evidence");
        return Outcome::NotHad;
    };
    let left = Duration::from_millis(until.0.saturating_sub(now().0));
    let (shortest, longest) = TRY;
    let within = (left / 3).clamp(shortest, longest).min(left);
    let fetched = fetcher.fetch(&provider, question.wanted(), within).await;
    match fetched {
        Ok(files) => question.judge(&files),
        Err(error) => {
            tracing::debug!(device = %report.device, %error, "evidence was not had");
            Outcome::NotHad
        }
    }
}

fn now() -> Timestamp {
    timestamp(SystemTime::now())
}
