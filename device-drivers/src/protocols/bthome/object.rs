//! Reads the objects of an advertisement one after the other, without a copy.

use super::{ButtonEvent, Command, Condition, DimmerEvent, Kind, Measurement};
use std::fmt;

/// One thing that a sensor says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object<'a> {
    /// Tells one content from the next; changes when the rest does.
    PacketId(u8),
    /// A number.
    Measurement(Measurement),
    /// Whether something is so.
    Condition(Condition, bool),
    /// Something happened to a button. The first of several is the first button's, and so on.
    Button(ButtonEvent),
    /// Something happened to a dimmer.
    Dimmer(DimmerEvent),
    /// An actuator is told something.
    Command(Command<'a>),
    /// Words.
    Text(&'a str),
    /// Bytes whose meaning is the maker's.
    Raw(&'a [u8]),
    /// The maker's number for this type of device.
    DeviceType(u16),
    /// What the device runs.
    Firmware(Firmware),
}

/// A version, most significant part first. Shown as `4.2.1.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmware {
    /// Of four parts.
    Four([u8; 4]),
    /// Of three parts.
    Three([u8; 3]),
}

/// Why an object could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// An id of a later format, or of none. Its length is not known, so it is the last that is read.
    #[error("object id {0:#04x} is not known")]
    UnknownId(u8),
    /// The bytes end before the object does. The last.
    #[error("object {0:#04x} is cut short")]
    CutShort(u8),
    /// An event that is not known.
    #[error("object {id:#04x} tells an event {event:#04x} that is not known")]
    UnknownEvent {
        /// The object's id.
        id: u8,
        /// The event's number.
        event: u8,
    },
    /// Text that is not UTF-8.
    #[error("a text is not UTF-8")]
    NotText,
}

/// Goes through the objects of an advertisement, and past what it cannot read where it can.
#[derive(Clone, Debug)]
pub struct Objects<'a> {
    rest: &'a [u8],
}

pub(super) const PACKET_ID: u8 = 0x00;
pub(super) const BUTTON: u8 = 0x3a;
pub(super) const COMMAND: u8 = 0x3b;
pub(super) const DIMMER: u8 = 0x3c;
pub(super) const TEXT: u8 = 0x53;
pub(super) const RAW: u8 = 0x54;
pub(super) const DEVICE_TYPE: u8 = 0xf0;
pub(super) const FIRMWARE_FOUR: u8 = 0xf1;
pub(super) const FIRMWARE_THREE: u8 = 0xf2;

impl<'a> Objects<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The packet id. Ids ascend and it is the lowest, so it comes first or not at all.
    pub fn packet_id(&self) -> Option<u8> {
        match self.rest {
            [PACKET_ID, packet_id, ..] => Some(*packet_id),
            _ => None,
        }
    }
}

impl<'a> Iterator for Objects<'a> {
    type Item = Result<Object<'a>, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        let (id, after) = self.rest.split_first()?;
        let (object, rest) =
            cut(*id, after).unwrap_or_else(|| (Err(Damage::CutShort(*id)), Default::default()));
        self.rest = rest;
        Some(object)
    }
}

type Cut<'a> = (Result<Object<'a>, Damage>, &'a [u8]);

/// Cuts the value of `id` from the beginning of `bytes`; `None` if they are too few.
fn cut(id: u8, bytes: &[u8]) -> Option<Cut<'_>> {
    if let Some(kind) = Kind::from_id(id) {
        let (measurement, rest) = Measurement::cut(kind, bytes)?;
        return Some((Ok(Object::Measurement(measurement)), rest));
    }
    if let Some(condition) = Condition::from_id(id) {
        let (value, rest) = bytes.split_first()?;
        return Some((Ok(Object::Condition(condition, *value != 0)), rest));
    }
    match id {
        PACKET_ID => fixed(bytes, |[packet_id]| Ok(Object::PacketId(packet_id))),
        BUTTON => fixed(bytes, |[event]| {
            let known = ButtonEvent::from_wire(event).map(Object::Button);
            known.ok_or(Damage::UnknownEvent { id, event })
        }),
        DIMMER => fixed(bytes, |[event, steps]| {
            let known = DimmerEvent::from_wire([event, steps]).map(Object::Dimmer);
            known.ok_or(Damage::UnknownEvent { id, event })
        }),
        COMMAND => Command::cut(bytes).map(|(command, rest)| (Ok(Object::Command(command)), rest)),
        TEXT => cut_counted(bytes).map(|(text, rest)| {
            let text = std::str::from_utf8(text).map_err(|_| Damage::NotText);
            (text.map(Object::Text), rest)
        }),
        RAW => cut_counted(bytes).map(|(raw, rest)| (Ok(Object::Raw(raw)), rest)),
        DEVICE_TYPE => fixed(bytes, |number| {
            Ok(Object::DeviceType(u16::from_le_bytes(number)))
        }),
        FIRMWARE_FOUR => fixed(bytes, |[d, c, b, a]| {
            Ok(Object::Firmware(Firmware::Four([a, b, c, d])))
        }),
        FIRMWARE_THREE => fixed(bytes, |[c, b, a]| {
            Ok(Object::Firmware(Firmware::Three([a, b, c])))
        }),
        unknown => Some((Err(Damage::UnknownId(unknown)), Default::default())),
    }
}

fn fixed<'a, const N: usize>(
    bytes: &'a [u8],
    read: impl Fn([u8; N]) -> Result<Object<'a>, Damage>,
) -> Option<Cut<'a>> {
    let (first, rest) = bytes.split_first_chunk()?;
    Some((read(*first), rest))
}

/// Cuts bytes that stand after their number.
fn cut_counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

impl fmt::Display for Firmware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Four([a, b, c, d]) => write!(f, "{a}.{b}.{c}.{d}"),
            Self::Three([a, b, c]) => write!(f, "{a}.{b}.{c}"),
        }
    }
}
