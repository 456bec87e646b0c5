//! Joins the sentences of one epoch to a fix, or says why there is none.

use super::{Content, Dimensions, Gga, Gsa, Gst, Position, Quality, Rmc, Solution, Vtg, Zda};
use crate::protocols::calendar::{Date, TimeOfDay};

/// Standard deviation of a range to a satellite, with which the dilution of precision is multiplied
/// where a receiver does not tell its errors: 8 m, half of the 15.7 m (95 %) that the error budget of
/// the open signal allows (NAVSTAR GPS User Equipment Introduction, 1996, table 3-1). Today's receivers
/// are mostly better, so the accuracy that follows is mostly worse than the truth.
pub const RANGE_ERROR_CM: u32 = 800;

/// Where a receiver was, when, and how well it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The day, UTC.
    pub date: Date,
    /// The time of the day, UTC.
    pub time: TimeOfDay,
    /// Where.
    pub position: Position,
    /// The horizontal distance from the truth, as a root of the mean square, in centimetres: about two
    /// of three fixes are nearer. From the receiver's own errors (GST), else [`RANGE_ERROR_CM`] times
    /// the dilution of precision.
    pub accuracy_cm: u32,
    /// Speed over ground, in millimetres a second, if it is told.
    pub speed_mm_s: Option<u32>,
    /// How many satellites were used, if it is told.
    pub satellites: Option<u8>,
    /// What helped them.
    pub quality: Quality,
}

/// Why an epoch gives no fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFix {
    /// It sees too few satellites, as indoors or just after it was plugged in.
    #[error("the receiver does not know where it is")]
    Searching,
    /// By dead reckoning.
    #[error("the receiver estimates where it is without satellites")]
    Estimated,
    /// Not measured.
    #[error("the receiver gives a position that somebody typed")]
    Manual,
    /// Not measured.
    #[error("the receiver simulates its position")]
    Simulated,
    /// Without them neither quality nor accuracy is known.
    #[error("the receiver sends no GGA sentences")]
    NoGga,
    /// Only RMC and ZDA tell it.
    #[error("the receiver sends no date")]
    NoDate,
    /// Neither GST nor a dilution of precision.
    #[error("the receiver does not tell how accurate it is")]
    NoAccuracy,
}

impl Fix {
    /// Milliseconds since 1970-01-01, UTC.
    pub fn unix_milliseconds(&self) -> u64 {
        self.date.unix_days() * 86_400_000 + u64::from(self.time.milliseconds())
    }
}

/// The last sentence of each kind in a burst.
#[derive(Debug, Default)]
pub(super) struct Epoch {
    gga: Option<Gga>,
    rmc: Option<Rmc>,
    gsa: Option<Gsa>,
    gst: Option<Gst>,
    vtg: Option<Vtg>,
    zda: Option<Zda>,
}

impl Epoch {
    /// When it was, as soon as that is known.
    pub(super) fn time(&self) -> Option<TimeOfDay> {
        let times = [
            self.gga.and_then(|gga| gga.time),
            self.rmc.and_then(|rmc| rmc.time),
            self.gst.and_then(|gst| gst.time),
            self.zda.and_then(|zda| zda.time),
        ];
        times.into_iter().flatten().next()
    }

    /// Whether the sentence is of a later epoch. One without a time is of the same, unless its kind
    /// comes once a burst and is there already.
    pub(super) fn is_over(&self, next: &Content) -> bool {
        let (time, repeated) = match next {
            Content::Gga(gga) => (gga.time, self.gga.is_some()),
            Content::Rmc(rmc) => (rmc.time, self.rmc.is_some()),
            Content::Gst(gst) => (gst.time, self.gst.is_some()),
            Content::Zda(zda) => (zda.time, self.zda.is_some()),
            Content::Gsa(_) | Content::Vtg(_) => return false,
        };
        let of_another_time = time
            .zip(self.time())
            .is_some_and(|(next, here)| next != here);
        repeated || of_another_time
    }

