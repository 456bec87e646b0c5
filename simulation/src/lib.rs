//! Simulates the network's contributors, honest and not, and its economy, to measure how well the rules
//! hold.
//!
//! The rules themselves are those of [`outpost_protocol`]; nothing of them is repeated here. What is
//! simulated is the world: weather, radio, meters, roads, disks, and people who cheat. Unlike the
//! rules it uses floating-point numbers; everything follows from a seed.

pub mod adversaries;
pub mod chance;
pub mod economy;
pub mod epoch;
pub mod estimate;
pub mod network;
pub mod radio;
pub mod roads;
pub mod weather;
