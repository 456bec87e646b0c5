//! Tells which radio rules hold in a cell.
//!
//! # The rule
//! A region is a box of latitudes and longitudes, the first that holds the cell, or else the world's rest.
//! Bands and radiated powers are those of LoRaWAN's regional parameters (LoRa Alliance, RP002-1.0.4,
//! sections 2.4 to 2.14: default maximum EIRP of each channel plan). The boxes are coarse: at a border both
//! sides' devices are taken for one side's, which moves what a signal can be by some decibels there.

use super::CellId;

/// The rules for unlicensed radio in a part of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RadioRegion {
    /// Europe, Africa and the Middle East: 863 to 870 MHz.
    Eu868,
    /// North America: 902 to 928 MHz.
    Us915,
    /// South America, Australia and New Zealand: 915 to 928 MHz.
    Au915,
    /// South-East Asia and Japan: about 923 MHz.
    As923,
    /// India: 865 to 867 MHz.
    In865,
    /// Korea: 920 to 923 MHz.
    Kr920,
    /// Russia and Central Asia: 864 to 870 MHz.
    Ru864,
    /// China: 470 to 510 MHz.
    Cn470,
}

use RadioRegion::{As923, Au915, Cn470, Eu868, In865, Kr920, Ru864, Us915};

/// South, north, west and east in degrees, and what holds within.
const BOXES: [([i32; 4], RadioRegion); 16] = [
    ([14, 85, -170, -50], Us915),
    ([-60, 14, -95, -30], Au915),
    ([-60, -10, 110, 180], Au915),
    ([33, 39, 125, 130], Kr920),
    ([24, 46, 129, 154], As923),
    ([6, 27, 68, 80], In865),
    ([6, 21, 80, 88], In865),
    ([21, 31, 70, 92], In865),
    ([-12, 23, 92, 154], As923),
    ([18, 42, 97, 124], Cn470),
    ([28, 49, 80, 124], Cn470),
    ([42, 48, 119, 129], Cn470),
    ([50, 82, 30, 180], Ru864),
    ([38, 55, 50, 90], Ru864),
    ([64, 72, -180, -169], Ru864),
    ([-30, 14, -180, -140], Us915),
];

impl RadioRegion {
    /// The region that a cell lies in.
    pub fn of(cell: CellId) -> Self {
        let latitude = cell.latitude_centidegrees() / 100;
        let longitude = cell.longitude_centidegrees() / 100;
        BOXES
            .iter()
            .find(|([south, north, west, east], _)| {
                (*south..*north).contains(&latitude) && (*west..*east).contains(&longitude)
            })
            .map_or(Eu868, |(_, region)| *region)
    }

    /// Most that a device may radiate, in 0.1 dBm EIRP.
    pub fn radiated_power_decidbm(self) -> i32 {
        match self {
            Eu868 | Ru864 | As923 => 160,
            Us915 => 360,
            Au915 | In865 => 300,
            Kr920 => 140,
            Cn470 => 191,
        }
    }

    /// The lowest frequency of its band, in MHz, at which space takes away least.
    pub fn lowest_mhz(self) -> u32 {
        match self {
            Eu868 => 863,
            Ru864 => 864,
            In865 => 865,
            Us915 => 902,
            Au915 | As923 => 915,
            Kr920 => 920,
            Cn470 => 470,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of cities' middles.
    const CITIES: [(&str, &str, RadioRegion); 12] = [
        ("Berlin", "881f1d4895fffff", Eu868),
        ("New York", "882a1072d5fffff", Us915),
        ("São Paulo", "88a8100c07fffff", Au915),
        ("Sydney", "88be0e35ddfffff", Au915),
        ("Tokyo", "882f5a3667fffff", As923),
        ("Singapore", "88652636d9fffff", As923),
        ("Delhi", "883da11467fffff", In865),
        ("Seoul", "8830e1d813fffff", Kr920),
        ("Moscow", "8811aa7aa3fffff", Ru864),
        ("Beijing", "8831aa4287fffff", Cn470),
        ("Nairobi", "887a6e42cbfffff", Eu868),
        ("Honolulu", "88464b9685fffff", Us915),
    ];

    #[test]
    fn cities_are_in_their_regions() {
        for (city, cell, region) in CITIES {
            assert_eq!(RadioRegion::of(cell.parse().unwrap()), region, "{city}");
        }
    }
}
