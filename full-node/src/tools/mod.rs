//! Answers questions about the network that no validator needs an answer to: what a device would earn
//! ([`estimate`]), and how well the rules hold in simulations ([`simulate`]).

pub mod estimate;
pub mod simulate;
