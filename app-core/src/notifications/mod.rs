//! Tells a person what happens while nobody looks at the window, each thing once.
//!
//! What was told is on disk before it is raised, so that a kill or a restart repeats nothing: at worst a
//! notice is lost, whose matter the window shows anyway.

mod told;

pub(crate) use told::Notices;

use crate::app::Core;
use outpost_app_api::{AppError, DescribeTray, RaiseNotice};

/// Raises a notice that is due.
pub(crate) async fn raise(core: &Core, call: RaiseNotice) -> Result<(), AppError> {
    if core.notices.tell(&call.id)? {
        core.host.raise(&call.title, &call.body);
    }
    core.publisher.changed();
    Ok(())
}

/// Says how things are in the tray.
pub(crate) async fn describe_tray(core: &Core, call: DescribeTray) -> Result<(), AppError> {
    core.host.describe(&call);
    Ok(())
}
