//! Reads which security a device wants.

use super::endpoint::{Endpoint, Exchange};
use serde::{Deserialize, Serialize};

/// Longest answer that is read: no characteristic holds more.
const MAX_BYTES: usize = crate::protocols::gatt::MAX_VALUE_BYTES;

/// What a device says of its provisioning. In clear, and so only what somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionInfo {
    /// The version of the provisioning service, such as `v1.1`.
    pub version: String,
    /// The security it wants.
    pub scheme: Scheme,
    /// Whether it can look for networks.
    pub scans_wifi: bool,
}

/// A security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Clear text.
    Security0,
    /// X25519 and AES in counter mode.
    Security1 {
        /// Whether a proof of possession is asked for.
        wants_possession: bool,
    },
    /// SRP6a and AES-GCM.
    Security2(Nonces),
}

/// How security 2 makes nonces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nonces {
    /// Before patch 1: the device's 16 bytes, the same for every message.
    Fixed,
    /// Patch 1: the device's 8 bytes and a big-endian count of messages of 4.
    Counted,
}

/// Not what a device says of its version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidVersion {
    /// More than a characteristic holds.
    #[error("the device's version has {0} bytes, at most {MAX_BYTES} are possible")]
    TooLong(usize),
    /// Firmware that is older than the JSON answers with a bare version.
    #[error("the device's version cannot be read: {0}")]
    Unreadable(String),
    /// A scheme that is not known here.
    #[error("the device wants security {scheme} with patch {patch}, which is not known")]
    UnknownScheme {
        /// Its number.
        scheme: u32,
        /// Its patch.
        patch: u32,
    },
}

#[derive(Serialize, Deserialize)]
struct Answer {
    prov: Provisioning,
}

/// Firmware before ESP-IDF 5.0 says neither `sec_ver` nor `sec_patch_ver`.
#[derive(Serialize, Deserialize)]
struct Provisioning {
    ver: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sec_ver: Option<u32>,
    #[serde(default)]
    sec_patch_ver: u32,
    #[serde(default)]
    cap: Vec<String>,
}

impl VersionInfo {
    /// Asks for it, by any bytes but none, which NimBLE refuses.
    pub fn request() -> Exchange {
        Exchange {
            endpoint: Endpoint::Version,
            bytes: b"---".to_vec(),
        }
    }

    /// Reads a device's answer.
    pub fn read(bytes: &[u8]) -> Result<Self, InvalidVersion> {
        if bytes.len() > MAX_BYTES {
            return Err(InvalidVersion::TooLong(bytes.len()));
        }
        let Answer { prov } = serde_json::from_slice(bytes)
            .map_err(|error| InvalidVersion::Unreadable(error.to_string()))?;
        let can = |capability: &str| prov.cap.iter().any(|it| it == capability);
        let guessed = if can("no_sec") { 0 } else { 1 };
        let scheme = match (prov.sec_ver.unwrap_or(guessed), prov.sec_patch_ver) {
            (0, _) => Scheme::Security0,
            (1, _) => Scheme::Security1 {
                wants_possession: !can("no_pop"),
            },
            (2, 0) => Scheme::Security2(Nonces::Fixed),
            (2, 1) => Scheme::Security2(Nonces::Counted),
            (scheme, patch) => return Err(InvalidVersion::UnknownScheme { scheme, patch }),
        };
        Ok(Self {
            scheme,
            scans_wifi: can("wifi_scan"),
            version: prov.ver,
        })
    }

    /// The answer as a device gives it.
    pub(super) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let (sec_ver, sec_patch_ver, capability) = match self.scheme {
            Scheme::Security0 => (0, 0, Some("no_sec")),
            Scheme::Security1 { wants_possession } => {
                (1, 0, (!wants_possession).then_some("no_pop"))
            }
            Scheme::Security2(Nonces::Fixed) => (2, 0, None),
            Scheme::Security2(Nonces::Counted) => (2, 1, None),
        };
        let scan = self.scans_wifi.then_some("wifi_scan");
        serde_json::to_vec(&Answer {
            prov: Provisioning {
                ver: self.version.clone(),
                sec_ver: Some(sec_ver),
                sec_patch_ver,
                cap: capability
                    .into_iter()
                    .chain(scan)
                    .map(str::to_owned)
                    .collect(),
            },
        })
    }
}
