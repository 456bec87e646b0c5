//! Reads from the state what is challenged, and judges what was fetched.

use super::plan::Outcome;
use crate::{
    node::Node,
    state::{LedgerError, View},
};
use borsh::BorshDeserialize;
use outpost_evidence::Wanted;
use outpost_protocol::{
    Epoch, Hash, NetworkId, Timestamp,
    evidence::{Challenge, chunk_of, leaf_of},
    execute::{schedule, scheduled_by},
    genesis::Parameters,
    resources::{
        EpochContext,
        compute::Work,
        storage::{SECTOR_BYTES, Sector},
    },
    state::{
        Draw, Intake, PendingReport, Progress, ReadState as _, Sheet, SheetId, SheetPage, StateKey,
        Validators,
    },
    statement::StatementId,
    transaction::ReportId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is common to the challenges of one epoch.
#[derive(Clone, Debug)]
pub(super) struct Round {
    network: NetworkId,
    epoch: Epoch,
    parameters: Parameters,
    schedule: Hash,
    work: Work,
    draw: Draw,
}

impl Round {
    /// The round of an epoch; `None` where there is no draw.
    pub(super) fn read(node: &Node, epoch: Epoch) -> Result<Option<Self>, LedgerError> {
        node.ledger().with_final_state(|newest, state| {
            let Some(draw) = read(state, &StateKey::Draw(epoch))? else {
                return Ok(None);
            };
            let earlier: Option<Draw> = match scheduled_by(epoch) {
                Some(earlier) => read(state, &StateKey::Draw(earlier))?,
                None => None,
            };
            let parameters = read(state, &StateKey::Parameters)?;
            Ok(parameters.map(|parameters| Self {
                network: newest.network,
                epoch,
                parameters,
                schedule: schedule(newest.network, epoch, earlier.as_ref()),
                work: earlier.map(|draw| draw.work).unwrap_or_default(),
                draw,
            }))
        })?
    }

    /// When the draw was made.
    pub(super) fn drawn(&self) -> Timestamp {
        self.draw.at
    }

    /// When audits close.
    pub(super) fn closes(&self) -> Timestamp {
        self.parameters.audits_close(self.draw.at)
    }

    fn context(&self) -> EpochContext<'_> {
        EpochContext {
            network: self.network,
            epoch: self.epoch,
            parameters: &self.parameters,
            schedule: self.schedule,
            work: self.work,
            draw: self.draw.randomness,
        }
    }

    fn challenges(&self, report: &PendingReport) -> Vec<Challenge> {
        let rule = report.claim.rule();
        rule.challenges(report, self.epoch, &self.draw.randomness)
    }
}

/// Which work at the ends of epochs is done.
pub(super) fn progress(node: &Node) -> Result<Progress, LedgerError> {
    let progress = node
        .ledger()
        .with_final_state(|_, state| read(state, &StateKey::Progress))??;
    Ok(progress.unwrap_or_default())
}

/// Who audits.
pub(super) fn validators(node: &Node) -> Result<Validators, LedgerError> {
    let validators = node
        .ledger()
        .with_final_state(|_, state| read(state, &StateKey::Validators))??;
    Ok(validators.unwrap_or_default())
}

/// The reports of an epoch that have something to show.
pub(super) fn challenged(node: &Node, round: &Round) -> Result<Vec<ReportId>, LedgerError> {
    let epoch = round.epoch;
    let intake: Option<Intake> = node
        .ledger()
        .with_final_state(|_, state| read(state, &StateKey::Intake(epoch)))??;
    let mut found = Vec::new();
    for page in intake.unwrap_or_default().pages() {
        // A page at a time, since nothing else can read the state meanwhile.
        node.ledger().with_final_state(|_, state| {
            let page: Option<SheetPage> = read(state, &StateKey::SheetPage(epoch, page))?;
            for sheet in page.into_iter().flat_map(|page| page.sheets) {
                let reports = sheet.reports.into_iter();
                found.extend(
                    reports
                        .filter(|report| !round.challenges(report).is_empty())
                        .map(|report| ReportId {
                            sheet: sheet.id,
                            device: report.device,
                            resource: report.resource(),
                        }),
                );
            }
            Ok::<_, LedgerError>(())
        })??;
    }
    Ok(found)
}

