//! Draws the pieces that every screen is made of.

mod address;
mod amount;
mod button;
mod choice;
mod feedback;
mod field;
mod freshness;
mod heading;
mod icon;

pub use address::Address;
pub use amount::Amount;
pub use button::{Button, Look, SubmitButton};
pub use choice::{Choice, Segments, Select, Switch};
pub use feedback::{Busy, Notice, Problem, Tick};
pub use field::{Secret, TextField};
pub use freshness::FreshnessChip;
pub use heading::Heading;
pub use icon::{Glyph, Icon};

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod gallery;
