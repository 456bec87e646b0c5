//! Orders, executes and proves the network's blocks, and serves light nodes.

pub mod chain;
pub mod node;
pub mod pool;
pub mod state;
