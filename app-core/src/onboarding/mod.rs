//! Sets a device up: find, Wi-Fi, place, claim; journaled, so that a kill at any step resumes there. A device
//! whose software has no key gets its Wi-Fi, and is done.
//!
//! Nothing is asked of the network while a device is being talked to: a link that waits for a peer
//! is a link that is lost.

pub mod journal;
pub mod known;
pub mod plan;

mod claim;
mod devices;
mod search;
mod wizard;

pub(crate) use claim::{Stage, look};
pub(crate) use devices::{
    choose_device, identify_candidate, identify_device, keep_wifi, scan_wifi, send_wifi,
};
pub(crate) use plan::Proven;
pub(crate) use search::{configured, find_devices, listen};
pub(crate) use wizard::Wizard;

use crate::{app::Core, devices as owned, map};
use journal::Happened;
use outpost_app_api::{
    AntennaView, AppError, Back, CancelOnboarding, ChoosePlace, ClaimDevice, ErrorCode,
    FinishOnboarding, StartOnboarding, Step, Working,
};
use std::sync::Arc;

/// Opens the wizard, where it was left.
pub(crate) async fn start(core: &Core, _: StartOnboarding) -> Result<(), AppError> {
    wizard::at_once(core, Wizard::begin)
}

/// Leaves the wizard and forgets how far it got.
pub(crate) async fn cancel(core: &Core, _: CancelOnboarding) -> Result<(), AppError> {
    wizard::at_once(core, Wizard::close)
}

/// Closes the wizard after its last step.
pub(crate) async fn finish(core: &Core, _: FinishOnboarding) -> Result<(), AppError> {
    wizard::at_once(core, |wizard| match wizard.journal()?.step {
        Step::Done => wizard.close(),
        _ => Err(AppError::new(ErrorCode::StepOutOfOrder)),
    })
}

/// Goes back a step.
pub(crate) async fn back(core: &Core, _: Back) -> Result<(), AppError> {
    wizard::at_once(core, |wizard| wizard.back(core))
}

/// Chooses the cell that the device stands in, and what antenna it has.
pub(crate) async fn choose_place(core: &Core, call: ChoosePlace) -> Result<(), AppError> {
    wizard::at_once(core, |wizard| {
        let cell = map::parse(&call.cell)?;
        let AntennaView {
            gain_decidbi,
            height_m,
        } = call.antenna;
        owned::check_gain(gain_decidbi.unwrap_or_default())?;
        if let Some(key) = wizard.journal()?.device.and_then(|device| device.key()) {
            core.heights.note(key, height_m)?;
        }
        wizard.record(
            core,
            Happened::PlaceChosen {
                cell,
                antenna_gain_decidbi: gain_decidbi,
            },
        )
    })
}

/// Claims the device and asserts its place, from whatever stage the journal is at.
pub(crate) async fn claim_device(core: &Arc<Core>, _: ClaimDevice) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(
        core,
        Working::Connecting,
        async move { claim::run(&work).await },
    )
    .await
}

/// Goes on by itself with a claim that was on its way when the app stopped.
pub(crate) fn resume(core: &Arc<Core>) {
    if core
        .wizard
        .journal()
        .is_ok_and(|journal| claim::is_under_way(&journal))
    {
        let work = core.clone();
        core.spawn(async move {
            if let Err(error) = claim_device(&work, ClaimDevice {}).await {
                tracing::info!(?error, "the claim waits for the person to try again");
            }
        });
    }
}
