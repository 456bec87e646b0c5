//! Says how often what must always go well is tried.

use std::env;

/// The variable that tells: `cargo xtask guest --runs N` sets it.
const RUNS: &str = "OUTPOST_GUEST_RUNS";
/// So many show on every check that it goes well at all.
const USUALLY: u8 = 3;

/// How many runs, at most 255.
pub(crate) fn runs() -> u8 {
    let wanted = env::var(RUNS).ok();
    wanted.map_or(USUALLY, |it| it.parse().expect("a number of runs"))
}
