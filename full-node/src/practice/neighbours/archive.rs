//! Keeps what the neighbours must be able to show: provides it to validators, and shows it on chain where
//! they could not get it.

use super::{account::read, device::Machine};
use crate::{node::Node, state::LedgerError};
use outpost_evidence::{ProvideError, Provider, Reach};
use outpost_protocol::{
    Epoch, Hash, Timestamp,
    evidence::{Challenge, ChunkProof, chunk_of},
    offer,
    resources::storage::Sector,
    state::{Case, Draw, PendingReport, Sheet, SheetId, StateKey},
    statement::StatementId,
    transaction::{Exhibit, MAX_PROOFS, ReportId, SignedTransaction},
};
use std::collections::BTreeMap;

/// A file that others may want to check.
pub(in crate::practice) struct File {
    pub(super) bytes: Vec<u8>,
    /// For how many epochs it is kept.
    pub(super) epochs: u64,
}

/// All files of one practice network.
pub(super) struct Archive {
    provider: Provider,
    kept: BTreeMap<Hash, (Vec<u8>, Epoch)>,
}

impl Archive {
    /// Starts to provide under a key that comes from `seed`.
    pub(super) async fn start(seed: [u8; 32]) -> Result<Self, ProvideError> {
        Ok(Self {
            provider: Provider::start(seed, Reach::Loopback).await?,
            kept: BTreeMap::new(),
        })
    }

    /// Where the files can be fetched.
    pub(super) fn offered(&self) -> offer::Provider {
        self.provider.offered()
    }

    /// Keeps a file from `epoch` on, and forgets those that were kept long enough.
    pub(super) async fn keep(&mut self, file: File, epoch: Epoch) {
        match self.provider.keep(file.bytes.clone()).await {
            Ok(hash) => {
                let until = Epoch(epoch.0.saturating_add(file.epochs));
                self.kept.insert(hash, (file.bytes, until));
            }
            Err(error) => tracing::warn!(%error, "a file is not provided"),
        }
        let provider = &self.provider;
        self.kept.retain(|hash, (_, until)| {
            if *until < epoch {
                provider.forget(hash);
            }
            *until >= epoch
        });
    }

    /// Shows the next of what is challenged of a machine's report for `epoch`, if that is accused.
    pub(super) fn answer(
        &self,
        machine: &Machine,
        sheet: (SheetId, Epoch),
        node: &Node,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (id, epoch) = sheet;
        let key = StateKey::Sheet(
            id.owner,
            StatementId {
                epoch,
                page: id.page,
            },
        );
        let waiting: Sheet = read(node, &key)?.unwrap_or_default();
        let Some(draw) = read::<Draw>(node, &StateKey::Draw(epoch))? else {
            return Ok(());
        };
        for report in &waiting.reports {
            let before = match report.case {
                Case::Accused => 0,
                Case::Answered(challenges) => usize::from(challenges),
                _ => continue,
            };
            if report.device != machine.device() {
                continue;
            }
            let rule = report.claim.rule();
            let challenges = rule.challenges(report, epoch, &draw.randomness);
            let next = challenges.iter().skip(before).take(MAX_PROOFS);
            let mut proofs = Vec::new();
            for challenge in next {
                proofs.extend(self.prove(report, *challenge, node)?);
            }
            let Ok(proofs) = proofs.try_into() else {
                continue;
            };
            let exhibit = Exhibit {
                network: node.ledger().network(),
                epoch,
                report: ReportId {
                    sheet: id,
                    device: report.device,
                    resource: report.resource(),
                },
                proofs,
            };
            if let Err(rejection) = node.submit(SignedTransaction::Exhibit(exhibit), now)? {
                tracing::debug!(%rejection, "a neighbour's evidence was refused");
            }
        }
        Ok(())
    }

    fn prove(
        &self,
        report: &PendingReport,
        challenge: Challenge,
        node: &Node,
    ) -> Result<Option<ChunkProof>, LedgerError> {
        let (hash, chunk) = match challenge {
            Challenge::Leaf(index) => (report.evidence.hash, chunk_of(index)),
            Challenge::Sector { sector, chunk } => {
                let kept: Option<Sector> = read(node, &StateKey::Sector(report.device, sector))?;
                let Some(kept) = kept else { return Ok(None) };
                (kept.root, chunk)
            }
        };
        let file = self.kept.get(&hash);
        Ok(file.and_then(|(bytes, _)| ChunkProof::of(bytes, chunk)))
    }
}
