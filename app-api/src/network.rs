//! What stands behind the numbers: the network's identity, the peers, what was exchanged.

use crate::call::calls;
use serde::{Deserialize, Serialize};

calls! {
    /// What stands behind the numbers.
    "network_details" => GetNetworkDetails {} -> NetworkDetails;
}

/// What stands behind the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkDetails {
    /// The network's id, hexadecimal: the hash of how it began. Trusted.
    pub id: String,
    /// The validators' group key, hexadecimal. Trusted.
    pub group_key: String,
    /// Peers that are connected, those that are furthest first.
    pub peers: Vec<PeerView>,
    /// Requests to peers since the start.
    pub requests: u64,
    /// Bytes received since the start.
    pub bytes_in: u64,
    /// Bytes sent since the start.
    pub bytes_out: u64,
}

/// A peer that is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerView {
    /// Its name: the text of its libp2p id.
    pub name: String,
    /// The newest block it proved; `None` before the first.
    pub height: Option<u64>,
}
