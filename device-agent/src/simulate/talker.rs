//! Simulates what talks on a serial port without being asked: a GPS receiver, a smart meter.

use crate::line::{Terminal, TerminalError};
use outpost_device_drivers::{
    protocols::{
        calendar::{Date, TimeOfDay},
        dsmr::{Clock, Identification, Register, Season, Serial, Telegram, Version},
        nmea::{self, Fix, Position, Quality},
    },
    transport::{LinkLost, Transport},
};
use std::{
    convert::Infallible,
    f64::consts::TAU,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::{MissedTickBehavior, interval};

/// Receivers, and meters of DSMR 5, speak once a second.
const EVERY: Duration = Duration::from_secs(1);

/// The middle of the drive: Hamburg, in degrees.
const MIDDLE: (f64, f64) = (53.55, 9.99);
/// The drive is a circle of 2 km around it, at 12 m/s, so that it leads through several cells.
const RADIUS_M: f64 = 2_000.0;
const SPEED_M_S: f64 = 12.0;
const METRES_PER_DEGREE: f64 = 111_200.0;

/// A household's generator: on average this is fed in, in W, with gusts of seven seconds and less.
const MEAN_W: f64 = 1_200.0;
const GUST_W: f64 = 900.0;
const GUST_S: f64 = 7.0;
/// The register was at nothing at this time, in seconds since 1970.
const INSTALLED_S: u64 = 1_750_000_000;

/// What there is to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talks {
    /// Where it is, as a GPS receiver that is driven around.
    Position,
    /// What it counts, as a smart meter.
    Energy,
}

/// A port on which something talks, until it is dropped.
#[derive(Debug)]
pub struct Talker {
    talks: Talks,
    port: PathBuf,
    terminal: Terminal,
}

impl Talker {
    /// Opens a port and links it at `link`. Must be called within tokio.
    pub fn open(talks: Talks, link: &Path) -> Result<Self, TerminalError> {
        Ok(Self {
            talks,
            port: link.to_owned(),
            terminal: Terminal::open(link)?,
        })
    }

    /// Where its port is.
    pub fn port(&self) -> &Path {
        &self.port
    }

    /// Talks until dropped, or until the port is lost.
    pub async fn run(mut self) -> Result<Infallible, LinkLost> {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            if let Some(said) = self.talks.at(now.unwrap_or_default()) {
                self.terminal.write(&said).await?;
            }
        }
    }
}

impl Talks {
    /// What is said at a time since 1970; `None` beyond what the protocols can say.
    fn at(self, now: Duration) -> Option<Vec<u8>> {
        match self {
            Self::Position => Some(nmea::report(&fix(now)?)),
            Self::Energy => Some(telegram(now)?.encode()),
        }
    }
}

fn fix(now: Duration) -> Option<Fix> {
    let angle = now.as_secs_f64() * SPEED_M_S / RADIUS_M;
    let (latitude, longitude) = MIDDLE;
    let north = RADIUS_M * angle.cos() / METRES_PER_DEGREE;
    let east = RADIUS_M * angle.sin() / METRES_PER_DEGREE / latitude.to_radians().cos();
    let e7 = |degrees: f64| (degrees * 1e7) as i32;
    Some(Fix {
        quality: Quality::Autonomous,
        time: time_of(now)?,
        date: Date::from_unix_days(now.as_secs() / 86_400)?,
        position: Position::new(e7(latitude + north), e7(longitude + east))?,
        accuracy_cm: 320,
        speed_mm_s: Some((SPEED_M_S * 1_000.0) as u32),
        satellites: Some(9),
    })
}

fn telegram(now: Duration) -> Option<Telegram> {
    let since = now.as_secs().checked_sub(INSTALLED_S)? as f64;
    let phase = TAU * since / GUST_S;
    // The integral of the power, so that the register tells what the power told.
    let counted = MEAN_W * since + GUST_W * GUST_S / TAU * (1.0 - phase.cos());
    let watts = MEAN_W + GUST_W * phase.sin();
    // The meter's clock is an hour ahead.
    let clock = now.checked_add(Duration::from_secs(3_600))?;
    let date = Date::from_unix_days(clock.as_secs() / 86_400)?;
    let time = TimeOfDay::from_milliseconds((clock.as_secs() % 86_400 * 1_000) as u32)?;
    Some(Telegram {
        identification: Identification::new("OUT5\\Outpost simulated meter")?,
        version: Some(Version::Dsmr(50)),
        clock: Clock::new(date, time, Season::Winter)?,
        serial: Serial::new(*b"SIMULATED-1")?,
        taken: Register::Tariffs(1_234_567, 2_345_678),
        delivered: Register::Tariffs((counted / 3_600.0) as u64, 0),
        power_taken_w: 0,
        power_delivered_w: watts as u32,
    })
}

fn time_of(now: Duration) -> Option<TimeOfDay> {
    let of_day = now.as_millis() % 86_400_000;
    TimeOfDay::from_milliseconds(u32::try_from(of_day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::protocols::{
        dsmr::{Framer, Incoming},
        nmea::{Event, Receiver},
    };

    /// A whole hour of seconds, some decades on.
    fn hour() -> impl Iterator<Item = Duration> {
        (0..3_600).map(|second| Duration::from_secs(1_790_000_000 + second))
    }

    #[test]
    fn a_simulated_meter_never_counts_backwards_and_counts_what_its_power_gives() {
        let mut framer = Framer::default();
        let said = hour().flat_map(|now| framer.feed(&Talks::Energy.at(now).unwrap()));
        let told: Vec<Telegram> = said
            .map(|incoming| match incoming {
                Incoming::Telegram(telegram) => telegram,
                Incoming::Damaged(damage) => panic!("{damage}"),
            })
            .collect();
        assert_eq!(told.len(), 3_600);
        let registers: Vec<u64> = told.iter().map(|it| it.delivered.total()).collect();
        assert!(registers.is_sorted());
        let by_power: u64 = told.iter().map(|it| u64::from(it.power_delivered_w)).sum();
        let counted = registers[3_599] - registers[0];
        assert!(counted.abs_diff(by_power / 3_600) <= 2, "{counted}");
    }

    #[test]
    fn a_simulated_receiver_has_a_fix_each_second_and_moves() {
        let mut receiver = Receiver::default();
        let said = hour().flat_map(|now| receiver.receive(&Talks::Position.at(now).unwrap()));
        let mut fixes: Vec<Fix> = said
            .map(|event| match event {
                Event::Fix(fix) => fix,
                other => panic!("{other:?}"),
            })
            .collect();
        // The last is judged when the next comes.
        assert_eq!(fixes.len(), 3_599);
        fixes.dedup_by_key(|fix| fix.position);
        assert_eq!(fixes.len(), 3_599);
    }
}
