//! Takes down where a GPS receiver is, and which access points are around.
//!
//! Others who pass the same access points can tell that they saw the same.

use crate::{instrument::Instrument, regain::LOOK_AGAIN, reporter::Passed};
use outpost_device_drivers::{
    protocols::nmea::{Fix, NoFix},
    receivers::{
        access_points::stands_still,
        gps,
        track::{place_of, waypoint},
    },
    transport::serial::{self, OpenError},
};
use outpost_protocol::{
    CellId, Timestamp,
    resources::mapping::drive::{FinePlace, Sighting, Thinner},
};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinSet, time::sleep};

/// How long a fix stands for where the receiver is: it gives one each second.
pub const FRESH: Duration = Duration::from_secs(3);
/// Without a fix for so long a person should know.
const LOST: Duration = Duration::from_secs(60);
/// Most things that are kept for the next point: more show nothing more.
const MOST_SEEN: usize = 256;
pub use outpost_device_drivers::receivers::access_points::AccessPoint;

/// A receiver that is listened to until it is dropped.
#[derive(Debug)]
pub struct Tracker {
    port: String,
    latest: watch::Receiver<Option<(Instant, Fix)>>,
    began: Instant,
    around: watch::Receiver<BTreeSet<AccessPoint>>,
    show: watch::Sender<BTreeSet<AccessPoint>>,
    thinner: Thinner,
    seen: Vec<Sighting>,
    _listening: JoinSet<()>,
}

/// Where a receiver is, as long as it is listened to.
#[derive(Clone, Debug)]
pub struct Whereabouts(watch::Receiver<Option<(Instant, Fix)>>);

impl Whereabouts {
    /// The cell in which it is, if it said so lately.
    pub fn cell(&self) -> Option<CellId> {
        let (then, fix) = (*self.0.borrow())?;
        let is_fresh = then.elapsed() < FRESH;
        place_of(fix.position)
            .filter(|_| is_fresh)
            .map(FinePlace::cell)
    }
}

/// There was no fix for too long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the GPS receiver on {port} has no fix; it needs to see the sky")]
pub struct NoFixes {
    /// Which port.
    pub port: String,
}

impl Tracker {
    /// Listens on a port. Must be called within tokio.
    ///
    /// # Errors
    /// If the port cannot be opened now: what is wrong at the start is wrong with the options.
    pub fn open(port: &str) -> Result<Self, OpenError> {
        drop(serial::open(port)?);
        let (speak, latest) = watch::channel(None);
        let (show, around) = watch::channel(BTreeSet::new());
        let mut listening = JoinSet::new();
        listening.spawn(listen(port.to_owned(), speak));
        Ok(Self {
            port: port.to_owned(),
            latest,
            began: Instant::now(),
            around,
            show,
            thinner: Thinner::default(),
            seen: Vec::new(),
            _listening: listening,
        })
    }

    /// Where whoever has the radio says what is around.
    pub fn surroundings(&self) -> watch::Sender<BTreeSet<AccessPoint>> {
        self.show.clone()
    }

    /// Where the receiver said last that it is.
    pub fn whereabouts(&self) -> Whereabouts {
        Whereabouts(self.latest.clone())
    }

    fn look_around(&mut self, at: Timestamp) {
        if !self.around.has_changed().unwrap_or(false) {
            return;
        }
        let around = self.around.borrow_and_update();
        let still = around.iter().filter(|address| stands_still(address));
        let room = MOST_SEEN.saturating_sub(self.seen.len());
        self.seen.extend(still.take(room).map(|address| Sighting {
            at,
            name: address.to_vec(),
        }));
    }
}

impl Instrument for Tracker {
    type Reading = Passed;
    type Failure = NoFixes;

    fn read(&mut self, at: Timestamp) -> Result<Option<Passed>, NoFixes> {
        self.look_around(at);
        let latest = *self.latest.borrow();
        let since = latest.map_or(self.began, |(then, _)| then).elapsed();
        if since >= LOST {
            return Err(NoFixes {
                port: self.port.clone(),
            });
        }
        let fresh = latest.filter(|_| since < FRESH);
        let point = fresh.and_then(|(_, fix)| waypoint(&fix, at));
        let kept = point.filter(|point| self.thinner.keeps(point));
        Ok(kept.map(|point| Passed {
            point,
            seen: std::mem::take(&mut self.seen),
        }))
    }
}

async fn listen(port: String, speak: watch::Sender<Option<(Instant, Fix)>>) {
    loop {
        let told = |report: Result<Fix, NoFix>| match report {
            Ok(fix) => {
                tracing::debug!(accuracy_cm = fix.accuracy_cm, "heard the receiver");
                speak.send_replace(Some((Instant::now(), fix)));
            }
            Err(reason) => tracing::debug!(%reason, "no fix"),
        };
        match gps::follow(&port, told).await {
            Ok(never) => match never {},
            Err(error) => {
                tracing::warn!(%error, "listening to the receiver again as soon as it is back");
            }
        }
        sleep(LOOK_AGAIN).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::protocols::{
        calendar::{Date, TimeOfDay},
        nmea::{Position, Quality},
    };

    fn fix(number: i32) -> Fix {
        Fix {
            quality: Quality::Autonomous,
            time: TimeOfDay::new(12, 0, 0).unwrap(),
            date: Date::new(26, 6, 1).unwrap(),
            // About 100 m further north each.
            position: Position::new(525_200_000 + number * 9_000, 134_050_000).unwrap(),
            accuracy_cm: 300,
            speed_mm_s: None,
            satellites: Some(8),
        }
    }

    #[test]
    fn what_is_around_goes_with_the_next_point_and_what_moves_is_left_out() {
        let (speak, latest) = watch::channel(Some((Instant::now(), fix(0))));
        let (show, around) = watch::channel(BTreeSet::new());
        let mut tracker = Tracker {
            port: "nowhere".to_owned(),
            latest,
            began: Instant::now(),
            around,
            show: show.clone(),
            thinner: Thinner::default(),
            seen: Vec::new(),
            _listening: JoinSet::new(),
        };
        let mut read = |at| tracker.read(Timestamp(at)).unwrap();
        assert_eq!(read(1_000).unwrap().seen, []);
        let router = [0x00, 0x1a, 0x2b, 1, 2, 3];
        let phone = [0x02, 0x1a, 0x2b, 1, 2, 3];
        show.send_replace(BTreeSet::from([router, phone]));
        // The same fix at the same time is no new point; what is seen is kept for the next.
        assert_eq!(read(1_000), None);
        speak.send_replace(Some((Instant::now(), fix(1))));
        let passed = read(2_000).unwrap();
        let seen: Vec<(u64, &[u8])> = passed
            .seen
            .iter()
            .map(|it| (it.at.0, it.name.as_slice()))
            .collect();
        assert_eq!(seen, [(1_000, router.as_slice())]);
    }
}
