//! Looks for one device nearby, on every port and over Bluetooth, and asks it how it is.
//!
//! Whatever could be the device is asked who it is, the strongest signal first, and left again if it is
//! another one. One check runs at a time; it gives way to the wizard, which talks to devices too.

use crate::{
    app::Core,
    clock::now_ms,
    errors::{self, Explain, ForApp},
    onboarding::{configured, listen},
};
use futures::future::join_all;
use outpost_app_api::{
    AppError, CheckNearby, ConditionView, NearbyStage, NearbyView, StopCheckingNearby,
};
use outpost_device_drivers::{
    catalog::Advertised,
    protocols::{helium::Diagnostic, improv::State},
    reach::{DevicePlace, Way},
    session::{Patience, Session, SessionError, Steady, Watcher},
    transport::{ble::Sighting, serial},
};
use outpost_protocol::DeviceKey;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::task::AbortHandle;

/// Most devices that are asked over Bluetooth who they are: each may take some twenty seconds.
const MOST_ASKED: usize = 4;
/// What was found longer ago says nothing of now, in milliseconds.
const GOOD_FOR_MS: u64 = 10 * 60_000;

/// What was found of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Nearby {
    /// It answered.
    Reached {
        online: bool,
        condition: ConditionView,
    },
    /// Something that may be it was there, and could not be asked.
    Failed,
    /// It was not found.
    NotFound {
        /// Why Bluetooth was not searched, if it was not.
        bluetooth: Option<AppError>,
    },
}

/// The check that goes on, or the last one.
#[derive(Debug, Default)]
pub(crate) struct NearbyCheck(Mutex<Check>);

#[derive(Debug, Default)]
struct Check {
    view: Option<NearbyView>,
    running: Option<AbortHandle>,
}

/// Looks for the device. A check that is left for another one answers as if it had ended.
pub(crate) async fn check(core: &Arc<Core>, call: CheckNearby) -> Result<(), AppError> {
    let key: DeviceKey = super::parse(&call.device)?;
    core.nearby.leave();
    let work = core.clone();
    let turn = core.wizard.turn();
    let task = tokio::spawn(async move {
        let _turn = turn.lock_owned().await;
        look_for(&work, key).await
    });
    core.nearby.lock().running = Some(task.abort_handle());
    core.nearby.show(core, key, NearbyStage::Searching);
    match task.await {
        Ok(stage) => core.nearby.show(core, key, stage),
        Err(left) if left.is_cancelled() => {}
        Err(fault) => return Err(errors::internal(fault)),
    }
    Ok(())
}

/// Leaves a check that goes on.
pub(crate) async fn stop(core: &Arc<Core>, _: StopCheckingNearby) -> Result<(), AppError> {
    core.nearby.leave();
    core.publisher.changed();
    Ok(())
}

impl NearbyCheck {
    /// What there is to show.
    pub(crate) fn view(&self) -> Option<NearbyView> {
        self.lock().view.clone()
    }

    /// What was found of a device, while it says something of now.
    pub(crate) fn found(&self, device: &str) -> Option<Nearby> {
        let view = self.view().filter(|view| view.device == device)?;
        let is_new = |at_ms: u64| now_ms().saturating_sub(at_ms) < GOOD_FOR_MS;
        match view.stage {
            NearbyStage::Searching | NearbyStage::Asking { .. } => None,
            NearbyStage::Reached {
                at_ms,
                online,
                condition,
                ..
            } => is_new(at_ms).then_some(Nearby::Reached { online, condition }),
            NearbyStage::Failed { at_ms, .. } => is_new(at_ms).then_some(Nearby::Failed),
            NearbyStage::NotFound { at_ms, bluetooth } => {
                is_new(at_ms).then_some(Nearby::NotFound { bluetooth })
            }
        }
    }

    /// Leaves a check that goes on.
    pub(crate) fn leave(&self) {
        let mut check = self.lock();
        if let Some(running) = check.running.take() {
            running.abort();
            let goes_on = |view: &NearbyView| {
                matches!(
                    view.stage,
                    NearbyStage::Searching | NearbyStage::Asking { .. }
                )
            };
            check.view = check.view.take().filter(|view| !goes_on(view));
        }
    }

    fn show(&self, core: &Core, device: DeviceKey, stage: NearbyStage) {
        self.lock().view = Some(NearbyView {
            device: device.to_string(),
            stage,
        });
        core.publisher.changed();
    }

