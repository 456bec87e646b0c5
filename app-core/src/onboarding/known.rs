//! Remembers the device that is being set up: where it is, and who it is.

use crate::text_form;
use outpost_app_api::DeviceInfo;
use outpost_device_drivers::{
    catalog::BleSetUp, protocols::improv, reach::DevicePlace, session::Identity,
};
use outpost_protocol::DeviceKey;
use serde::{Deserialize, Serialize};

/// The device that is being set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    /// Its port.
    pub port: String,
    /// Who it is, which every later answer is compared with.
    #[serde(flatten)]
    pub identity: KnownIdentity,
    /// The word that is printed on it, where it wants one: needed for every link to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// What it says of itself, for a person.
    pub info: DeviceInfo,
}

/// Who a device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownIdentity {
    /// It has this key, and can be claimed.
    Key(#[serde(with = "text_form")] DeviceKey),
    /// It has none: what it says of itself, at its port. It can be given Wi-Fi, and not be claimed.
    Unkeyed(SaidOfItself),
}

/// What a device without a key says of itself, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOfItself {
    /// Its firmware.
    pub firmware: String,
    /// The firmware's version.
    pub version: String,
    /// Its hardware.
    pub hardware: String,
    /// Its name.
    pub name: String,
}

impl KnownDevice {
    /// Its key; `None` where it cannot be claimed.
    pub fn key(&self) -> Option<DeviceKey> {
        match self.identity {
            KnownIdentity::Key(key) => Some(key),
            KnownIdentity::Unkeyed(_) => None,
        }
    }

    /// Whether `other` is the same device. Two without keys may say the same of themselves, so that their
    /// port tells them apart.
    pub fn is(&self, other: &Self) -> bool {
        self.identity == other.identity && (self.key().is_some() || self.port == other.port)
    }

    /// Whether it covers a place by radio, as far as its way of being set up tells.
    pub(super) fn is_hotspot(&self) -> bool {
        let Ok(place) = self.port.parse::<DevicePlace>();
        matches!(place, DevicePlace::Bluetooth(BleSetUp::Helium, _))
    }
}

impl From<&Identity> for KnownIdentity {
    fn from(identity: &Identity) -> Self {
        match identity {
            Identity::Key(key) => Self::Key(*key),
            Identity::Unkeyed(said) => Self::Unkeyed(SaidOfItself {
                firmware: said.firmware.clone(),
                version: said.version.clone(),
                hardware: said.hardware.clone(),
                name: said.name.clone(),
            }),
        }
    }
}

impl From<&KnownIdentity> for Identity {
    fn from(identity: &KnownIdentity) -> Self {
        match identity {
            KnownIdentity::Key(key) => Self::Key(*key),
            KnownIdentity::Unkeyed(said) => Self::Unkeyed(improv::DeviceInfo {
                firmware: said.firmware.clone(),
                version: said.version.clone(),
                hardware: said.hardware.clone(),
                name: said.name.clone(),
            }),
        }
    }
}
