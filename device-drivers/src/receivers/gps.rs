//! Reads from a GPS receiver where it is: once, for somebody who wants to tell the place of a device, or on
//! and on, for a track.
//!
//! Receivers on a UART have one of a few rates, which are tried in turn; one with USB of its own takes any.

use crate::{
    protocols::nmea::{BAUD_RATES, Event, Fix, NoFix, Receiver},
    transport::{
        LinkLost, Transport,
        serial::{self, OpenError},
    },
};
use std::{convert::Infallible, time::Duration};
use tokio::time::{Instant, timeout, timeout_at};

/// How long a rate is tried: receivers report each second.
const TRY_RATE: Duration = Duration::from_millis(2_500);
/// After so long without a report from a receiver that gave some, the rates are tried anew: it was
/// switched off, or set to another rate.
const QUIET: Duration = Duration::from_secs(10);
/// A burst is over when the line is quiet for so long.
const PAUSE: Duration = Duration::from_millis(100);

/// Why there is no fix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GpsError {
    /// The port cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The receiver was unplugged.
    #[error(transparent)]
    Lost(#[from] LinkLost),
    /// Nothing came.
    #[error("nothing comes from {port}")]
    Silent {
        /// Which port.
        port: String,
    },
    /// What came is not what receivers send, at any of their rates.
    #[error("what comes from {port} is not of a GPS receiver")]
    NotAReceiver {
        /// Which port.
        port: String,
    },
    /// There is a receiver, which does not know where it is yet.
    #[error("no position yet: {reason}")]
    NoFix {
        /// Why, by its last report.
        reason: NoFix,
        /// How many satellites it uses so far, if it says.
        satellites: Option<u8>,
    },
}

/// What was learnt of whatever is on a port.
#[derive(Debug, Default)]
struct Learnt {
    bytes_came: bool,
    best: Option<Fix>,
    no_fix: Option<(NoFix, Option<u8>)>,
}

impl GpsError {
    /// What a person can do about it.
    pub fn remedy(&self) -> Option<String> {
        match self {
            Self::Open(OpenError::NotPermitted { command, .. }) => Some(command.clone()),
            Self::NoFix { .. } => Some("take the receiver to where it sees the sky".to_owned()),
            _ => None,
        }
    }
}

/// Reads a fix from the receiver on a port. The first that is as good as `accuracy_cm` ends it; else
/// the best that came until `patience` has run out. Must be called within tokio.
pub async fn read_fix(port: &str, accuracy_cm: u32, patience: Duration) -> Result<Fix, GpsError> {
    let end = Instant::now() + patience;
    let mut learnt = Learnt::default();
    for rate in BAUD_RATES.into_iter().cycle() {
        let now = Instant::now();
        if now >= end {
            break;
        }
        let mut line = serial::open_at(port, rate)?;
        let try_until = end.min(now + TRY_RATE);
        if let Some(fix) = listen(&mut line, accuracy_cm, try_until, end, &mut learnt).await? {
            return Ok(fix);
        }
    }
    learnt.conclude(port)
}

/// Tells each report of the receiver on a port, a fix or why there is none, until the port is lost. Must be
/// called within tokio.
pub async fn follow(
    port: &str,
    mut tell: impl FnMut(Result<Fix, NoFix>),
) -> Result<Infallible, GpsError> {
    let mut rates = BAUD_RATES.into_iter().cycle();
    loop {
        // There is always a next one.
        let rate = rates.next().unwrap_or_default();
        let mut line = serial::open_at(port, rate)?;
        let mut receiver = Receiver::default();
        let mut until = Instant::now() + TRY_RATE;
        while Instant::now() < until {
            let events = match timeout(PAUSE, line.read()).await {
                Ok(bytes) => receiver.receive(&bytes?),
                Err(_) => receiver.pause().into_iter().collect(),
            };
            for event in events {
                match event {
                    Event::Fix(fix) => tell(Ok(fix)),
                    Event::NoFix(reason) => tell(Err(reason)),
                    Event::Damaged(_) => continue,
                }
                until = Instant::now() + QUIET;
            }
        }
    }
}

/// Listens until a fix is good enough, or until `end`; to a line that has not made sense by `try_until`,
/// until then.
async fn listen(
    line: &mut impl Transport,
    accuracy_cm: u32,
    try_until: Instant,
    end: Instant,
    learnt: &mut Learnt,
) -> Result<Option<Fix>, LinkLost> {
    let mut receiver = Receiver::default();
    let mut until = try_until;
    while let Ok(bytes) = timeout_at(until, line.read()).await {
        learnt.bytes_came = true;
        for event in receiver.receive(&bytes?) {
            match event {
                Event::Fix(fix) => {
                    until = end;
                    if learnt.take(fix).accuracy_cm <= accuracy_cm {
                        return Ok(learnt.best);
                    }
                }
                Event::NoFix(reason) => {
                    until = end;
                    learnt.no_fix = Some((reason, receiver.satellites()));
                }
                Event::Damaged(_) => {}
            }
        }
    }
    Ok(None)
}

impl Learnt {
    /// Keeps the better one.
    fn take(&mut self, fix: Fix) -> Fix {
        let best = self.best.filter(|best| best.accuracy_cm <= fix.accuracy_cm);
        *self.best.insert(best.unwrap_or(fix))
    }

    fn conclude(self, port: &str) -> Result<Fix, GpsError> {
        let port = port.to_owned();
        match self {
            Self {
                best: Some(fix), ..
            } => Ok(fix),
            Self {
                no_fix: Some((reason, satellites)),
                ..
            } => Err(GpsError::NoFix { reason, satellites }),
            Self {
                bytes_came: true, ..
            } => Err(GpsError::NotAReceiver { port }),
            _ => Err(GpsError::Silent { port }),
        }
    }
}
