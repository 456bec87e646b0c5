//! Records a walk: listens to a receiver, and writes each fix down before it counts.

use super::{
    Mapping, around,
    walk::{Line, Point},
};
use crate::{app::Core, clock::now_ms, errors::ForApp};
use outpost_app_api::{
    AppError, EndWalk, FixView, ListReceivers, PauseWalk, ReceiverChoice, ReceiverView,
    ReceiversView, RecordWalk, RecordingState, RecordingView,
};
use outpost_device_drivers::{protocols::nmea::Fix, receivers::gps, transport::serial};
use std::{
    sync::{Arc, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{task::AbortHandle, time::sleep};

/// How long until a port that went away is looked for again.
const OPEN_AGAIN: Duration = Duration::from_secs(3);
/// How long until it is looked again what is around: at 50 km/h that is 70 m on.
const LOOK_AROUND: Duration = Duration::from_secs(5);
/// A receiver whose time is further behind than this has lost it, and this machine's counts.
const MOST_BEHIND_MS: u64 = 24 * 60 * 60 * 1_000;
/// The same of a receiver that is ahead: until its time has come, nothing that follows would be new.
const MOST_AHEAD_MS: u64 = 60_000;

/// What goes on beside the walk's file.
#[derive(Debug)]
pub(super) struct Live {
    state: RecordingState,
    fix: Option<FixView>,
    around: Option<u32>,
    /// What listens and looks around.
    tasks: Vec<AbortHandle>,
}

/// Where the phone is, as it says itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhonePosition {
    /// Milliseconds since 1970 UTC.
    pub at_ms: u64,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far it may be off, in metres.
    pub accuracy_m: f64,
    /// How fast it moves, in metres a second, if that is known.
    pub speed_m_s: Option<f64>,
}

/// Why the phone does not say where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPosition {
    /// It does not know.
    Unknown,
    /// Its person does not let the app see it, or has switched it off.
    NotPermitted,
}

/// What a receiver says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    Fix(Point, FixView),
    NoFix,
    NotPermitted,
    Gone,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            state: RecordingState::Paused,
            fix: None,
            around: Some(0),
            tasks: Vec::new(),
        }
    }
}

/// What can be recorded with.
pub(crate) async fn receivers(core: &Core, _: ListReceivers) -> Result<ReceiversView, AppError> {
    let phone = core.host.is_phone().then_some(ReceiverView {
        choice: ReceiverChoice::Phone,
        name: None,
    });
    let ports = serial::list_ports(&crate::onboarding::configured(core));
    let port = |port: serial::Port| ReceiverView {
        choice: ReceiverChoice::Port { port: port.path },
        name: port.label,
    };
    Ok(ReceiversView {
        receivers: phone
            .into_iter()
            .chain(ports.into_iter().map(port))
            .collect(),
    })
}

/// Begins to record, or goes on.
pub(crate) async fn record(core: &Arc<Core>, call: RecordWalk) -> Result<(), AppError> {
    core.mapping.stop(core);
    let walks = &core.mapping.walks;
    walks.begin(now_ms(), call.receiver.clone()).for_app()?;
    let mut live = core.mapping.live();
    // Somebody may have asked twice at once.
    live.tasks.drain(..).for_each(|task| task.abort());
    // Whatever is told from now on is listened to, and waits until this is done.
    live.state = RecordingState::Searching;
    live.tasks.push(core.spawn(look_around(core.clone())));
    match call.receiver {
        ReceiverChoice::Port { port } => {
            live.tasks.push(core.spawn(listen(core.clone(), port)));
        }
        ReceiverChoice::Phone => core.host.tell_position(true),
    }
    drop(live);
    core.publisher.changed();
    Ok(())
}

/// Stops listening for a while.
pub(crate) async fn pause(core: &Core, _: PauseWalk) -> Result<(), AppError> {
    core.mapping.stop(core);
    core.publisher.changed();
    Ok(())
}

