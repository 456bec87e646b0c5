//! Holds the rules to the same state on every machine and in every build.
//!
//! `cargo xtask determinism` runs this unoptimised, optimised, and under Miri.

use crate::town::Town;
use outpost_protocol::{Hash, execute::REPORTS_PER_BLOCK};

/// A town's life, and the digest of the state in which it ends.
struct History {
    epochs: usize,
    devices: u8,
    digest: &'static str,
}

/// Short enough for Miri, which takes seconds to check a signature.
const SHORT: History = History {
    epochs: 2,
    devices: 2,
    digest: "9507ee325696207a2b98d8f5acacf01ece4b78e6e9fc1ad3c5329e28683a1641",
};

const LONG: History = History {
    epochs: 12,
    devices: 30,
    digest: "b025b2b9c3b4180404769ad4421edf335c09cfe66d4ca44176746597f63a803e",
};

#[track_caller]
fn check(history: &History) {
    let mut town = Town::new(7, history.devices, REPORTS_PER_BLOCK);
    for _ in 0..history.epochs {
        let epoch = town.live(history.epochs);
        town.settle(epoch);
    }
    let digest = Hash::of_encoded("test state", &town.world.state.0).to_string();
    // Read by `cargo xtask determinism`.
    println!("state after {} epochs: {digest}", history.epochs);
    assert_eq!(
        digest, history.digest,
        "to be pinned anew if the rules were meant to change"
    );
}

#[test]
fn a_short_history_leads_to_the_same_state() {
    check(&SHORT);
}

#[test]
#[cfg(not(miri))]
fn a_long_history_leads_to_the_same_state() {
    check(&LONG);
}
