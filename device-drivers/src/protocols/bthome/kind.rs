//! Knows every kind of measurement: what it measures, in which steps, and how many bytes it takes.

/// A kind of measurement, by its object id. Exists for the ids of bthome.io/format alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    id: u8,
    quantity: Quantity,
    integer: Integer,
    step_millionths: u32,
    unit: Unit,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum Quantity {
    Acceleration,
    Battery,
    Channel,
    Co2,
    Conductivity,
    Count,
    Current,
    DewPoint,
    Direction,
    Distance,
    Duration,
    Energy,
    Gas,
    Gyroscope,
    Humidity,
    Illuminance,
    LightLevel,
    Mass,
    Moisture,
    Pm2_5,
    Pm10,
    Power,
    Precipitation,
    Pressure,
    Rotation,
    RotationalSpeed,
    SettingsRevision,
    Speed,
    Temperature,
    Timestamp,
    Tvoc,
    UvIndex,
    Voltage,
    Volume,
    VolumeFlowRate,
    VolumeStorage,
    Water,
}

/// The unit that the steps are parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    /// A plain number.
    None,
    Ampere,
    Celsius,
    CubicMetre,
    CubicMetrePerHour,
    Degree,
    DegreePerSecond,
    /// Hundred pascals.
    Hectopascal,
    Kilogram,
    KilowattHour,
    Litre,
    Lux,
    Metre,
    MetrePerSecond,
    MetrePerSecondSquared,
    MicrogramPerCubicMetre,
    MicrosiemensPerCentimetre,
    Millilitre,
    Millimetre,
    PartPerMillion,
    Percent,
    Pound,
    RevolutionPerMinute,
    /// Of a time: seconds since 1970-01-01, 00:00:00 UTC.
    Second,
    Volt,
    Watt,
}

/// The form of an integer on the wire, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of Rust's types")]
pub enum Integer {
    U8,
    U16,
    U24,
    U32,
    I8,
    I16,
    I32,
}

impl Kind {
    /// State of charge, 1 %.
    pub const BATTERY: Self = Self::new(0x01, Quantity::Battery, Integer::U8, ONE, Unit::Percent);
    /// Temperature, 0.01 °C.
    pub const TEMPERATURE: Self = Self::new(
        0x02,
        Quantity::Temperature,
        Integer::I16,
        HUNDREDTH,
        Unit::Celsius,
    );
    /// Relative humidity, 0.01 %.
    pub const HUMIDITY: Self = Self::new(
        0x03,
        Quantity::Humidity,
        Integer::U16,
        HUNDREDTH,
        Unit::Percent,
    );

    /// The kind with this object id; `None` if the id is of something else, or of nothing yet.
    #[rustfmt::skip]
    pub const fn from_id(id: u8) -> Option<Self> {
        use Integer::{I8, I16, I32, U8, U16, U24, U32};
        use Quantity as Q;
        use Unit as U;
        let (quantity, integer, step, unit) = match id {
            0x01 => return Some(Self::BATTERY),
            0x02 => return Some(Self::TEMPERATURE),
            0x03 => return Some(Self::HUMIDITY),
            0x04 => (Q::Pressure, U24, HUNDREDTH, U::Hectopascal),
            0x05 => (Q::Illuminance, U24, HUNDREDTH, U::Lux),
            0x06 => (Q::Mass, U16, HUNDREDTH, U::Kilogram),
            0x07 => (Q::Mass, U16, HUNDREDTH, U::Pound),
            0x08 => (Q::DewPoint, I16, HUNDREDTH, U::Celsius),
            0x09 => (Q::Count, U8, ONE, U::None),
            0x0a => (Q::Energy, U24, THOUSANDTH, U::KilowattHour),
            0x0b => (Q::Power, U24, HUNDREDTH, U::Watt),
            0x0c => (Q::Voltage, U16, THOUSANDTH, U::Volt),
            0x0d => (Q::Pm2_5, U16, ONE, U::MicrogramPerCubicMetre),
            0x0e => (Q::Pm10, U16, ONE, U::MicrogramPerCubicMetre),
            0x12 => (Q::Co2, U16, ONE, U::PartPerMillion),
            0x13 => (Q::Tvoc, U16, ONE, U::MicrogramPerCubicMetre),
            0x14 => (Q::Moisture, U16, HUNDREDTH, U::Percent),
            0x2e => (Q::Humidity, U8, ONE, U::Percent),
            0x2f => (Q::Moisture, U8, ONE, U::Percent),
            0x3d => (Q::Count, U16, ONE, U::None),
            0x3e => (Q::Count, U32, ONE, U::None),
            0x3f => (Q::Rotation, I16, TENTH, U::Degree),
            0x40 => (Q::Distance, U16, ONE, U::Millimetre),
            0x41 => (Q::Distance, U16, TENTH, U::Metre),
            0x42 => (Q::Duration, U24, THOUSANDTH, U::Second),
            0x43 => (Q::Current, U16, THOUSANDTH, U::Ampere),
            0x44 => (Q::Speed, U16, HUNDREDTH, U::MetrePerSecond),
            0x45 => (Q::Temperature, I16, TENTH, U::Celsius),
            0x46 => (Q::UvIndex, U8, TENTH, U::None),
            0x47 => (Q::Volume, U16, TENTH, U::Litre),
            0x48 => (Q::Volume, U16, ONE, U::Millilitre),
            0x49 => (Q::VolumeFlowRate, U16, THOUSANDTH, U::CubicMetrePerHour),
            0x4a => (Q::Voltage, U16, TENTH, U::Volt),
            0x4b => (Q::Gas, U24, THOUSANDTH, U::CubicMetre),
            0x4c => (Q::Gas, U32, THOUSANDTH, U::CubicMetre),
            0x4d => (Q::Energy, U32, THOUSANDTH, U::KilowattHour),
            0x4e => (Q::Volume, U32, THOUSANDTH, U::Litre),
            0x4f => (Q::Water, U32, THOUSANDTH, U::Litre),
            0x50 => (Q::Timestamp, U32, ONE, U::Second),
            0x51 => (Q::Acceleration, U16, THOUSANDTH, U::MetrePerSecondSquared),
            0x52 => (Q::Gyroscope, U16, THOUSANDTH, U::DegreePerSecond),
            0x55 => (Q::VolumeStorage, U32, THOUSANDTH, U::Litre),
            0x56 => (Q::Conductivity, U16, ONE, U::MicrosiemensPerCentimetre),
            0x57 => (Q::Temperature, I8, ONE, U::Celsius),
            0x58 => (Q::Temperature, I8, 350_000, U::Celsius),
            0x59 => (Q::Count, I8, ONE, U::None),
            0x5a => (Q::Count, I16, ONE, U::None),
            0x5b => (Q::Count, I32, ONE, U::None),
            0x5c => (Q::Power, I32, HUNDREDTH, U::Watt),
            0x5d => (Q::Current, I16, THOUSANDTH, U::Ampere),
            0x5e => (Q::Direction, U16, HUNDREDTH, U::Degree),
            0x5f => (Q::Precipitation, U16, TENTH, U::Millimetre),
            0x60 => (Q::Channel, U8, ONE, U::None),
            0x61 => (Q::RotationalSpeed, U16, ONE, U::RevolutionPerMinute),
            0x62 => (Q::Speed, I32, 1, U::MetrePerSecond),
            0x63 => (Q::Acceleration, I32, 1, U::MetrePerSecondSquared),
            0x64 => (Q::LightLevel, U8, ONE, U::None),
            0x65 => (Q::SettingsRevision, U8, ONE, U::None),
            _ => return None,
        };
        Some(Self::new(id, quantity, integer, step, unit))
    }

