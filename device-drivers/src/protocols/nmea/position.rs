//! Knows a place on earth, and how sentences write it: in degrees and minutes.

use crate::protocols::decimal;

/// One degree.
const DEGREE_E7: i32 = 10_000_000;

/// A place on earth (WGS 84), in units of 1e-7 degrees: about a centimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    latitude_e7: i32,
    longitude_e7: i32,
}

impl Position {
    /// The place at a latitude of at most 90 degrees and a longitude of at most 180, in 1e-7 degrees;
    /// north and east are positive.
    pub fn new(latitude_e7: i32, longitude_e7: i32) -> Option<Self> {
        let within = |value: i32, degrees: u32| value.unsigned_abs() <= degrees * 10_000_000;
        (within(latitude_e7, 90) && within(longitude_e7, 180)).then_some(Self {
            latitude_e7,
            longitude_e7,
        })
    }

    /// In 1e-7 degrees, north is positive.
    pub fn latitude_e7(self) -> i32 {
        self.latitude_e7
    }

    /// In 1e-7 degrees, east is positive.
    pub fn longitude_e7(self) -> i32 {
        self.longitude_e7
    }

    /// Reads `ddmm.mmmm`, N or S, `dddmm.mmmm`, E or W.
    pub(super) fn from_wire(fields: [&[u8]; 4]) -> Option<Self> {
        let [latitude, north, longitude, east] = fields;
        let latitude = match north {
            b"N" => read(latitude)?,
            b"S" => -read(latitude)?,
            _ => return None,
        };
        let longitude = match east {
            b"E" => read(longitude)?,
            b"W" => -read(longitude)?,
            _ => return None,
        };
        Self::new(latitude, longitude)
    }

    /// The four fields. With seven decimals of a minute nothing is lost.
    pub(super) fn to_wire(self) -> String {
        let (latitude, longitude) = (self.latitude_e7, self.longitude_e7);
        let north = if latitude < 0 { 'S' } else { 'N' };
        let east = if longitude < 0 { 'W' } else { 'E' };
        let (degrees, minutes, rest) = parts(latitude);
        let latitude = format!("{degrees:02}{minutes:02}.{rest:07}");
        let (degrees, minutes, rest) = parts(longitude);
        format!("{latitude},{north},{degrees:03}{minutes:02}.{rest:07},{east}")
    }
}

/// Reads degrees and minutes, to the nearest 1e-7 degrees.
fn read(field: &[u8]) -> Option<i32> {
    const MINUTES_E7: u64 = 100 * 10_000_000;
    let value = decimal::read(field, 7)?;
    let (degrees, minutes_e7) = (value / MINUTES_E7, value % MINUTES_E7);
    if minutes_e7 >= 60 * 10_000_000 {
        return None;
    }
    let degrees = i32::try_from(degrees).ok()?.checked_mul(DEGREE_E7)?;
    // At most one degree.
    degrees.checked_add(((minutes_e7 + 30) / 60) as i32)
}

/// Degrees, minutes and 1e-7 minutes.
fn parts(value: i32) -> (u32, u32, u32) {
    let degree = DEGREE_E7.unsigned_abs();
    let value = value.unsigned_abs();
    let minutes_e7 = value % degree * 60;
    (value / degree, minutes_e7 / degree, minutes_e7 % degree)
}