    fn lock(&self) -> MutexGuard<'_, Check> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn look_for(core: &Core, key: DeviceKey) -> NearbyStage {
    let ports = serial::list_ports(&configured(core));
    let places = ports.into_iter().map(|port| DevicePlace::Serial(port.path));
    let answers = join_all(places.map(|place| ask(place, key))).await;
    let mut problem = None;
    for answer in answers {
        match answer {
            Ok(Some(reached)) => return reached,
            Ok(None) => {}
            Err(error) => problem = Some(error),
        }
    }
    let bluetooth = match hear().await {
        Ok(heard) => {
            for (sighting, advertised) in heard {
                let name = sighting.name.clone();
                core.nearby.show(core, key, NearbyStage::Asking { name });
                let place = DevicePlace::Bluetooth(advertised.set_up, sighting.address);
                match ask(place, key).await {
                    Ok(Some(reached)) => return reached,
                    Ok(None) => {}
                    Err(error) => problem = Some(error),
                }
            }
            None
        }
        Err(error) => Some(error),
    };
    match problem {
        Some(problem) => NearbyStage::Failed {
            at_ms: now_ms(),
            problem,
        },
        None => NearbyStage::NotFound {
            at_ms: now_ms(),
            bluetooth,
        },
    }
}

/// What advertises that it can be set up, the strongest first.
async fn hear() -> Result<Vec<(Sighting, Advertised)>, AppError> {
    let mut heard = BTreeMap::new();
    let each = |sighting: Sighting| {
        if let Some(advertised) = Advertised::of(&sighting) {
            heard.insert(sighting.address.clone(), (sighting, advertised));
        }
    };
    listen(each).await.map_err(Explain::explain)?;
    let mut heard: Vec<_> = heard.into_values().collect();
    heard.sort_by_key(|(sighting, _)| std::cmp::Reverse(sighting.signal_dbm));
    heard.truncate(MOST_ASKED);
    Ok(heard)
}

/// Asks what is at `place` who it is, and how it is if it is the device of `key`. `None`: something else.
async fn ask(place: DevicePlace, key: DeviceKey) -> Result<Option<NearbyStage>, AppError> {
    let by_cable = matches!(place, DevicePlace::Serial(_));
    let way = Way::new(place, Patience::SEARCH, Watcher::default());
    let mut session = Session::new(Steady::new(way, Patience::SEARCH));
    let answered = async {
        let identified = session.identify().await?;
        if identified.identity.key() != Some(key) {
            return Ok(None);
        }
        let condition = session.read_condition().await?;
        Ok(Some(NearbyStage::Reached {
            at_ms: now_ms(),
            by_cable,
            online: identified.state == State::Provisioned,
            condition: condition_view(&condition),
        }))
    }
    .await;
    session.close().await;
    match answered {
        // Most ports have nothing behind them, or something of another trade.
        Err(SessionError::Silent(_) | SessionError::Garbled(_)) if by_cable => Ok(None),
        answered => answered.for_app(),
    }
}

fn condition_view(told: &[Diagnostic]) -> ConditionView {
    let mut view = ConditionView::default();
    for diagnostic in told {
        match diagnostic {
            Diagnostic::Connected(yes) => view.connected = Some(*yes),
            Diagnostic::Dialable(yes) => view.dialable = Some(*yes),
            Diagnostic::Address(address) => view.has_address = Some(address.is_some()),
            Diagnostic::StorageWorks(yes) => view.storage_works = Some(*yes),
            Diagnostic::Firmware(version) => view.firmware = Some(version.clone()),
            Diagnostic::Nat(_)
            | Diagnostic::Height(_)
            | Diagnostic::Ethernet(_)
            | Diagnostic::Wifi(_)
            | Diagnostic::Other { .. } => {}
        }
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_hotspot_says_of_itself_is_taken_over_and_what_it_leaves_out_is_not_known() {
        let told = [
            Diagnostic::Connected(false),
            Diagnostic::Address(None),
            Diagnostic::StorageWorks(true),
            Diagnostic::Height(7),
            Diagnostic::Firmware("2023.03.15.0".to_owned()),
        ];
        let expected = ConditionView {
            has_address: Some(false),
            connected: Some(false),
            dialable: None,
            storage_works: Some(true),
            firmware: Some("2023.03.15.0".to_owned()),
        };
        assert_eq!(condition_view(&told), expected);
        assert_eq!(condition_view(&[]), ConditionView::default());
    }

    #[test]
    fn a_check_that_is_left_shows_nothing_and_one_that_ended_stays() {
        let shown = |stage| {
            let check = NearbyCheck::default();
            check.lock().view = Some(NearbyView {
                device: "opd1".to_owned(),
                stage,
            });
            let task = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap()
                .spawn(std::future::pending::<()>());
            check.lock().running = Some(task.abort_handle());
            check.leave();
            check.view().is_some()
        };
        assert!(!shown(NearbyStage::Searching));
        assert!(shown(NearbyStage::NotFound {
            at_ms: 0,
            bluetooth: None,
        }));
    }
}
