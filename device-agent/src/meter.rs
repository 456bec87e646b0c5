//! Reads what a smart meter shows, over its P1 port.
//!
//! A port that goes away is opened again as soon as it is back: there are no readings meanwhile.

use crate::{instrument::Instrument, regain::regain};
use outpost_device_drivers::{
    protocols::dsmr::Telegram, receivers::meter::Meter, transport::serial::OpenError,
};
use outpost_protocol::{Timestamp, resources::energy::Shown};
use std::time::{Duration, Instant};
use tokio::{sync::watch, task::JoinSet};

/// How long a telegram stands for what the meter shows: meters send one every ten seconds or oftener.
pub const FRESH: Duration = Duration::from_secs(30);

/// A meter that is listened to until it is dropped.
#[derive(Debug)]
pub struct P1Meter {
    port: String,
    latest: watch::Receiver<Option<(Instant, Telegram)>>,
    _listening: JoinSet<()>,
}

/// Nothing came from the meter for too long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the meter on {port} was not heard for {} s", FRESH.as_secs())]
pub struct MeterSilent {
    /// Which port.
    pub port: String,
}

impl P1Meter {
    /// Listens on a port. Must be called within tokio.
    ///
    /// # Errors
    /// If the port cannot be opened now: what is wrong at the start is wrong with the options.
    pub fn open(port: &str) -> Result<Self, OpenError> {
        let meter = Meter::open(port)?;
        let (speak, latest) = watch::channel(None);
        let mut listening = JoinSet::new();
        listening.spawn(listen(meter, port.to_owned(), speak));
        Ok(Self {
            port: port.to_owned(),
            latest,
            _listening: listening,
        })
    }
}

impl Instrument for P1Meter {
    type Reading = Shown;
    type Failure = MeterSilent;

    fn read(&mut self, at: Timestamp) -> Result<Option<Shown>, MeterSilent> {
        let latest = self.latest.borrow();
        let fresh = latest.as_ref().filter(|(then, _)| then.elapsed() < FRESH);
        let (_, telegram) = fresh.ok_or_else(|| MeterSilent {
            port: self.port.clone(),
        })?;
        Ok(Some(Shown {
            at,
            register_wh: telegram.delivered.total(),
            watts: telegram.power_delivered_w,
        }))
    }
}

async fn listen(mut meter: Meter, port: String, speak: watch::Sender<Option<(Instant, Telegram)>>) {
    loop {
        match meter.telegram().await {
            Ok(telegram) => {
                tracing::debug!(delivered_wh = telegram.delivered.total(), "heard the meter");
                speak.send_replace(Some((Instant::now(), telegram)));
            }
            Err(error) => {
                tracing::warn!(%error, "reading the meter again as soon as it is back");
                meter = regain("the meter", || async { Meter::open(&port) }).await;
            }
        }
    }
}
