//! Tells which serial ports come and go.
//!
//! The system tells at once that a USB device was plugged in, and lists its port some time later: 0.4 s
//! were measured on Linux. So the ports are looked at often for a while after each such event, and
//! seldom otherwise: pseudo-terminals and boards' own ports come and go without one.

use super::serial::{Port, list_ports};
use futures::{FutureExt, StreamExt};
use std::{collections::VecDeque, time::Duration};
use tokio::time::{Instant, sleep};

/// Watches the system's ports, and extra ones that are in no system's list.
pub struct PortWatch {
    extra: Vec<String>,
    known: Vec<Port>,
    changes: VecDeque<PortChange>,
    usb: UsbEvents,
    look_often_until: Instant,
}

/// A port that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortChange {
    /// It is there now.
    Appeared(Port),
    /// The port of this path is there no more.
    Gone(String),
}

/// After a USB event the port must be listed within this.
const LISTED_WITHIN: Duration = Duration::from_secs(2);
const OFTEN: Duration = Duration::from_millis(100);
const SELDOM: Duration = Duration::from_secs(1);

impl PortWatch {
    /// Begins to watch. Ports that are there already are known and not told.
    pub fn begin(extra: &[String]) -> Self {
        Self {
            extra: extra.to_vec(),
            known: list_ports(extra),
            changes: VecDeque::new(),
            usb: UsbEvents::begin(),
            look_often_until: Instant::now(),
        }
    }

    /// The ports that are there, as far as was told.
    pub fn ports(&self) -> &[Port] {
        &self.known
    }

    /// Waits for the next port that comes or goes. May be dropped and called again.
    pub async fn next(&mut self) -> PortChange {
        loop {
            if let Some(change) = self.changes.pop_front() {
                return change;
            }
            let now = list_ports(&self.extra);
            self.changes.extend(changes(&self.known, &now));
            self.known = now;
            if !self.changes.is_empty() {
                continue;
            }
            let interval = match Instant::now() < self.look_often_until {
                true => OFTEN,
                false => SELDOM,
            };
            tokio::select! {
                () = self.usb.next() => self.look_often_until = Instant::now() + LISTED_WITHIN,
                () = sleep(interval) => {}
            }
        }
    }
}

fn changes(before: &[Port], now: &[Port]) -> Vec<PortChange> {
    let lacks = |ports: &[Port], path: &str| ports.iter().all(|port| port.path != path);
    let gone = before.iter().filter(|port| lacks(now, &port.path));
    let new = now.iter().filter(|port| lacks(before, &port.path));
    gone.map(|port| PortChange::Gone(port.path.clone()))
        .chain(new.cloned().map(PortChange::Appeared))
        .collect()
}

/// What the system tells of USB devices; nothing, where it tells nothing.
struct UsbEvents(Option<nusb::hotplug::HotplugWatch>);

impl UsbEvents {
    #[cfg(any(target_os = "linux", target_os = "macos", target_os = "windows"))]
    fn begin() -> Self {
        let watch = nusb::watch_devices();
        if let Err(error) = &watch {
            tracing::info!(%error, "USB devices are not told; ports are looked at every second");
        }
        Self(watch.ok())
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
    fn begin() -> Self {
        Self(None)
    }

    /// Waits for the next event; for ever, where none is told.
    async fn next(&mut self) {
        let ended = match &mut self.0 {
            Some(watch) => watch.next().map(|event| event.is_none()).await,
            None => std::future::pending().await,
        };
        if ended {
            self.0 = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(path: &str) -> Port {
        Port {
            path: path.to_owned(),
            label: None,
        }
    }

    #[test]
    fn what_went_is_told_before_what_came() {
        let before = [port("a"), port("b")];
        let now = [port("b"), port("c")];
        assert_eq!(
            changes(&before, &now),
            [
                PortChange::Gone("a".to_owned()),
                PortChange::Appeared(port("c"))
            ]
        );
        assert_eq!(changes(&now, &now), []);
    }
}
