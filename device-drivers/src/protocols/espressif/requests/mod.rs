//! Asks for networks, hands over credentials, and carries the claim.

mod claim;
mod config;
mod control;
mod scan;

pub use claim::AskClaim;
pub(super) use claim::{read_claim_request, write_claim_answer};
pub use config::{ApplyWifi, SetWifi, WifiFailure, WifiState, WifiStatus};
pub use control::Reset;
pub use scan::{MAX_NETWORKS, ScanPage, ScanProgress, ScanStatus, StartScan};

use super::{AnswerError, Status};
use prost::Message;

/// Reads a message of an endpoint.
fn read<M: Message + Default>(bytes: &[u8]) -> Result<M, AnswerError> {
    M::decode(bytes).map_err(|error| AnswerError::Unreadable(error.to_string()))
}

fn check(status: i32) -> Result<(), AnswerError> {
    Ok(Status::check(status)?)
}
