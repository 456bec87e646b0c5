//! Tells which radio rules hold where a hotspot would stand, from the table in `assets/regions`.

use outpost_app_api::RadioView;
use outpost_protocol::{CellId, place::RadioRegion, resources::coverage::MAX_GAIN_DECIDBI};
use serde::Deserialize;

const TABLE: &str = include_str!("../../../assets/regions/radio.json");

/// A row of the table.
#[derive(Debug, Deserialize)]
struct Rules {
    plan: String,
    band_mhz: (u32, u32),
    radiated_decidbm: i32,
    conducted_decidbm: Option<i32>,
    source: String,
}

/// The rules that hold in a cell.
pub(crate) fn rules_of(cell: CellId) -> Option<RadioView> {
    let plan = plan(RadioRegion::of(cell));
    // The table is part of the program, and read by a test.
    let table: Vec<Rules> = serde_json::from_str(TABLE).ok()?;
    let rules = table.into_iter().find(|rules| rules.plan == plan)?;
    Some(RadioView {
        plan: rules.plan,
        band_mhz: rules.band_mhz,
        limit_decidbm: rules.radiated_decidbm,
        conducted_decidbm: rules.conducted_decidbm,
        believed_gain_decidbi: MAX_GAIN_DECIDBI,
        source: rules.source,
    })
}

fn plan(region: RadioRegion) -> &'static str {
    match region {
        RadioRegion::Eu868 => "EU868",
        RadioRegion::Us915 => "US915",
        RadioRegion::Au915 => "AU915",
        RadioRegion::As923 => "AS923",
        RadioRegion::In865 => "IN865",
        RadioRegion::Kr920 => "KR920",
        RadioRegion::Ru864 => "RU864",
        RadioRegion::Cn470 => "CN470",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A city's middle in each region.
    const CELLS: [&str; 8] = [
        "881f1d4895fffff",
        "882a1072d5fffff",
        "88be0e35ddfffff",
        "882f5a3667fffff",
        "883da11467fffff",
        "8830e1d813fffff",
        "8811aa7aa3fffff",
        "8831aa4287fffff",
    ];

    #[test]
    fn the_table_says_of_each_region_what_the_network_believes() {
        let mut seen = Vec::new();
        for cell in CELLS {
            let cell: CellId = cell.parse().unwrap();
            let region = RadioRegion::of(cell);
            let rules = rules_of(cell).unwrap();
            assert_eq!(
                rules.limit_decidbm,
                region.radiated_power_decidbm(),
                "{region:?}"
            );
            assert_eq!(rules.band_mhz.0, region.lowest_mhz(), "{region:?}");
            seen.push(rules.plan);
        }
        assert_eq!(
            i32::from(outpost_app_api::MAX_GAIN_DECIDBI),
            MAX_GAIN_DECIDBI
        );
        let table: Vec<Rules> = serde_json::from_str(TABLE).unwrap();
        for rules in table {
            assert!(seen.contains(&rules.plan), "{}", rules.plan);
            assert!(!rules.source.is_empty(), "{}", rules.plan);
        }
    }
}
