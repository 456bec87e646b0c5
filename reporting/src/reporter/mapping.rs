//! Reports where the device drove and what it passed: committed to with the report for that epoch, and
//! claimed with the next.

use super::{Craft, Made, Past};
use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{
    Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::mapping::{
        MappingClaim,
        drive::{Sighting, Track, Waypoint},
        track::Origin,
    },
};

/// GPS receivers tell where they are once a second.
const INTERVAL_MS: u64 = 1_000;

/// Mapping what is passed.
#[derive(Clone, Copy, Debug)]
pub struct Mapping;

/// A point on the way, and what was seen since the one before.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Passed {
    /// The point.
    pub point: Waypoint,
    /// What was seen, in the order of time.
    pub seen: Vec<Sighting>,
}

impl Craft for Mapping {
    type Reading = Passed;
    type Held = Track;

    const RESOURCE: Resource = Resource::Mapping;
    const IS_SCHEDULED: bool = true;

    fn interval_ms(_: &Parameters) -> u64 {
        INTERVAL_MS
    }

    fn time_of(reading: &Passed) -> Timestamp {
        reading.point.at
    }

    fn report(past: &Past<'_, Self>) -> Option<Made<Track>> {
        // What was driven before belongs to nobody, or to whoever had the device then.
        let owned = past.readings.iter();
        let owned = owned.filter(|passed| passed.point.at >= past.device.claimed_at);
        let points: Vec<Waypoint> = owned.clone().map(|passed| passed.point).collect();
        let seen: Vec<Sighting> = owned
            .flat_map(|passed| passed.seen.iter().cloned())
            .collect();
        let origin = Origin {
            network: past.network,
            device: past.key,
            epoch: past.epoch,
        };
        let track = Track::of(&points, &seen, &past.schedule, &origin, past.rules);
        let (claim, evidence) = MappingClaim::of(past.before, track.as_ref())?;
        Some(Made {
            claim: Claim::Mapping(claim),
            evidence,
            held: track,
        })
    }
}