/// Ends the walk.
pub(crate) async fn end(core: &Core, _: EndWalk) -> Result<(), AppError> {
    core.mapping.stop(core);
    core.mapping.walks.end(now_ms()).for_app()?;
    core.publisher.changed();
    Ok(())
}

impl Mapping {
    /// The walk that is not ended.
    pub(super) fn recording(&self) -> Option<RecordingView> {
        let id = self.walks.open_id()?;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let live = self.live();
        self.walks.with(id, |walk| RecordingView {
            id,
            state: live.state,
            receiver: walk.receiver.clone(),
            began_ms: walk.began_ms,
            points: count(walk.points()),
            metres: walk.metres(),
            cells: count(walk.cells()),
            fix: live.fix,
            around: live.around,
        })
    }

    /// Takes down what a receiver says, if it is listened to.
    pub(super) fn take(&self, told: Told) {
        let mut live = self.live();
        if live.tasks.is_empty() {
            return;
        }
        let is_kept = match told {
            Told::Fix(point, fix) => {
                (live.state, live.fix) = (RecordingState::Recording, Some(fix));
                let id = self.walks.open_id();
                let is_new = id.and_then(|id| self.walks.with(id, |walk| walk.is_new(&point)));
                match is_new {
                    Some(true) => self.walks.append(Line::Fix(point)),
                    _ => Ok(true),
                }
            }
            Told::NoFix => {
                (live.state, live.fix) = (RecordingState::NoFix, None);
                Ok(true)
            }
            Told::NotPermitted => {
                (live.state, live.fix) = (RecordingState::NotPermitted, None);
                Ok(true)
            }
            Told::Gone => {
                (live.state, live.fix) = (RecordingState::Gone, None);
                Ok(true)
            }
        };
        // Nothing is said to be recorded that is not kept.
        match is_kept {
            Ok(true) => {}
            Ok(false) => live.state = RecordingState::Paused,
            Err(error) => {
                tracing::error!(%error, "a walk cannot be written down");
                live.state = RecordingState::NotKept;
            }
        }
    }

