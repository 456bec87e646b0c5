//! Reads and writes the text of a telegram.

use super::{
    Clock, Identification, Object, Register, Serial, Version, frame::checksum, values::thousandths,
};
use crate::protocols::decimal;
use std::fmt::Write as _;

/// What a meter says of energy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telegram {
    /// Maker and model.
    pub identification: Identification,
    /// What the telegram follows, if it says so.
    pub version: Option<Version>,
    /// When, by the meter's clock.
    pub clock: Clock,
    /// Which meter.
    pub serial: Serial,
    /// Energy taken from the grid since the meter was made.
    pub taken: Register,
    /// Energy delivered to the grid since the meter was made.
    pub delivered: Register,
    /// Power taken now, in W.
    pub power_taken_w: u32,
    /// Power delivered now, in W.
    pub power_delivered_w: u32,
}

/// Why a whole telegram is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No text of 1 to 64 bytes follows `/`.
    #[error("a telegram's identification cannot be read")]
    Identification,
    /// There, and not what it should be.
    #[error("object {0} of a telegram cannot be read")]
    Object(Object),
    /// Not there.
    #[error("a telegram lacks object {0}")]
    Missing(Object),
}

impl Telegram {
    /// The telegram, with its checksum and CR LF.
    pub fn encode(&self) -> Vec<u8> {
        let mut text = format!("/{}\r\n\r\n", self.identification.as_str());
        match self.version {
            Some(Version::Dsmr(version)) => line(&mut text, Object::DsmrVersion, version),
            Some(Version::EMucs(version)) => line(&mut text, Object::EMucsVersion, version),
            None => {}
        }
        line(&mut text, Object::Clock, self.clock.to_wire());
        line(&mut text, Object::Serial, self.serial.to_wire());
        energy(&mut text, TAKEN, self.taken);
        energy(&mut text, DELIVERED, self.delivered);
        for (object, watts) in [
            (Object::PowerTaken, self.power_taken_w),
            (Object::PowerDelivered, self.power_delivered_w),
        ] {
            let value = format!("{:02}.{:03}*kW", watts / 1_000, watts % 1_000);
            line(&mut text, object, value);
        }
        text.push('!');
        let sum = checksum(text.as_bytes());
        let _ = write!(text, "{sum:04X}\r\n");
        text.into_bytes()
    }

    /// Reads what stands between `/` and `!`.
    pub(super) fn read(text: &[u8]) -> Result<Self, Unreadable> {
        let mut lines = text
            .split(|byte| *byte == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let identification = lines
            .next()
            .and_then(|line| Identification::new(std::str::from_utf8(line).ok()?))
            .ok_or(Unreadable::Identification)?;
        let mut objects = Objects::default();
        for line in lines {
            objects.take(line)?;
        }
        objects.join(identification)
    }
}

/// A register's objects: the total and both tariffs.
type OfRegister = [Object; 3];

const TAKEN: OfRegister = [Object::Taken, Object::Taken1, Object::Taken2];
const DELIVERED: OfRegister = [Object::Delivered, Object::Delivered1, Object::Delivered2];

/// The objects that were found so far.
#[derive(Default)]
struct Objects {
    version: Option<Version>,
    clock: Option<Clock>,
    serial: Option<Serial>,
    logical_name: Option<Serial>,
    taken: [Option<u64>; 3],
    delivered: [Option<u64>; 3],
    power_taken_w: Option<u32>,
    power_delivered_w: Option<u32>,
}

impl Objects {
    /// Takes a line. Those of other objects are left, whatever they hold.
    fn take(&mut self, line: &[u8]) -> Result<(), Unreadable> {
        let Some(parenthesis) = line.iter().position(|byte| *byte == b'(') else {
            return Ok(());
        };
        let (reference, value) = line.split_at(parenthesis);
        let Some(object) = Object::from_wire(reference) else {
            return Ok(());
        };
        value
            .strip_prefix(b"(")
            .and_then(|value| value.strip_suffix(b")"))
            .and_then(|value| self.set(object, value))
            .ok_or(Unreadable::Object(object))
    }

    fn set(&mut self, object: Object, value: &[u8]) -> Option<()> {
        let [taken, taken_1, taken_2] = &mut self.taken;
        let [delivered, delivered_1, delivered_2] = &mut self.delivered;
        let number = || u32::try_from(decimal::read(value, 0)?).ok();
        match object {
            Object::DsmrVersion => self.version = Some(Version::Dsmr(number()?)),
            Object::EMucsVersion => self.version = Some(Version::EMucs(number()?)),
            Object::Clock => self.clock = Some(Clock::from_wire(value)?),
            Object::Serial => self.serial = Some(Serial::from_wire(value)?),
            Object::LogicalName => self.logical_name = Some(Serial::from_wire(value)?),
            Object::Taken => *taken = Some(thousandths(value, "kWh")?),
            Object::Taken1 => *taken_1 = Some(thousandths(value, "kWh")?),
            Object::Taken2 => *taken_2 = Some(thousandths(value, "kWh")?),
            Object::Delivered => *delivered = Some(thousandths(value, "kWh")?),
            Object::Delivered1 => *delivered_1 = Some(thousandths(value, "kWh")?),
            Object::Delivered2 => *delivered_2 = Some(thousandths(value, "kWh")?),
            Object::PowerTaken => self.power_taken_w = Some(thousandths(value, "kW")?),
            Object::PowerDelivered => self.power_delivered_w = Some(thousandths(value, "kW")?),
        }
        Some(())
    }

    fn join(self, identification: Identification) -> Result<Telegram, Unreadable> {
        let or_missing = |object| Unreadable::Missing(object);
        Ok(Telegram {
            identification,
            version: self.version,
            clock: self.clock.ok_or(or_missing(Object::Clock))?,
            serial: self
                .serial
                .or(self.logical_name)
                .ok_or(or_missing(Object::Serial))?,
            taken: register(self.taken, TAKEN)?,
            delivered: register(self.delivered, DELIVERED)?,
            power_taken_w: self.power_taken_w.ok_or(or_missing(Object::PowerTaken))?,
            power_delivered_w: self
                .power_delivered_w
                .ok_or(or_missing(Object::PowerDelivered))?,
        })
    }
}

/// Tariffs say more than the total that some meters send besides.
fn register(found: [Option<u64>; 3], objects: OfRegister) -> Result<Register, Unreadable> {
    let [_, first, second] = objects;
    match found {
        [_, Some(first), Some(second)] => Ok(Register::Tariffs(first, second)),
        [Some(total), ..] => Ok(Register::Total(total)),
        [None, None, _] => Err(Unreadable::Missing(first)),
        [None, Some(_), None] => Err(Unreadable::Missing(second)),
    }
}

fn energy(text: &mut String, objects: OfRegister, register: Register) {
    let [all, first, second] = objects;
    let mut write = |object, wh: u64| {
        let value = format!("{:06}.{:03}*kWh", wh / 1_000, wh % 1_000);
        line(text, object, value);
    };
    match register {
        Register::Total(wh) => write(all, wh),
        Register::Tariffs(at_first, at_second) => {
            write(first, at_first);
            write(second, at_second);
        }
    }
}

fn line(text: &mut String, object: Object, value: impl std::fmt::Display) {
    // Writing into a string cannot fail.
    let _ = write!(text, "{object}({value})\r\n");
}
