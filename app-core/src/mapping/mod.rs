//! Shows what a mapping walk is worth: the cells that a recorded track renews, and what they pay.
//!
//! Tracks stay on this device. What the network pays for is what a mapping device seals while it is on its
//! way, so a track of before is for choosing where to go.

mod cells;
mod store;
mod track;

pub(crate) use cells::look_at;
pub(crate) use store::{Tracks, forget, import, tracks};
