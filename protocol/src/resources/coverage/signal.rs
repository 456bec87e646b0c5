//! Says which signals are possible at a distance.
//!
//! # The rule
//! - **Not too strong**: at most the region's radiated power and the listener's antenna gain, less what free
//!   space takes away: `20 log10 d[km] + 20 log10 f[MHz] + 32.44` dB (ITU-R P.525-4, equation 4), and
//!   [`MARGIN_DECIDB`] more for reflections that add up and for the meter.
//! - **Not too weak**: what a receiver can still decode.
//! - **Fitting noise**: signal less signal-to-noise ratio is the noise, which is never below the thermal
//!   noise of the channel (-174 dBm/Hz at 290 K over 125 kHz: ITU-R P.372, equation 7), nor above what any
//!   place has, unless the receiver's scale for the ratio ends.

use super::Witness;
use crate::{
    CellId,
    place::{CELL_RADIUS_METRES, RadioRegion},
    state::Equipment,
    statement::LossReason,
};

/// Nearer than this, cells' middles tell nothing of the distance, and a beacon nothing of coverage.
pub const NEAREST_METRES: u32 = 1_500;
/// Farther than this is beyond the horizon of two masts of 100 m and more.
pub const FARTHEST_METRES: u32 = 100_000;
/// Most gain of an antenna that is believed, in 0.1 dBi.
pub const MAX_GAIN_DECIDBI: i32 = 150;
/// How much stronger than in free space a signal may be, in 0.1 dB.
const MARGIN_DECIDB: i32 = 60;
/// Weakest signal that is decoded, in 0.1 dBm (Semtech SX1302 datasheet: -141 dBm at SF12 and 125 kHz).
const SENSITIVITY_DECIDBM: i32 = -1_420;
/// Lowest ratio that is decoded, in 0.1 dB (Semtech AN1200.22: -20 dB at SF12), with some tolerance.
const LOWEST_SNR_DECIDB: i32 = -230;
/// From here on receivers' scales for the ratio end.
const SATURATED_SNR_DECIDB: i32 = 80;
/// Thermal noise in 125 kHz, in 0.1 dBm, less 1 dB for the meter.
const THERMAL_NOISE_DECIDBM: i32 = -1_240;
/// Noise of the loudest places, in 0.1 dBm.
const LOUDEST_NOISE_DECIDBM: i32 = -850;

/// Why a beacon cannot have been heard so, if it cannot.
pub fn flaw(listener: CellId, equipment: &Equipment, heard: &Witness) -> Option<LossReason> {
    let Some(metres) = listener.distance_metres(heard.cell) else {
        return Some(LossReason::ImpossibleSignal);
    };
    if metres < NEAREST_METRES {
        return Some(LossReason::TooNear);
    }
    let signal = i32::from(heard.signal_decidbm);
    let snr = i32::from(heard.snr_decidb);
    let noise = signal - snr;
    let is_possible = metres <= FARTHEST_METRES
        && (SENSITIVITY_DECIDBM..=strongest(listener, equipment, metres)).contains(&signal)
        && snr >= LOWEST_SNR_DECIDB
        && noise >= THERMAL_NOISE_DECIDBM
        && (noise <= LOUDEST_NOISE_DECIDBM || snr >= SATURATED_SNR_DECIDB);
    (!is_possible).then_some(LossReason::ImpossibleSignal)
}

/// The strongest signal that can come from a cell so far away, in 0.1 dBm.
fn strongest(listener: CellId, equipment: &Equipment, metres: u32) -> i32 {
    let region = RadioRegion::of(listener);
    let gain = i32::from(equipment.antenna_gain_decidbi).clamp(0, MAX_GAIN_DECIDBI);
    // The table's distances are right to a tenth; devices may stand at the near ends of their cells.
    let least = (metres - metres / 10).saturating_sub(2 * CELL_RADIUS_METRES);
    region.radiated_power_decidbm() + gain + MARGIN_DECIDB
        - free_space_loss_decidb(least.max(100), region.lowest_mhz())
}

/// What free space takes away, in 0.1 dB.
pub fn free_space_loss_decidb(metres: u32, megahertz: u32) -> i32 {
    // 32.44 dB, and -60 dB since the formula counts in kilometres.
    const CONSTANT: i32 = 324 - 600;
    twenty_log10_decidb(metres) + twenty_log10_decidb(megahertz) + CONSTANT
}

/// `200 log10 value`, rounded: 20 dB for each factor of 10, in 0.1 dB. 0 for 0.
fn twenty_log10_decidb(value: u32) -> i32 {
    let Some(exponent) = value.checked_ilog2() else {
        return 0;
    };
    // The six bits after the leading one.
    let mantissa = (u64::from(value) << 6 >> exponent) & 0x3f;
    let fraction = usize::try_from(mantissa)
        .ok()
        .and_then(|at| FRACTIONS.get(at))
        .copied()
        .unwrap_or(0);
    // 200 log10 2 = 60.206; an exponent is below 32.
    let whole = exponent * 60_206 / 1_000;
    i32::try_from(whole).unwrap_or(0) + i32::from(fraction)
}

/// `200 log10 (1 + n / 64)`, rounded.
const FRACTIONS: [u8; 64] = [
    0, 1, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29,
    30, 31, 32, 32, 33, 34, 35, 36, 37, 38, 39, 40, 40, 41, 42, 43, 44, 45, 45, 46, 47, 48, 49, 49,
    50, 51, 52, 52, 53, 54, 55, 55, 56, 57, 57, 58, 59, 60,
];
