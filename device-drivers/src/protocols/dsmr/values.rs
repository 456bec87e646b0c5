//! Reads and writes what stands between the parentheses.

use crate::protocols::{
    calendar::{Date, TimeOfDay},
    decimal,
};
use std::fmt;

/// Longest identification, in bytes: three letters of the maker, a digit and 16 characters by the
/// standard; meters in the field exceed it.
const MAX_IDENTIFICATION_BYTES: usize = 64;
/// Longest serial number: the standard allows 96 hexadecimal digits.
const MAX_SERIAL_OCTETS: usize = 48;

/// What a meter calls itself after `/`: maker and model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identification(String);

/// A meter's serial number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serial(Vec<u8>);

/// What the telegram follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// DSMR, times ten: 42 for 4.2.
    Dsmr(u32),
    /// e-MUCS, as the meter writes it: 50217 for P1 version 5.0 of e-MUCS 2.17.
    EMucs(u32),
}

/// The meter's clock, in the local time of Central Europe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    date: Date,
    seconds: u32,
    season: Season,
}

/// What a local time is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// By two hours.
    Summer,
    /// By one.
    Winter,
}

/// An amount of energy that only grows, in Wh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// All of it.
    Total(u64),
    /// At tariff 1, which is the low one in the Netherlands and the high one in Belgium, and at
    /// tariff 2.
    Tariffs(u64, u64),
}

impl Identification {
    /// Printable ASCII without `/` and `!`, of 1 to 64 bytes.
    pub fn new(text: &str) -> Option<Self> {
        let may_be = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'/' | b'!');
        let fits = (1..=MAX_IDENTIFICATION_BYTES).contains(&text.len());
        (fits && text.bytes().all(may_be)).then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serial {
    /// These octets, of which there are 1 to 48.
    pub fn new(octets: impl Into<Vec<u8>>) -> Option<Self> {
        let octets = octets.into();
        (1..=MAX_SERIAL_OCTETS)
            .contains(&octets.len())
            .then_some(Self(octets))
    }

    /// As the meter has it: characters, for most makers.
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn from_wire(value: &[u8]) -> Option<Self> {
        Self::new(hex::decode(value).ok()?)
    }

    pub(super) fn to_wire(&self) -> String {
        hex::encode_upper(&self.0)
    }
}

/// As it is printed on the meter, or in hexadecimal digits if it is no text.
impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match std::str::from_utf8(&self.0) {
            Ok(text) if self.0.iter().all(u8::is_ascii_graphic) => f.write_str(text),
            _ => f.write_str(&self.to_wire()),
        }
    }
}

impl Clock {
    /// The second of the day that a meter's clock shows; `None` if the time is not of whole seconds.
    pub fn new(date: Date, time: TimeOfDay, season: Season) -> Option<Self> {
        let milliseconds = time.milliseconds();
        milliseconds.is_multiple_of(1_000).then_some(Self {
            date,
            seconds: milliseconds / 1_000,
            season,
        })
    }

    /// Seconds since 1970-01-01, UTC.
    pub fn unix_seconds(self) -> u64 {
        let ahead = match self.season {
            Season::Summer => 2 * 3_600,
            Season::Winter => 3_600,
        };
        // Days count from 1970, so that there is enough to take from.
        self.date.unix_days() * 86_400 + u64::from(self.seconds) - ahead
    }

    /// Reads `YYMMDDhhmmss` and S or W.
    pub(super) fn from_wire(value: &[u8]) -> Option<Self> {
        let (season, digits) = match value {
            [digits @ .., b'S'] => (Season::Summer, digits),
            [digits @ .., b'W'] => (Season::Winter, digits),
            _ => return None,
        };
        if digits.len() != 12 {
            return None;
        }
        let value = decimal::read(digits, 0)?;
        let pair = |place: u32| (value / 10_u64.pow(place) % 100) as u8;
        let date = Date::new(pair(10), pair(8), pair(6))?;
        let time = TimeOfDay::new(pair(4).into(), pair(2).into(), u32::from(pair(0)) * 1_000)?;
        Self::new(date, time, season)
    }

    pub(super) fn to_wire(self) -> String {
        let (year, month, day) = self.date.parts();
        let (hour, minute, second) = (
            self.seconds / 3_600,
            self.seconds / 60 % 60,
            self.seconds % 60,
        );
        let season = match self.season {
            Season::Summer => 'S',
            Season::Winter => 'W',
        };
        format!("{year:02}{month:02}{day:02}{hour:02}{minute:02}{second:02}{season}")
    }
}

impl Register {
    /// All of it, in Wh.
    pub fn total(self) -> u64 {
        match self {
            Self::Total(all) => all,
            Self::Tariffs(first, second) => first.saturating_add(second),
        }
    }
}

/// Reads a number of kWh or kW with its unit, in Wh or W.
pub(super) fn thousandths<T: TryFrom<u64>>(value: &[u8], unit: &str) -> Option<T> {
    let number = value.strip_suffix(unit.as_bytes())?.strip_suffix(b"*")?;
    T::try_from(decimal::read(number, 3)?).ok()
}
