//! Writes what a hotspot is asked, and reads what it says.

use super::{
    ADD_GATEWAY, Diagnostic, KeyError, LIGHTS, NetworkName, ValueError, WIFI_CONNECT, WIFI_REMOVE,
    diagnostics, key,
    value::{content, either},
    wifi, wire,
};
use crate::protocols::{claim::ClaimRequest, improv::wifi::WifiCredentials};
use outpost_protocol::{DeviceKey, transaction::add_gateway::HeliumKey};
use prost::Message;
use uuid::Uuid;

/// What a hotspot is asked to do, by writing a value to a characteristic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Join this network. What comes of it is notified, see [`ConnectState`](super::ConnectState).
    Connect(WifiCredentials),
    /// Forget this network. Nothing says what comes of it; read the list again.
    Remove(NetworkName),
    /// Sign that it belongs to this owner. The answer is notified, and is for
    /// [`read_claim`](super::read_claim).
    AddGateway(ClaimRequest),
    /// Have its light on or off.
    Lights(bool),
}

impl Request {
    /// Where it is written.
    pub fn characteristic(&self) -> Uuid {
        match self {
            Self::Connect(_) => WIFI_CONNECT,
            Self::Remove(_) => WIFI_REMOVE,
            Self::AddGateway(_) => ADD_GATEWAY,
            Self::Lights(_) => LIGHTS,
        }
    }

    /// What is written.
    pub fn value(&self) -> Vec<u8> {
        match self {
            Self::Connect(credentials) => wire::Connect {
                name: credentials.ssid().to_owned(),
                password: credentials.password().to_owned(),
            }
            .encode_to_vec(),
            Self::Remove(network) => wire::Remove {
                name: network.as_str().to_owned(),
            }
            .encode_to_vec(),
            Self::AddGateway(request) => wire::AddGatewayRequest {
                owner: key::key_to_text(request.owner),
                // What older firmware signs as the fees.
                amount: 0,
                fee: 0,
                payer: key::key_to_text(HeliumKey::payer_of_claim(request.network, request.nonce)),
            }
            .encode_to_vec(),
            Self::Lights(on) => lights(*on).to_vec(),
        }
    }
}

/// Reads the value of [`PUBLIC_KEY`](super::PUBLIC_KEY) or
/// [`ONBOARDING_KEY`](super::ONBOARDING_KEY).
pub fn read_key(value: &[u8]) -> Result<DeviceKey, KeyError> {
    key::device_key_from_text(read_text(value)?)
}

/// Reads the value of [`NETWORKS`](super::NETWORKS), strongest first, or of
/// [`CONFIGURED_NETWORKS`](super::CONFIGURED_NETWORKS): as many as the hotspot could fit.
pub fn read_networks(value: &[u8]) -> Result<Vec<NetworkName>, ValueError> {
    wifi::read_list(value)
}

/// Reads the value of [`SSID`](super::SSID); `None` if the hotspot is on no network.
pub fn read_ssid(value: &[u8]) -> Result<Option<NetworkName>, ValueError> {
    wifi::read_name(value)
}

/// Reads the value of [`ETHERNET_ONLINE`](super::ETHERNET_ONLINE).
pub fn read_ethernet_online(value: &[u8]) -> Result<bool, ValueError> {
    either(value, b"true", b"false")
}

/// Reads the value of [`LIGHTS`].
pub fn read_lights(value: &[u8]) -> Result<bool, ValueError> {
    either(value, lights(true), lights(false))
}

/// Reads the value of [`DIAGNOSTICS`](super::DIAGNOSTICS).
pub fn read_diagnostics(value: &[u8]) -> Result<Vec<Diagnostic>, ValueError> {
    diagnostics::read_all(value)
}

/// Reads a value that is text: [`MAC`](super::MAC),
/// [`FIRMWARE_REVISION`](super::FIRMWARE_REVISION) or [`SERIAL_NUMBER`](super::SERIAL_NUMBER).
pub fn read_text(value: &[u8]) -> Result<&str, ValueError> {
    std::str::from_utf8(content(value)?).map_err(|_| ValueError::Malformed)
}

/// The word for lights that are on or off.
pub(super) fn lights(on: bool) -> &'static [u8] {
    if on { b"on" } else { b"off" }
}
