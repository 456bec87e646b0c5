//! Holds the rules to the same state on every machine and in every build.
//!
//! `cargo xtask determinism` runs this unoptimised, optimised, and under Miri.

use crate::town::Town;
use outpost_protocol::{Hash, execute::REPORTS_PER_BLOCK};

/// The digest of the state in which a history ends, for each number of epochs that is asked for.
const DIGESTS: [(u64, &str); 2] = [
    (
        2,
        "ee53dcae9c3e69ffcf02fba2c0bd67da7a3030d27e44d558e317b98393e63c8c",
    ),
    (
        12,
        "6629a7e4dd48895bc67015242b58a571d179aca0cb6a74ce26726a3f139cbe0e",
    ),
];

/// Miri is some hundred times slower, so it lives through the shorter history only.
const EPOCHS: u64 = if cfg!(miri) { 2 } else { 12 };

#[test]
fn the_same_history_leads_to_the_same_state() {
    for (epochs, expected) in DIGESTS.into_iter().filter(|(epochs, _)| *epochs <= EPOCHS) {
        let devices = if epochs == 2 { 4 } else { 30 };
        let mut town = Town::new(7, devices, REPORTS_PER_BLOCK);
        for _ in 0..epochs {
            let epoch = town.live(epochs);
            town.settle(epoch);
        }
        let digest = Hash::of_encoded("test state", &town.world.state.0).to_string();
        // Read by `cargo xtask determinism`.
        println!("state after {epochs} epochs: {digest}");
        assert_eq!(digest, expected, "pin it if the rules were meant to change");
    }
}
