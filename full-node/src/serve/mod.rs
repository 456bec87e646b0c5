//! Serves everybody over libp2p: light nodes and other full nodes.
//!
//! One server for validators and followers alike. It answers every
//! [`Request`](outpost_protocol::wire::Request), gossips each new certified header, and passes
//! transactions on between full nodes. A peer's bytes are bounded before they are parsed; one that
//! asks for too much is refused, and one that sends what it could not believe itself (a header with a
//! wrong certificate) is banned for a while.

mod answer;
mod behaviour;
mod bootstrap;
mod codec;
mod faucet;
mod limits;
mod server;

pub use bootstrap::fetch_genesis;
pub use faucet::Faucet;
pub use server::{ServeError, Server, ServerConfig, ServerHandle};
