//! Lays out the messages, as helium/gateway-config's `.proto` files and helium/proto have them.
//!
//! Names of networks, and what comes from a hotspot's system, are taken as bytes where the files say text:
//! one name that is not UTF-8 must not cost all the others.

use prost::Message;

/// `wifi_services_v1`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Networks {
    #[prost(bytes = "vec", repeated, tag = "1")]
    pub(super) names: Vec<Vec<u8>>,
}

/// `wifi_connect_v1`. Holds a password, so it is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Message)]
#[prost(skip_debug)]
pub(super) struct Connect {
    #[prost(string, tag = "1")]
    pub(super) name: String,
    #[prost(string, tag = "2")]
    pub(super) password: String,
}

/// `wifi_remove_v1`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Remove {
    #[prost(string, tag = "1")]
    pub(super) name: String,
}

/// `add_gateway_v1`: what is asked. Keys are in base58check.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct AddGatewayRequest {
    #[prost(string, tag = "1")]
    pub(super) owner: String,
    #[prost(uint64, tag = "2")]
    pub(super) amount: u64,
    #[prost(uint64, tag = "3")]
    pub(super) fee: u64,
    #[prost(string, tag = "4")]
    pub(super) payer: String,
}

/// `blockchain_txn`, of which only the one kind is of interest.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Transaction {
    #[prost(message, optional, tag = "1")]
    pub(super) add_gateway: Option<AddGateway>,
}

/// `blockchain_txn_add_gateway_v1`: the answer, without the signatures of owner and payer, who have not
/// signed yet.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct AddGateway {
    #[prost(bytes = "vec", tag = "1")]
    pub(super) owner: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub(super) gateway: Vec<u8>,
    #[prost(bytes = "vec", tag = "4")]
    pub(super) gateway_signature: Vec<u8>,
    #[prost(bytes = "vec", tag = "5")]
    pub(super) payer: Vec<u8>,
    #[prost(uint64, tag = "7")]
    pub(super) staking_fee: u64,
    #[prost(uint64, tag = "8")]
    pub(super) fee: u64,
}

/// `diagnostics_v1`: a map, which on the wire is a list of entries.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Diagnostics {
    #[prost(message, repeated, tag = "1")]
    pub(super) entries: Vec<Entry>,
}

/// An entry of a map.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct Entry {
    #[prost(bytes = "vec", tag = "1")]
    pub(super) key: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub(super) value: Vec<u8>,
}
