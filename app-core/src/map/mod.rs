//! Shows places: what the network proves of cells, what a device would earn there, and plans.
//!
//! Where exactly somebody is stays in here: only cells are asked for, and noted.

mod cells;
mod estimate;
mod known;
mod locate;
mod place;
mod plans;
mod radio;

pub(crate) use cells::explore;
pub(crate) use estimate::estimate;
pub(crate) use known::{Known, KnownToday, network, tallies};
pub(crate) use locate::locate;
pub(crate) use place::{of as cell_view, of_cell, parse, preview};
pub(crate) use plans::{Plans, forget as forget_plan, now_ms, places, plan as plan_device};
pub(crate) use radio::rules_of;

use crate::{app::Core, network as shown};
use outpost_app_api::{Freshness, ResourceKind};
use outpost_light_client::VerifiedAt;
use outpost_protocol::report::Resource;

/// The network's name for a kind of contribution.
pub(crate) fn resource(kind: ResourceKind) -> Resource {
    match kind {
        ResourceKind::Coverage => Resource::Coverage,
        ResourceKind::Storage => Resource::Storage,
        ResourceKind::Compute => Resource::Compute,
        ResourceKind::Sensing => Resource::Sensing,
        ResourceKind::Energy => Resource::Energy,
        ResourceKind::Mapping => Resource::Mapping,
    }
}

/// How fresh and how proven something is.
pub(crate) async fn freshness(core: &Core, at: VerifiedAt) -> Freshness {
    let tip = core.light.status().await.tip;
    shown::freshness(at, tip.and_then(|tip| tip.stale_since))
}
