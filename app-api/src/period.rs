//! Days and periods, as a person counts them.

use serde::{Deserialize, Serialize};

/// A day of the calendar, counted from 1 January 1970, which is 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Day(pub i32);

/// Where a person's days begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBoundary {
    /// The zone by its name in the time zone database, such as `Europe/Lisbon`; the system's if `None`.
    pub zone: Option<String>,
    /// Minutes after midnight on the clock at which a day begins; below 1,440.
    pub starts_minutes: u16,
}

/// A stretch of whole days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Period {
    /// Since the day's beginning.
    Today,
    /// Since Monday.
    Week,
    /// Since the first of the month.
    Month,
    /// Since the first of January.
    Year,
    /// The last so many days, today included.
    Last {
        /// How many.
        days: u16,
    },
    /// All there is.
    #[default]
    All,
    /// From one day to another, both included.
    Days {
        /// The first.
        first: Day,
        /// The last.
        last: Day,
    },
}

/// The length of a bar of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarStep {
    /// An epoch.
    Epoch,
    /// An hour, counted from the beginning of the day.
    Hour,
    /// A day: 23 or 25 hours where the clocks are changed.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
}
