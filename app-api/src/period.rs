//! Days and periods, as a person counts them.

use serde::{Deserialize, Serialize};

/// Where a person's days begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBoundary {
    /// The zone by its name in the time zone database, such as `Europe/Lisbon`; the system's if `None`.
    pub zone: Option<String>,
    /// Minutes after midnight on the clock at which a day begins; below 1,440.
    pub starts_minutes: u16,
}
