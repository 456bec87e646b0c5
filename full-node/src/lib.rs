//! Orders, executes and proves the network's blocks, and serves light nodes.

pub mod chain;
