//! Names the objects of a telegram that are read.

use std::fmt;

/// An object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// Version of DSMR.
    DsmrVersion,
    /// Version of e-MUCS.
    EMucsVersion,
    /// The meter's clock.
    Clock,
    /// The serial number.
    Serial,
    /// The logical name.
    LogicalName,
    /// Energy taken, all of it.
    Taken,
    /// Energy taken at tariff 1.
    Taken1,
    /// Energy taken at tariff 2.
    Taken2,
    /// Energy delivered, all of it.
    Delivered,
    /// Energy delivered at tariff 1.
    Delivered1,
    /// Energy delivered at tariff 2.
    Delivered2,
    /// Power taken now.
    PowerTaken,
    /// Power delivered now.
    PowerDelivered,
}

impl Object {
    /// Reads the OBIS reference.
    pub(super) fn from_wire(reference: &[u8]) -> Option<Self> {
        Some(match reference {
            b"1-3:0.2.8" => Self::DsmrVersion,
            b"0-0:96.1.4" => Self::EMucsVersion,
            b"0-0:1.0.0" => Self::Clock,
            b"0-0:96.1.1" => Self::Serial,
            b"0-0:42.0.0" => Self::LogicalName,
            b"1-0:1.8.0" => Self::Taken,
            b"1-0:1.8.1" => Self::Taken1,
            b"1-0:1.8.2" => Self::Taken2,
            b"1-0:2.8.0" => Self::Delivered,
            b"1-0:2.8.1" => Self::Delivered1,
            b"1-0:2.8.2" => Self::Delivered2,
            b"1-0:1.7.0" => Self::PowerTaken,
            b"1-0:2.7.0" => Self::PowerDelivered,
            _ => return None,
        })
    }
}

/// The OBIS reference.
impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DsmrVersion => "1-3:0.2.8",
            Self::EMucsVersion => "0-0:96.1.4",
            Self::Clock => "0-0:1.0.0",
            Self::Serial => "0-0:96.1.1",
            Self::LogicalName => "0-0:42.0.0",
            Self::Taken => "1-0:1.8.0",
            Self::Taken1 => "1-0:1.8.1",
            Self::Taken2 => "1-0:1.8.2",
            Self::Delivered => "1-0:2.8.0",
            Self::Delivered1 => "1-0:2.8.1",
            Self::Delivered2 => "1-0:2.8.2",
            Self::PowerTaken => "1-0:1.7.0",
            Self::PowerDelivered => "1-0:2.7.0",
        })
    }
}
