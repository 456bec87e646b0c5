//! Has proven what is the same for all cells: the rules' numbers, the market, and what epochs paid.

use crate::{app::Core, errors::ForApp};
use borsh::BorshDeserialize;
use outpost_app_api::{AppError, ErrorCode, LastContribution};
use outpost_light_client::{ProvenValues, VerifiedAt};
use outpost_protocol::{
    CellId, Epoch,
    economy::{EpochSummary, Market},
    genesis::Parameters,
    report::Resource,
    rewards::estimate::{HISTORY, Today},
    state::{Progress, StateKey},
    tally::{Subject, Tally, TallyId},
};
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::Mutex;

/// What the last epochs paid, which is proven once an epoch. The rest is proven whenever it is asked for.
#[derive(Debug, Default)]
pub(crate) struct KnownToday(Mutex<Option<Paid>>);

/// What the epochs before one paid, in order.
#[derive(Clone, Debug)]
struct Paid {
    before: Epoch,
    history: Arc<[(Epoch, EpochSummary)]>,
}

/// The network as of one epoch.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) parameters: Parameters,
    pub(crate) history: Arc<[(Epoch, EpochSummary)]>,
    pub(crate) at: VerifiedAt,
    market: Market,
    next_to_settle: Epoch,
}

/// What is kept of cells, for one resource. A cell that nobody ever contributed in has no tally.
pub(crate) type Tallies = BTreeMap<CellId, Tally>;

impl Known {
    /// What the protocol estimates from, for one more device like the others.
    pub(super) fn today<'a>(&'a self, resource: Resource, home: Option<&'a Tally>) -> Today<'a> {
        Today {
            parameters: &self.parameters,
            market: &self.market,
            history: &self.history,
            resource,
            home,
            // A light node cannot ask what single devices had accepted: the average counts.
            units: &[],
        }
    }

    /// When the contributions of a tally were, and how many paid epochs there were since.
    pub(crate) fn last(&self, tally: &Tally) -> LastContribution {
        let newest = self.next_to_settle.previous();
        LastContribution {
            epoch: tally.epoch.0,
            ended_ms: self.parameters.end_of(tally.epoch).0,
            missed: newest.map_or(0, |newest| newest.0.saturating_sub(tally.epoch.0)),
        }
    }
}

/// What the network proves now of these cells; at most [`MAX_KEYS`](outpost_protocol::wire::MAX_KEYS).
pub(crate) async fn tallies(
    core: &Core,
    resource: Resource,
    cells: &[CellId],
) -> Result<Tallies, AppError> {
    let key = |cell: &CellId| {
        let subject = Subject::Cell(*cell);
        StateKey::Tally(TallyId { resource, subject })
    };
    let proven = core.light.prove(cells.iter().map(key).collect()).await;
    let proven = proven.for_app()?;
    let mut tallies = Tallies::new();
    for cell in cells {
        if let Some(tally) = optional(&proven, &key(cell))? {
            tallies.insert(*cell, tally);
        }
    }
    Ok(tallies)
}

/// The network as it is now: one round trip, and another for what epochs paid where that is not known yet.
pub(crate) async fn network(core: &Core) -> Result<Known, AppError> {
    let keys = [StateKey::Parameters, StateKey::Market, StateKey::Progress];
    let proven = core.light.prove(keys.to_vec()).await.for_app()?;
    let progress: Progress = required(&proven, &StateKey::Progress)?;
    let next = progress.next_to_settle;
    Ok(Known {
        parameters: required(&proven, &StateKey::Parameters)?,
        market: required(&proven, &StateKey::Market)?,
        history: paid_before(core, next).await?,
        at: proven.at,
        next_to_settle: next,
    })
}

/// What the epochs before `next` paid.
async fn paid_before(core: &Core, next: Epoch) -> Result<Arc<[(Epoch, EpochSummary)]>, AppError> {
    // Held while peers are asked, so that two screens do not ask for the same.
    let mut kept = core.known.0.lock().await;
    if let Some(paid) = kept.as_ref().filter(|paid| paid.before == next) {
        return Ok(paid.history.clone());
    }
    let history: Arc<[_]> = history(core, next).await?.into();
    *kept = Some(Paid {
        before: next,
        history: history.clone(),
    });
    Ok(history)
}

/// What the epochs before `next` paid, as many of them as an estimate looks at; in order.
async fn history(core: &Core, next: Epoch) -> Result<Vec<(Epoch, EpochSummary)>, AppError> {
    let epochs: Vec<Epoch> = (next.0.saturating_sub(HISTORY as u64)..next.0)
        .map(Epoch)
        .collect();
    if epochs.is_empty() {
        return Ok(Vec::new());
    }
    let keys = epochs.iter().copied().map(StateKey::Summary).collect();
    let proven = core.light.prove(keys).await.for_app()?;
    let mut history = Vec::new();
    for epoch in epochs {
        // An epoch without reports has none.
        if let Some(summary) = optional(&proven, &StateKey::Summary(epoch))? {
            history.push((epoch, summary));
        }
    }
    Ok(history)
}

fn optional<T: BorshDeserialize>(
    proven: &ProvenValues,
    key: &StateKey,
) -> Result<Option<T>, AppError> {
    let bytes = proven.values.get(key).and_then(Option::as_ref);
    let decoded = bytes.map(|bytes| borsh::from_slice(bytes)).transpose();
    decoded.map_err(|_| AppError::new(ErrorCode::NotVerified))
}

fn required<T: BorshDeserialize>(proven: &ProvenValues, key: &StateKey) -> Result<T, AppError> {
    optional(proven, key)?.ok_or_else(|| AppError::new(ErrorCode::NotVerified))
}
