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
use outpost_protocol::{
    Timestamp,
    practice::{SPEED_MM_S, STRONGEST, Wind, convoy},
};
use std::{
    convert::Infallible,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::{MissedTickBehavior, interval};

/// Receivers speak once a second.
const EVERY: Duration = Duration::from_secs(1);
/// A meter of DSMR 5 does so too. This one speaks oftener, since the epochs of practice networks are a thousand times
/// shorter than others, and what is a second late is of another gust.
const METER_EVERY: Duration = Duration::from_millis(200);

/// What the meter's wind turbine gives in the strongest wind, in W.
const PEAK_W: u64 = 6_000;
/// The register was at nothing at this time, in milliseconds since 1970.
const INSTALLED: Timestamp = Timestamp(1_750_000_000_000);
const MILLISECONDS_PER_HOUR: u64 = 3_600_000;

/// What there is to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talks {
    /// Where it is, as a GPS receiver that is driven around in the practice network's convoy.
    Position,
    /// What it counts, as the smart meter of a small wind turbine.
    Energy(Wind),
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
        let mut ticks = interval(self.talks.every());
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
    fn every(self) -> Duration {
        match self {
            Self::Position => EVERY,
            Self::Energy(_) => METER_EVERY,
        }
    }

    /// What is said at a time since 1970; `None` beyond what the protocols can say.
    fn at(self, now: Duration) -> Option<Vec<u8>> {
        match self {
            Self::Position => Some(nmea::report(&fix(now)?)),
            Self::Energy(wind) => Some(telegram(wind, now)?.encode()),
        }
    }
}

fn fix(now: Duration) -> Option<Fix> {
    let (latitude, longitude) = convoy(timestamp(now)?);
    Some(Fix {
        quality: Quality::Autonomous,
        time: time_of(now)?,
        date: Date::from_unix_days(now.as_secs() / 86_400)?,
        position: Position::new(latitude, longitude)?,
        accuracy_cm: 320,
        speed_mm_s: Some(SPEED_MM_S),
        satellites: Some(9),
    })
}

fn telegram(wind: Wind, now: Duration) -> Option<Telegram> {
    let at = timestamp(now)?;
    // What the power gave, so that the register tells what the power told.
    let blown = wind.blown(at).checked_sub(wind.blown(INSTALLED))?;
    let counted_wh = blown * PEAK_W / STRONGEST / MILLISECONDS_PER_HOUR;
    let watts = wind.strength(at) * PEAK_W / STRONGEST;
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
        delivered: Register::Tariffs(counted_wh, 0),
        power_taken_w: 0,
        power_delivered_w: u32::try_from(watts).ok()?,
    })
}

fn timestamp(now: Duration) -> Option<Timestamp> {
    u64::try_from(now.as_millis()).ok().map(Timestamp)
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
    use outpost_protocol::{
        Amount, DeviceKey, Epoch,
        economy::Economy,
        genesis::Parameters,
        resources::energy::{Counted, Counting, EnergyClaim, Metered, Shown, Told},
        state::{EnergySource, Generator},
    };

    /// Some decades on.
    const NOW_S: u64 = 1_790_000_000;

    /// A whole hour of seconds.
    fn hour() -> impl Iterator<Item = Duration> {
        (0..3_600).map(|second| Duration::from_secs(NOW_S + second))
    }

    fn telegrams(wind: Wind, times: impl Iterator<Item = Duration>) -> Vec<Telegram> {
        let mut framer = Framer::default();
        times
            .flat_map(|now| framer.feed(&Talks::Energy(wind).at(now).unwrap()))
            .map(|incoming| match incoming {
                Incoming::Telegram(telegram) => telegram,
                Incoming::Damaged(damage) => panic!("{damage}"),
            })
            .collect()
    }

    #[test]
    fn a_simulated_meter_never_counts_backwards_and_counts_what_its_power_gives() {
        let told = telegrams(Wind::of_epochs(60_000), hour());
        assert_eq!(told.len(), 3_600);
        let registers: Vec<u64> = told.iter().map(|it| it.delivered.total()).collect();
        assert!(registers.is_sorted());
        let by_power: u64 = told.iter().map(|it| u64::from(it.power_delivered_w)).sum();
        let counted = registers[3_599] - registers[0];
        assert!(
            counted.abs_diff(by_power / 3_600) <= counted / 100,
            "{counted}"
        );
    }

    /// What a device counts in an epoch whose reader looks `phase_ms` after each interval's beginning, and hears
    /// the meter so late.
    fn metered(epoch_ms: u64, phase_ms: u64, late_ms: u64) -> Metered {
        let interval = epoch_ms / 60;
        let epoch = Epoch(NOW_S * 1_000 / epoch_ms);
        let start = epoch.0 * epoch_ms;
        let looks = (0..60).map(|number| start + number * interval + phase_ms % interval);
        let heard = looks.clone().map(|at| Duration::from_millis(at - late_ms));
        let told = telegrams(Wind::of_epochs(epoch_ms), heard);
        let shown: Vec<Shown> = looks
            .zip(told)
            .map(|(at, telegram)| Shown {
                at: Timestamp(at),
                register_wh: telegram.delivered.total(),
                watts: telegram.power_delivered_w,
            })
            .collect();
        let parameters = Parameters {
            genesis_time: Timestamp(0),
            epoch_ms,
            reading_interval_ms: interval,
            report_window_ms: epoch_ms / 4,
            audit_window_ms: epoch_ms / 6,
            answer_window_ms: epoch_ms / 6,
            minimum_fee: Amount::ZERO,
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            cell_capacity: 4,
            economy: Economy::PRACTICE,
        };
        let device = DeviceKey::Ed25519([1; 32]);
        let counting = Counting {
            device,
            generator: Some(Generator {
                source: EnergySource::Wind,
                peak_watts: PEAK_W as u32,
            }),
            cell: Some("881f1d4887fffff".parse().unwrap()),
            epoch,
            parameters: &parameters,
        };
        let counted = Counted::of(&shown, &counting, [0; 16]);
        let claim = EnergyClaim::of(&device, epoch.next(), counted.as_ref(), None);
        claim.unwrap().0.metered
    }

    #[test]
    fn meters_that_are_read_at_other_times_and_are_heard_late_agree() {
        for epoch_ms in [30_000, 60_000, 600_000, 86_400_000] {
            let neighbours = [metered(epoch_ms, epoch_ms / 120, 0).profile; 3];
            for phase in 0..8 {
                // Between two telegrams, and then some.
                for late_ms in [0, 100, 300] {
                    let own = metered(epoch_ms, phase * epoch_ms / 480, late_ms);
                    let told = own.profile.told_by(&neighbours);
                    assert_eq!(told, Told::Agrees, "{epoch_ms} {phase} {late_ms}");
                }
            }
        }
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
