//! Reads what a hotspot says about how it does.
//!
//! # The entries
//! gateway-config puts in `eth` and `wifi` (MAC addresses, twelve hexadecimal digits, or `unknown`), `fw` (the
//! firmware's version), `ip` (an IPv4 address or `none`) and `disk` (`ok`, or `read-only` once the storage
//! has failed). What runs the hotspot adds `connected` (`yes` or `no`), and older releases `dialable` (`yes`
//! or `no`), `nat_type` and `height` (helium/miner, `miner:p2p_status`). Whatever else comes, or does not
//! read as it should, is kept as it is.

use super::{
    value::{ValueError, message},
    wire,
};
use crate::protocols::gatt::MAX_VALUE_BYTES;
use prost::Message;

/// One thing that a hotspot says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagnostic {
    /// Whether it reaches its network.
    Connected(bool),
    /// Whether others can reach it, by itself or through a relay.
    Dialable(bool),
    /// What kind of router stands before it.
    Nat(NatType),
    /// The height of the newest block that it knows of.
    Height(u64),
    /// The MAC address of its ethernet interface, if it has one.
    Ethernet(Option<[u8; 6]>),
    /// The MAC address of its Wi-Fi interface, if it has one.
    Wifi(Option<[u8; 6]>),
    /// Its IPv4 address, if it has one.
    Address(Option<[u8; 4]>),
    /// Its firmware's version.
    Firmware(String),
    /// Whether its storage takes what is written. If not, the card is worn out.
    StorageWorks(bool),
    /// Something else, as it came.
    Other {
        /// What it is about.
        key: String,
        /// What is said about it.
        value: String,
    },
}

/// What a router does with those who call from outside (libp2p, `libp2p_peer:nat_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NatType {
    /// There is none.
    None,
    /// A port leads to the hotspot.
    Static,
    /// Who was called may call back.
    Restricted,
    /// Each who was called may call back at a port of their own.
    Symmetric,
    /// Not found out.
    Unknown,
}

const NAT_TYPES: [(NatType, &str); 5] = [
    (NatType::None, "none"),
    (NatType::Static, "static"),
    (NatType::Restricted, "restricted"),
    (NatType::Symmetric, "symmetric"),
    (NatType::Unknown, "unknown"),
];

impl Diagnostic {
    fn from_entry(key: &str, value: &str) -> Self {
        Self::read(key, value).unwrap_or_else(|| Self::Other {
            key: key.to_owned(),
            value: value.to_owned(),
        })
    }

    fn read(key: &str, value: &str) -> Option<Self> {
        match key {
            "connected" => yes_or_no(value).map(Self::Connected),
            "dialable" => yes_or_no(value).map(Self::Dialable),
            "nat_type" => NAT_TYPES
                .iter()
                .find(|(_, word)| *word == value)
                .map(|(kind, _)| Self::Nat(*kind)),
            "height" => value.parse().ok().map(Self::Height),
            "eth" => mac_address(value).map(Self::Ethernet),
            "wifi" => mac_address(value).map(Self::Wifi),
            "ip" => address(value).map(Self::Address),
            "fw" => Some(Self::Firmware(value.to_owned())),
            "disk" => match value {
                "ok" => Some(Self::StorageWorks(true)),
                "read-only" => Some(Self::StorageWorks(false)),
                _ => None,
            },
            _ => None,
        }
    }

    fn to_entry(&self) -> (&str, String) {
        match self {
            Self::Connected(yes) => ("connected", word(*yes, "yes", "no")),
            Self::Dialable(yes) => ("dialable", word(*yes, "yes", "no")),
            Self::Nat(kind) => {
                let found = NAT_TYPES.iter().find(|(it, _)| it == kind);
                (
                    "nat_type",
                    found.map_or("unknown", |(_, word)| word).to_owned(),
                )
            }
            Self::Height(height) => ("height", height.to_string()),
            Self::Ethernet(mac) => ("eth", mac.map_or("unknown".to_owned(), hex::encode_upper)),
            Self::Wifi(mac) => ("wifi", mac.map_or("unknown".to_owned(), hex::encode_upper)),
            Self::Address(address) => {
                let text = address.map(|bytes| bytes.map(|byte| byte.to_string()).join("."));
                ("ip", text.unwrap_or("none".to_owned()))
            }
            Self::Firmware(version) => ("fw", version.clone()),
            Self::StorageWorks(yes) => ("disk", word(*yes, "ok", "read-only")),
            Self::Other { key, value } => (key, value.clone()),
        }
    }
}

/// Reads the value of [`DIAGNOSTICS`](super::DIAGNOSTICS).
pub(super) fn read_all(value: &[u8]) -> Result<Vec<Diagnostic>, ValueError> {
    let map: wire::Diagnostics = message(value)?;
    Ok(map
        .entries
        .iter()
        .map(|entry| {
            let key = String::from_utf8_lossy(&entry.key);
            Diagnostic::from_entry(&key, &String::from_utf8_lossy(&entry.value))
        })
        .collect())
}

/// Writes as many as one value holds; `wait` if there are none.
pub(super) fn write_all(diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut map = wire::Diagnostics::default();
    for diagnostic in diagnostics {
        let (key, value) = diagnostic.to_entry();
        map.entries.push(wire::Entry {
            key: key.as_bytes().to_vec(),
            value: value.into_bytes(),
        });
        if map.encoded_len() > MAX_VALUE_BYTES {
            map.entries.pop();
            break;
        }
    }
    match map.entries.as_slice() {
        [] => b"wait".to_vec(),
        _ => map.encode_to_vec(),
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn word(yes: bool, if_yes: &str, if_no: &str) -> String {
    if yes { if_yes } else { if_no }.to_owned()
}

fn mac_address(value: &str) -> Option<Option<[u8; 6]>> {
    if value == "unknown" {
        return Some(None);
    }
    let mut bytes = [0; 6];
    hex::decode_to_slice(value, &mut bytes).ok()?;
    Some(Some(bytes))
}

fn address(value: &str) -> Option<Option<[u8; 4]>> {
    if value == "none" {
        return Some(None);
    }
    let parts: Option<Vec<u8>> = value.split('.').map(|part| part.parse().ok()).collect();
    parts?.try_into().ok().map(Some)
}
