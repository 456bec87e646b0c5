//! Says what the map's colours mean: five levels of one thing at a time.

use crate::text::{format, t};
use outpost_app_api::{CellStateView, Money};

/// What the cells are coloured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// How many devices contribute there.
    #[default]
    Coverage,
    /// How lately somebody did.
    Freshness,
    /// What one more device would earn.
    Reward,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Coverage, Self::Freshness, Self::Reward];

    /// What tests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Freshness => "freshness",
            Self::Reward => "reward",
        }
    }

    /// What people call it.
    pub fn words(self) -> String {
        match self {
            Self::Coverage => t!("map-layer-coverage"),
            Self::Freshness => t!("map-layer-freshness"),
            Self::Reward => t!("map-layer-reward"),
        }
    }

    /// What the palest and the strongest colour mean.
    pub fn ends(self, capacity: u32, most: Option<Money>) -> [String; 2] {
        match self {
            Self::Coverage => [t!("map-nobody"), t!("map-full", count = capacity)],
            Self::Freshness => [t!("map-never"), t!("map-fresh")],
            Self::Reward => [
                t!("map-little"),
                most.map_or_else(|| t!("map-unknown"), format::about),
            ],
        }
    }

    /// How strongly a cell is coloured, 0 to 4, where `most` is the most that any earns.
    pub fn level(self, cell: &CellStateView, most: Money) -> u8 {
        match self {
            Self::Coverage => quarter(cell.devices.into(), cell.capacity.into()),
            Self::Freshness => match cell.last.map(|last| last.missed) {
                None => 0,
                Some(0) => 4,
                Some(1..=3) => 3,
                Some(4..=10) => 2,
                Some(_) => 1,
            },
            Self::Reward => quarter(cell.a_day.unwrap_or_default().0, most.0),
        }
    }
}

/// How many quarters of a whole, rounded up, at most four.
fn quarter(part: u128, whole: u128) -> u8 {
    let quarters = part.saturating_mul(4).div_ceil(whole.max(1));
    u8::try_from(quarters.min(4)).unwrap_or(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::{CellView, LastContribution};

    fn cell(devices: u32, missed: Option<u64>, a_day: u128) -> CellStateView {
        CellStateView {
            place: CellView {
                cell: String::new(),
                centre: (0.0, 0.0),
                boundary: Vec::new(),
            },
            devices,
            capacity: 4,
            last: missed.map(|missed| LastContribution {
                epoch: 1,
                ended_ms: 0,
                missed,
            }),
            multiplier: 1_000,
            a_day: Some(Money(a_day)),
        }
    }

    #[track_caller]
    fn check(layer: Layer, cell: CellStateView, level: u8) {
        assert_eq!(layer.level(&cell, Money(100)), level);
    }

    #[test]
    fn coverage_grows_with_the_devices_until_the_cell_is_full() {
        for (devices, level) in [(0, 0), (1, 1), (3, 3), (4, 4), (40, 4)] {
            check(Layer::Coverage, cell(devices, Some(0), 0), level);
        }
    }

    #[test]
    fn freshness_fades_and_a_cell_without_any_contribution_has_none() {
        for (missed, level) in [
            (None, 0),
            (Some(0), 4),
            (Some(3), 3),
            (Some(9), 2),
            (Some(99), 1),
        ] {
            check(Layer::Freshness, cell(0, missed, 0), level);
        }
    }

    #[test]
    fn reward_is_a_part_of_the_most_that_is_seen() {
        for (a_day, level) in [(0, 0), (1, 1), (25, 1), (26, 2), (100, 4)] {
            check(Layer::Reward, cell(0, None, a_day), level);
        }
        assert_eq!(Layer::Reward.level(&cell(0, None, 0), Money(0)), 0);
    }
}
