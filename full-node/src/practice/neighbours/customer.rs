//! Uses the network: buys credits, stores sectors, has jobs run.

use super::{
    account::{Person, read},
    archive::File,
    jobs::{JOB_EPOCHS, JOBS, JobBytes, job_file},
    storage::{SECTORS, sector},
};
use crate::{node::Node, state::LedgerError};
use outpost_protocol::{
    Amount, DeviceKey, Epoch, Hash, Timestamp,
    report::Resource,
    resources::{compute::Jobs, storage::TERM_EPOCHS},
    state::{Account, Device, StateKey},
    transaction::Action,
};
use std::collections::BTreeMap;

/// How many credits are bought at once, and when there are fewer than a tenth of them: a credit a base
/// unit.
const CREDITS: Amount = Amount::from_tokens(1);
/// What is spent on a resource at once.
const SPENT: u128 = 100_000;
/// More than a run takes.
const JOB_FUEL: u64 = 50_000_000;

/// Somebody who needs what the neighbours offer.
pub(super) struct Customer {
    pub(super) person: Person,
    /// Whose devices keep sectors.
    pub(super) disks: Vec<DeviceKey>,
    /// For which epoch each resource was used last.
    pub(super) used: BTreeMap<Resource, Epoch>,
}

impl Customer {
    /// Does one thing that is due. Gives the bytes of a sector that was stored, or of a job that was posted.
    pub(super) fn use_network(
        &mut self,
        node: &Node,
        now: Timestamp,
    ) -> Result<Vec<File>, LedgerError> {
        if self.person.is_waiting(node)? {
            return Ok(Vec::new());
        }
        let account: Account =
            read(node, &StateKey::Account(self.person.address()))?.unwrap_or_default();
        if account.credits < CREDITS.units() / 10 {
            let amount = CREDITS;
            self.person.ask(node, now, Action::BuyCredits { amount })?;
            return Ok(Vec::new());
        }
        let epoch = node.ledger().parameters().epoch_at(now);
        for disk in self.disks.clone() {
            let Some(device) = read::<Device>(node, &StateKey::Device(disk))? else {
                continue;
            };
            let kept = device.record.sectors.kept_in(epoch);
            if kept < SECTORS && device.equipment.sectors_offered == SECTORS {
                let stored = self.store(node, now, disk, epoch, kept)?;
                return Ok(vec![stored]);
            }
        }
        let jobs: Jobs = read(node, &StateKey::Jobs)?.unwrap_or_default();
        if jobs.places < JOBS {
            return self.post_job(node, now, JobBytes::new(epoch, jobs.places));
        }
        let unused = Resource::ALL
            .into_iter()
            .find(|resource| self.used.get(resource) != Some(&epoch));
        if let Some(resource) = unused {
            self.used.insert(resource, epoch);
            let credits = SPENT;
            self.person
                .ask(node, now, Action::UseResource { resource, credits })?;
        }
        Ok(Vec::new())
    }

    fn store(
        &self,
        node: &Node,
        now: Timestamp,
        disk: DeviceKey,
        epoch: Epoch,
        kept: u32,
    ) -> Result<File, LedgerError> {
        let file = sector_file(disk, term_of(epoch), kept);
        let action = Action::StoreSector {
            device: disk,
            root: Hash(*blake3::hash(&file.bytes).as_bytes()),
            epochs: TERM_EPOCHS as u32,
        };
        self.person.ask(node, now, action)?;
        Ok(file)
    }

    fn post_job(
        &self,
        node: &Node,
        now: Timestamp,
        job: JobBytes,
    ) -> Result<Vec<File>, LedgerError> {
        let (module, input) = job.hashes();
        let action = Action::PostJob {
            module,
            input,
            fuel: JOB_FUEL,
            epochs: JOB_EPOCHS,
        };
        self.person.ask(node, now, action)?;
        Ok([job.module, job.input].map(job_file).into())
    }

    /// The sectors that may be kept in `epoch`, for a network that was started again: those that were
    /// stored in its term and in the one before.
    pub(super) fn sectors(&self, epoch: Epoch) -> Vec<File> {
        let term = term_of(epoch);
        let mut sectors = Vec::new();
        for &disk in &self.disks {
            for term in term.saturating_sub(1)..=term {
                sectors.extend((0..SECTORS).map(|number| sector_file(disk, term, number)));
            }
        }
        sectors
    }
}

fn term_of(epoch: Epoch) -> u64 {
    // Never by zero: a constant.
    epoch.0 / TERM_EPOCHS
}

/// The sector that was stored in a term as a disk's sector of this number.
fn sector_file(disk: DeviceKey, term: u64, number: u32) -> File {
    File {
        bytes: sector(&Hash::of_encoded("practice sector", &(disk, term, number))),
        // A term may begin at its end.
        epochs: TERM_EPOCHS * 2,
    }
}
