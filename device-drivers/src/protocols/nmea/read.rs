//! Reads the fields of a sentence.

use super::{
    Content, Dimensions, Gga, Gsa, Gst, Kind, Position, Quality, Rmc, Sentence, Solution, Talker,
    Vtg, Zda,
};
use crate::protocols::{
    calendar::{Date, TimeOfDay},
    decimal,
};

/// What a sentence is.
pub(super) enum Reading {
    /// Of a kind that is read.
    Sentence(Sentence),
    /// Of another.
    Other,
    /// Its fields are not of its kind.
    Malformed(Kind),
}

/// Reads what stands between `$` and `*`.
pub(super) fn read(body: &[u8]) -> Reading {
    let mut fields = Fields { rest: Some(body) };
    let [first, second, kind @ ..] = fields.next() else {
        return Reading::Other;
    };
    let (Some(talker), Some(kind)) = (Talker::new([*first, *second]), Kind::from_wire(kind)) else {
        return Reading::Other;
    };
    match fields.read(kind) {
        Some(content) => Reading::Sentence(Sentence { talker, content }),
        None => Reading::Malformed(kind),
    }
}

/// The fields that are left. After the last all are empty, as those are that a version does not have.
struct Fields<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Fields<'a> {
    fn next(&mut self) -> &'a [u8] {
        let Some(rest) = self.rest.take() else {
            return &[];
        };
        let Some(comma) = rest.iter().position(|byte| *byte == b',') else {
            return rest;
        };
        self.rest = rest.get(comma + 1..);
        rest.get(..comma).unwrap_or_default()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn read(&mut self, kind: Kind) -> Option<Content> {
        Some(match kind {
            Kind::Gga => Content::Gga(Gga {
                time: self.time()?,
                position: self.position()?,
                solution: read_quality(self.next())?,
                satellites: self.number(0)?,
                hdop_hundredths: self.number(2)?,
            }),
            Kind::Rmc => {
                let (time, valid, position) = (self.time()?, self.valid()?, self.position()?);
                let speed_milliknots = self.number(3)?;
                self.skip(1);
                let date = self.date()?;
                self.skip(2);
                Content::Rmc(Rmc {
                    time,
                    valid,
                    position,
                    speed_milliknots,
                    date,
                    solution: optional(self.next(), read_mode)?,
                })
            }
            Kind::Gsa => {
                self.skip(1);
                Content::Gsa(Gsa {
                    dimensions: read_dimensions(self.next())?,
                })
            }
            Kind::Gst => {
                let time = self.time()?;
                self.skip(4);
                Content::Gst(Gst {
                    time,
                    latitude_mm: self.number(3)?,
                    longitude_mm: self.number(3)?,
                })
            }
            Kind::Vtg => {
                self.skip(4);
                Content::Vtg(Vtg {
                    speed_milliknots: self.number(3)?,
                })
            }
            Kind::Zda => Content::Zda(Zda {
                time: self.time()?,
                date: self.long_date()?,
            }),
        })
    }

    fn number<T: TryFrom<u64>>(&mut self, decimals: u32) -> Option<Option<T>> {
        optional(self.next(), |field| {
            T::try_from(decimal::read(field, decimals)?).ok()
        })
    }

    /// Reads `hhmmss.sss`.
    fn time(&mut self) -> Option<Option<TimeOfDay>> {
        optional(self.next(), |field| {
            let value = u32::try_from(decimal::read(field, 3)?).ok()?;
            TimeOfDay::new(value / 10_000_000, value / 100_000 % 100, value % 100_000)
        })
    }

    /// Reads `ddmmyy`.
    fn date(&mut self) -> Option<Option<Date>> {
        optional(self.next(), |field| {
            let value = decimal::read(field, 0)?;
            let day = u8::try_from(value / 10_000).ok()?;
            Date::new((value % 100) as u8, (value / 100 % 100) as u8, day)
        })
    }

    /// Reads day, month and a year in four digits.
    fn long_date(&mut self) -> Option<Option<Date>> {
        let (day, month) = (self.number(0)?, self.number(0)?);
        let year = self.number::<u16>(0)?;
        let this_century = year.and_then(|year| u8::try_from(year.checked_sub(2_000)?).ok());
        Some(match (this_century, month, day) {
            (Some(year), Some(month), Some(day)) => Date::new(year, month, day),
            _ => None,
        })
    }

    fn valid(&mut self) -> Option<bool> {
        match self.next() {
            b"A" => Some(true),
            b"V" | b"" => Some(false),
            _ => None,
        }
    }

    fn position(&mut self) -> Option<Option<Position>> {
        let fields = [self.next(), self.next(), self.next(), self.next()];
        let [latitude, _, longitude, _] = fields;
        // Some receivers give the hemispheres before they know the place.
        if latitude.is_empty() && longitude.is_empty() {
            return Some(None);
        }
        Position::from_wire(fields).map(Some)
    }
}

/// An empty field is not known.
fn optional<T>(field: &[u8], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<Option<T>> {
    if field.is_empty() {
        return Some(None);
    }
    read(field).map(Some)
}

/// Of GGA.
fn read_quality(field: &[u8]) -> Option<Solution> {
    Some(match field {
        b"0" | b"" => Solution::None,
        b"1" => Solution::Satellites(Quality::Autonomous),
        b"2" => Solution::Satellites(Quality::Differential),
        b"3" => Solution::Satellites(Quality::Precise),
        b"4" => Solution::Satellites(Quality::RtkFixed),
        b"5" => Solution::Satellites(Quality::RtkFloat),
        b"6" => Solution::Estimated,
        b"7" => Solution::Manual,
        b"8" => Solution::Simulated,
        _ => return None,
    })
}

/// Of RMC.
fn read_mode(field: &[u8]) -> Option<Solution> {
    Some(match field {
        b"N" => Solution::None,
        b"A" => Solution::Satellites(Quality::Autonomous),
        b"D" => Solution::Satellites(Quality::Differential),
        b"P" => Solution::Satellites(Quality::Precise),
        b"R" => Solution::Satellites(Quality::RtkFixed),
        b"F" => Solution::Satellites(Quality::RtkFloat),
        b"E" => Solution::Estimated,
        b"M" => Solution::Manual,
        b"S" => Solution::Simulated,
        _ => return None,
    })
}

/// Of GSA.
fn read_dimensions(field: &[u8]) -> Option<Dimensions> {
    match field {
        b"1" | b"" => Some(Dimensions::None),
        b"2" => Some(Dimensions::Two),
        b"3" => Some(Dimensions::Three),
        _ => None,
    }
}
