//! Shows places: what the network proves of cells, what a device would earn there, and plans.
//!
//! Where exactly somebody is stays in here: only cells are asked for, and noted.

mod cells;
mod estimate;
mod known;
mod locate;
mod place;
mod plans;
mod radio;

pub(crate) use cells::explore;
pub(crate) use estimate::estimate;
pub(crate) use known::{Known, KnownToday, network, tallies};
pub(crate) use locate::locate;
pub(crate) use place::{of as cell_view, of_cell, parse, preview};
pub(crate) use plans::{Plans, forget as forget_plan, places, plan as plan_device};
