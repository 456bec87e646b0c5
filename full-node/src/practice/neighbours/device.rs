//! Sets up one device of a neighbour, and reports for it.

use super::{
    Placed,
    account::{Person, read},
    archive::{Archive, File},
    craft::{Craft, Past},
    jobs::JobFiles,
};
use crate::{node::Node, state::LedgerError};
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{
    CellId, DeviceKey, Epoch, Signature, Timestamp,
    evidence::EvidenceRoot,
    execute::{schedule, scheduled_by},
    offer::{self, Offer, SignedOffer},
    report::{Report, SignedReport},
    resources::compute::{Job, Jobs},
    state::{Device, Draw, SheetId, StateKey},
    transaction::{Action, ClaimForm, DeviceClaim, SignedTransaction, claim_signing_bytes},
};
use std::collections::BTreeMap;

/// Epochs for which evidence is kept: until it is settled.
const KEPT_EPOCHS: u64 = 4;

/// A device and what it does.
pub(super) struct Machine {
    pub(super) key: SigningKey,
    pub(super) cell: Option<CellId>,
    pub(super) craft: Box<dyn Craft>,
    pub(super) reported: Option<Epoch>,
    /// The last report whose evidence was offered.
    pub(super) offered: Option<Epoch>,
}

impl Machine {
    /// A device that nobody has claimed yet.
    pub(super) fn new(key: SigningKey, (craft, cell): Placed) -> Self {
        Self {
            key,
            cell,
            craft,
            reported: None,
            offered: None,
        }
    }

    pub(super) fn device(&self) -> DeviceKey {
        DeviceKey::Ed25519(self.key.verifying_key().to_bytes())
    }

    /// Takes the next step: claim, place, declare, or report. Gives what shows that a report is true.
    pub(super) fn contribute(
        &mut self,
        owner: &Person,
        node: &Node,
        now: Timestamp,
        files: &JobFiles,
    ) -> Result<Option<File>, LedgerError> {
        let key = self.device();
        let known: Option<Device> = read(node, &StateKey::Device(key))?;
        let equipment = self.craft.equipment();
        let action = match (&known, self.cell) {
            (None, _) => Action::ClaimDevice(self.claim(owner, node)),
            (Some(Device { cell: None, .. }), Some(cell)) => {
                Action::AssertLocation { device: key, cell }
            }
            (Some(device), _) if device.equipment != equipment => Action::DeclareEquipment {
                device: key,
                equipment,
            },
            (Some(device), _) => return self.report(device, node, now, files),
        };
        owner.ask(node, now, action)?;
        Ok(None)
    }

    fn claim(&self, owner: &Person, node: &Node) -> DeviceClaim {
        let (network, device) = (node.ledger().network(), self.device());
        let nonce = [0; 16];
        let signed = self.key.sign(&claim_signing_bytes(
            network,
            owner.address(),
            nonce,
            device,
        ));
        DeviceClaim {
            device,
            nonce,
            form: ClaimForm::Outpost,
            signature: Signature(signed.to_bytes()),
        }
    }

    /// Reports for the epoch that ended last, once.
    fn report(
        &mut self,
        device: &Device,
        node: &Node,
        now: Timestamp,
        files: &JobFiles,
    ) -> Result<Option<File>, LedgerError> {
        let parameters = node.ledger().parameters();
        let Some(epoch) = parameters.epoch_at(now).previous() else {
            return Ok(None);
        };
        if self.reported == Some(epoch)
            || now >= parameters.reports_close(epoch)
            || device.claimed_at >= parameters.end_of(epoch)
        {
            return Ok(None);
        }
        self.reported = Some(epoch);
        let network = node.ledger().network();
        let drawn = |epoch| -> Result<Option<Draw>, LedgerError> {
            match scheduled_by(epoch) {
                Some(earlier) => read(node, &StateKey::Draw(earlier)),
                None => Ok(None),
            }
        };
        let coming = drawn(epoch.next())?;
        let past = Past {
            network,
            parameters,
            epoch,
            schedule: schedule(network, epoch, drawn(epoch)?.as_ref()),
            next: coming.map(|draw| (draw.work, schedule(network, epoch.next(), Some(&draw)))),
            key: self.device(),
            device,
            jobs: &jobs(node)?,
            files,
        };
        let Some(made) = self.craft.report(&past) else {
            return Ok(None);
        };
        let Some(evidence) = EvidenceRoot::of(&made.evidence) else {
            return Ok(None);
        };
        let report = Report {
            network,
            device: self.device(),
            epoch,
            claim: made.claim,
            evidence,
        };
        let signature = Signature(self.key.sign(&report.signing_bytes()).to_bytes());
        let signed = SignedTransaction::Report(SignedReport { report, signature });
        if let Err(rejection) = node.submit(signed, now)? {
            tracing::debug!(%rejection, "a simulated report was refused");
        }
        Ok(Some(File {
            bytes: made.evidence,
            epochs: KEPT_EPOCHS,
        }))
    }

    /// Tells at `now` where the evidence of what was reported last can be fetched, once.
    pub(super) fn offer(
        &mut self,
        provider: offer::Provider,
        node: &Node,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        if self.offered == self.reported {
            return Ok(());
        }
        let offer = Offer {
            network: node.ledger().network(),
            device: self.device(),
            made_at: now,
            provider,
        };
        let signature = Signature(self.key.sign(&offer.signing_bytes()).to_bytes());
        match node.take_offer(SignedOffer { offer, signature }, now)? {
            Ok(_) => self.offered = self.reported,
            Err(rejection) => tracing::debug!(%rejection, "a neighbour's offer was refused"),
        }
        Ok(())
    }

    /// Shows on chain what of the last reports is accused.
    pub(super) fn answer(
        &self,
        archive: &Archive,
        node: &Node,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let Some(device) = read::<Device>(node, &StateKey::Device(self.device()))? else {
            return Ok(());
        };
        let last = self.reported;
        for epoch in [last, last.and_then(Epoch::previous)].into_iter().flatten() {
            let sheet = SheetId {
                owner: device.owner,
                page: device.sheet(epoch).page,
            };
            archive.answer(self, (sheet, epoch), node, now)?;
        }
        Ok(())
    }
}

/// The jobs that are posted, by their places.
fn jobs(node: &Node) -> Result<BTreeMap<u32, Job>, LedgerError> {
    let jobs: Jobs = read(node, &StateKey::Jobs)?.unwrap_or_default();
    let mut posted = BTreeMap::new();
    for place in 0..jobs.places {
        if let Some(job) = read(node, &StateKey::Job(place))? {
            posted.insert(place, job);
        }
    }
    Ok(posted)
}
