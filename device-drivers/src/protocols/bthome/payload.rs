//! Writes the objects of an advertisement.

use super::{
    Firmware, Object,
    object::{
        BUTTON, COMMAND, DEVICE_TYPE, DIMMER, FIRMWARE_FOUR, FIRMWARE_THREE, PACKET_ID, RAW, TEXT,
    },
};

/// More than an advertisement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the objects take {found} bytes, at most {limit} fit into an advertisement")]
pub struct TooLong {
    /// How many bytes they take.
    pub found: usize,
    /// How many fit.
    pub limit: usize,
}

/// The objects in the order of their ids, which those of one id keep among themselves. `limit` is below
/// 255.
pub(super) fn write(objects: &[Object<'_>], limit: usize) -> Result<Vec<u8>, TooLong> {
    let found = objects.iter().map(Object::length).sum();
    if found > limit {
        return Err(TooLong { found, limit });
    }
    let mut ascending: Vec<&Object<'_>> = objects.iter().collect();
    ascending.sort_by_key(|object| object.id());
    let mut bytes = Vec::with_capacity(found);
    for object in ascending {
        object.write(&mut bytes);
    }
    Ok(bytes)
}

impl Object<'_> {
    /// Its id on the wire.
    pub fn id(&self) -> u8 {
        match self {
            Self::PacketId(_) => PACKET_ID,
            Self::Measurement(measurement) => measurement.kind().id(),
            Self::Condition(condition, _) => condition.id(),
            Self::Button(_) => BUTTON,
            Self::Command(_) => COMMAND,
            Self::Dimmer(_) => DIMMER,
            Self::Text(_) => TEXT,
            Self::Raw(_) => RAW,
            Self::DeviceType(_) => DEVICE_TYPE,
            Self::Firmware(Firmware::Four(_)) => FIRMWARE_FOUR,
            Self::Firmware(Firmware::Three(_)) => FIRMWARE_THREE,
        }
    }

    /// How many bytes it takes, with its id.
    fn length(&self) -> usize {
        match self {
            Self::PacketId(_) | Self::Condition(..) | Self::Button(_) => 2,
            Self::Measurement(measurement) => 1 + measurement.integer().bytes(),
            Self::Dimmer(_) | Self::DeviceType(_) => 3,
            Self::Command(command) => 3 + command.arguments().len(),
            Self::Text(text) => 2 + text.len(),
            Self::Raw(raw) => 2 + raw.len(),
            Self::Firmware(Firmware::Four(_)) => 5,
            Self::Firmware(Firmware::Three(_)) => 4,
        }
    }

    /// Lengths fit into a byte: all of it was measured against a limit below 255.
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(self.id());
        match self {
            Self::PacketId(packet_id) => bytes.push(*packet_id),
            Self::Measurement(measurement) => {
                bytes.extend(measurement.integer().bytes_of(measurement.steps()));
            }
            Self::Condition(_, value) => bytes.push(u8::from(*value)),
            Self::Button(event) => bytes.push(event.to_wire()),
            Self::Dimmer(event) => bytes.extend(event.to_wire()),
            Self::Command(command) => {
                bytes.extend([command.arguments().len() as u8, command.opcode()]);
                bytes.extend(command.arguments());
            }
            Self::Text(text) => {
                bytes.push(text.len() as u8);
                bytes.extend(text.as_bytes());
            }
            Self::Raw(raw) => {
                bytes.push(raw.len() as u8);
                bytes.extend(*raw);
            }
            Self::DeviceType(number) => bytes.extend(number.to_le_bytes()),
            Self::Firmware(Firmware::Four([a, b, c, d])) => bytes.extend([d, c, b, a]),
            Self::Firmware(Firmware::Three([a, b, c])) => bytes.extend([c, b, a]),
        }
    }
}
