//! Simulates radio between places: loss with distance, obstacles, echoes, noise.
//!
//! Loss follows the log-distance model with log-normal shadowing (T. S. Rappaport, "Wireless
//! Communications", section 4.9), in the two ways alike. What is the same for two devices in one place is
//! drawn from the places, the rest from the devices.

use h3o::{LatLng, Resolution};
use outpost_protocol::CellId;
use std::f64::consts::TAU;

/// Where the world's middle lies: in Europe, where devices radiate 14 dBm.
const MIDDLE: (f64, f64) = (50.6, 10.4);
/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;
/// What devices radiate without their antenna's gain, in dBm.
const POWER_DBM: f64 = 12.0;
/// Loss in free space over a kilometre at 868 MHz, in dB (ITU-R P.525).
const LOSS_AT_KM_DB: f64 = 91.2;
/// Noise of a receiver with a noise figure of 6 dB in 125 kHz, in dBm.
const NOISE_DBM: f64 = -117.0;
/// Weakest ratio that is decoded, in dB (Semtech AN1200.22, SF12).
const DECODED_SNR_DB: f64 = -20.0;
/// Where receivers' scales for the ratio end, in dB.
const SATURATED_SNR_DB: f64 = 11.0;
/// Light's way in a nanosecond, in kilometres.
const KM_PER_NS: f64 = 2.997_924_58e-4;

/// A place where an antenna can stand.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Kilometres east of the world's middle.
    pub east: f64,
    /// Kilometres north of it.
    pub north: f64,
    /// How much better than others it is placed, in dB.
    pub height_db: f64,
    /// Noise of its surroundings above the receiver's, in dB.
    pub noise_db: f64,
    /// Loss to its surroundings, such as by houses, in dB.
    pub clutter_db: f64,
    /// Tells places apart.
    pub id: u64,
}

/// An antenna that sends or listens.
#[derive(Clone, Copy, Debug)]
pub struct Antenna {
    /// Where it is.
    pub site: Site,
    /// Its gain, in dBi.
    pub gain_dbi: f64,
    /// What its owner adds to the power that it sends with, in dB.
    pub boost_db: f64,
    /// Tells antennas apart.
    pub id: u64,
}

/// How a signal arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// Strength, in dBm.
    pub signal_dbm: f64,
    /// Ratio to the noise, in dB, as the receiver tells it.
    pub snr_db: f64,
    /// Way of the signal, in ns.
    pub delay_ns: f64,
}

impl Site {
    /// The cell that it lies in.
    pub fn cell(&self) -> CellId {
        cell_at(self.east, self.north)
    }

    /// Kilometres to another.
    pub fn distance_km(&self, other: &Self) -> f64 {
        (self.east - other.east).hypot(self.north - other.north)
    }
}

/// The cell at a place, in kilometres from the world's middle.
pub fn cell_at(east: f64, north: f64) -> CellId {
    let latitude = MIDDLE.0 + north / KM_PER_DEGREE;
    let longitude = MIDDLE.1 + east / KM_PER_DEGREE / MIDDLE.0.to_radians().cos();
    LatLng::new(latitude, longitude)
        .ok()
        .and_then(|at| CellId::try_from(u64::from(at.to_cell(Resolution::Eight))).ok())
        .unwrap_or_else(|| cell_at(0.0, 0.0))
}

/// How a signal sent in this slot arrives, if it does.
pub fn transmit(seed: u64, from: &Antenna, to: &Antenna, slot: u16) -> Option<Arrival> {
    let km = from.site.distance_km(&to.site).max(0.01);
    let (low, high) = (from.site.id.min(to.site.id), from.site.id.max(to.site.id));
    let places = Draws::new(&[seed, low, high]);
    let packet = Draws::new(&[seed, from.id, to.id, u64::from(slot)]);
    // Bent around houses near it, free of them farther up.
    let exponent = 3.6;
    let obstacle_db = if places.unit(0) < 0.1 { 15.0 } else { 0.0 };
    let loss = LOSS_AT_KM_DB
        + 10.0 * exponent * km.log10()
        + (from.site.clutter_db + to.site.clutter_db) / 2.0
        + obstacle_db
        + (7.0 * places.normal(1)).max(-12.0);
    let signal_dbm = POWER_DBM + from.boost_db + from.gain_dbi + to.gain_dbi - loss
        + (from.site.height_db + to.site.height_db)
        + 2.0 * packet.normal(0);
    let snr_db = signal_dbm - NOISE_DBM - to.site.noise_db;
    // Some are lost to collisions.
    if snr_db < DECODED_SNR_DB || packet.unit(3) < 0.05 {
        return None;
    }
    // Echoes: the same between two places, but for some nanoseconds.
    let echo_ns = -300.0 * (1.0 - places.unit(5)).ln();
    Some(Arrival {
        signal_dbm,
        snr_db: snr_db.min(SATURATED_SNR_DB),
        delay_ns: km / KM_PER_NS + echo_ns + 40.0 * packet.normal(6),
    })
}

/// Chance that is the same for the same numbers, without a state: the two ways between places are alike.
struct Draws(u64);

impl Draws {
    fn new(numbers: &[u64]) -> Self {
        Self(numbers.iter().fold(0, |state, it| mixed(state ^ it)))
    }

    fn unit(&self, turn: u64) -> f64 {
        (mixed(self.0 ^ mixed(turn)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&self, turn: u64) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit(turn)).ln()).sqrt();
        radius * (TAU * self.unit(turn + 1)).cos()
    }
}

/// The output function of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom
/// number generators", 2014).
fn mixed(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
