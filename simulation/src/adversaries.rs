//! Plays attacks against the rules, and measures what they are paid.
//!
//! Each attack is a world in which a share of the contributors cheat in one way while the others work.
//! What is measured: the share of the resource's pay that goes to fraud (false accept), and the share of
//! honest units that are refused (false reject). Honest units for which too little was there, such as
//! listeners where few live, are neither: they are counted by themselves ([`ErrorRates::short`]). A cheater is
//! whoever the network sees as a contributor, a device: somebody with a hundred made-up devices counts a
//! hundred times.

mod copied_sensors;
mod coverage;
mod deleted_storage;
mod invented_tracks;
mod lazy_compute;
mod meters;
mod replayed_evidence;
mod sensors;
mod table;

pub use copied_sensors::{CopiedSensors, MadeUpWeather};
pub use deleted_storage::DeletedStorage;
pub use invented_tracks::{AgreedTracks, InventedTracks};
pub use lazy_compute::{LazyCompute, SharedCompute};
pub use meters::{FabricatedMeters, FabricatedNeighbourhoods, InflatedMeters};
pub use replayed_evidence::ReplayedEvidence;
pub use table::{SEEDS, SHARES, TABLE_BEGINS, TABLE_ENDS, markdown};

use coverage::{AmongOthers, NobodyNear, SpoofedLocations, SybilRoom};
use outpost_protocol::report::Resource;
use serde::Serialize;

/// What came of one attack with one share of cheaters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// The attack's name.
    pub attack: &'static str,
    /// Share of contributors that cheat, from 0 to 1.
    pub cheaters: f64,
    /// Share of what the resource pays that goes to fraud, from 0 to 1.
    pub false_accept: f64,
    /// Share of honest units that are refused, from 0 to 1.
    pub false_reject: f64,
}

/// How often the rules were wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ErrorRates {
    /// Share of what the resource pays that goes to fraud, from 0 to 1.
    pub false_accept: f64,
    /// Share of honest units that are refused, from 0 to 1.
    pub false_reject: f64,
    /// Share of honest units that are not paid although nobody doubts them, from 0 to 1: too few were there
    /// to vouch for them, somebody else was first, or the device does not claim them.
    pub short: f64,
}

/// A way to cheat.
pub trait Attack: Sync {
    /// Its name, such as `spoofed locations`.
    fn name(&self) -> &'static str;

    /// The resource that it wants to be paid for.
    fn resource(&self) -> Resource;

    /// What it costs and why what is left of it cannot be told from work, in a sentence or two for the
    /// documentation.
    fn remark(&self) -> &'static str;

    /// Plays it with this share of cheaters, from 0 to 1; the same seed gives the same.
    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates;
}

/// All attacks, in the order in which they are told.
pub fn attacks() -> Vec<Box<dyn Attack>> {
    vec![
        Box::new(SpoofedLocations),
        Box::new(SybilRoom::Full),
        Box::new(SybilRoom::Small),
        Box::new(AmongOthers),
        Box::new(NobodyNear),
        Box::new(FabricatedMeters),
        Box::new(FabricatedNeighbourhoods),
        Box::new(InflatedMeters),
        Box::new(DeletedStorage),
        Box::new(LazyCompute),
        Box::new(SharedCompute),
        Box::new(ReplayedEvidence),
        Box::new(CopiedSensors),
        Box::new(MadeUpWeather),
        Box::new(InventedTracks),
        Box::new(AgreedTracks),
    ]
}

/// Plays all attacks with this share of cheaters, from 0 to 1.
pub fn measure(seed: u64, cheaters: f64) -> Vec<Measurement> {
    attacks()
        .iter()
        .map(|attack| measure_one(attack.as_ref(), seed, cheaters))
        .collect()
}

/// Plays one attack with this share of cheaters, from 0 to 1.
pub fn measure_one(attack: &dyn Attack, seed: u64, cheaters: f64) -> Measurement {
    let rates = attack.play(seed, cheaters);
    Measurement {
        attack: attack.name(),
        cheaters,
        false_accept: rates.false_accept,
        false_reject: rates.false_reject,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays with a tenth of cheaters, who must get less than a hundredth, and so must the honest lose.
    #[track_caller]
    fn check(attack: &dyn Attack) {
        let rates = attack.play(1, 0.1);
        assert!(rates.false_accept < 0.01, "{rates:?}");
        assert!(rates.false_reject < 0.01, "{rates:?}");
    }

    #[test]
    fn copied_sensors_are_found() {
        check(&CopiedSensors);
    }

    #[test]
    fn invented_tracks_are_not_confirmed() {
        check(&InventedTracks);
    }
}
