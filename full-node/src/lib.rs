//! Orders, executes and proves the network's blocks, and serves light nodes.

pub mod audit;
pub mod chain;
pub mod daemon;
pub mod follow;
pub mod measure;
pub mod node;
pub mod pool;
pub mod practice;
pub mod serve;
pub mod setup;
pub mod state;
pub mod tools;
