//! Names what sentences say, in integers.

use super::Position;
use crate::protocols::calendar::{Date, TimeOfDay};
use std::fmt;

/// A sentence of a kind that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Who says it.
    pub talker: Talker,
    /// What it says.
    pub content: Content,
}

/// What a sentence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A fix and how it was found.
    Gga(Gga),
    /// The recommended minimum.
    Rmc(Rmc),
    /// Whether there is a fix.
    Gsa(Gsa),
    /// The errors of a fix.
    Gst(Gst),
    /// Course and speed.
    Vtg(Vtg),
    /// Time and date.
    Zda(Zda),
}

/// Two letters or digits that name who speaks, other than the P of makers' own sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Talker([u8; 2]);

/// Global positioning system fix data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gga {
    /// When the position was taken, UTC.
    pub time: Option<TimeOfDay>,
    /// Where.
    pub position: Option<Position>,
    /// How it was found.
    pub solution: Solution,
    /// How many satellites were used.
    pub satellites: Option<u8>,
    /// Horizontal dilution of precision, in hundredths.
    pub hdop_hundredths: Option<u32>,
}

/// Recommended minimum data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rmc {
    /// When the position was taken, UTC.
    pub time: Option<TimeOfDay>,
    /// Whether the receiver stands by what it says.
    pub valid: bool,
    /// Where.
    pub position: Option<Position>,
    /// Speed over ground, in thousandths of a knot.
    pub speed_milliknots: Option<u32>,
    /// The day, UTC.
    pub date: Option<Date>,
    /// How the position was found; since version 2.3.
    pub solution: Option<Solution>,
}

/// Dilution of precision and active satellites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gsa {
    /// Of the fix.
    pub dimensions: Dimensions,
}

/// Pseudorange error statistics: one standard deviation each, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gst {
    /// When the position was taken, UTC.
    pub time: Option<TimeOfDay>,
    /// Of the latitude.
    pub latitude_mm: Option<u32>,
    /// Of the longitude.
    pub longitude_mm: Option<u32>,
}

/// Course over ground and ground speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vtg {
    /// Speed over ground, in thousandths of a knot.
    pub speed_milliknots: Option<u32>,
}

/// Time and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zda {
    /// UTC.
    pub time: Option<TimeOfDay>,
    /// UTC. Not known if it is of another century, as of a receiver that was never set.
    pub date: Option<Date>,
}

/// How a position was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solution {
    /// It was not.
    None,
    /// From satellites.
    Satellites(Quality),
    /// By dead reckoning from an older one.
    Estimated,
    /// Somebody typed it.
    Manual,
    /// It is made up.
    Simulated,
}

/// What helped the satellites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Nothing.
    Autonomous,
    /// Corrections, for instance of SBAS.
    Differential,
    /// The precise positioning service.
    Precise,
    /// Real-time kinematic, with fixed integers.
    RtkFixed,
    /// Real-time kinematic, with floating integers.
    RtkFloat,
}

/// How many dimensions a fix has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimensions {
    /// There is no fix.
    None,
    /// The height is assumed.
    Two,
    /// Height, too.
    Three,
}

/// The kinds of sentences that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of [`Gga`].
    Gga,
    /// Of [`Rmc`].
    Rmc,
    /// Of [`Gsa`].
    Gsa,
    /// Of [`Gst`].
    Gst,
    /// Of [`Vtg`].
    Vtg,
    /// Of [`Zda`].
    Zda,
}

impl Talker {
    /// A GPS receiver.
    pub const GPS: Self = Self(*b"GP");
    /// A receiver of several systems at once.
    pub const GNSS: Self = Self(*b"GN");

    /// These two, if they can be a talker.
    pub fn new(letters: [u8; 2]) -> Option<Self> {
        let [first, second] = letters;
        let may_be = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        (first != b'P' && may_be(first) && may_be(second)).then_some(Self(letters))
    }

    /// As it is written.
    pub fn letters(self) -> [u8; 2] {
        self.0
    }
}

impl fmt::Debug for Talker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0.map(char::from);
        write!(f, "Talker({first}{second})")
    }
}

impl Kind {
    /// Reads the last three letters of an address.
    pub(super) fn from_wire(letters: &[u8]) -> Option<Self> {
        match letters {
            b"GGA" => Some(Self::Gga),
            b"RMC" => Some(Self::Rmc),
            b"GSA" => Some(Self::Gsa),
            b"GST" => Some(Self::Gst),
            b"VTG" => Some(Self::Vtg),
            b"ZDA" => Some(Self::Zda),
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gga => "GGA",
            Self::Rmc => "RMC",
            Self::Gsa => "GSA",
            Self::Gst => "GST",
            Self::Vtg => "VTG",
            Self::Zda => "ZDA",
        })
    }
}

impl Content {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Gga(_) => Kind::Gga,
            Self::Rmc(_) => Kind::Rmc,
            Self::Gsa(_) => Kind::Gsa,
            Self::Gst(_) => Kind::Gst,
            Self::Vtg(_) => Kind::Vtg,
            Self::Zda(_) => Kind::Zda,
        }
    }
}