    const fn new(
        id: u8,
        quantity: Quantity,
        integer: Integer,
        step_millionths: u32,
        unit: Unit,
    ) -> Self {
        Self {
            id,
            quantity,
            integer,
            step_millionths,
            unit,
        }
    }

    /// Its object id.
    pub const fn id(self) -> u8 {
        self.id
    }

    /// What it measures.
    pub const fn quantity(self) -> Quantity {
        self.quantity
    }

    /// What its steps are parts of.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The size of a step in millionths of the unit, which every step of the format is a whole number
    /// of.
    pub const fn step_millionths(self) -> u32 {
        self.step_millionths
    }

    /// Its form on the wire.
    pub const fn integer(self) -> Integer {
        self.integer
    }
}

const ONE: u32 = 1_000_000;
const TENTH: u32 = 100_000;
const HUNDREDTH: u32 = 10_000;
const THOUSANDTH: u32 = 1_000;

impl Integer {
    /// How many bytes it takes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U24 => 3,
            Self::U32 | Self::I32 => 4,
        }
    }

    /// Whether it can say `number`.
    pub fn holds(self, number: i64) -> bool {
        match self {
            Self::U8 => u8::try_from(number).is_ok(),
            Self::U16 => u16::try_from(number).is_ok(),
            Self::U24 => (0..1 << 24).contains(&number),
            Self::U32 => u32::try_from(number).is_ok(),
            Self::I8 => i8::try_from(number).is_ok(),
            Self::I16 => i16::try_from(number).is_ok(),
            Self::I32 => i32::try_from(number).is_ok(),
        }
    }

    /// Cuts a number from the beginning of `bytes`; `None` if they are too few.
    pub(super) fn cut(self, bytes: &[u8]) -> Option<(i64, &[u8])> {
        match self {
            Self::U8 => cut(bytes, |bytes| u8::from_le_bytes(bytes).into()),
            Self::U16 => cut(bytes, |bytes| u16::from_le_bytes(bytes).into()),
            Self::U24 => cut(bytes, |[a, b, c]| u32::from_le_bytes([a, b, c, 0]).into()),
            Self::U32 => cut(bytes, |bytes| u32::from_le_bytes(bytes).into()),
            Self::I8 => cut(bytes, |bytes| i8::from_le_bytes(bytes).into()),
            Self::I16 => cut(bytes, |bytes| i16::from_le_bytes(bytes).into()),
            Self::I32 => cut(bytes, |bytes| i32::from_le_bytes(bytes).into()),
        }
    }

    /// The bytes of a number that it [holds](Self::holds).
    pub(super) fn bytes_of(self, number: i64) -> impl Iterator<Item = u8> {
        number.to_le_bytes().into_iter().take(self.bytes())
    }
}

fn cut<const N: usize>(bytes: &[u8], read: impl Fn([u8; N]) -> i64) -> Option<(i64, &[u8])> {
    let (first, rest) = bytes.split_first_chunk()?;
    Some((read(*first), rest))
}
