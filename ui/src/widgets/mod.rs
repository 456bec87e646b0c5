//! Draws the pieces that every screen is made of.

mod address;
mod amount;
mod amount_field;
mod button;
mod chart;
mod choice;
mod code_reader;
mod copy;
mod feedback;
mod field;
mod file_button;
mod freshness;
mod heading;
mod icon;
mod proven;
mod virtual_list;

pub use address::Address;
pub use amount::Amount;
pub use amount_field::{amount_field, as_typed, typed_amount};
pub use button::{Button, Look, SubmitButton};
pub use chart::{Chart, ChartBar};
pub use choice::{Choice, Segments, Select, Switch};
pub use code_reader::CodeReader;
pub use copy::Copy;
pub use feedback::{Problem, notice, spinner, tick};
pub use field::{Secret, TextField, text_area};
pub use file_button::FileButton;
pub use freshness::FreshnessChip;
pub use heading::Heading;
pub use icon::{Glyph, icon};
pub use proven::ProvenAmount;
pub use virtual_list::{VirtualList, pages_of};

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod gallery;
