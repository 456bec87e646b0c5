//! Reads and writes what is said about Wi-Fi.

use super::{
    value::{ValueError, message},
    wire,
};
use crate::protocols::{gatt::MAX_VALUE_BYTES, improv::wifi::MAX_SSID_BYTES};
use prost::Message;
use std::fmt;

/// The name of a network, of a length that Wi-Fi knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NetworkName(String);

/// Where joining a network stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectState {
    /// Nothing was asked since the hotspot started.
    Idle,
    /// It tries.
    Connecting,
    /// It is connected.
    Connected,
    /// It is not.
    Failed(ConnectFailure),
}

/// Why a hotspot did not join a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectFailure {
    /// No such network is in reach.
    NotFound,
    /// The network did not answer in time.
    Timeout,
    /// The password is wrong, or none that the network could have.
    InvalidPassword,
    /// The network refused.
    Refused,
    /// It tries to join a network already.
    Busy,
    /// It could not read what it was asked.
    BadArguments,
    /// Anything else.
    Other,
}

/// Not the name of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a network's name has 1 to {MAX_SSID_BYTES} bytes, not {0}")]
pub struct InvalidName(pub usize);

impl NetworkName {
    /// Checks the length.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidName> {
        let name = name.into();
        match name.len() {
            1..=MAX_SSID_BYTES => Ok(Self(name)),
            length => Err(InvalidName(length)),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        Self::new(String::from_utf8(bytes).ok()?).ok()
    }
}

impl fmt::Display for NetworkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Each state's word, in the order of `gateway_gatt_char_wifi_connect.erl`.
const WORDS: [(ConnectState, &[u8]); 10] = [
    (ConnectState::Idle, b"init"),
    (ConnectState::Connecting, b"connecting"),
    (ConnectState::Connected, b"connected"),
    (ConnectState::Failed(ConnectFailure::NotFound), b"not_found"),
    (ConnectState::Failed(ConnectFailure::Timeout), b"timeout"),
    (
        ConnectState::Failed(ConnectFailure::InvalidPassword),
        b"invalid",
    ),
    (ConnectState::Failed(ConnectFailure::Refused), b"failed"),
    (ConnectState::Failed(ConnectFailure::Busy), b"already"),
    (ConnectState::Failed(ConnectFailure::Other), b"error"),
    (
        ConnectState::Failed(ConnectFailure::BadArguments),
        b"badargs",
    ),
];

impl ConnectState {
    /// Reads the value of [`WIFI_CONNECT`](super::WIFI_CONNECT).
    pub fn read(value: &[u8]) -> Result<Self, ValueError> {
        WORDS
            .iter()
            .find(|(_, word)| *word == value)
            .map(|(state, _)| *state)
            .ok_or(ValueError::Malformed)
    }

    /// The value of [`WIFI_CONNECT`](super::WIFI_CONNECT).
    pub fn word(self) -> &'static [u8] {
        WORDS
            .iter()
            .find(|(state, _)| *state == self)
            .map_or(b"error", |(_, word)| word)
    }
}

/// Reads a list of networks. Names that are no UTF-8 cannot be typed either, and are left out.
pub(super) fn read_list(value: &[u8]) -> Result<Vec<NetworkName>, ValueError> {
    let list: wire::Networks = message(value)?;
    Ok(list
        .names
        .into_iter()
        .filter_map(NetworkName::from_bytes)
        .collect())
}

/// Reads the name of the network that a hotspot is on.
pub(super) fn read_name(value: &[u8]) -> Result<Option<NetworkName>, ValueError> {
    match value {
        [] => Ok(None),
        value if value.len() > MAX_VALUE_BYTES => Err(ValueError::TooLong(value.len())),
        value => NetworkName::from_bytes(value.to_vec())
            .map(Some)
            .ok_or(ValueError::Malformed),
    }
}

/// Writes as many networks, from the first, as one value holds.
pub(super) fn write_list(networks: &[NetworkName]) -> Vec<u8> {
    let mut list = wire::Networks::default();
    for network in networks {
        list.names.push(network.0.clone().into_bytes());
        if list.encoded_len() > MAX_VALUE_BYTES {
            list.names.pop();
            break;
        }
    }
    list.encode_to_vec()
}
