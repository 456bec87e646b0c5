//! Moves evidence from those who hold it to those who check it, over iroh.
//!
//! A [`Provider`] holds files and gives chunks of them to whoever asks. A [`Fetcher`] asks for the chunks
//! that it must check, and believes none before it is checked: every piece is verified against the file's
//! BLAKE3 root while it streams, so that a lie costs the fetcher one chunk at most. Both are bounded: in
//! time, in bytes, and in whom they talk to, see [`Reach`].
//!
//! Nobody else is involved: no relay, no discovery, no name service. Where a provider is, its
//! [offer](outpost_protocol::offer) says.

mod fetch;
mod provide;
mod reach;

pub use fetch::{FetchError, Fetcher, Wanted};
pub use provide::{ProvideError, Provider};
pub use reach::Reach;
