//! Says what users want, and where people live, in each scenario.

use outpost_protocol::report::Resource;
use std::{fmt, str::FromStr};

/// What users spend a day at the beginning, in money.
const FIRST_DEMAND: f64 = 15.0;
/// What they spend a day once the network is known.
const FULL_DEMAND: f64 = 400.0;

/// A course that the world may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Demand grows for years, fastest in the middle, and turns from coverage to storage and compute.
    Growth,
    /// The same, until nine tenths of the users leave within two months, after two fifths of the time.
    Collapse,
    /// Demand as in growth, but everybody lives in one city.
    OneCity,
}

/// Some cells where equally many people live.
#[derive(Clone, Copy, Debug)]
pub(super) struct District {
    /// How many cells.
    pub(super) cells: usize,
    /// How many people think of a device in each, in proportion.
    pub(super) people: f64,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Growth, Self::Collapse, Self::OneCity];

    /// What users spend on each resource when so much of the time has gone by, from 0 to 1; money a day.
    pub(super) fn demand(self, gone: f64, days: f64) -> [f64; Resource::COUNT] {
        let logistic = 1.0 / (1.0 + (-12.0 * (gone - 0.45)).exp());
        let mut total = FIRST_DEMAND + (FULL_DEMAND - FIRST_DEMAND) * logistic;
        if self == Self::Collapse {
            // Falls within 60 days.
            let since = ((gone - 0.4) * days / 60.0).clamp(0.0, 1.0);
            total *= 1.0 - 0.9 * since;
        }
        let early = [0.50, 0.10, 0.05, 0.15, 0.10, 0.10];
        let late = [0.20, 0.25, 0.25, 0.10, 0.10, 0.10];
        let mut demand = [0.0; Resource::COUNT];
        for ((demand, early), late) in demand.iter_mut().zip(early).zip(late) {
            *demand = total * (early + (late - early) * gone);
        }
        demand
    }

    /// Where people live.
    pub(super) fn districts(self) -> &'static [District] {
        const CITY: District = District {
            cells: 20,
            people: 12.0,
        };
        match self {
            Self::Growth | Self::Collapse => &[
                CITY,
                District {
                    cells: 60,
                    people: 3.0,
                },
                District {
                    cells: 160,
                    people: 0.5,
                },
            ],
            Self::OneCity => &[CITY],
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Growth => "growth",
            Self::Collapse => "collapse",
            Self::OneCity => "one-city",
        })
    }
}

/// Not a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no scenario; there are growth, collapse and one-city")]
pub struct NoScenario(String);

impl FromStr for Scenario {
    type Err = NoScenario;

    fn from_str(text: &str) -> Result<Self, NoScenario> {
        Self::ALL
            .into_iter()
            .find(|scenario| scenario.to_string() == text)
            .ok_or_else(|| NoScenario(text.to_owned()))
    }
}
