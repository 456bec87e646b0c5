//! Remembers the devices that a person thinks of, on the disk before it says so.

use super::place;
use crate::{
    app::Core,
    clock::now_ms,
    errors::ForApp,
    files::{FileError, JsonFile},
};
use outpost_app_api::{
    AppError, Costs, DevicePlaceView, ErrorCode, ForgetPlan, GetPlaces, PlacesView, PlanDevice,
    PlanView, ResourceKind,
};
use outpost_protocol::{DeviceKey, state::Device};
use serde::{Deserialize, Serialize};
use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Most that are kept, so that the file stays small.
const MOST: usize = 1_000;

/// The plans of one network, kept in the data folder.
#[derive(Debug)]
pub(crate) struct Plans {
    file: JsonFile,
    kept: Mutex<Kept>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    plans: Vec<Plan>,
    /// The costs that were typed last.
    costs: Costs,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Plan {
    id: u64,
    cell: String,
    resource: ResourceKind,
    costs: Option<Costs>,
    noted_ms: u64,
}

/// Where the person's devices stand, and those that the person thinks of would.
pub(crate) async fn places(core: &Core, _: GetPlaces) -> Result<PlacesView, AppError> {
    let kept = core.plans.kept().clone();
    Ok(view(core, &kept))
}

/// Notes a device that the person thinks of.
pub(crate) async fn plan(core: &Core, call: PlanDevice) -> Result<PlacesView, AppError> {
    let cell = place::parse(&call.cell)?;
    let kept = core.plans.change(|kept| {
        if kept.plans.len() >= MOST {
            return Err(AppError::new(ErrorCode::TooManyPlans));
        }
        kept.costs = call.costs.unwrap_or(kept.costs);
        let last = kept.plans.iter().map(|plan| plan.id).max().unwrap_or(0);
        kept.plans.push(Plan {
            id: last.saturating_add(1),
            cell: cell.to_string(),
            resource: call.resource,
            costs: call.costs,
            noted_ms: now_ms(),
        });
        Ok(())
    })?;
    Ok(view(core, &kept))
}

/// Forgets a planned device; one that is forgotten already needs no forgetting.
pub(crate) async fn forget(core: &Core, call: ForgetPlan) -> Result<PlacesView, AppError> {
    let kept = core.plans.change(|kept| {
        kept.plans.retain(|plan| plan.id != call.id);
        Ok(())
    })?;
    Ok(view(core, &kept))
}

impl Plans {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let kept = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self { file, kept })
    }

    /// Writes the change down, and only then lets it count.
    fn change(
        &self,
        change: impl FnOnce(&mut Kept) -> Result<(), AppError>,
    ) -> Result<Kept, AppError> {
        let mut kept = self.kept();
        let mut next = kept.clone();
        change(&mut next)?;
        self.file.write(&next).for_app()?;
        *kept = next.clone();
        Ok(next)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn view(core: &Core, kept: &Kept) -> PlacesView {
    let device = |(key, device): &(DeviceKey, Device)| {
        Some(DevicePlaceView {
            address: key.to_string(),
            name: core.names.of(*key),
            place: place::of(device.cell?)?,
        })
    };
    let plan = |plan: &Plan| {
        let cell = place::parse(&plan.cell).ok()?;
        Some(PlanView {
            id: plan.id,
            place: place::of(cell)?,
            resource: plan.resource,
            costs: plan.costs,
            noted_ms: plan.noted_ms,
        })
    };
    let account = core.proven().account;
    let devices = account.iter().flat_map(|account| &account.devices);
    PlacesView {
        devices: devices.filter_map(device).collect(),
        plans: kept.plans.iter().filter_map(plan).collect(),
        costs: kept.costs,
    }
}