/// What a report must show.
pub(super) struct Question {
    round: Round,
    report: PendingReport,
    challenges: Vec<Challenge>,
    /// The evidence, and then the sectors.
    wanted: Vec<Wanted>,
}

impl Question {
    /// The question to a report; `None` where it is gone.
    pub(super) fn read(
        node: &Node,
        epoch: Epoch,
        id: &ReportId,
    ) -> Result<Option<Self>, LedgerError> {
        let Some(round) = Round::read(node, epoch)? else {
            return Ok(None);
        };
        node.ledger().with_final_state(|_, state| {
            let sheet = sheet(state, epoch, id.sheet)?.unwrap_or_default();
            let report = sheet
                .reports
                .into_iter()
                .find(|report| report.is_of(id.device, id.resource));
            let Some(report) = report else {
                return Ok(None);
            };
            let challenges = round.challenges(&report);
            let wanted = wanted(state, &report, &challenges)?;
            Ok(Some(Self {
                round,
                report,
                challenges,
                wanted,
            }))
        })?
    }

    /// What must be fetched.
    pub(super) fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// Judges what was fetched. That the chunks are of the files was checked while they came.
    pub(super) fn judge(&self, files: &[BTreeMap<u32, Vec<u8>>]) -> Outcome {
        let evidence = files.first();
        for challenge in &self.challenges {
            let Challenge::Leaf(index) = *challenge else {
                continue;
            };
            let chunk = evidence.and_then(|file| file.get(&chunk_of(index)));
            let Some(leaf) = chunk.and_then(|chunk| leaf_of(chunk, index)) else {
                return Outcome::Wrong;
            };
            let rule = self.report.claim.rule();
            if let Err(flaw) = rule.check_leaf(&self.report, index, leaf, &self.round.context()) {
                let (device, resource) = (self.report.device, self.report.resource());
                tracing::debug!(%device, ?resource, index, %flaw, "wrong evidence");
                return Outcome::Wrong;
            }
        }
        Outcome::Right
    }
}

fn wanted(
    state: &View,
    report: &PendingReport,
    challenges: &[Challenge],
) -> Result<Vec<Wanted>, LedgerError> {
    let leaves: BTreeSet<u32> = challenges
        .iter()
        .filter_map(|challenge| match challenge {
            Challenge::Leaf(index) => Some(chunk_of(*index)),
            Challenge::Sector { .. } => None,
        })
        .collect();
    let mut wanted = vec![Wanted {
        hash: report.evidence.hash,
        bytes: report.evidence.bytes(),
        chunks: leaves,
    }];
    let mut sectors = BTreeMap::<u32, BTreeSet<u32>>::new();
    for challenge in challenges {
        if let Challenge::Sector { sector, chunk } = challenge {
            sectors.entry(*sector).or_default().insert(*chunk);
        }
    }
    for (sector, chunks) in sectors {
        let key = StateKey::Sector(report.device, sector);
        let kept: Option<Sector> = read(state, &key)?;
        if let Some(kept) = kept {
            wanted.push(Wanted {
                hash: kept.root,
                bytes: u64::from(SECTOR_BYTES),
                chunks,
            });
        }
    }
    Ok(wanted)
}

fn sheet(state: &View, epoch: Epoch, id: SheetId) -> Result<Option<Sheet>, LedgerError> {
    let page = id.page;
    read(
        state,
        &StateKey::Sheet(id.owner, StatementId { epoch, page }),
    )
}

fn read<T: BorshDeserialize>(state: &View, key: &StateKey) -> Result<Option<T>, LedgerError> {
    let value = state.read(key.path())?;
    Ok(value.and_then(|bytes| borsh::from_slice(&bytes).ok()))
}
