//! Hands in what was recorded: gives each epoch's part to the device when it ended, has it reported, and
//! follows what becomes of that.

use super::{
    Mapping,
    queue::{Part, PartStage, Sign},
    walk::Walk,
};
use crate::{
    app::Core, blocking::blocking, earnings, errors, errors::ForApp, files::FileError, home,
};
use outpost_app_api::{AppError, Money};
use outpost_protocol::{Epoch, Timestamp, genesis::Parameters, report::Resource};
use outpost_reporting::{
    evidence::EvidenceStore,
    instrument::Instrument,
    online::{Reporting, Uplink},
    reporter::{KEPT_EPOCHS, Mapping as Craft, Passed, Standing},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, task::AbortHandle, time::sleep};

/// Between two looks whether an epoch ended.
const LOOK: Duration = Duration::from_secs(1);

/// The device's reporter, which runs until this is dropped.
struct Online {
    task: AbortHandle,
    standing: watch::Receiver<BTreeMap<Epoch, Standing>>,
}

/// Takes no readings: what was recorded is handed over when its epoch ended.
#[derive(Debug)]
struct Nothing;

impl Instrument for Nothing {
    type Reading = Passed;
    type Failure = Infallible;

    fn read(&mut self, _: Timestamp) -> Result<Option<Passed>, Infallible> {
        Ok(None)
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Hands in until dropped.
pub(crate) async fn run(core: Arc<Core>) {
    // So that whoever looks at the devices knows which of them is this one.
    if core.mapping.has_device() {
        if let Err(error) = core.mapping.device().await {
            tracing::warn!(?error, "the app's own device cannot be opened");
        }
        core.publisher.changed();
    }
    let mut uplink = None;
    let mut online = None;
    loop {
        sleep(LOOK).await;
        if let Err(error) = step(&core, &mut uplink, &mut online).await {
            tracing::warn!(?error, "walks are not handed in now");
        }
    }
}

async fn step(
    core: &Arc<Core>,
    uplink: &mut Option<Uplink>,
    online: &mut Option<Online>,
) -> Result<(), AppError> {
    let mapping = &core.mapping;
    // The tip's time counts and not this machine's, so that no epoch is taken for ended too early.
    let tip = core.light.status().await.tip;
    let (Some(tip), Some(rules)) = (tip, core.ledger.parameters()) else {
        return Ok(());
    };
    let ended = mapping.ended(&rules, tip.time);
    if !ended.is_empty() {
        // Its files are about to change; it goes on with them as after a kill.
        *online = None;
        let store = mapping.store().await?;
        for epoch in ended {
            if tip.time < rules.reports_close(epoch) {
                let (walks, rules) = (core.clone(), rules.clone());
                let passed = blocking(move || walks.mapping.passed(epoch, &rules)).await?;
                store.put(epoch, &passed).map_err(errors::internal)?;
            }
            // What is too late now may have been handed in before the queue's file was lost: what follows tells.
            let handed_over = mapping.queue.change(|parts| {
                parts.insert(epoch.0, Part::DUE);
            });
            handed_over.for_app()?;
        }
        core.publisher.changed();
    }
    let running = rules.epoch_at(tip.time);
    let is_reported = |(epoch, _): (&u64, &Part)| epoch.saturating_add(KEPT_EPOCHS) >= running.0;
    if !mapping.queue.parts().iter().any(is_reported) {
        *online = None;
        return follow(core, &BTreeMap::new(), &rules, tip.time).await;
    }
    if online
        .as_ref()
        .is_none_or(|online| online.task.is_finished())
    {
        *online = Some(go_online(core, uplink).await?);
    }
    if let Some(online) = online {
        let standing = online.standing.borrow_and_update().clone();
        follow(core, &standing, &rules, tip.time).await?;
    }
    Ok(())
}

/// Has the device report what it was given.
async fn go_online(core: &Arc<Core>, kept: &mut Option<Uplink>) -> Result<Online, AppError> {
    let uplink = match kept {
        Some(uplink) => uplink.clone(),
        None => {
            let identity = core.mapping.device().await?.identity.clone();
            let started = Uplink::through(core.light.clone(), &core.network, identity).await;
            kept.insert(started.map_err(errors::internal)?).clone()
        }
    };
    let store = core.mapping.store().await?;
    let reporting = Reporting::new(uplink, store, Nothing).map_err(errors::internal)?;
    let standing = reporting.standing();
    let task = core.spawn(async move {
        match reporting.run().await {
            Ok(never) => match never {},
            Err(error) => tracing::warn!(%error, "the app's device stopped reporting"),
        }
    });
    Ok(Online { task, standing })
}

/// The newest epoch whose statements are here, if they are those of the device's owner.
fn settled(core: &Core, rules: &Parameters) -> Option<Epoch> {
    let proven = core.proven();
    let account = proven.account.as_ref().filter(|_| proven.is_complete())?;
    let key = core.mapping.device.key()?;
    account.devices.iter().find(|(its, _)| *its == key)?;
    home::newest_paid(rules, account.at.header_time)
}

/// How many cells the track has that was sealed for an epoch.
async fn sealed(mapping: &Mapping, epoch: Epoch) -> Result<u32, AppError> {
    let held = mapping.store().await?.held(epoch);
    let track = held.map_err(errors::internal)?;
    let cells = track.map_or(0, |track| track.cells().count());
    Ok(u32::try_from(cells).unwrap_or(u32::MAX))
}

/// Takes over how far the reports are.
async fn follow(
    core: &Core,
    standing: &BTreeMap<Epoch, Standing>,
    rules: &Parameters,
    now: Timestamp,
) -> Result<(), AppError> {
    let mapping = &core.mapping;
    let settled = settled(core, rules);
    let parts = mapping.queue.parts().into_iter();
    let mut signs = BTreeMap::new();
    for (epoch, part) in parts.filter(|(_, part)| part.is_open()) {
        let epoch = Epoch(epoch);
        let own = standing.get(&epoch).copied();
        let closed = Sign::closed(epoch, rules, now);
        let is_paid = match closed {
            [_, true] => paid(core, epoch).await?.is_some(),
            _ => false,
        };
        // Read once its epoch is over: only then it matters.
        let is_over = closed[0] || matches!(own, Some(Standing::Reported | Standing::TooLate));
        let cells = match part.stage == PartStage::Due && is_over {
            true => sealed(mapping, epoch).await?,
            false => part.cells,
        };
        let sign = Sign {
            own,
            next: standing.get(&epoch.next()).copied(),
            cells,
            closed,
            is_paid,
            is_settled: settled.is_some_and(|newest| newest >= epoch.next()),
        };
        signs.insert(epoch.0, sign);
    }
    if signs.is_empty() {
        return Ok(());
    }
    let changed = mapping.queue.change(|parts| {
        for (epoch, sign) in &signs {
            if let Some(part) = parts.get_mut(epoch) {
                *part = part.follow(sign);
            }
        }
    });
    if changed.for_app()? {
        core.publisher.changed();
    }
    Ok(())
}

/// What statements pay for what was mapped in an epoch, which is claimed with the next one's report; `None`
/// while there is no statement of it.
pub(super) async fn paid(core: &Core, mapped: Epoch) -> Result<Option<Money>, AppError> {
    let Some(key) = core.mapping.device.key() else {
        return Ok(None);
    };
    let claimed = mapped.next();
    let statements = earnings::statements_of(core, key, claimed..claimed.next()).await?;
    let lines = statements.iter().flat_map(|it| &it.statement.lines);
    let own = lines.filter(|line| line.device == key && line.resource == Resource::Mapping);
    let rewards: Vec<u128> = own.map(|line| line.reward.units()).collect();
    Ok((!rewards.is_empty()).then(|| Money(rewards.iter().fold(0, |a, b| a.saturating_add(*b)))))
}

impl Mapping {
    /// The epochs with something recorded that ended, and that the device was not given.
    fn ended(&self, rules: &Parameters, now: Timestamp) -> BTreeSet<Epoch> {
        let parts = self.queue.parts();
        let running = rules.epoch_at(now);
        let epochs = self.walks.each(|_, walk| walk.epochs(rules));
        let ended = epochs.into_iter().flatten();
        ended
            .filter(|epoch| *epoch < running && !parts.contains_key(&epoch.0))
            .collect()
    }

    /// What the device takes down in an epoch, of all walks, in the order of time.
    fn passed(&self, epoch: Epoch, rules: &Parameters) -> Result<Vec<Passed>, FileError> {
        let of_epoch = |id, walk: &Walk| walk.epochs(rules).contains(&epoch).then_some(id);
        let mut passed = Vec::new();
        for id in self.walks.each(of_epoch).into_iter().flatten() {
            let walk = self.walks.whole(id)?;
            passed.extend(walk.iter().flat_map(|walk| walk.passed(epoch, rules)));
        }
        passed.sort_by_key(|it| it.point.at);
        Ok(passed)
    }

    async fn store(&self) -> Result<EvidenceStore<Craft>, AppError> {
        let folder = &self.device().await?.folder;
        EvidenceStore::open(folder).map_err(errors::internal)
    }
}
