//! Draws a change of a device that is under way, and why one did not get through.

use crate::{
    text::t,
    widgets::{Problem, spinner},
};
use outpost_app_api::{AppError, AppView, DeviceChange};
use yew::prelude::*;

/// What a change is about: each is told of where it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Where the device stands.
    Place,
    /// What it is equipped with.
    Equipment,
    /// Whose it is.
    Owner,
}

impl About {
    fn of(change: &DeviceChange) -> Self {
        match change {
            DeviceChange::Move { .. } => Self::Place,
            DeviceChange::Equip { .. } => Self::Equipment,
            DeviceChange::Offer { .. }
            | DeviceChange::Withdraw
            | DeviceChange::Accept
            | DeviceChange::Release
            | DeviceChange::Claim { .. } => Self::Owner,
        }
    }
}

/// What is under way for a device, or why the last change of it did not get through.
pub fn changing(view: &AppView, device: &str, about: About, problem: Option<&AppError>) -> Html {
    let mut changes = view.device_changes.iter();
    let change =
        changes.find(|change| change.device == device && About::of(&change.change) == about);
    match (change, problem) {
        (Some(change), _) => spinner(under_way(&change.change)),
        (None, Some(problem)) => html! { <Problem error={problem.clone()} /> },
        (None, None) => html! {},
    }
}

/// Whether something is under way for a device.
pub fn is_changing(view: &AppView, device: &str) -> bool {
    view.device_changes
        .iter()
        .any(|change| change.device == device)
}

fn under_way(change: &DeviceChange) -> String {
    match change {
        DeviceChange::Move { .. } => t!("changing-place"),
        DeviceChange::Equip { .. } => t!("changing-equipment"),
        DeviceChange::Offer { .. } => t!("changing-offer"),
        DeviceChange::Withdraw => t!("changing-withdrawal"),
        DeviceChange::Accept => t!("changing-owner"),
        DeviceChange::Release => t!("changing-release"),
        DeviceChange::Claim { .. } => t!("walk-device-claiming"),
    }
}
