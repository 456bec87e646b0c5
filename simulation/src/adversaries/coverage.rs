//! Plays attacks on wireless coverage.
//!
//! The worlds of all of them have as many stations, some of which cheat. A station that is heard by too few,
//! or from one side alone, is paid less or nothing for lack of witnesses, honest or not: with as few stations
//! as here that is nearly half of the units, and counted as short, not as refused.

mod colluders;
mod room;
mod spoof;
mod world;

pub(super) use colluders::{AmongOthers, NobodyNear};
pub(super) use room::SybilRoom;
pub(super) use spoof::SpoofedLocations;

/// Stations that work, and that cheat.
const STATIONS: usize = 480;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adversaries::Attack;

    fn check(attack: &dyn Attack, accepted: std::ops::RangeInclusive<f64>) {
        let rates = attack.play(1, 0.1);
        let name = attack.name();
        assert!(accepted.contains(&rates.false_accept), "{name}: {rates:?}");
        assert!(rates.false_reject < 0.01, "{name}: {rates:?}");
    }

    #[test]
    fn spoofed_places_and_witnesses_made_up_among_others_are_hardly_paid() {
        check(&SpoofedLocations, 0.0..=0.01);
        check(&AmongOthers, 0.0..=0.01);
    }

    #[test]
    fn full_rooms_are_hardly_paid_and_small_ones_are() {
        check(&SybilRoom::Full, 0.0..=0.02);
        check(&SybilRoom::Small, 0.02..=0.06);
    }

    #[test]
    fn who_is_alone_with_made_up_devices_is_believed() {
        check(&NobodyNear, 0.08..=0.13);
    }
}