    /// Takes a sentence.
    pub(super) fn add(&mut self, content: Content) {
        match content {
            Content::Gga(gga) => self.gga = Some(gga),
            Content::Rmc(rmc) => self.rmc = Some(rmc),
            Content::Gsa(gsa) => self.gsa = Some(gsa),
            Content::Gst(gst) => self.gst = Some(gst),
            Content::Vtg(vtg) => self.vtg = Some(vtg),
            Content::Zda(zda) => self.zda = Some(zda),
        }
    }

    /// Whether it has a sentence that says where the receiver is, or that it does not know.
    pub(super) fn tells(&self) -> bool {
        self.gga.is_some() || self.rmc.is_some()
    }

    /// The fix. Every sentence must agree that there is one.
    pub(super) fn judge(&self) -> Result<Fix, NoFix> {
        if let Some(rmc) = self.rmc {
            rmc.solution.map(measured).transpose()?;
            if !rmc.valid {
                return Err(NoFix::Searching);
            }
        }
        if self
            .gsa
            .is_some_and(|gsa| gsa.dimensions == Dimensions::None)
        {
            return Err(NoFix::Searching);
        }
        let gga = self.gga.ok_or(NoFix::NoGga)?;
        Ok(Fix {
            quality: measured(gga.solution)?,
            time: gga.time.ok_or(NoFix::Searching)?,
            position: gga.position.ok_or(NoFix::Searching)?,
            date: self.date().ok_or(NoFix::NoDate)?,
            accuracy_cm: self.accuracy_cm().ok_or(NoFix::NoAccuracy)?,
            speed_mm_s: self.speed_mm_s(),
            satellites: gga.satellites,
        })
    }

    fn date(&self) -> Option<Date> {
        let of_rmc = self.rmc.and_then(|rmc| rmc.date);
        of_rmc.or_else(|| self.zda.and_then(|zda| zda.date))
    }

    /// An accuracy of nothing at all is one that was not worked out.
    fn accuracy_cm(&self) -> Option<u32> {
        let told = self.gst.and_then(|gst| accuracy_of_errors(&gst));
        let diluted = || {
            let hdop = self.gga?.hdop_hundredths?;
            Some(hdop.saturating_mul(RANGE_ERROR_CM).div_ceil(100))
        };
        told.filter(|told| *told > 0)
            .or_else(diluted)
            .filter(|accuracy| *accuracy > 0)
    }

    fn speed_mm_s(&self) -> Option<u32> {
        let of_rmc = self.rmc.and_then(|rmc| rmc.speed_milliknots);
        let told = of_rmc.or_else(|| self.vtg.and_then(|vtg| vtg.speed_milliknots));
        told.map(mm_s_of_milliknots)
    }
}

fn measured(solution: Solution) -> Result<Quality, NoFix> {
    match solution {
        Solution::Satellites(quality) => Ok(quality),
        Solution::None => Err(NoFix::Searching),
        Solution::Estimated => Err(NoFix::Estimated),
        Solution::Manual => Err(NoFix::Manual),
        Solution::Simulated => Err(NoFix::Simulated),
    }
}

/// The root of the sum of both variances, rounded up.
fn accuracy_of_errors(gst: &Gst) -> Option<u32> {
    let square = |deviation: u32| u64::from(deviation).pow(2);
    let sum = square(gst.latitude_mm?).saturating_add(square(gst.longitude_mm?));
    u32::try_from(sum.isqrt().div_ceil(10)).ok()
}

/// A knot is 1852 m an hour, by definition.
fn mm_s_of_milliknots(speed: u32) -> u32 {
    ((u64::from(speed) * 1_852 + 1_800) / 3_600) as u32
}

/// The inverse, to the nearest thousandth, so that nothing is lost on the way and back.
pub(super) fn milliknots_of_mm_s(speed: u32) -> u32 {
    let speed = (u64::from(speed) * 3_600 + 926) / 1_852;
    u32::try_from(speed).unwrap_or(u32::MAX)
}
