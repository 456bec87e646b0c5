//! Holds one measurement, in integers.

use super::{Integer, Kind, Quantity, Unit};

/// A measurement, of a value that its kind can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measurement {
    kind: Kind,
    steps: i64,
}

/// A value that the kind has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{steps} steps do not fit into the {} bytes of {:?}", .kind.integer().bytes(), .kind.quantity())]
pub struct OutOfRange {
    /// The kind.
    pub kind: Kind,
    /// The value.
    pub steps: i64,
}

impl Measurement {
    /// A value of so many of the kind's steps.
    pub fn new(kind: Kind, steps: i64) -> Result<Self, OutOfRange> {
        if !kind.integer().holds(steps) {
            return Err(OutOfRange { kind, steps });
        }
        Ok(Self { kind, steps })
    }

    /// A temperature in 0.01 °C.
    pub fn temperature(centi: i16) -> Self {
        Self {
            kind: Kind::TEMPERATURE,
            steps: centi.into(),
        }
    }

    /// A relative humidity in 0.01 %.
    pub fn humidity(centi: u16) -> Self {
        Self {
            kind: Kind::HUMIDITY,
            steps: centi.into(),
        }
    }

    /// A battery's state of charge in %.
    pub fn battery(percent: u8) -> Self {
        Self {
            kind: Kind::BATTERY,
            steps: percent.into(),
        }
    }

    /// Its kind.
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// What was measured.
    pub fn quantity(self) -> Quantity {
        self.kind.quantity()
    }

    /// The unit that [`Measurement::millionths`] are parts of.
    pub fn unit(self) -> Unit {
        self.kind.unit()
    }

    /// The value in the kind's steps, as it is on the wire.
    pub fn steps(self) -> i64 {
        self.steps
    }

    /// The value in millionths of the unit, exactly.
    pub fn millionths(self) -> i64 {
        // At most 32 bits by 20 bits.
        self.steps * i64::from(self.kind.step_millionths())
    }

    /// Cuts a value of this kind from the beginning of `bytes`; `None` if they are too few.
    pub(super) fn cut(kind: Kind, bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (steps, rest) = kind.integer().cut(bytes)?;
        Some((Self { kind, steps }, rest))
    }

    pub(super) fn integer(self) -> Integer {
        self.kind.integer()
    }
}