    fn stop(&self, core: &Core) {
        let mut live = self.live();
        live.tasks.drain(..).for_each(|task| task.abort());
        live.state = RecordingState::Paused;
        live.fix = None;
        core.host.tell_position(false);
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn listen(core: Arc<Core>, port: String) {
    loop {
        let tell = |report: Result<Fix, _>| {
            core.mapping.take(match report {
                Ok(fix) => told(&fix, now_ms()),
                Err(_) => Told::NoFix,
            });
            core.publisher.changed();
        };
        match gps::follow(&port, tell).await {
            Ok(never) => match never {},
            Err(error) => tracing::info!(%error, "listening again as soon as the receiver is back"),
        }
        core.mapping.take(Told::Gone);
        core.publisher.changed();
        sleep(OPEN_AGAIN).await;
    }
}

async fn look_around(core: Arc<Core>) {
    let mut before = 0;
    loop {
        let mapping = &core.mapping;
        let here = mapping.walks.open_id();
        let here = here.and_then(|id| mapping.walks.with(id, |walk| walk.here()).flatten());
        if let Some((point, cell)) = here.filter(|(point, _)| point.at_ms > before) {
            before = point.at_ms;
            let found = around::look(&core, cell).await;
            let count = found
                .as_ref()
                .map(|it| u32::try_from(it.len()).unwrap_or(u32::MAX));
            mapping.live().around = count;
            let names: Vec<String> = found.iter().flatten().map(hex::encode).collect();
            if !names.is_empty() {
                let at_ms = point.at_ms;
                if let Err(error) = mapping.walks.append(Line::Seen { at_ms, names }) {
                    tracing::error!(%error, "what was seen cannot be written down");
                }
            }
            core.publisher.changed();
            sleep(LOOK_AROUND).await;
        } else {
            sleep(Duration::from_millis(500)).await;
        }
    }
}

fn told(fix: &Fix, now_ms: u64) -> Told {
    let point = Point {
        at_ms: plausible(fix.unix_milliseconds(), now_ms),
        north_e7: fix.position.latitude_e7(),
        east_e7: fix.position.longitude_e7(),
        accuracy_cm: fix.accuracy_cm,
    };
    let view = FixView {
        accuracy_m: f64::from(fix.accuracy_cm) / 100.0,
        speed_m_s: fix.speed_mm_s.map(|speed| f64::from(speed) / 1_000.0),
        satellites: fix.satellites,
    };
    Told::Fix(point, view)
}

/// The time that a receiver says, if it can be.
fn plausible(said_ms: u64, now_ms: u64) -> u64 {
    let possible = now_ms.saturating_sub(MOST_BEHIND_MS)..=now_ms.saturating_add(MOST_AHEAD_MS);
    if possible.contains(&said_ms) {
        said_ms
    } else {
        now_ms
    }
}

impl From<NoPosition> for Told {
    fn from(why: NoPosition) -> Self {
        match why {
            NoPosition::Unknown => Self::NoFix,
            NoPosition::NotPermitted => Self::NotPermitted,
        }
    }
}

impl PhonePosition {
    pub(super) fn told(self, now_ms: u64) -> Option<Told> {
        let on_earth = self.latitude.abs() <= 90.0 && self.longitude.abs() <= 180.0;
        let is_known = self.accuracy_m.is_finite() && self.accuracy_m >= 0.0;
        let point = Point {
            at_ms: plausible(self.at_ms, now_ms),
            north_e7: (self.latitude * 1e7).round() as i32,
            east_e7: (self.longitude * 1e7).round() as i32,
            accuracy_cm: (self.accuracy_m * 100.0).ceil() as u32,
        };
        let view = FixView {
            accuracy_m: self.accuracy_m,
            speed_m_s: self
                .speed_m_s
                .filter(|speed| speed.is_finite() && *speed >= 0.0),
            satellites: None,
        };
        (on_earth && is_known).then_some(Told::Fix(point, view))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::protocols::{
        calendar::{Date, TimeOfDay},
        nmea::{Position, Quality},
    };

    #[test]
    fn a_receiver_that_lost_its_time_is_given_this_machines_time() {
        let date = |year| Date::new(year, 6, 1).unwrap();
        let fix = |year| Fix {
            quality: Quality::Autonomous,
            time: TimeOfDay::new(12, 0, 0).unwrap(),
            date: date(year),
            position: Position::new(525_200_000, 134_050_000).unwrap(),
            accuracy_cm: 300,
            speed_mm_s: Some(1_400),
            satellites: Some(8),
        };
        let noon = fix(26).unix_milliseconds();
        let at = |year| match told(&fix(year), noon + 700) {
            Told::Fix(point, _) => point.at_ms,
            other => panic!("{other:?}"),
        };
        assert_eq!((at(26), at(6)), (noon, noon + 700));
        let ahead = told(&fix(26), noon - 3_600_000);
        assert!(matches!(ahead, Told::Fix(point, _) if point.at_ms == noon - 3_600_000));
    }

    #[test]
    fn a_phone_that_is_nowhere_tells_nothing() {
        let berlin = PhonePosition {
            at_ms: 7,
            latitude: 52.52,
            longitude: 13.405,
            accuracy_m: 4.2,
            speed_m_s: Some(-1.0),
        };
        let Some(Told::Fix(point, view)) = berlin.told(9) else {
            panic!("on Earth");
        };
        assert_eq!((point.north_e7, point.accuracy_cm), (525_200_000, 420));
        assert_eq!(view.speed_m_s, None);
        for nowhere in [
            PhonePosition {
                latitude: 91.0,
                ..berlin
            },
            PhonePosition {
                longitude: f64::NAN,
                ..berlin
            },
            PhonePosition {
                accuracy_m: f64::INFINITY,
                ..berlin
            },
        ] {
            assert!(nowhere.told(9).is_none(), "{nowhere:?}");
        }
    }
}
