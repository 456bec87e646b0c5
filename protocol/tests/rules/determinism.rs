//! Holds the rules to the same state on every machine and in every build.
//!
//! `cargo xtask determinism` runs this unoptimised, optimised, and under Miri.

use crate::town::Town;
use outpost_protocol::{Hash, execute::REPORTS_PER_BLOCK};

/// A town's life, and the digest of the state in which it ends.
struct History {
    epochs: u64,
    devices: u8,
    digest: &'static str,
}

/// Short enough for Miri, which takes seconds to check a signature.
const SHORT: History = History {
    epochs: 2,
    devices: 2,
    digest: "62c0ec5005783b6a8f0116ac1e51502c79d99c142b88400514b7afe9002b1745",
};

const LONG: History = History {
    epochs: 12,
    devices: 30,
    digest: "bee3b41cc5a5042e9b6780f8445990a86d056072bce46bb4f25b0a9afd3a1cf4",
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
