//! Drives the real window through what the app promises, kills included; and looks at every screen in
//! Chromium.
//!
//! `cargo xtask e2e`, `cargo xtask soak` and `cargo xtask screens` build what it starts, and give it a
//! screen where it needs one. Pictures of every screen are saved in `target/screens/`. Which test holds
//! which promise is told in `docs/why.md`.

#![cfg(test)]

mod chromium;
mod desktop;
mod flow;
mod heavy;
mod keys;
mod ledger;
mod nothing_earned;
mod outage;
mod screens;
mod session_bus;
mod set_up;
mod soak;
mod stage;
mod steps;
mod sums;
mod window;

use std::time::Duration;

/// An epoch to be claimed in, one to report on, the window for reports, and two cores that others use too.
pub(crate) const TWO_EPOCHS: Duration = Duration::from_secs(240);
